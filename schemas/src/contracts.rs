//! What a vendor's `contract.toml` says: its messages, how each is recognised, and which schema each version has.
//!
//! In goes the name of a `contract.toml` and the [`Files`](crate::files::Files) it lies in, out comes a [`Vendor`]. Every
//! mistake in the file is an error with file, line and column: a contract that says nothing by accident would let every
//! payload pass.
//!
//! ```
//! use std::collections::BTreeMap;
//! use driftline_schemas::contracts;
//!
//! let toml = r#"
//!     vendor = "acme"
//!     title = "Acme"
//!     [[message]]
//!     name = "order"
//!     title = "An order was placed"
//!     direction = "receive"
//!     syntaxes = ["json"]
//!     [[message.recognise]]
//!     pointer = "/event"
//!     equals = "order"
//!     [[message.version]]
//!     schema = "order.json"
//! "#;
//! let files: BTreeMap<String, Vec<u8>> =
//!     [("acme/contract.toml".into(), toml.into()), ("acme/order.json".into(), b"{}".to_vec())].into();
//! let acme = contracts::load("acme/contract.toml", &files)?;
//! assert_eq!(acme.messages[0].versions[0].contract, "acme/order");
//! # Ok::<(), driftline_schemas::Error>(())
//! ```

mod read;

use crate::document::Syntax;
use crate::json_schema;
use crate::mapping::Mapping;
use crate::model::Draft;
pub use crate::table::Literal;
pub use read::load;

/// A vendor: whoever sends or takes payloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Its short name, which is its folder's name.
    pub name: String,
    /// Its name in prose.
    pub title: String,
    /// Its messages, in the order of the file; the first that claims a payload has it.
    pub messages: Vec<Message>,
}

/// One kind of payload of a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name with the vendor's: `neto/order-notification`.
    pub name: String,
    /// What it is, in one line.
    pub title: String,
    /// Who sends it.
    pub direction: Direction,
    /// The syntaxes it is sent in.
    pub syntaxes: Vec<Syntax>,
    /// How a capture is recognised as this message: any one of them claims it.
    pub recognise: Vec<Rule>,
    /// Its versions, oldest first; at least one.
    pub versions: Vec<Version>,
    /// Its conventions beyond the schema.
    pub mapping: Mapping,
}

/// Who sends a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The vendor sends, we consume.
    Receive,
    /// We send, the vendor consumes.
    Send,
}

impl Direction {
    /// The word for it in a contract.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::Send => "send",
        }
    }
}

/// A version of a message: one schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The full name of the contract: `neto/order-notification@2014`, without `@` where the message has one version.
    pub contract: String,
    /// What to load: the name of the schema file among the same files as the `contract.toml`, with the `#fragment` of a
    /// JSON Schema.
    pub schema: String,
    /// The local names of the root elements (XSD); empty for a JSON Schema.
    pub roots: Vec<String>,
    /// The draft of a JSON Schema where `$schema` does not say.
    pub draft: Option<Draft>,
    /// Whether `format` of a JSON Schema asserts nothing.
    pub formats_annotate: bool,
}

impl Version {
    /// How its schema is read where it is a JSON Schema, and a caller asks for this: the contract knows its draft better.
    #[must_use]
    pub fn reading(&self, asked: &json_schema::Options) -> json_schema::Options {
        json_schema::Options {
            draft: self.draft.or(asked.draft),
            formats_annotate: self.formats_annotate || asked.formats_annotate,
            registered: asked.registered.clone(),
            degrade_references: asked.degrade_references,
        }
    }
}

/// One way to recognise a message: all of its conditions must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// A header of the envelope.
    pub header: Option<HeaderRule>,
    /// The local name of the root element (XML).
    pub root: Option<String>,
    /// The local name of a child element of the root; a member of the top object.
    pub child: Option<String>,
    /// A value that a JSON Pointer leads to.
    pub pointer: Option<PointerRule>,
    /// A JSON Pointer that leads nowhere.
    pub absent: Option<String>,
    /// The syntax of the payload.
    pub syntax: Option<Syntax>,
}

/// A header that must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRule {
    /// Its name, in any letter case.
    pub name: String,
    /// Its value; any where there is none.
    pub equals: Option<String>,
}

/// A JSON value that must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointerRule {
    /// Where (RFC 6901).
    pub pointer: String,
    /// What it may be; anything where this is empty.
    pub any_of: Vec<Literal>,
}
