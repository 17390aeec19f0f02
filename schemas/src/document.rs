//! One arena of nodes with exact places, for XML and for JSON.
//!
//! In goes a text (or bytes in an encoding that is understood), out comes a [`Document`]: the nodes in document order,
//! 24 bytes each, borrowing the text. Strings are decoded only where they hold an escape or a reference; numbers stay as
//! written; duplicate keys are all kept. Schema files are read by the same readers as payloads, so an error in a schema
//! and a finding in a payload have the same kind of place.
//!
//! ```
//! use driftline_schemas::document::{Document, ReadOptions};
//!
//! let document = Document::read(br#"{"total": 19.990}"#, &ReadOptions::default())?;
//! let total = document.root().member("total").unwrap();
//! assert_eq!(total.value(), "19.990");
//! assert_eq!(document.position(total.span().start).to_string(), "1:11");
//! # Ok::<(), driftline_schemas::document::SyntaxError>(())
//! ```

mod arena;
mod encoding;
mod equal_keys;
mod json;
mod node;
mod node_ref;
mod options;
mod pointer;
mod read;
mod syntax_error;
mod token;
mod wide;
mod xml;

pub use arena::{Document, Syntax};
pub use node::{Kind, NameId, NodeId};
pub use node_ref::{Attributes, Children, NodeRef};
pub use options::{Limits, ReadOptions};
pub use pointer::Pointers;
pub use syntax_error::{Repair, SyntaxError, SyntaxErrorKind};
pub use token::{key_of, reference_token};
