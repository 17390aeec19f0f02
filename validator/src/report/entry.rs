//! What every form of a report tells of a row: the words, the places and the fingerprint, so that no form finds its own.

use std::borrow::Cow;

use crate::drift::{ContractDrift, Drift, First, Row};
use crate::finding::{Impact, Kind, SchemaPlace};
use crate::hash;
use crate::severity::Severity;

use super::layout::visible;

/// A row with the contract that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'d> {
    /// The contract; empty for payloads that belong to none.
    pub(super) contract: &'d str,
    /// How many payloads the contract has.
    pub(super) of: u64,
    /// The field, without indexes; empty for the payload as a whole.
    pub(super) field: &'d str,
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) row: &'d Row,
}

/// Every row of a drift: by contract, most severe first.
pub(super) fn entries(drift: &Drift) -> impl Iterator<Item = Entry<'_>> {
    drift.contracts.iter().flat_map(|(name, contract)| entries_of(name, contract))
}

/// The rows of one contract, most severe first.
pub(super) fn entries_of<'d>(name: &'d str, contract: &'d ContractDrift) -> impl Iterator<Item = Entry<'d>> {
    contract.rows().map(|(field, kind, row)| Entry {
        contract: name,
        of: contract.payloads,
        field,
        kind,
        severity: Severity::of(kind),
        row,
    })
}

/// The name of a contract in headings.
pub(super) fn title(contract: &str) -> &str {
    if contract.is_empty() { "(no contract)" } else { contract }
}

impl<'d> Entry<'d> {
    /// The field for people.
    pub(super) fn field(&self) -> Cow<'d, str> {
        if self.field.is_empty() { Cow::Borrowed("(the payload)") } else { visible(self.field) }
    }

    /// In how many payloads it is: `7 of 35`.
    pub(super) fn share(&self) -> String {
        format!("{} of {}", self.row.payloads, self.of)
    }

    /// What was got and wanted.
    pub(super) fn what(&self) -> Cow<'d, str> {
        visible(&self.row.first.sentence)
    }

    /// What it does to code that reads the payload with the generated type, in words.
    pub(super) fn impact(&self) -> Option<&'static str> {
        self.row.impact.map(|impact| match impact {
            Impact::Harmless => "your types read it whole",
            Impact::Loses => "your types drop something",
            Impact::Rejects => "your types fail to read it",
        })
    }

    /// All of it in one sentence: `/items/*/quantity: got text, want an integer, in 2 of 31 payloads; …`.
    pub(super) fn sentence(&self) -> String {
        let impact = self.impact().map(|impact| format!("; {impact}")).unwrap_or_default();
        format!("{}: {}, in {} payloads{impact}", self.field(), self.what(), self.share())
    }

    /// Where it was seen first.
    pub(super) fn first(&self) -> &'d First {
        &self.row.first
    }

    /// Where the schema says what was wanted.
    pub(super) fn schema(&self) -> Option<&'d SchemaPlace> {
        self.row.first.schema.as_ref()
    }

    /// The same for the same difference in every run: of the contract, the kind and the field without indexes.
    pub(super) fn fingerprint(&self) -> String {
        format!("{:016x}", hash::of(&[self.contract.as_bytes(), self.kind.code().as_bytes(), self.field.as_bytes()]))
    }
}

/// Where a file is and what of it is meant, for forms that point into files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot<'d> {
    /// The file as it was named.
    pub(super) file: &'d str,
    /// The line and the column in that file; none where a line of the payload is no line of the file.
    pub(super) place: Option<(u32, Option<u32>)>,
}

impl<'d> Spot<'d> {
    /// The place in a schema.
    pub(super) fn of_schema(place: &'d SchemaPlace) -> Self {
        Self { file: &place.source, place: Some((place.position.line, Some(place.position.column))) }
    }

    /// The place in a capture. A record of NDJSON is a line of its file; that of another form has no line.
    pub(super) fn of_capture(first: &'d First) -> Self {
        let file = &*first.seen.source;
        let is_lines = [".ndjson", ".jsonl"].iter().any(|end| file.ends_with(end));
        let place = match first.seen.record {
            None => Some((first.position.line, Some(first.position.column))),
            Some(record) if is_lines => u32::try_from(record).ok().map(|line| (line, None)),
            Some(_) => None,
        };
        Self { file, place }
    }
}

#[cfg(test)]
mod tests {
    use driftline_schemas::text::Position;

    use super::Spot;
    use crate::drift::{First, Seen};

    #[test]
    fn a_line_of_a_payload_is_a_line_of_its_file_only_where_it_is_the_file() {
        let spot = |source: &str, record| {
            let first = First {
                seen: Seen { source: source.into(), record, part: None },
                position: Position { line: 8, column: 18 },
                path: String::new(),
                sentence: String::new(),
                schema: None,
            };
            Spot::of_capture(&first).place
        };
        assert_eq!(spot("a.xml", None), Some((8, Some(18))));
        assert_eq!(spot("a.ndjson", Some(3)), Some((3, None)));
        assert_eq!(spot("a.har", Some(3)), None);
    }
}
