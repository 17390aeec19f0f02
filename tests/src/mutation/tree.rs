//! A payload that can be changed: read from a sample, written again as XML or JSON.

use driftline::report::json::Json;
use driftline_schemas::document::{Document, Kind, NodeRef, ReadOptions, Syntax};

/// A payload, or a part of it. An XML document is a map with its root element; elements of one name stand one by one.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// A text.
    Text(String),
    /// A number, `true`, `false` or `null`, as written.
    Raw(String),
    /// An array.
    List(Vec<Self>),
    /// An object, or an element with children.
    Map(Members),
    /// An element in another namespace.
    Foreign(Box<Self>),
}

/// The named parts of a map, in order.
pub type Members = Vec<(String, Tree)>;

impl Tree {
    /// Reads a payload.
    ///
    /// # Panics
    /// Where it is not well-formed.
    #[must_use]
    pub fn read(bytes: &[u8]) -> (Self, Syntax) {
        let document = Document::read(bytes, &ReadOptions::default()).expect("a good sample is well-formed");
        let root = document.root();
        let tree = match document.syntax() {
            Syntax::Json => of(root),
            Syntax::Xml => Self::Map(vec![(root.name().to_owned(), of(root))]),
        };
        (tree, document.syntax())
    }

    /// Writes a payload.
    #[must_use]
    pub fn write(&self, syntax: Syntax) -> String {
        let mut out = String::new();
        match syntax {
            Syntax::Json => self.json(&mut out),
            Syntax::Xml => self.xml(&mut out),
        }
        out
    }

    /// Shows every map at a path; arrays are no step of it.
    pub fn maps(&mut self, path: &[String], show: &mut dyn FnMut(&mut Members)) {
        match (self, path.split_first()) {
            (Self::List(items), _) => items.iter_mut().for_each(|item| item.maps(path, show)),
            (Self::Map(members), None) => show(members),
            (Self::Map(members), Some((first, rest))) => {
                for (_, part) in members.iter_mut().filter(|(name, _)| name == first) {
                    part.maps(rest, show);
                }
            }
            (Self::Text(_) | Self::Raw(_) | Self::Foreign(_), _) => {}
        }
    }

    /// Every field: the path of the map it is in, and its name.
    pub fn fields(&self, path: &[String], into: &mut Vec<(Vec<String>, String)>) {
        match self {
            Self::List(items) => items.iter().for_each(|item| item.fields(path, into)),
            Self::Map(members) => {
                for (name, part) in members {
                    let field = (path.to_vec(), name.clone());
                    if !into.contains(&field) {
                        into.push(field);
                    }
                    let inner: Vec<String> = path.iter().chain([name]).cloned().collect();
                    part.fields(&inner, into);
                }
            }
            Self::Text(_) | Self::Raw(_) | Self::Foreign(_) => {}
        }
    }

    fn json(&self, out: &mut String) {
        match self {
            Self::Text(text) => {
                let mut bytes = Vec::new();
                Json::text(text.as_str()).write_line(&mut bytes).expect("a vector takes everything");
                out.push_str(String::from_utf8_lossy(&bytes).trim_end());
            }
            Self::Raw(literal) => out.push_str(literal),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.push(if at == 0 { '[' } else { ',' });
                    item.json(out);
                }
                out.push_str(if items.is_empty() { "[]" } else { "]" });
            }
            Self::Map(members) => {
                for (at, (name, part)) in members.iter().enumerate() {
                    out.push(if at == 0 { '{' } else { ',' });
                    Self::Text(name.clone()).json(out);
                    out.push(':');
                    part.json(out);
                }
                out.push_str(if members.is_empty() { "{}" } else { "}" });
            }
            Self::Foreign(_) => unreachable!("JSON has no namespaces"),
        }
    }

    fn xml(&self, out: &mut String) {
        match self {
            Self::Text(text) | Self::Raw(text) => {
                for letter in text.chars() {
                    match letter {
                        '<' => out.push_str("&lt;"),
                        '&' => out.push_str("&amp;"),
                        letter => out.push(letter),
                    }
                }
            }
            Self::Map(members) => {
                for (name, part) in members {
                    let (namespace, part) = match part {
                        Self::Foreign(part) => (" xmlns=\"urn:elsewhere\"", &**part),
                        part => ("", part),
                    };
                    out.extend(["<", name, namespace, ">"]);
                    part.xml(out);
                    out.extend(["</", name, ">"]);
                }
            }
            Self::List(_) | Self::Foreign(_) => unreachable!("XML has no arrays, and only elements have namespaces"),
        }
    }
}

fn of(node: NodeRef<'_>) -> Tree {
    let named = |part: NodeRef<'_>| (part.name().to_owned(), of(part));
    match node.kind() {
        Kind::Object => Tree::Map(node.children().map(named).collect()),
        Kind::Array => Tree::List(node.children().map(of).collect()),
        Kind::Element if !node.is_leaf() => Tree::Map(node.elements().map(named).collect()),
        Kind::Number | Kind::Boolean | Kind::Null => Tree::Raw(node.value().to_owned()),
        Kind::Element | Kind::Attribute | Kind::Namespace | Kind::Text | Kind::String => {
            Tree::Text(node.value().to_owned())
        }
    }
}
