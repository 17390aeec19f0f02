//! Findings about a payload as a whole: it is no document, it was repaired, nobody claims it.

#[cfg(feature = "contracts")]
use std::collections::BTreeSet;

#[cfg(feature = "contracts")]
use driftline_schemas::NodeRef;
#[cfg(feature = "contracts")]
use driftline_schemas::document::Kind as NodeKind;
use driftline_schemas::document::{Document, Syntax, SyntaxError, SyntaxErrorKind};
use driftline_schemas::text::{Position, Span};

#[cfg(feature = "contracts")]
use crate::finding::ValueKind;
use crate::finding::{Finding, Got, Impact, Kind, Want};
#[cfg(feature = "contracts")]
use crate::masked::Name;

/// The finding of a payload that could not be read.
pub(crate) fn unreadable(error: &SyntaxError) -> Finding {
    let kind = match error.kind {
        SyntaxErrorKind::Encoding => Kind::WrongEncoding,
        SyntaxErrorKind::ExternalEntity => Kind::ExternalEntity,
        SyntaxErrorKind::Limit => Kind::LimitExceeded,
        // `SyntaxErrorKind` may grow; what it then says is about well-formedness in the widest sense.
        _ => Kind::NotWellFormed,
    };
    let message = match error.help {
        Some(help) => format!("{} ({help})", error.message),
        None => error.message.clone(),
    };
    whole(kind, error.span, error.position, Got::Syntax(message), Want::Nothing)
}

/// The finding of a record that was not read, since it has more bytes than are allowed.
#[cfg(feature = "contracts")]
pub(crate) fn too_long(limit: usize) -> Finding {
    let got = Got::Syntax(format!("the record has more than the {limit} bytes that are allowed"));
    whole(Kind::LimitExceeded, Span::at(0), Position { line: 1, column: 1 }, got, Want::Nothing)
}

/// What was read otherwise than written so that a payload could be read: one finding for each place.
pub(crate) fn repaired(document: &Document<'_>) -> Vec<Finding> {
    let finding = |repair: &driftline_schemas::document::Repair| {
        let (got, want) = (Got::Syntax(repair.message.to_owned()), Want::Repair(repair.reading.to_owned()));
        whole(Kind::NotWellFormed, repair.span, document.position(repair.span.start), got, want)
    };
    document.repairs().iter().map(finding).collect()
}

/// What of a payload's outside is tolerated: a byte order mark before JSON, which RFC 8259, 8.1 forbids to send and allows
/// to read over. In XML it is legal (XML 1.0, 4.3.3).
pub(crate) fn noted(document: &Document<'_>) -> Vec<Finding> {
    if !document.has_byte_order_mark() || document.syntax() == Syntax::Xml {
        return Vec::new();
    }
    let got = Got::Syntax("a byte order mark stands before the JSON text".to_owned());
    let want = Want::Repair("if it were not there".to_owned());
    vec![whole(Kind::ByteOrderMark, Span::at(0), document.position(0), got, want)]
}

/// The findings of a payload that no contract claims: it, at the root element or the value, and what was repaired.
#[cfg(feature = "contracts")]
pub(crate) fn unclaimed(document: &Document<'_>) -> Vec<Finding> {
    let root = document.root();
    let (span, got) = match root.kind() {
        NodeKind::Element => (root.name_span(), Got::Name(Name::of(root))),
        NodeKind::Object => (root.span(), Got::Value(ValueKind::Object)),
        NodeKind::Array => (root.span(), Got::Value(ValueKind::Array)),
        NodeKind::Boolean => (root.span(), Got::Value(ValueKind::Boolean)),
        NodeKind::Number => (root.span(), Got::Value(ValueKind::Number)),
        NodeKind::Null => (root.span(), Got::Value(ValueKind::Null)),
        NodeKind::String | NodeKind::Text | NodeKind::Attribute | NodeKind::Namespace => {
            (root.span(), Got::Value(ValueKind::Text))
        }
    };
    let want = Want::Rule("a payload that one of the contracts recognises".to_owned());
    let finding = whole(Kind::UnknownContract, span, document.position(span.start), got, want);
    let mut findings = vec![Finding { field: shape(root), ..finding }];
    findings.extend(repaired(document));
    findings
}

/// How many names tell the shape of a payload, and how much of each.
#[cfg(feature = "contracts")]
const TELLING: (usize, usize) = (8, 40);

/// What payloads that nobody claims are counted by: the root element, or the keys of the object, in order: `{id, total}`.
#[cfg(feature = "contracts")]
fn shape(root: NodeRef<'_>) -> String {
    let (names, letters) = TELLING;
    let short = |node| Name::unknown(node, false).as_str().chars().take(letters).collect::<String>();
    match root.kind() {
        NodeKind::Element => format!("/{}", short(root)),
        NodeKind::Object => {
            let keys: BTreeSet<_> = root.children().map(short).collect();
            let told: Vec<_> = keys.iter().take(names).map(String::as_str).collect();
            let more = if keys.len() > names { ", …" } else { "" };
            format!("{{{}{more}}}", told.join(", "))
        }
        NodeKind::Array => {
            root.children().next().map_or_else(|| "[]".to_owned(), |item| format!("[{}]", shape_of_item(item)))
        }
        NodeKind::String
        | NodeKind::Number
        | NodeKind::Boolean
        | NodeKind::Null
        | NodeKind::Text
        | NodeKind::Attribute
        | NodeKind::Namespace => String::new(),
    }
}

/// The shape of an item of an array, which is told no deeper.
#[cfg(feature = "contracts")]
fn shape_of_item(item: NodeRef<'_>) -> String {
    if item.kind() == NodeKind::Array { "[…]".to_owned() } else { shape(item) }
}

fn whole(kind: Kind, span: Span, position: Position, got: Got, want: Want) -> Finding {
    let unreadable = matches!(kind, Kind::NotWellFormed | Kind::WrongEncoding | Kind::ExternalEntity);
    let impact = unreadable.then_some(Impact::Rejects);
    Finding {
        kind,
        path: String::new(),
        field: String::new(),
        span,
        position,
        schema: None,
        got,
        want,
        shape: None,
        impact,
        times: 1,
        alternatives: Vec::new(),
    }
}
