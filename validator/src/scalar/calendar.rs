//! The Gregorian calendar, before and after any date (XSD part 2, appendix E; RFC 3339, appendix C).

/// How many seconds a day has. Leap seconds are in no value space here.
pub(super) const DAY: i128 = 86_400;

/// How many days a month has. Years before 1 are taken as they are numbered, as in appendix E.
pub(crate) fn days_in_month(year: i128, month: u32) -> u32 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 0000-03-01 to this day. Counting years from March puts the leap day at the end of a year.
pub(crate) fn days(year: i128, month: u32, day: u32) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = i128::from((month + 9) % 12);
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap_days + (153 * month + 2) / 5 + i128::from(day) - 1
}

#[cfg(test)]
mod tests {
    use super::{days, days_in_month};

    #[test]
    fn each_day_follows_the_one_before() {
        let mut expected = days(-401, 1, 1);
        for year in -401..=2401 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    assert_eq!(days(year, month, day), expected, "{year}-{month}-{day}");
                    expected += 1;
                }
            }
        }
        assert_eq!(days(1970, 1, 1) - days(1969, 12, 31), 1);
        assert_eq!(days(2000, 1, 1) - days(1970, 1, 1), 10_957);
    }
}
