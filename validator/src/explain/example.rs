//! A whole example of each kind of finding: a schema, and what is sent. A check of it finds exactly this kind.

use crate::finding::Kind;

/// A schema and what is sent under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// An XML Schema or a JSON Schema.
    pub schema: &'static str,
    /// A payload.
    pub sent: &'static str,
    /// What the contract tolerates, by its word there, where that is what is shown.
    pub tolerate: Option<&'static str>,
}

const ANY: &str = r#"{"properties": {"id": {"type": "integer"}}}"#;
const ITEMS: &str = r#"{"properties": {"items": {"type": "array", "minItems": 1}}}"#;
const NAME: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Name" type="xs:string"/>
</xs:schema>"#;
const ORDER: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Order"><xs:complexType><xs:sequence>
    <xs:element name="Id" type="xs:int"/>
    <xs:element name="Line" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="Paid" type="xs:boolean" minOccurs="0"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>"#;
const LINES: &str = r#"{"properties": {"lines": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}}}"#;
const STATUS: &str = r#"{"properties": {"status": {"enum": ["Pick", "Pack"]}}}"#;
const CARD: &str = r#"{"properties": {"pay": {"anyOf": [
  {"type": "object", "required": ["card"], "properties": {"card": {"type": "string"}}},
  {"type": "object", "required": ["cash"], "properties": {"cash": {"type": "integer"}}}
]}}}"#;

/// The example of a kind.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one entry for each kind")]
pub const fn example(kind: Kind) -> Example {
    let (schema, sent) = match kind {
        Kind::NotWellFormed => (ANY, r#"{"id": 1"#),
        Kind::WrongEncoding => (NAME, r#"<?xml version="1.0" encoding="utf-99"?><Name>Zoë</Name>"#),
        Kind::UnknownContract => (NAME, "<html/>"),
        Kind::ExternalEntity => (NAME, r#"<!DOCTYPE Name [<!ENTITY x SYSTEM "file:///etc/passwd">]><Name>&x;</Name>"#),
        Kind::LimitExceeded => (
            NAME,
            r#"<!DOCTYPE Name [
  <!ENTITY a "ha ha ha ha ha ha ha ha ha ha "><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
  <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
  <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">
]><Name>&h;</Name>"#,
        ),
        Kind::UndocumentedField => (ANY, r#"{"id": 1, "vendor": "x"}"#),
        Kind::MissingField => (r#"{"required": ["id"], "properties": {"id": {"type": "integer"}}}"#, "{}"),
        Kind::RenamedField => {
            (r#"{"required": ["quantity"], "properties": {"quantity": {"type": "integer"}}}"#, r#"{"qty": 2}"#)
        }
        Kind::MiscasedField => (r#"{"properties": {"orderNo": {"type": "string"}}}"#, r#"{"order_no": "A1"}"#),
        Kind::MovedField => (
            r#"{"properties": {"order": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}}}"#,
            r#"{"id": 1, "order": {}}"#,
        ),
        Kind::DuplicateField => (ANY, r#"{"id": 1, "id": 2}"#),
        Kind::OrderChanged => (ORDER, "<Order><Paid>true</Paid><Id>1</Id></Order>"),
        Kind::NamespaceChanged => (ORDER, r#"<Order><Id>1</Id><Paid xmlns="urn:shop:2">true</Paid></Order>"#),
        Kind::ForbiddenField => (r#"{"properties": {"password": false}}"#, r#"{"password": "x"}"#),
        Kind::TypeChanged => (ANY, r#"{"id": 1.5}"#),
        Kind::Stringified => (ANY, r#"{"id": "1"}"#),
        Kind::NullSent => (ANY, r#"{"id": null}"#),
        Kind::SingleForList => (ITEMS, r#"{"items": {"sku": "A1"}}"#),
        Kind::ListForSingle => (ANY, r#"{"id": [1]}"#),
        Kind::EmptyForObject => (r#"{"properties": {"address": {"type": "object"}}}"#, r#"{"address": ""}"#),
        Kind::CountOutOfRange => (ITEMS, r#"{"items": []}"#),
        Kind::SubstitutedType => (
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="Id" type="xs:int"/>
</xs:schema>"#,
            r#"<Id xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" xsi:type="xs:string">1</Id>"#,
        ),
        Kind::NewEnumValue => (STATUS, r#"{"status": "Declined"}"#),
        Kind::ConstantChanged => (r#"{"properties": {"version": {"const": 1}}}"#, r#"{"version": 2}"#),
        Kind::FormatChanged => {
            (r#"{"properties": {"day": {"type": "string", "format": "date"}}}"#, r#"{"day": "03/01/2024"}"#)
        }
        Kind::PatternMismatch => {
            (r#"{"properties": {"sku": {"type": "string", "pattern": "^[A-Z]+$"}}}"#, r#"{"sku": "a1"}"#)
        }
        Kind::LengthOutOfRange => {
            (r#"{"properties": {"sku": {"type": "string", "maxLength": 5}}}"#, r#"{"sku": "ABCDEF"}"#)
        }
        Kind::NumberOutOfRange => {
            (r#"{"properties": {"total": {"type": "number", "minimum": 0}}}"#, r#"{"total": -1}"#)
        }
        Kind::PrecisionExceeded => {
            (r#"{"properties": {"total": {"type": "number", "multipleOf": 0.01}}}"#, r#"{"total": 1.005}"#)
        }
        Kind::RuleViolated => {
            (r#"{"properties": {"ids": {"type": "array", "uniqueItems": true}}}"#, r#"{"ids": [1, 1]}"#)
        }
        Kind::NeverSeenField => {
            (r#"{"properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}"#, r#"{"id": 1}"#)
        }
        Kind::NeverSeenValue => (
            r#"{"required": ["status"], "properties": {"status": {"enum": ["Pick", "Pack"]}}}"#,
            r#"{"status": "Pick"}"#,
        ),
        Kind::NeverSeenBranch => (CARD, r#"{"pay": {"card": "x"}}"#),
        Kind::SometimesMissing => (
            LINES,
            r#"{"lines": [
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {}
]}"#,
        ),
        Kind::AlwaysPresent => (
            LINES,
            r#"{"lines": [
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5},
  {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}, {"id": 5}
]}"#,
        ),
        Kind::OneForList => (ORDER, r#"{"Id": 1, "Line": "A1"}"#),
        Kind::ListForOne => (ORDER, r#"{"Id": 1, "Paid": [true]}"#),
        Kind::EmptyString => (ORDER, r#"{"Id": 1, "Paid": ""}"#),
        Kind::TextScalars => (ORDER, r#"{"Id": "1"}"#),
        Kind::NativeScalars => (ORDER, r#"{"Id": 1}"#),
        Kind::NullForAbsent => (ORDER, r#"{"Id": 1, "Paid": null}"#),
        Kind::EmptyElement => (ORDER, "<Order><Id>1</Id><Paid/></Order>"),
        Kind::ByteOrderMark => (ANY, "\u{FEFF}{\"id\": 1}"),
    };
    let tolerate = match kind {
        Kind::OneForList => Some("one-for-list"),
        Kind::ListForOne => Some("list-for-one"),
        Kind::EmptyString => Some("empty-string"),
        Kind::TextScalars => Some("text-scalars"),
        Kind::NativeScalars => Some("native-scalars"),
        Kind::NullForAbsent => Some("null-for-absent"),
        Kind::EmptyElement => Some("empty-element"),
        _ => None,
    };
    Example { schema, sent, tolerate }
}

#[cfg(all(test, feature = "contracts"))]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use driftline_schemas::files::Files;
    use driftline_schemas::mapping::Wobble;

    use super::example;
    use crate::conclusion::{Conclusion, Terms};
    use crate::contract::{Contract, ContractOptions};
    use crate::drift::{Drift, Seen};
    use crate::finding::Kind;
    use crate::routing::Route;

    #[test]
    fn every_example_gives_exactly_its_kind() {
        let mut wrong = Vec::new();
        for kind in Kind::ALL {
            let example = example(kind);
            let name = if example.schema.starts_with('<') { "a.xsd" } else { "a.json" };
            let files: BTreeMap<String, Vec<u8>> = [(name.to_owned(), example.schema.into())].into();
            let mut options = ContractOptions { name: Some("example".into()), ..ContractOptions::default() };
            options.mapping.json.tolerate.extend(example.tolerate.and_then(Wobble::from_word));
            // Natively sent numbers are tolerated where all leaves are texts.
            if matches!(kind, Kind::NativeScalars) {
                options.mapping.json.tolerate.insert(Wobble::TextScalars);
            }
            options.mapping.empty_element_is_absent = example.tolerate == Some("empty-element");
            let contract = Contract::load_from(name, options, &files as &dyn Files).unwrap();
            let route = Route::to(vec![contract]);
            let mut drift = Drift { files: 1, ..Drift::default() };
            drift.add(&Seen::default(), None, &route.check(example.sent.as_bytes()));
            let of_a_corpus = matches!(
                kind,
                Kind::NeverSeenField
                    | Kind::NeverSeenValue
                    | Kind::NeverSeenBranch
                    | Kind::SometimesMissing
                    | Kind::AlwaysPresent
            );
            let terms = Terms { schema_use: of_a_corpus, ..Terms::default() };
            let conclusion = Conclusion::of(&drift, route.contracts(), &terms);
            let kinds: BTreeSet<Kind> =
                conclusion.contracts.iter().flat_map(|it| it.lines.iter().map(|line| line.kind)).collect();
            let is_exact = kinds.contains(&kind) && (of_a_corpus || kinds.len() == 1);
            if !is_exact {
                wrong.push(format!("{kind}: {kinds:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
