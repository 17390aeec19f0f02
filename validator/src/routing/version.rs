//! Which of the versions of its message a payload says that it has.

use driftline_schemas::NodeRef;
use driftline_schemas::contracts::Version;
use driftline_schemas::document::{Document, Kind, Syntax};

use crate::headers::Headers;

/// Names of members, attributes and headers that carry a version, without what divides their words, in lower case.
const NAMES: [&str; 6] = ["apiversion", "version", "schemaversion", "messageversion", "eventversion", "xapiversion"];

/// The namespace of `xsi:schemaLocation`.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The version that a payload or its headers name: the name that stands behind `@` in the contract's. One that is named and
/// not listed says nothing.
pub(super) fn said(document: &Document<'_>, headers: &Headers, versions: &[Version]) -> Option<usize> {
    let named = |name: &str| {
        let known =
            versions.iter().position(|version| version.contract.rsplit_once('@').map(|(_, own)| own) == Some(name));
        known.filter(|_| !name.is_empty())
    };
    let top = document.root();
    let in_body = match document.syntax() {
        Syntax::Json => {
            let members = top.children().filter(|_| top.kind() == Kind::Object);
            first(members.filter(|member| matches!(member.kind(), Kind::String | Kind::Number)), named)
        }
        Syntax::Xml => first(top.attributes().filter(|attribute| attribute.namespace().is_none()), named),
    };
    let in_headers = || headers.iter().filter(|(name, _)| is_version(name)).find_map(|(_, value)| named(value.trim()));
    in_body.or_else(|| located(top, versions)).or_else(in_headers)
}

/// The first of these whose name is that of a version and whose value is one.
fn first<'d>(nodes: impl Iterator<Item = NodeRef<'d>>, named: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    nodes.filter(|node| is_version(node.local_name())).find_map(|node| named(node.value().trim()))
}

fn is_version(name: &str) -> bool {
    let letters = name.bytes().filter(|byte| !matches!(byte, b'-' | b'_')).map(|byte| byte.to_ascii_lowercase());
    NAMES.iter().any(|known| letters.clone().eq(known.bytes()))
}

/// The version whose schema a document points at: the only one whose file the place ends with.
fn located(top: NodeRef<'_>, versions: &[Version]) -> Option<usize> {
    let hints = top.attributes().filter(|attribute| attribute.namespace() == Some(XSI));
    let mut hints = hints.filter(|hint| matches!(hint.local_name(), "schemaLocation" | "noNamespaceSchemaLocation"));
    hints.find_map(|hint| {
        hint.value().split_ascii_whitespace().find_map(|place| {
            let score = |version: &Version| {
                let parts = place.rsplit('/').zip(version.schema.rsplit('/'));
                parts.take_while(|(one, other)| one == other).count()
            };
            let scores: Vec<_> = versions.iter().map(score).collect();
            let best = scores.iter().copied().max().filter(|best| *best > 0)?;
            let mut at = scores.iter().enumerate().filter(|(_, score)| **score == best).map(|(at, _)| at);
            let found = at.next();
            found.filter(|_| at.next().is_none())
        })
    })
}

#[cfg(test)]
mod tests {
    use driftline_schemas::contracts::Version;
    use driftline_schemas::document::{Document, ReadOptions};

    use super::said;
    use crate::headers::Headers;

    #[test]
    fn a_payload_names_its_version_in_a_member_an_attribute_a_place_or_a_header() {
        let version = |name: &str, schema: &str| Version {
            contract: format!("acme/order@{name}"),
            schema: schema.to_owned(),
            roots: Vec::new(),
            draft: None,
            formats_annotate: false,
        };
        let versions =
            [version("2014", "2014/Order.xsd"), version("2024", "2024/Order.xsd"), version("3", "2025/Order3.xsd")];
        let xsi = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";
        let cases = [
            (r#"{"api_version": "2014"}"#.to_owned(), "", Some(0)),
            (r#"{"a": 1, "schemaVersion": 2024}"#.to_owned(), "2014", Some(1)),
            (r#"{"version": "1999"}"#.to_owned(), "", None),
            (r#"{"data": {"version": "2014"}}"#.to_owned(), "", None),
            ("[1]".to_owned(), "2014", Some(0)),
            ("<a version='3'/>".to_owned(), "", Some(2)),
            (format!("<a {xsi} xsi:noNamespaceSchemaLocation='https://x.com/2024/Order.xsd'/>"), "", Some(1)),
            (format!("<a {xsi} xsi:schemaLocation='urn:a https://x.com/Order3.xsd'/>"), "", Some(2)),
            (format!("<a {xsi} xsi:schemaLocation='urn:a Order.xsd'/>"), "", None),
        ];
        for (text, header, want) in cases {
            let mut headers = Headers::default();
            headers.push("X-Api-Version", header);
            let document = Document::read_str(&text, &ReadOptions::default()).unwrap();
            assert_eq!(said(&document, &headers, &versions), want, "{text}");
        }
    }
}
