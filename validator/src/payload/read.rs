//! From bytes, a text or a node to a value.

use std::cell::Cell;

use driftline_schemas::NodeRef;
use driftline_schemas::document::{Document, Kind, ReadOptions, SyntaxError};

use super::error::{ReadError, ReadErrorKind};
use super::input::Input;
use super::table::{JsonRoot, RootName};
use super::traits::Payload;

/// Reads XML or JSON, told apart by the first character.
///
/// ```
/// #[derive(driftline::Payload)]
/// struct Line {
///     sku: String,
///     price: driftline::Decimal,
/// }
///
/// let line: Line = driftline::from_slice(br#"{"sku": "A1", "price": 19.990}"#)?;
/// assert_eq!(line.price.to_string(), "19.990");
///
/// let error = driftline::from_slice::<Line>(br#"{"sku": "A1", "price": "cheap"}"#).err().unwrap();
/// assert_eq!(error.to_string(), "1:24 /price: got text, want a number");
/// # Ok::<(), driftline::ReadError>(())
/// ```
///
/// # Errors
/// Where the bytes are no document, or the document is no value of the type.
pub fn from_slice<T: Payload>(bytes: &[u8]) -> Result<T, ReadError> {
    from_document(Document::read(bytes, &ReadOptions::default()))
}

/// Reads XML or JSON from a text.
///
/// # Errors
/// Where the text is no document, or the document is no value of the type.
pub fn from_str<T: Payload>(text: &str) -> Result<T, ReadError> {
    from_document(Document::read_str(text, &ReadOptions::default()))
}

fn from_document<T: Payload>(document: Result<Document<'_>, SyntaxError>) -> Result<T, ReadError> {
    let document = document.map_err(ReadError::syntax)?;
    let root = document.root();
    match T::ROOT {
        Some(name) => content(root, &name).and_then(from_node),
        None => from_node(root),
    }
}

/// Reads a node of a document: the whole of it, or any part. The name of the node is not looked at.
///
/// # Errors
/// Where the node is no value of the type.
pub fn from_node<T: Payload>(node: NodeRef<'_>) -> Result<T, ReadError> {
    // What a reading may cost: far more than any type needs that is not made of unions within unions.
    let steps = Cell::new((node.document().len() as u64).saturating_mul(1000).saturating_add(100_000));
    T::read(Input::new(node, &steps)).map_err(|error| error.resolved(node.document()))
}

/// The node that holds the content of a document of this name.
fn content<'d>(root: NodeRef<'d>, name: &RootName) -> Result<NodeRef<'d>, ReadError> {
    let wrong = || ReadError::at(root, ReadErrorKind::Root(name.name)).resolved(root.document());
    if root.kind() == Kind::Element {
        let same = root.local_name() == name.name && root.namespace().unwrap_or("") == name.namespace;
        return if same { Ok(root) } else { Err(wrong()) };
    }
    let mut members = root.children();
    let wrapped = match (root.kind(), members.next(), members.next()) {
        (Kind::Object, Some(only), None) if only.name() == name.name => Some(only),
        _ => None,
    };
    match name.json {
        JsonRoot::Omit => Ok(root),
        JsonRoot::Either => Ok(wrapped.unwrap_or(root)),
        JsonRoot::Wrap => wrapped.ok_or_else(wrong),
    }
}
