//! One line on a terminal that tells how far long work has come.
//!
//! It is written over and over, and wiped in the end; in a pipe nothing is written at all.

use std::io::Write;
use std::time::{Duration, Instant};

/// Work that is done before this needs no progress.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is written.
const PAUSE: Duration = Duration::from_millis(100);

/// How far the work has come.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Done {
    /// Bytes that were read, unpacked.
    pub(crate) bytes: u64,
    /// Of all bytes of the files as they lie on the disk, how many are behind us.
    pub(crate) of_total: u64,
    /// Records that were checked.
    pub(crate) records: u64,
    /// Findings in them.
    pub(crate) findings: u64,
}

/// The line.
pub(crate) struct Progress<'o> {
    /// Where it is written; nowhere in a pipe.
    out: Option<&'o mut dyn Write>,
    total: u64,
    begun: Instant,
    next: Instant,
    is_shown: bool,
}

impl<'o> Progress<'o> {
    /// Progress on `out`, towards a total of bytes.
    pub(crate) fn new(out: Option<&'o mut dyn Write>, total: u64) -> Self {
        let begun = Instant::now();
        Self { out, total, begun, next: begun + PATIENCE, is_shown: false }
    }

    /// Shows how far the work has come, if it is time to.
    pub(crate) fn show(&mut self, done: Done) {
        let Some(out) = &mut self.out else { return };
        let now = Instant::now();
        if now >= self.next {
            self.next = now + PAUSE;
            self.is_shown = true;
            // A terminal that is gone is no reason to stop.
            let _ = write!(out, "\r\x1b[K{}", line(done, self.total, now - self.begun)).and_then(|()| out.flush());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let (Some(out), true) = (&mut self.out, self.is_shown) {
            // As above.
            let _ = out.write_all(b"\r\x1b[K").and_then(|()| out.flush());
        }
    }
}

/// `1200000 records, 210 MB/s, 17 findings, 0:12 left`.
fn line(done: Done, total: u64, spent: Duration) -> String {
    let Done { bytes, of_total, records, findings } = done;
    let millis = spent.as_millis().max(1);
    let speed = u128::from(bytes) / 1_000 / millis;
    let mut line = format!("{records} records, {speed} MB/s, {findings} findings");
    if of_total > 0 && total > 0 {
        let left = millis * u128::from(total.saturating_sub(of_total)) / u128::from(of_total) / 1_000;
        line.push_str(&format!(", {}:{:02} left", left / 60, left % 60));
    }
    line
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Done, Progress, line};

    #[test]
    fn the_line_tells_speed_findings_and_the_time_left() {
        let done = Done { bytes: 500_000_000, of_total: 250_000_000, records: 1_000, findings: 17 };
        let told = line(done, 1_000_000_000, Duration::from_secs(25));
        assert_eq!(told, "1000 records, 20 MB/s, 17 findings, 1:15 left");
        assert_eq!(line(Done::default(), 0, Duration::ZERO), "0 records, 0 MB/s, 0 findings");
    }

    #[test]
    fn short_work_shows_nothing() {
        let mut out = Vec::new();
        Progress::new(Some(&mut out), 1).show(Done::default());
        assert_eq!(out, b"");
    }
}
