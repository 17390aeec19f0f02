//! What `validate()` finds in the documents that are read, beside what `check` finds in them without a judge.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::say;
use crate::case::Case;
use crate::package::Outcome;

/// Counts over the documents of a suite whose root element has a type.
#[derive(Default)]
pub(crate) struct Held {
    /// Valid documents that are read.
    valid: usize,
    /// Documents that are not valid.
    invalid: usize,
    /// Of them those that reading refuses.
    refused: usize,
    /// Of the others those of which `validate` finds something.
    found: usize,
    /// Of the others those of which `check` finds something without a judge.
    checked: usize,
    /// Documents that are read, and of which both find the same, by codes and paths.
    same: usize,
    /// What only `check` finds, since the value does not hold it any more, by code.
    lost: BTreeMap<String, usize>,
    /// What only `validate` finds: by document.
    pub(crate) added: Vec<String>,
}

impl Held {
    pub(crate) fn of(cases: &[Case], outcomes: &[Vec<Outcome>]) -> Self {
        let mut held = Self::default();
        for (case, outcomes) in cases.iter().zip(outcomes) {
            let Some(contract) = &case.contract else { continue };
            for (instance, outcome) in case.instances.iter().zip(outcomes) {
                let is_read = match &*outcome.word {
                    "no type" | "unknown" => continue,
                    "unreadable" | "refused" => false,
                    _ => true,
                };
                held.valid += usize::from(instance.is_valid && is_read);
                held.invalid += usize::from(!instance.is_valid);
                held.refused += usize::from(!instance.is_valid && !is_read);
                if !is_read {
                    continue;
                }
                let check = contract.check(&std::fs::read(&instance.path).unwrap());
                let line = |finding: &driftline::Finding| format!("{} {}", finding.kind.code(), finding.path);
                let wanted: BTreeSet<String> = check.findings().iter().map(line).collect();
                let got: BTreeSet<String> = outcome.findings.iter().cloned().collect();
                held.found += usize::from(!instance.is_valid && !got.is_empty());
                held.checked += usize::from(!instance.is_valid && !wanted.is_empty());
                held.same += usize::from(got == wanted);
                for lost in wanted.difference(&got) {
                    *held.lost.entry(lost.split(' ').next().unwrap_or_default().to_owned()).or_default() += 1;
                }
                held.added.extend(got.difference(&wanted).map(|added| format!("{}: {added}", instance.id)));
            }
        }
        held
    }

    /// Says the table.
    pub(crate) fn say(&self, suite: &str) {
        let Self { valid, invalid, refused, found, checked, same, lost, added } = self;
        let read = valid + invalid - refused;
        say(&format!(
            "{suite}: validate() finds what check finds without a judge in {same} of {read} documents that are read; {} findings \
             are only its own; only check has {lost:?}",
            added.len()
        ));
        say(&format!(
            "{suite}: of {invalid} documents that are not valid reading refuses {refused}, and validate() {found} of the others; \
             check without a judge {checked} of them",
        ));
    }
}
