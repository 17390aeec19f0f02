//! What every form of a report tells of a row: the words, the places and the fingerprint, so that no form finds its own.

use std::borrow::Cow;

use super::layout::visible;
use crate::conclusion::{Concluded, Conclusion, Line, Standing};
use crate::drift::{First, Row};
use crate::finding::{Impact, Kind, SchemaPlace};
use crate::hash;
use crate::masked::Masked;
use crate::severity::Severity;

/// How many shapes are told.
const SHAPES: usize = 4;

/// From how many findings on a value has to be seen several times to be told: one slip is no new value.
const MANY: u64 = 100;

/// How often it has to be seen then.
const SEVERAL: u64 = 3;

/// A line of a conclusion with the contract that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'d> {
    /// The contract; empty for payloads that belong to none.
    pub(super) contract: &'d str,
    /// The field, without indexes; empty for the payload as a whole.
    pub(super) field: &'d str,
    pub(super) kind: Kind,
    pub(super) severity: Severity,
    pub(super) standing: &'d Standing,
    pub(super) row: &'d Row,
    line: &'d Line,
}

/// Every line of a conclusion: by contract, what counts first, of it the most severe.
pub(super) fn entries<'d>(conclusion: &'d Conclusion<'_>) -> impl Iterator<Item = Entry<'d>> {
    conclusion.contracts.iter().flat_map(entries_of)
}

/// The lines of one contract.
pub(super) fn entries_of<'d>(contract: &'d Concluded<'_>) -> impl Iterator<Item = Entry<'d>> {
    contract.lines.iter().map(|line| Entry {
        contract: contract.name,
        field: &line.field,
        kind: line.kind,
        severity: line.severity,
        standing: &line.standing,
        row: &line.row,
        line,
    })
}

/// The shapes of a line that are told, and how many findings have others.
pub(super) fn shapes(line: &Line) -> (Vec<(&Masked, u64)>, u64) {
    let threshold = if line.kind == Kind::NewEnumValue && line.row.findings >= MANY { SEVERAL } else { 1 };
    let (told, rare): (Vec<_>, Vec<_>) =
        line.row.shapes.shapes().into_iter().partition(|(_, times)| *times >= threshold);
    let others = line.row.shapes.others() + rare.iter().map(|(_, times)| times).sum::<u64>();
    (told, others)
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
        let share = self.line.share();
        format!("{} of {}", share.k, share.n)
    }

    /// Whether it asks for something to be done: it counts, and is more than good to know.
    pub(super) fn counts(&self) -> bool {
        *self.standing == Standing::Counts && self.severity != Severity::Note
    }

    /// What was got and wanted, why the population says so, what the values look like.
    pub(super) fn what(&self) -> String {
        let first = &self.row.first.sentence;
        // The sentence is that of the first of them.
        let is_one_of_several = self.row.places.iter().any(|place| place.sentence != *first);
        let mut what = format!("{}{first}", if is_one_of_several { "e.g. " } else { "" });
        if let Some(evidence) = &self.line.evidence {
            what.push_str(&format!(": {evidence}"));
        }
        let (shapes, others) = shapes(self.line);
        let more = others + shapes.iter().skip(SHAPES).map(|(_, times)| times).sum::<u64>();
        let form = if shapes.iter().any(|(shape, _)| shape.is_value()) { "namely" } else { "in the form" };
        if let ([(shape, _)], 0) = (shapes.as_slice(), more) {
            what.push_str(&format!(", {form} `{shape}`"));
        } else if !shapes.is_empty() {
            let told = shapes.iter().take(SHAPES).map(|(shape, times)| format!("`{shape}` ({times}×)"));
            let others = (more > 0).then(|| format!("others ({more}×)"));
            what.push_str(&format!(", {form} {}", told.chain(others).collect::<Vec<_>>().join(", ")));
        }
        visible(&what).into_owned()
    }

    /// How sure the share is, and since when: `likely 0.05–0.18 %, 2024-01-03 to 2024-02-01`; empty where nothing is known.
    pub(super) fn when(&self) -> String {
        let mut parts = Vec::new();
        if self.line.of > 1 && self.severity != Severity::Note {
            parts.push(format!("likely {}", self.line.share()));
        }
        match (&self.row.since, &self.row.until) {
            (Some(since), Some(until)) if since != until => parts.push(format!("{since} to {until}")),
            (Some(time), _) | (None, Some(time)) => parts.push(format!("since {time}")),
            (None, None) => {}
        }
        visible(&parts.join(", ")).into_owned()
    }

    /// Whether values are told by their form.
    pub(super) fn has_forms(&self) -> bool {
        shapes(self.line).0.iter().any(|(shape, _)| !shape.is_value())
    }

    /// Why it does not count, where it does not.
    pub(super) fn aside(&self) -> Option<String> {
        match self.standing {
            Standing::Counts | Standing::Off => None,
            Standing::Rare => Some("too rare to count".to_owned()),
            Standing::Accepted(reason) => Some(visible(&format!("accepted: {reason}")).into_owned()),
        }
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
        let aside = self.aside().map(|aside| format!(" ({aside})")).unwrap_or_default();
        format!("{}: {}, in {} payloads{impact}{aside}", self.field(), self.what(), self.share())
    }

    /// Where it was seen first; none for what is counted and not there.
    pub(super) fn first(&self) -> Option<&'d First> {
        Some(&self.row.first).filter(|first| first.position.line > 0)
    }

    /// Where else to look.
    pub(super) fn others(&self) -> impl Iterator<Item = &'d First> {
        let first = &self.row.first;
        self.row.places.iter().filter(|place| (&place.seen, place.position) != (&first.seen, first.position))
    }

    /// Where the schema says what was wanted.
    pub(super) fn schema(&self) -> Option<&'d SchemaPlace> {
        self.row.first.schema.as_ref()
    }

    /// The place in the schema, or else in the first payload.
    pub(super) fn spot(&self) -> Option<Spot<'d>> {
        self.schema().map(Spot::of_schema).or_else(|| self.first().map(Spot::of_capture))
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
                seen: Seen { source: source.into(), record, ..Seen::default() },
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
