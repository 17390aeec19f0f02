//! Items: what of Rust is to be written, before any of it is a token.
//!
//! [`crate::lower`] decides items from a model, [`crate::render`] writes them. An item is a named type of the generated
//! module; a [`Rust`] is a type as it stands in a field.

use driftline_schemas::model::Name;

use crate::docs;

/// The index of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ItemId(pub(crate) usize);

/// A type as it stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rust {
    /// A type of the standard library or the runtime.
    Known(Known),
    /// An item of the module.
    Item(ItemId),
    /// What may be absent.
    Option(Box<Self>),
    /// What may be `null`, or `xsi:nil`.
    Nullable(Box<Self>),
    /// What may stand several times.
    Vec(Box<Self>),
    /// What would hold itself.
    Boxed(Box<Self>),
    /// Items in one text, separated by white space.
    List(Box<Self>),
    /// Undeclared members of one type.
    Map(Box<Self>),
    /// Of a kind that the schema speaks of, or of another one.
    Loose(Box<Self>),
    /// As one alternative says, or anything.
    Guess(Box<Self>),
}

/// Types that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    Text,
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    Integer,
    Decimal,
    Date,
    Time,
    DateTime,
    Uuid,
    Constant,
    Value,
    Rest,
    Member,
    Null,
    /// One of another crate, beside its text.
    Written(Foreign),
}

/// Types of other crates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Foreign {
    Decimal,
    Date,
    Time,
    DateTime,
    Timestamp,
    Span,
    Uuid,
    Url,
}

/// Which traits hold beside `Debug`, `Clone` and `PartialEq`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traits {
    pub(crate) copy: bool,
    /// `Eq` and `Hash`.
    pub(crate) eq: bool,
    /// `PartialOrd` and `Ord`.
    pub(crate) ord: bool,
    pub(crate) default: bool,
}

/// A named type of the generated module.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its name, empty until all items are known.
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    /// The root element that it stands for.
    pub(crate) root: Option<Name>,
    /// Whether it is from an XSD, whose JSON is looser.
    pub(crate) lenient: bool,
    pub(crate) kind: Kind,
    pub(crate) traits: Traits,
    /// Its place in the embedded schema.
    pub(crate) place: Option<String>,
    /// What it derives beside, by paths.
    pub(crate) derives: Vec<String>,
    /// Whether it is written; all are, unless a type of the caller's stands for what needs them.
    pub(crate) is_kept: bool,
}

/// What kind of type.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Struct(Struct),
    Values(Vec<Value>),
    Variants(Variants),
    /// Elements that their names tell apart: a field for each variant.
    Choice(Struct),
    /// Types that stand for one another: a field for each variant.
    Types(Struct),
    Scalar {
        inner: Rust,
        facets: Vec<(&'static str, Setting)>,
    },
    Transparent(Rust),
    Alias(Rust),
    /// A type of the caller's, by its path.
    Own(String),
}

/// A record.
#[derive(Debug, Clone, Default)]
pub(crate) struct Struct {
    /// The namespace of its elements.
    pub(crate) namespace: Option<Box<str>>,
    /// Whether it is a branch of a choice, without an element of its own.
    pub(crate) is_group: bool,
    pub(crate) fields: Vec<Field>,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) role: Role,
    /// Its namespace, where it is not that of the record.
    pub(crate) namespace: Option<Box<str>>,
    pub(crate) type_: Rust,
    /// The value that it always has; the type is [`Known::Constant`].
    pub(crate) constant: Option<Setting>,
}

/// What of the wire a field holds.
#[derive(Debug, Clone)]
pub(crate) enum Role {
    /// The element or member of this name.
    Named(Box<str>),
    /// The attribute of this name.
    Attribute(Box<str>),
    /// The text of the element.
    Text,
    /// What has no field of its own.
    Rest,
    /// The elements of an enum.
    Choice,
    /// The elements of a record that is a branch of a choice.
    Group,
    /// The type of this name, which stands where none is named; empty for one without a name.
    Declared(Box<str>),
}

/// A value of an enumeration.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) value: Setting,
}

/// A union.
#[derive(Debug, Clone)]
pub(crate) struct Variants {
    /// The member that tells them apart; none: the one that knows most and reads.
    pub(crate) tag: Option<Box<str>>,
    pub(crate) variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) docs: String,
    /// Values of the tag.
    pub(crate) values: Vec<Setting>,
    pub(crate) type_: Rust,
}

/// A literal in an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
    Text(String),
    Number(i64),
    Bool(bool),
}

impl Setting {
    /// The value as text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Bool(value) => value.to_string(),
        }
    }

    /// The value as documentation shows it.
    pub(crate) fn code(&self) -> String {
        match self {
            Self::Text(text) => docs::code(text),
            Self::Number(number) => format!("`{number}`"),
            Self::Bool(value) => format!("`{value}`"),
        }
    }
}

impl Rust {
    /// What is inside of `Option`, `Vec` and the others; itself where there is nothing around it.
    pub(crate) fn core(&self) -> &Self {
        match self {
            Self::Known(_) | Self::Item(_) => self,
            Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Vec(inner)
            | Self::Boxed(inner)
            | Self::List(inner)
            | Self::Map(inner)
            | Self::Loose(inner)
            | Self::Guess(inner) => inner.core(),
        }
    }

    /// The item that a value holds in itself and not on the heap.
    pub(crate) fn held(&self) -> Option<ItemId> {
        match self {
            Self::Item(item) => Some(*item),
            Self::Option(inner) | Self::Nullable(inner) | Self::Loose(inner) | Self::Guess(inner) => inner.held(),
            Self::Known(_) | Self::Vec(_) | Self::Boxed(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// The same with the held item on the heap.
    pub(crate) fn boxed(self) -> Self {
        match self {
            Self::Item(_) => Self::Boxed(Box::new(self)),
            Self::Option(inner) => Self::Option(Box::new(inner.boxed())),
            Self::Nullable(inner) => Self::Nullable(Box::new(inner.boxed())),
            Self::Loose(inner) => Self::Loose(Box::new(inner.boxed())),
            Self::Guess(inner) => Self::Guess(Box::new(inner.boxed())),
            Self::Known(_) | Self::Vec(_) | Self::Boxed(_) | Self::List(_) | Self::Map(_) => self,
        }
    }
}

impl Known {
    /// What the runtime promises of it. A default is counted only where it is what an empty record holds.
    pub(crate) fn traits(self) -> Traits {
        let (copy, eq, ord, default) = match self {
            Self::Bool | Self::I8 | Self::I16 | Self::I32 | Self::I64 => (true, true, true, false),
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => (true, true, true, false),
            Self::F32 | Self::F64 => (true, false, false, false),
            Self::Text | Self::Integer | Self::Decimal | Self::Uuid => (false, true, true, false),
            Self::Date | Self::Time | Self::DateTime | Self::Value | Self::Member => (false, true, false, false),
            Self::Constant => (true, true, true, true),
            Self::Written(_) => (false, true, false, false),
            Self::Rest => (false, true, false, true),
            Self::Null => (true, true, true, false),
        };
        Traits { copy, eq, ord, default }
    }
}

impl Item {
    /// Every type that it names.
    pub(crate) fn types(&self) -> Vec<&Rust> {
        match &self.kind {
            Kind::Struct(record) | Kind::Choice(record) | Kind::Types(record) => {
                record.fields.iter().map(|field| &field.type_).collect()
            }
            Kind::Variants(variants) => variants.variants.iter().map(|variant| &variant.type_).collect(),
            Kind::Scalar { inner, .. } | Kind::Transparent(inner) | Kind::Alias(inner) => vec![inner],
            Kind::Values(_) | Kind::Own(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Rust> {
        match &mut self.kind {
            Kind::Struct(record) | Kind::Choice(record) | Kind::Types(record) => {
                record.fields.iter_mut().map(|field| &mut field.type_).collect()
            }
            Kind::Variants(variants) => variants.variants.iter_mut().map(|variant| &mut variant.type_).collect(),
            Kind::Scalar { inner, .. } | Kind::Transparent(inner) | Kind::Alias(inner) => vec![inner],
            Kind::Values(_) | Kind::Own(_) => Vec::new(),
        }
    }
}
