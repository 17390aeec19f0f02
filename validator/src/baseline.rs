//! The baseline: drift that was accepted on purpose. It is what `driftline.baseline.toml` says.
//!
//! In goes the text of the file, out come its entries; and back. An entry is found again by its contract, kind and field,
//! never by any wording.
//!
//! ```
//! use driftline::{Baseline, Entry, Kind};
//!
//! let mut baseline = Baseline::default();
//! baseline.accept(Entry {
//!     contract: "neto/order-notification@2024".into(),
//!     kind: Kind::NewEnumValue,
//!     field: "/Event/Order/OrderStatus".into(),
//!     reason: "Declined is announced for May".into(),
//!     expires: Some("2027-05-31".into()),
//! });
//! assert_eq!(Baseline::read("driftline.baseline.toml", &baseline.to_string())?, baseline);
//! # Ok::<(), driftline::schemas::Error>(())
//! ```

mod read;
mod write;

use std::collections::BTreeMap;

use crate::finding::Kind;

/// Drift that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    entries: BTreeMap<(String, String, Kind), Entry>,
}

/// One drift that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Of which contract; empty for payloads that belong to none.
    pub contract: String,
    /// Of which kind.
    pub kind: Kind,
    /// At which field, without indexes.
    pub field: String,
    /// Why.
    pub reason: String,
    /// The last day on which it is accepted, as `2027-01-31`.
    pub expires: Option<String>,
}

impl Entry {
    /// Whether it is no longer accepted on a day.
    #[must_use]
    pub fn is_expired(&self, today: &str) -> bool {
        self.expires.as_deref().is_some_and(|expires| expires < today)
    }
}

impl Baseline {
    /// The entries, by contract, field and kind.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Accepts something, in place of what was accepted of the same contract, field and kind.
    pub fn accept(&mut self, entry: Entry) {
        self.entries.insert((entry.contract.clone(), entry.field.clone(), entry.kind), entry);
    }

    /// The entry of a drift.
    #[must_use]
    pub fn find(&self, contract: &str, kind: Kind, field: &str) -> Option<&Entry> {
        // An entry is looked for in every line of a report, which are few.
        self.entries.get(&(contract.to_owned(), field.to_owned(), kind))
    }

    /// The entries of these contracts that are none of these drifts.
    #[must_use]
    pub fn stale(&self, present: &[(&str, Vec<(Kind, &str)>)]) -> Vec<Entry> {
        let is_stale = |entry: &&Entry| {
            let lines = present.iter().find(|(contract, _)| *contract == entry.contract).map(|(_, lines)| lines);
            lines.is_some_and(|lines| !lines.contains(&(entry.kind, entry.field.as_str())))
        };
        self.entries.values().filter(is_stale).cloned().collect()
    }
}
