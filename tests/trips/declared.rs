//! What a schema says of the leaves of a document: the most that any generator can type.
//!
//! In go a model and a valid document, out comes for each leaf what declares it. A schema speaks of a value through
//! `properties`, `patternProperties`, `additionalProperties`, `items` and what combines schemas; a branch that the value
//! surely does not satisfy is none of its own. Where no schema names a kind or a value, as below an undeclared member of an
//! open object or in `{}`, nothing can be typed. What cannot be decided here is taken for declared, so that the count is an
//! upper bound.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use driftline::FacetError;
use driftline::payload::{Facets, Pattern};
use driftline_schemas::Model;
use driftline_schemas::document::{Document, Kind, NodeId, NodeRef};
use driftline_schemas::model::{Additional, Array, ByKind, Literal, Primitive, Record, Scalar, Shape, TypeId};
use driftline_schemas::number::Decimal;

/// What declares each leaf.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// By where the leaf begins: the shapes that its value is held to, none where the schema is silent.
    pub(crate) leaves: BTreeMap<u32, Said>,
}

/// What a schema says of a leaf.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// Whether it says anything.
    pub(crate) is_declared: bool,
    /// Where that begins or ends: a path with `*` for names that are data and for positions, and why.
    pub(crate) reason: String,
}

/// Looks at every leaf of a document.
pub(crate) fn declared(model: &Model, document: &Document<'_>) -> Declared {
    let look = Look { model, admitted: RefCell::default() };
    let mut declared = Declared::default();
    let roots: Vec<TypeId> = model.roots.iter().take(1).map(|root| root.type_).collect();
    look.node(document.root(), &roots, &mut Way::default(), &mut declared);
    declared
}

/// Where in the document the look is.
#[derive(Debug, Default)]
struct Way {
    path: String,
    /// Why nothing is said from some place above on.
    silent: Option<String>,
}

/// Whether a type may take a node, as far as that is known.
type Admitted = HashMap<(TypeId, NodeId), bool>;

struct Look<'m> {
    model: &'m Model,
    admitted: RefCell<Admitted>,
}

/// The parts of what types say that concern one node.
#[derive(Default)]
struct Parts<'m> {
    seen: Vec<TypeId>,
    /// The scalars that the node is held to.
    scalars: Vec<TypeId>,
    records: Vec<&'m Record>,
    arrays: Vec<&'m Array>,
    /// What members and items that nothing else speaks of must be.
    unevaluated: Vec<TypeId>,
    /// Why the rest says nothing.
    silent: Vec<String>,
}

impl<'m> Look<'m> {
    fn node(&self, node: NodeRef<'_>, types: &[TypeId], way: &mut Way, declared: &mut Declared) {
        let mut parts = Parts::default();
        for type_ in types {
            self.parts(*type_, node, &mut parts);
        }
        let outer = (way.path.len(), way.silent.clone());
        if way.silent.is_none() && parts.scalars.is_empty() && parts.records.is_empty() && parts.arrays.is_empty() {
            let why = parts.silent.first().cloned().unwrap_or_else(|| "undeclared member".to_owned());
            way.silent = Some(format!("{why} at {}", if way.path.is_empty() { "/" } else { &way.path }));
        }
        match node.kind() {
            Kind::Object => {
                for member in node.children() {
                    let (types, is_data) = self.of_member(&parts, member);
                    way.path.push('/');
                    way.path.push_str(if is_data { "*" } else { member.name() });
                    self.node(member, &types, way, declared);
                    way.path.truncate(outer.0);
                }
            }
            Kind::Array => {
                for (at, item) in node.children().enumerate() {
                    way.path.push_str("/*");
                    self.node(item, &self.of_item(&parts, at, item), way, declared);
                    way.path.truncate(outer.0);
                }
            }
            _ => {
                let is_declared = !parts.scalars.is_empty();
                let reason = match &way.silent {
                    Some(reason) if !is_declared => reason.clone(),
                    _ => format!("{}{}", way.path, self.said(&parts.scalars)),
                };
                declared.leaves.insert(node.span().start, Said { is_declared, reason });
            }
        }
        way.silent = outer.1;
    }

    /// Where the schema says what a leaf is, and how often it says it.
    fn said(&self, scalars: &[TypeId]) -> String {
        let Some(first) = scalars.first() else { return String::new() };
        let (_, position) = self.model.place(self.model.type_(*first).origin);
        let more = if scalars.len() > 1 { format!(" and {} more", scalars.len() - 1) } else { String::new() };
        format!(", said at {position}{more}")
    }

    /// The types that a member is held to, and whether its name is data.
    fn of_member(&self, parts: &Parts<'m>, member: NodeRef<'_>) -> (Vec<TypeId>, bool) {
        let (mut types, mut is_named) = (Vec::new(), false);
        for record in &parts.records {
            let field = record.fields.iter().find(|field| *field.name.local == *member.name());
            let field = field.filter(|field| field.is_declared());
            is_named |= field.is_some();
            let before = types.len();
            types.extend(field.map(|field| field.type_));
            types.extend(
                record
                    .pattern_members
                    .iter()
                    .filter(|members| matches(members.pattern.as_str(), member.name()))
                    .map(|members| members.type_),
            );
            if let (true, Additional::Typed(type_, _)) = (types.len() == before, &record.additional) {
                types.push(*type_);
            }
        }
        if types.is_empty() {
            types.extend(&parts.unevaluated);
        }
        (types, !is_named)
    }

    fn of_item(&self, parts: &Parts<'m>, at: usize, item: NodeRef<'_>) -> Vec<TypeId> {
        let mut types = Vec::new();
        for array in &parts.arrays {
            types.extend(array.prefix.get(at).copied().or(array.items));
            types.extend(
                array.contains.as_ref().map(|contains| contains.type_).filter(|type_| self.admits(*type_, item)),
            );
        }
        if types.is_empty() {
            types.extend(&parts.unevaluated);
        }
        types
    }

    /// What a type says of a node.
    fn parts(&self, id: TypeId, node: NodeRef<'_>, parts: &mut Parts<'m>) {
        if parts.seen.contains(&id) {
            return;
        }
        parts.seen.push(id);
        match &self.model.type_(id).shape {
            Shape::Any => parts.silent.push("any value".to_owned()),
            Shape::Not(_) => parts.silent.push("not".to_owned()),
            Shape::Foreign(foreign) => parts.silent.push(format!("{}: {}", foreign.construct, foreign.reason)),
            Shape::Never => {}
            Shape::Scalar(_) | Shape::Enumeration(_) | Shape::List { .. } | Shape::Union { .. } => {
                parts.scalars.push(id);
            }
            Shape::Record(record) => {
                if node.kind() == Kind::Object {
                    parts.records.push(record);
                    for dependency in &record.dependencies {
                        if let Some(type_) = dependency.type_.filter(|_| node.member(&dependency.member).is_some()) {
                            self.parts(type_, node, parts);
                        }
                    }
                }
            }
            Shape::Array(array) => parts.arrays.extend((node.kind() == Kind::Array).then_some(&**array)),
            Shape::ByKind(kinds) => match of_kind(kinds, node.kind()) {
                Some(part) if !self.is_plain(kinds, part) => self.parts(part, node, parts),
                Some(_) => parts.silent.push("a value of any kind".to_owned()),
                None if is_every(kinds) => parts.silent.push("a value of any kind".to_owned()),
                None => parts.scalars.push(id),
            },
            Shape::All { parts: all, unevaluated } => {
                for part in all {
                    self.parts(*part, node, parts);
                }
                let said = if node.kind() == Kind::Object { unevaluated.members } else { unevaluated.items };
                parts.unevaluated.extend(said.map(|(type_, _)| type_));
            }
            Shape::AnyOf(any) | Shape::OneOf(any) => {
                for part in any.iter().filter(|part| self.admits(**part, node)) {
                    self.parts(*part, node, parts);
                }
            }
            Shape::If { condition, then, otherwise } => {
                let branch = if self.admits(*condition, node) { [Some(*condition), *then] } else { [None, *otherwise] };
                for part in branch.into_iter().flatten() {
                    self.parts(part, node, parts);
                }
            }
        }
    }

    /// Whether a type for every kind has nothing of its own for this one.
    fn is_plain(&self, kinds: &ByKind, part: TypeId) -> bool {
        is_every(kinds)
            && match &self.model.type_(part).shape {
                Shape::Scalar(scalar) => scalar.facets.enumeration.is_empty(),
                Shape::Any => true,
                _ => false,
            }
    }

    /// Whether a type may take a node: `false` only where it surely does not.
    fn admits(&self, id: TypeId, node: NodeRef<'_>) -> bool {
        if let Some(known) = self.admitted.borrow().get(&(id, node.id())) {
            return *known;
        }
        self.admitted.borrow_mut().insert((id, node.id()), true);
        let is_admitted = match &self.model.type_(id).shape {
            Shape::Any | Shape::Foreign(_) | Shape::Not(_) | Shape::List { .. } | Shape::Union { .. } => true,
            Shape::Never => false,
            Shape::Scalar(scalar) => admits_scalar(scalar, node),
            Shape::Enumeration(literals) => literals.iter().any(|literal| is_like(literal, node)),
            Shape::Record(record) => node.kind() == Kind::Object && self.admits_members(record, node),
            Shape::Array(array) => {
                let admits = |(at, item): (usize, NodeRef<'_>)| {
                    array.prefix.get(at).copied().or(array.items).is_none_or(|type_| self.admits(type_, item))
                };
                node.kind() == Kind::Array && node.children().enumerate().all(admits)
            }
            Shape::ByKind(kinds) => match (of_kind(kinds, node.kind()), node.kind()) {
                (Some(part), _) => self.admits(part, node),
                (None, Kind::Null) => kinds.null,
                (None, Kind::Boolean) => kinds.boolean,
                (None, _) => false,
            },
            Shape::All { parts, .. } => parts.iter().all(|part| self.admits(*part, node)),
            Shape::AnyOf(parts) | Shape::OneOf(parts) => parts.iter().any(|part| self.admits(*part, node)),
            Shape::If { condition, then, otherwise } => {
                let admits = |part: &Option<TypeId>| part.is_none_or(|part| self.admits(part, node));
                admits(otherwise) || (self.admits(*condition, node) && admits(then))
            }
        };
        self.admitted.borrow_mut().insert((id, node.id()), is_admitted);
        is_admitted
    }

    fn admits_members(&self, record: &Record, node: NodeRef<'_>) -> bool {
        let is_there =
            |field: &driftline_schemas::model::Field| field.occurs.min == 0 || node.member(&field.name.local).is_some();
        record.fields.iter().all(is_there)
            && node.children().all(|member| {
                let field = record.fields.iter().find(|field| *field.name.local == *member.name());
                if let Some(field) = field.filter(|field| field.is_declared()) {
                    return field.occurs.max != Some(0) && self.admits(field.type_, member);
                }
                let mut patterns =
                    record.pattern_members.iter().filter(|members| matches(members.pattern.as_str(), member.name()));
                match (patterns.next(), &record.additional) {
                    (Some(members), _) => self.admits(members.type_, member),
                    (None, Additional::Typed(type_, _)) => self.admits(*type_, member),
                    (None, Additional::Closed(_)) => false,
                    (None, Additional::Open | Additional::Attributes(_)) => true,
                }
            })
    }
}

/// The type for a kind of value.
fn of_kind(kinds: &ByKind, kind: Kind) -> Option<TypeId> {
    match kind {
        Kind::Number => kinds.number,
        Kind::String => kinds.string,
        Kind::Array => kinds.array,
        Kind::Object => kinds.object,
        _ => None,
    }
}

/// Whether every kind of value is allowed.
fn is_every(kinds: &ByKind) -> bool {
    let parts = [kinds.number, kinds.string, kinds.array, kinds.object];
    kinds.null && kinds.boolean && parts.iter().all(Option::is_some)
}

fn admits_scalar(scalar: &Scalar, node: NodeRef<'_>) -> bool {
    let kind = match scalar.primitive {
        Primitive::Null => Kind::Null,
        Primitive::Boolean => Kind::Boolean,
        Primitive::Decimal | Primitive::Integer | Primitive::Float | Primitive::Double => Kind::Number,
        _ => Kind::String,
    };
    let is_value = |text: &str| match (Decimal::parse(text), Decimal::parse(node.value())) {
        (Some(one), Some(other)) if kind == Kind::Number => one == other,
        _ => text == node.value(),
    };
    let values = &scalar.facets.enumeration;
    let is_whole = || Decimal::parse(node.value()).is_none_or(|value| value.is_integer());
    let fits =
        scalar.facets.patterns.iter().all(|group| group.iter().any(|one| matches(one.value.as_str(), node.value())));
    node.kind() == kind
        && (values.is_empty() || values.iter().any(|value| is_value(&value.text)))
        && (scalar.primitive != Primitive::Integer || is_whole())
        && (kind != Kind::String || fits)
}

/// Whether a listed value may be this one.
fn is_like(literal: &Literal, node: NodeRef<'_>) -> bool {
    let json = literal.json.trim();
    match node.kind() {
        Kind::Null | Kind::Boolean => json == if node.kind() == Kind::Null { "null" } else { node.value() },
        Kind::Number => Decimal::parse(json).is_some_and(|value| Decimal::parse(node.value()) == Some(value)),
        Kind::String => json.starts_with('"') && (json.contains('\\') || json.trim_matches('"') == node.value()),
        Kind::Array => json.starts_with('['),
        _ => json.starts_with('{'),
    }
}

/// Whether an expression matches somewhere in a text; what the engine cannot decide matches.
fn matches(pattern: &str, text: &str) -> bool {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, &'static Facets>> = RefCell::default();
    }
    let facets = KNOWN.with_borrow_mut(|known| {
        let leak = || -> &'static Facets {
            let patterns = Box::leak(Box::new([Pattern::anywhere(Box::leak(pattern.into()))]));
            Box::leak(Box::new(Facets { patterns, ..Facets::NONE }))
        };
        *known.entry(pattern.to_owned()).or_insert_with(leak)
    });
    !matches!(facets.check(&text.to_owned()), Err(FacetError::Pattern(_)))
}
