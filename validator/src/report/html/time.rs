//! A line of time: from when to when a row was seen, within what its contract's rows span.

use std::io::{self, Write};

use crate::report::entry::Entry;
use crate::report::xml;

/// The minutes between the first and the last that any row was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    from: i64,
    to: i64,
}

impl Span {
    /// The span of these rows; none where there is no time or all is of one time.
    pub(super) fn over<'d>(entries: impl Iterator<Item = Entry<'d>>) -> Option<Self> {
        let spans: Vec<_> = entries.filter_map(|entry| of(&entry)).collect();
        let span = Self { from: spans.iter().map(|it| it.from).min()?, to: spans.iter().map(|it| it.to).max()? };
        (span.from < span.to).then_some(span)
    }

    /// Draws when a row was seen; nothing where that is not known.
    pub(super) fn write(self, out: &mut dyn Write, entry: &Entry<'_>) -> io::Result<()> {
        let (Some(own), Some(since)) = (of(entry), &entry.row.since) else { return Ok(()) };
        let thousandth = |minute: i64| (minute - self.from) * 1000 / (self.to - self.from);
        let (from, to) = (thousandth(own.from), thousandth(own.to));
        let until = entry.row.until.as_ref().unwrap_or(since);
        writeln!(
            out,
            "<svg class=\"time\" viewBox=\"0 0 1010 20\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"seen from {} to \
             {}\"><path d=\"M5 10H1005\"/><rect x=\"{from}\" y=\"4\" width=\"{}\" height=\"12\"/></svg>",
            xml::escape(since.as_str()),
            xml::escape(until.as_str()),
            to - from + 10,
        )
    }
}

fn of(entry: &Entry<'_>) -> Option<Span> {
    let from = minutes(entry.row.since.as_ref()?.as_str())?;
    Some(Span {
        from,
        to: entry.row.until.as_ref().and_then(|until| minutes(until.as_str())).unwrap_or(from).max(from),
    })
}

/// The minutes of `2024-01-03T01:15…` since the year 0, in months of 31 days: for a drawing, not for a calendar.
fn minutes(time: &str) -> Option<i64> {
    let number = |from: usize, to: usize| time.get(from..to)?.parse::<u32>().ok().map(i64::from);
    let days = (number(0, 4)? * 12 + number(5, 7)?) * 31 + number(8, 10)?;
    Some((days * 24 + number(11, 13).unwrap_or(0)) * 60 + number(14, 16).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn a_later_time_is_more() {
        let times = ["2024-01-03", "2024-01-03T01:15:00Z", "2024-01-03 01:16", "2024-02-01", "2025-01-01"];
        let minutes: Vec<_> = times.iter().map(|time| minutes(time).unwrap()).collect();
        assert!(minutes.is_sorted() && minutes.len() == 5, "{minutes:?}");
        assert_eq!(super::minutes("yesterday"), None);
    }
}
