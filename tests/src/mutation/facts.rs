//! What the schema says of a field, as far as an operator needs it.

use driftline::Contract;
use driftline_schemas::model::{Array, ByKind, Field, Primitive, Scalar, Shape, TypeId};

/// What the schema says of a field.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is what its name says")]
pub struct Facts {
    pub is_declared: bool,
    /// Whether every type of the place requires it.
    pub is_required: bool,
    /// Whether every type that declares it lets it be absent.
    pub is_optional: bool,
    /// Whether it may come several times.
    pub is_many: bool,
    pub is_nullable: bool,
    pub is_object: bool,
    pub is_array: bool,
    pub is_text: bool,
    pub is_number: bool,
    pub is_boolean: bool,
    /// How many values an enumeration has.
    pub values: usize,
    pub is_constant: bool,
    pub has_format: bool,
    pub has_pattern: bool,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub minimum: Option<i64>,
    pub min_items: u64,
}

impl Facts {
    /// Whether any text will do.
    #[must_use]
    pub fn is_free_text(&self) -> bool {
        self.is_text && self.values == 0 && !self.is_constant && !self.has_format && !self.has_pattern
    }

    /// What the schema says of the field `name` in the maps at `path`.
    #[must_use]
    pub fn of(contract: &Contract, path: &[String], name: &str) -> Self {
        let model = contract.model();
        let mut types = expanded(contract, contract.roots().iter().map(|root| root.type_).collect());
        let mut steps = path.iter();
        let is_root = path.first().is_some_and(|first| {
            contract.roots().iter().any(|root| root.name.as_ref().is_some_and(|name| *name.local == **first))
        });
        if is_root {
            steps.next();
        }
        for step in steps {
            let inside = fields(contract, &types).into_iter().filter(|field| *field.name.local == **step);
            types = expanded(contract, inside.map(|field| field.type_).collect());
        }
        let mut facts = Self { is_required: true, is_optional: true, ..Self::default() };
        for type_ in &types {
            let Shape::Record(record) = &model.type_(*type_).shape else { continue };
            match record.fields.iter().find(|field| *field.name.local == *name) {
                None => facts.is_required = false,
                Some(field) => {
                    facts.is_declared = true;
                    facts.is_required &= field.occurs.min > 0;
                    facts.is_optional &= field.occurs.min == 0;
                    facts.is_many |= field.occurs.is_many();
                    facts.is_constant |= field.fixed.is_some();
                    facts.look_at(contract, field.type_);
                }
            }
        }
        facts.is_required &= facts.is_declared;
        facts.is_optional &= facts.is_declared;
        facts
    }

    fn look_at(&mut self, contract: &Contract, type_: TypeId) {
        for type_ in expanded(contract, vec![type_]) {
            match &contract.model().type_(type_).shape {
                Shape::Record(_) => self.is_object = true,
                Shape::Array(array) => {
                    self.is_array = true;
                    self.min_items = array.min_items.as_ref().map_or(0, |facet| facet.value);
                }
                Shape::Enumeration(values) => {
                    self.values = values.len();
                    self.is_constant |= values.len() == 1;
                    self.is_text |= values.iter().all(|value| value.json.starts_with('"'));
                    self.is_boolean |= values.iter().any(|value| matches!(&*value.json, "true" | "false"));
                }
                Shape::ByKind(kinds) => {
                    let ByKind { null, boolean, number, string, .. } = &**kinds;
                    self.is_nullable |= null;
                    self.is_boolean |= boolean;
                    self.is_number |= number.is_some();
                    self.is_text |= string.is_some();
                }
                Shape::Scalar(scalar) => self.look_at_scalar(scalar),
                _ => {}
            }
        }
    }

    fn look_at_scalar(&mut self, scalar: &Scalar) {
        let facets = &scalar.facets;
        match scalar.primitive {
            Primitive::Decimal | Primitive::Integer | Primitive::Float | Primitive::Double => self.is_number = true,
            Primitive::Boolean => self.is_boolean = true,
            Primitive::Null => self.is_nullable = true,
            _ => self.is_text = true,
        }
        self.values = self.values.max(facets.enumeration.len());
        self.is_constant |= facets.is_constant || facets.enumeration.len() == 1;
        self.has_format |= facets.format.is_some();
        self.has_pattern |= !facets.patterns.is_empty();
        self.min_length = self.min_length.or(facets.min_length.as_ref().map(|facet| facet.value));
        self.max_length = self.max_length.or(facets.max_length.as_ref().map(|facet| facet.value));
        let minimum = facets.min_inclusive.as_ref().and_then(|facet| facet.value.parse().ok());
        self.minimum = self.minimum.or(minimum);
    }
}

fn fields<'c>(contract: &'c Contract, types: &[TypeId]) -> Vec<&'c Field> {
    let record = |type_: &TypeId| match &contract.model().type_(*type_).shape {
        Shape::Record(record) => record.fields.iter().collect(),
        _ => Vec::new(),
    };
    types.iter().flat_map(record).collect()
}

/// Types with what they are made of at the same place; the items of an array are at its place.
fn expanded(contract: &Contract, mut waiting: Vec<TypeId>) -> Vec<TypeId> {
    let mut all = Vec::new();
    while let Some(type_) = waiting.pop() {
        if all.contains(&type_) {
            continue;
        }
        all.push(type_);
        match &contract.model().type_(type_).shape {
            Shape::All { parts, .. } => waiting.extend(parts),
            Shape::AnyOf(variants) | Shape::OneOf(variants) => waiting.extend(variants),
            Shape::Array(array) => {
                let Array { prefix, items, .. } = &**array;
                waiting.extend(prefix.iter().chain(items));
            }
            Shape::ByKind(kinds) => {
                let ByKind { number, string, array, object, .. } = &**kinds;
                waiting.extend([number, string, array, object].into_iter().flatten());
            }
            _ => {}
        }
    }
    all
}
