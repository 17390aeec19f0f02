//! What a run comes to, as a table.

use std::collections::BTreeMap;
use std::fmt;

use crate::bench::Trip;

/// Counts over the documents of a suite.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Documents that are valid, and accepted by the schema as we check it.
    pub(crate) valid: usize,
    /// Of them those that were read.
    pub(crate) read: usize,
    /// Of them those that came back the same.
    pub(crate) same: usize,
    /// Documents that are not valid.
    pub(crate) invalid: usize,
    /// Of them those that reading alone refused.
    pub(crate) refused: usize,
    /// Of them those that reading or `validate()` refused.
    pub(crate) found: usize,
    /// Valid documents of which `validate()` found something.
    pub(crate) wronged: usize,
    /// Leaves of the valid documents, by schema: typed and untyped.
    pub(crate) leaves: BTreeMap<String, (u64, u64)>,
}

impl Tally {
    /// Counts what happened to a document of a schema.
    pub(crate) fn count(&mut self, schema: &str, is_valid: bool, trip: &Trip) {
        let is_read = trip.outcome == "same" || trip.outcome == "changed";
        if !is_valid {
            self.invalid += 1;
            self.refused += usize::from(!is_read);
            self.found += usize::from(!is_read || trip.findings > 0);
            return;
        }
        self.valid += 1;
        self.read += usize::from(is_read);
        self.same += usize::from(trip.outcome == "same");
        self.wronged += usize::from(trip.findings > 0);
        let leaves = self.leaves.entry(schema.to_owned()).or_default();
        leaves.0 += trip.typed;
        leaves.1 += trip.untyped;
    }

    /// The schemas with most untyped leaves, the worst first.
    pub(crate) fn worst(&self, count: usize) -> Vec<(&str, u64, u64)> {
        let mut all: Vec<(&str, u64, u64)> =
            self.leaves.iter().map(|(id, (typed, untyped))| (id.as_str(), *typed, *untyped)).collect();
        all.sort_by_key(|(id, _, untyped)| (std::cmp::Reverse(*untyped), *id));
        all.truncate(count);
        all
    }
}

/// A share in per cent.
fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1000 + whole / 2).checked_div(whole).unwrap_or(1000);
    format!("{part} of {whole} ({}.{} %)", tenths / 10, tenths % 10)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (typed, untyped) =
            self.leaves.values().fold((0, 0), |(typed, untyped), one| (typed + one.0, untyped + one.1));
        let of = |part: usize, whole: usize| share(part as u64, whole as u64);
        writeln!(f, "  valid documents read        {}", of(self.read, self.valid))?;
        writeln!(f, "  valid documents the same    {}", of(self.same, self.valid))?;
        writeln!(f, "  invalid refused by reading  {}", of(self.refused, self.invalid))?;
        writeln!(f, "  invalid refused by either   {}", of(self.found, self.invalid))?;
        writeln!(f, "  valid with findings         {}", of(self.wronged, self.valid))?;
        write!(f, "  typed leaves                {}", share(typed, typed + untyped))
    }
}
