//! The sums of a conclusion.

use super::Concluded;
use super::line::Standing;
use crate::severity::Severity;

/// The sums over all contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    /// Contracts that have a payload.
    pub contracts: u64,
    /// Payloads.
    pub payloads: u64,
    /// Payloads without a finding, checked to the end.
    pub clean: u64,
    /// Payloads that nobody could decide.
    pub undecided: u64,
    /// Payloads that are no documents.
    pub unread: u64,
    /// Findings.
    pub findings: u64,
    /// Lines of them.
    pub rows: u64,
    /// How often something was tolerated or noted.
    pub notes: u64,
    /// Lines of what was.
    pub note_rows: u64,
    /// Lines that were accepted.
    pub accepted: u64,
    /// Lines that are too rare to count.
    pub rare: u64,
    /// The worst severity of a line that counts.
    pub worst: Option<Severity>,
}

impl Sums {
    pub(super) fn of(contracts: &[Concluded<'_>]) -> Self {
        let mut sums = Self::default();
        for Concluded { name, drift, lines } in contracts {
            sums.contracts += u64::from(!name.is_empty());
            sums.payloads += drift.payloads;
            sums.clean += drift.clean;
            sums.undecided += drift.undecided;
            sums.unread += drift.unread;
            for line in lines {
                let (rows, findings) = match line.severity {
                    Severity::Note => (&mut sums.note_rows, &mut sums.notes),
                    Severity::Warning | Severity::Error => (&mut sums.rows, &mut sums.findings),
                };
                *rows += 1;
                *findings += line.row.findings;
                match line.standing {
                    Standing::Counts => sums.worst = sums.worst.max(Some(line.severity)),
                    Standing::Rare => sums.rare += 1,
                    Standing::Accepted(_) => sums.accepted += 1,
                    Standing::Off => {}
                }
            }
        }
        sums
    }
}
