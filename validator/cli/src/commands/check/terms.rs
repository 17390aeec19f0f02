//! What a check is held to beside the contracts: `driftline.toml`, `driftline.baseline.toml` and the arguments.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use driftline::{Baseline, Conclusion, Entry, FailOn, Policy, Severity, Standing, Terms};

use super::baseline_file;
use crate::args::Check;
use crate::failure::Failure;

/// The files that are read where none is named.
const CONFIGURATION: &str = "driftline.toml";
const BASELINE: &str = "driftline.baseline.toml";

/// Reads the terms; the arguments go before the configuration.
pub(super) fn load(args: &Check) -> Result<Terms, Failure> {
    let configuration = read(args.config.as_deref(), CONFIGURATION)?;
    let mut policy = match &configuration {
        None => Policy::default(),
        Some((name, text)) => Policy::read(name, text)?,
    };
    policy.fail_above = args.fail_above.unwrap_or(policy.fail_above);
    policy.fail_on = args.fail_on.map(FailOn::from).or(policy.fail_on);
    // A baseline that is to be written need not be there.
    let named = args.baseline.as_deref().filter(|path| !args.accept || path.exists());
    let baseline = match read(named, BASELINE)?.filter(|_| named.is_some() || args.baseline.is_none()) {
        None => Baseline::default(),
        Some((name, text)) => Baseline::read(&name, &text)?,
    };
    let side = args.side.map(driftline::Side::from).or(policy.side);
    Ok(Terms { policy, baseline, side, today: today(), schema_use: args.schema_use })
}

/// Whether the worst line that counts makes the check fail.
pub(super) fn is_failed(terms: &Terms, worst: Option<Severity>) -> bool {
    terms.policy.fail_on.unwrap_or(FailOn::AtLeast(Severity::Error)).is_failed_by(worst)
}

/// Accepts what counts, and writes the baseline.
pub(super) fn accept(args: &Check, conclusion: &Conclusion<'_>, terms: &mut Terms) -> Result<(), Failure> {
    let reason = args.reason.clone().unwrap_or_default();
    for contract in &conclusion.contracts {
        let counting = contract.lines.iter().filter(|line| line.standing == Standing::Counts && !line.is_note());
        for line in counting {
            terms.baseline.accept(Entry {
                contract: contract.name.to_owned(),
                kind: line.kind,
                field: line.field.clone(),
                reason: reason.clone(),
                expires: args.expires.clone(),
            });
        }
    }
    let path = args.baseline.clone().unwrap_or_else(|| PathBuf::from(BASELINE));
    baseline_file::write(&path, &terms.baseline.to_string())
        .map_err(|error| Failure::request(format!("{}: {error}", path.display()), "the baseline is as it was"))
}

/// The name and the text of a file that is named, or of the usual one where it is there.
fn read(named: Option<&Path>, usual: &str) -> Result<Option<(String, String)>, Failure> {
    let path = named.unwrap_or(Path::new(usual));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some((path.to_string_lossy().replace('\\', "/"), text))),
        Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::request(format!("{}: {error}", path.display()), "")),
    }
}

/// The day in UTC, as `2027-01-31`.
fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day(seconds / 86_400)
}

/// The day so many days after 1970-01-01.
fn day(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 1;
    for length in lengths {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, want) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_454, "2026-01-01"),
            (20_818, "2026-12-31"),
        ] {
            assert_eq!(day(days), want);
        }
    }
}
