//! Types that stand for one another: which of them a document names by `xsi:type`.

use driftline_schemas::NodeRef;
use driftline_schemas::document::Kind;

use super::error::{ReadError, ReadErrorKind};
use super::input::{Input, XSI};
use super::table::Types;

/// What names the type, in messages and in JSON.
pub(super) const XSI_TYPE: &str = "xsi:type";

impl Types {
    /// The number of the variant that is named; the declared type where none is.
    ///
    /// # Errors
    /// Where the type that is named is none of these, or none is named and the declared type is abstract.
    pub fn variant(&self, input: Input<'_>) -> Result<usize, ReadError> {
        let node = input.node();
        let Some(name) = name(node) else {
            return self.declared.ok_or_else(|| ReadError::at(node, ReadErrorKind::Variant(XSI_TYPE)));
        };
        let (namespace, local) = name
            .value()
            .trim()
            .split_once(':')
            .map_or_else(|| (name.prefix(""), name.value().trim()), |(prefix, local)| (name.prefix(prefix), local));
        let is_xml = input.is_xml();
        let is_named =
            |(own, known, _): &&(&str, &str, usize)| *known == local && (!is_xml || *own == namespace.unwrap_or(""));
        let known = self.names.iter().find(is_named).map(|(_, _, variant)| *variant);
        known.ok_or_else(|| ReadError::at(name, ReadErrorKind::Variant(XSI_TYPE)))
    }
}

/// What names the type of a node.
fn name(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    if node.kind() != Kind::Element {
        return node.member(XSI_TYPE);
    }
    let mut attributes = node.attributes();
    attributes.find(|attribute| attribute.local_name() == "type" && attribute.namespace() == Some(XSI))
}

/// A qualified name that a node holds, as `{namespace}local`.
pub(super) fn expanded(node: NodeRef<'_>) -> String {
    let name = node.value().trim();
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    match node.prefix(prefix) {
        Some(namespace) if !namespace.is_empty() => format!("{{{namespace}}}{local}"),
        Some(_) | None => local.to_owned(),
    }
}
