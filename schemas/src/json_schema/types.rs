//! Types in the making: ids of subschemas, and types that no schema of its own stands for.

use super::dialect::Dialect;
use super::options::Options;
use super::reach::{Entry, Reached};
use super::schema::Schema;
use crate::document::NodeRef;
use crate::model::{Foreign, Format, Shape, Type, TypeId};
use crate::text::offset;

/// What the shapes of a model are made with. Ids of entries come first, ids of added types after them.
pub(super) struct Types<'l> {
    options: &'l Options,
    reached: &'l Reached,
    first: usize,
    pub(super) added: Vec<Type>,
}

/// A schema whose type is being made.
pub(super) struct Making<'l, 'd> {
    pub(super) entry: &'l Entry,
    pub(super) schema: Schema<'d>,
}

impl<'l> Types<'l> {
    /// Begins with no added type, where `first` types are made from entries.
    pub(super) fn new(options: &'l Options, reached: &'l Reached, first: usize) -> Self {
        Self { options, reached, first, added: Vec::new() }
    }

    /// The type of a subschema.
    pub(super) fn of(&self, making: &Making<'_, '_>, subschema: NodeRef<'_>) -> TypeId {
        self.reached.type_in(making.entry, subschema.id())
    }

    /// The type of an entry.
    pub(super) fn of_entry(&self, entry: usize) -> TypeId {
        self.reached.type_of(entry)
    }

    /// The types of subschemas.
    pub(super) fn of_all(&self, making: &Making<'_, '_>, subschemas: &[NodeRef<'_>]) -> Vec<TypeId> {
        subschemas.iter().map(|subschema| self.of(making, *subschema)).collect()
    }

    /// Adds a type that a part of a schema stands for.
    pub(super) fn add(&mut self, making: &Making<'_, '_>, shape: Shape) -> TypeId {
        let id = TypeId(offset(self.first + self.added.len()));
        let origin = making.schema.file.origin(making.schema.node);
        self.added.push(Type { name: None, title: None, docs: None, shape, deprecated: false, origin });
        id
    }

    /// A format as the caller wants it: one that only annotates asserts nothing, unless its metaschema says otherwise
    /// (2020-12 validation, 7.2.2).
    pub(super) fn format(&self, name: &str, dialect: Dialect) -> Format {
        if self.options.formats_annotate && !dialect.asserts_format {
            Format::Other(name.into())
        } else {
            Format::from_name(name)
        }
    }
}

impl Making<'_, '_> {
    /// What of this schema only a judge can decide.
    pub(super) fn foreign(&self, construct: &str, reason: impl Into<Box<str>>, node: NodeRef<'_>) -> Foreign {
        let file = self.schema.file;
        let pointer = self.schema.node.to_pointer().into();
        Foreign { construct: construct.into(), reason: reason.into(), pointer, origin: file.origin(node) }
    }
}
