//! When a payload was captured.

use std::fmt;

/// A time as its capture writes it: `2024-01-03`, `2024-01-03T01:15:00.25Z`, `2024-01-03 01:15:00 +10:00`. It sorts as it is
/// written, and nothing but a time can be in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(Box<str>);

/// Digits of a fraction of a second.
const FRACTION: usize = 9;

impl Time {
    /// The time that a text says; none where it says anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let rest = matching(text, "9999-99-99")?;
        let is_time = rest.is_empty() || rest.strip_prefix(['T', ' ']).and_then(of_day).is_some_and(is_zone);
        is_time.then(|| Self(text.into()))
    }

    /// The time as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What follows the hours, minutes and seconds.
fn of_day(text: &str) -> Option<&str> {
    let rest = matching(text, "99:99")?;
    let Some(rest) = matching(rest, ":99") else { return Some(rest) };
    let Some(fraction) = rest.strip_prefix('.') else { return Some(rest) };
    let rest = fraction.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (1..=FRACTION).contains(&(fraction.len() - rest.len())).then_some(rest)
}

fn is_zone(text: &str) -> bool {
    let text = text.strip_prefix(' ').unwrap_or(text);
    matches!(text, "" | "Z" | "UTC")
        || text.strip_prefix(['+', '-']).is_some_and(|offset| {
            ["99:99", "9999", "99"].iter().any(|form| matching(offset, form).is_some_and(str::is_empty))
        })
}

/// What follows a text of this form, in which a `9` is any digit.
fn matching<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(form.len())?;
    let fits = |(letter, form): (u8, u8)| if form == b'9' { letter.is_ascii_digit() } else { letter == form };
    head.bytes().zip(form.bytes()).all(fits).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_time_is_a_time_and_nothing_else() {
        for text in [
            "2024-01-03",
            "2024-01-03T01:15",
            "2024-01-03 01:15:00",
            "2024-01-03T01:15:00Z",
            "2024-01-03T01:15:00.123456789+10:00",
            "2024-01-03 01:15:00 +1000",
        ] {
            assert_eq!(Time::read(text).as_ref().map(Time::as_str), Some(text));
        }
        for text in ["", "2024-Jan", "2024-01-03 Zoe", "2024-01-03T01:15:00.Z", "2024-01-03T01:15Zoe", "2024-01-0é"] {
            assert_eq!(Time::read(text), None, "{text}");
        }
    }
}
