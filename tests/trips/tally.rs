//! What a run comes to, as a table.

use std::collections::BTreeMap;
use std::fmt;

use crate::bench::Trip;
use crate::declared::Declared;

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
    /// Leaves of the valid documents, by schema.
    pub(crate) leaves: BTreeMap<String, Leaves>,
}

/// The leaves of valid documents.
#[derive(Debug, Default, Clone)]
pub(crate) struct Leaves {
    /// In a field, variant or item of a type that the schema gave.
    pub(crate) typed: u64,
    /// Only kept, though the schema says something of them.
    pub(crate) declared: u64,
    /// Only kept, as the schema is silent about them: no generator can type them.
    pub(crate) undeclared: u64,
    /// How many are only kept, by the reason.
    pub(crate) reasons: BTreeMap<String, u64>,
}

impl Leaves {
    fn all(&self) -> u64 {
        self.typed + self.declared + self.undeclared
    }
}

impl Tally {
    /// Counts what happened to a document of a schema, given what the schema says of its leaves.
    pub(crate) fn count(&mut self, schema: &str, is_valid: bool, trip: &Trip, declared: Option<&Declared>) {
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
        leaves.typed += trip.typed;
        for start in &trip.untyped {
            let said = declared.and_then(|declared| declared.leaves.get(start));
            let is_declared = said.is_none_or(|said| said.is_declared);
            let count = if is_declared { &mut leaves.declared } else { &mut leaves.undeclared };
            *count += 1;
            let reason = said.map_or_else(|| "not looked at".to_owned(), |said| said.reason.clone());
            *leaves.reasons.entry(reason).or_default() += 1;
        }
    }

    /// The schemas with most untyped leaves, the worst first: first by what could be typed.
    pub(crate) fn worst(&self, count: usize) -> Vec<(&str, &Leaves)> {
        let mut all: Vec<(&str, &Leaves)> = self.leaves.iter().map(|(id, leaves)| (id.as_str(), leaves)).collect();
        all.sort_by_key(|(id, leaves)| (std::cmp::Reverse((leaves.declared, leaves.undeclared)), *id));
        all.truncate(count);
        all
    }
}

/// The numbers of a schema, and what most of its untyped leaves are.
impl fmt::Display for Leaves {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (all, Self { typed, declared, undeclared, reasons }) = (self.all(), self);
        write!(f, "{all:6} leaves, {typed:6} typed, {declared:4} untyped though declared, {undeclared:5} undeclared")?;
        let mut reasons: Vec<(&String, &u64)> = reasons.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), *reason));
        reasons.iter().take(2).try_for_each(|(reason, count)| write!(f, "; {count} {reason}"))
    }
}

/// A share in per cent.
fn share(part: u64, whole: u64) -> String {
    let tenths = (part * 1000 + whole / 2).checked_div(whole).unwrap_or(1000);
    format!("{part} of {whole} ({}.{} %)", tenths / 10, tenths % 10)
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sum = |count: fn(&Leaves) -> u64| self.leaves.values().map(count).sum::<u64>();
        let (typed, declared, all) = (sum(|one| one.typed), sum(|one| one.declared), sum(Leaves::all));
        let of = |part: usize, whole: usize| share(part as u64, whole as u64);
        writeln!(f, "  valid documents read        {}", of(self.read, self.valid))?;
        writeln!(f, "  valid documents the same    {}", of(self.same, self.valid))?;
        writeln!(f, "  invalid refused by reading  {}", of(self.refused, self.invalid))?;
        writeln!(f, "  invalid refused by either   {}", of(self.found, self.invalid))?;
        writeln!(f, "  valid with findings         {}", of(self.wronged, self.valid))?;
        writeln!(f, "  typed leaves                {}", share(typed, all))?;
        writeln!(f, "  leaves that can be typed    {}", share(typed + declared, all))?;
        write!(f, "  typed of those              {}", share(typed, typed + declared))
    }
}
