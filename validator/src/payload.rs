//! Typed reading and writing: a type and a [`Document`](driftline_schemas::Document), in both directions.
//!
//! `#[derive(driftline::Payload)]` turns a type into tables ([`Record`], [`Field`], [`Facets`], [`Tag`]) and a few calls;
//! everything that is the same for all types is here. In goes a node, out comes a value or a [`ReadError`] with line, column
//! and path; in goes a value, out comes XML or JSON, in the order of the schema, with every digit kept.
//!
//! ```text
//! tables -> Input, Output -> Payload, Scalar -> Fields, unions, containers, trees -> from_slice, to_xml, to_json
//! ```

mod choice;
mod constant;
mod containers;
mod error;
mod facets;
mod fields;
mod input;
mod items;
mod list;
mod loose;
mod map;
mod output;
mod path;
mod read;
mod scalar;
mod table;
mod traits;
mod tree;
mod types;
mod union;
mod values;
mod write;

pub use choice::{Alternative, Choice, Group, only, write_as, write_group};
pub use constant::Constant;
pub use containers::Nullable;
pub use error::{ReadError, ReadErrorKind};
pub use facets::{Facets, Pattern};
pub use fields::{Fields, FieldsOutput, declared};
pub use input::{Input, Sent};
pub use items::{ItemError, ItemErrorKind, Items, items};
pub use list::List;
pub use loose::{Guess, Loose};
pub use map::Map;
pub use output::{Leaves, Output};
pub use read::{from_node, from_slice, from_str};
pub use scalar::{parse, read_scalar, write_scalar};
pub use table::{Alternatives, Field, JsonRoot, Literal, Place, Record, RootName, ScalarKind, Shape, Tag, Types};
pub use traits::{Payload, Root, Scalar, Undeclared};
#[cfg(feature = "serde")]
pub(crate) use tree::grouped;
pub use tree::{Member, Rest, Value};
pub use union::{Attempt, Untagged, fit_untagged, read_untagged};
pub use values::{Unknown, Values, find_value};
pub(crate) use write::written;
pub use write::{WriteOptions, leaves, to_json, to_json_with, to_xml, to_xml_with, untyped};

pub use driftline_schemas::model::WhiteSpace;
