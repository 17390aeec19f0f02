//! The lines of the payload, where the corpus is a single file that is one.

use std::collections::BTreeSet;

use driftline::report::{Excerpts, Format};
use driftline::{Drift, First, Headers};

use super::against::Against;
use crate::args::Check;

/// The largest payload that is read a second time for its lines, in bytes.
const LARGEST: u64 = 256 * 1024;

/// The lines of a single payload; none where there are several, or where the file holds it in an envelope.
pub(super) fn of(drift: &Drift, against: &Against, args: &Check) -> Excerpts {
    if args.reports.iter().all(|output| output.format != Format::Text) {
        return Excerpts::default();
    }
    let mut rows = drift.contracts.values().flat_map(|contract| contract.rows()).map(|(_, _, row)| &row.first);
    let Some(first) = rows.next().filter(|first| drift.files == 1 && first.seen.record.is_none()) else {
        return Excerpts::default();
    };
    let source = &first.seen.source;
    let is_small = std::fs::metadata(source).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
    let Some(body) = is_small.then(|| std::fs::read(source).ok()).flatten() else { return Excerpts::default() };
    let routed = against.check(&Headers::default(), &body);
    let findings: Vec<_> = routed.findings.into_iter().chain(routed.notes).collect();
    let there: BTreeSet<_> = findings.iter().map(|finding| (finding.position, &*finding.path)).collect();
    let is_there = |row: &First| there.contains(&(row.position, &*row.path));
    // What the drift knows of the payload is what this file says: it is the payload itself, and no other since.
    if !is_there(first) || !rows.all(is_there) {
        return Excerpts::default();
    }
    Excerpts::of(&body, &findings, routed.contract, args.show_values)
}
