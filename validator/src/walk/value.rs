//! One value along one type: dispatch by shape, and scalars.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::model::{ByKind, Shape, TypeId};
use driftline_schemas::text::Origin;

use super::{Probed, Seen, Walk};
use crate::finding::{Got, Impact, Kind, ValueKind, Want};
use crate::impact;
use crate::literal;
use crate::plan::TypePlan;
use crate::scalar::{Held, Input, ScalarPlan};

impl<'d> Walk<'_, 'd> {
    /// Applies a type to a JSON value; marks what it speaks of.
    pub(super) fn apply(&mut self, node: NodeRef<'d>, id: TypeId, seen: &mut Seen) {
        if (self.probing && self.failed) || !self.enter(node) {
            return;
        }
        let type_ = self.ground.model.type_(id);
        match &type_.shape {
            Shape::Any => {}
            Shape::Never => {
                // It is the field that must not be there: an item has no name, and stands for itself.
                self.fault(Kind::ForbiddenField, node.name_span(), got(node), Want::Nothing, Some(type_.origin));
            }
            Shape::Scalar(_) => {
                if let Some(plan) = self.ground.plan.scalar(id) {
                    self.scalar(node, plan, id);
                }
            }
            Shape::Record(record) => match self.ground.plan.record(id) {
                Some(plan) if node.kind() == Node::Object => self.object(node, id, record, plan, seen),
                _ => self.no_object(node, type_.origin),
            },
            Shape::Array(array) => {
                if node.kind() == Node::Array {
                    self.array(node, array, seen);
                } else {
                    self.no_array(node, type_.origin);
                }
            }
            Shape::ByKind(kinds) => self.by_kind(node, kinds, type_.origin, seen),
            Shape::Enumeration(literals) => {
                if let TypePlan::Values(values) = self.ground.plan.of(id)
                    && !values.iter().any(|value| literal::equal(value.root(), node))
                {
                    let (kind, want) = match literals.len() {
                        1 => (Kind::ConstantChanged, Want::Constant),
                        count => (Kind::NewEnumValue, Want::OneOf(count as u64)),
                    };
                    self.fault(kind, node.span(), got(node), want, Some(type_.origin));
                }
            }
            Shape::All { parts, unevaluated } => self.all(node, parts, *unevaluated, seen),
            Shape::AnyOf(branches) => self.any_of(node, branches, type_.origin, seen),
            Shape::OneOf(branches) => self.one_of(node, branches, type_.origin, seen),
            Shape::Not(inner) => match self.probe(node, *inner, &mut Seen::default()) {
                Probed::Fits => {
                    let want = Want::Rule("anything but what `not` describes".to_owned());
                    self.fault(Kind::RuleViolated, node.span(), got(node), want, Some(type_.origin));
                }
                Probed::Differs => {}
                Probed::Unknown => self.undecided = true,
            },
            Shape::If { condition, then, otherwise } => {
                let mut by_condition = Seen::default();
                let branch = match self.probe(node, *condition, &mut by_condition) {
                    Probed::Fits => {
                        seen.merge(by_condition);
                        then
                    }
                    Probed::Differs => otherwise,
                    Probed::Unknown => {
                        (self.undecided, seen.all) = (true, true);
                        &None
                    }
                };
                if let Some(branch) = branch {
                    self.apply(node, *branch, seen);
                }
            }
            Shape::Foreign(foreign) => self.judged(node, foreign, seen),
            // Lists and unions are XSD's, whose JSON goes the way of the mapping.
            Shape::List { .. } | Shape::Union { .. } => {}
        }
        self.leave();
    }

    /// Whether a type is a scalar that takes a JSON value, and nobody else is to be asked: most values.
    #[inline]
    pub(super) fn takes_value(&self, node: NodeRef<'d>, type_: TypeId) -> bool {
        match self.ground.plan.of(type_) {
            TypePlan::Scalar(plan) if plan.is_whole() => match node.kind() {
                Node::String => plan.takes_any_string() || plan.accepts(Input::String(node.value())),
                Node::Number => plan.accepts(Input::Number(node.value())),
                _ => input_of(node).is_some_and(|input| plan.accepts(input)),
            },
            TypePlan::Scalar(_) => false,
            TypePlan::Plain | TypePlan::Record(_) | TypePlan::Values(_) => false,
        }
    }

    /// Checks a JSON value along a scalar type.
    pub(super) fn scalar(&mut self, node: NodeRef<'d>, plan: &ScalarPlan, type_: TypeId) {
        match (input_of(node), node.kind()) {
            (Some(input), _) => self.scalar_input(node, input, plan, type_),
            (None, Node::Array) => self.no_scalar(node, Kind::ListForSingle, plan, type_),
            (None, _) => self.no_scalar(node, Kind::TypeChanged, plan, type_),
        }
    }

    /// Checks a scalar that stands as `input` at a node. Where a facet has no place, the type has.
    pub(super) fn scalar_input(&mut self, node: NodeRef<'d>, input: Input<'_>, plan: &ScalarPlan, type_: TypeId) {
        if plan.accepts(input) {
            self.undecided |= plan.is_partial() || matches!(input, Input::Text(text) if plan.is_contested(text));
            return self.judged_patterns(node, input, plan);
        }
        if self.probing {
            self.failed = true;
            return;
        }
        let (span, origin) = (node.value_span(), self.ground.model.type_(type_).origin);
        let mut faults = Vec::new();
        plan.faults(input, &mut |fault| faults.push(fault));
        for fault in faults {
            let impact = match (&fault.want, input) {
                (Want::Pattern(pattern), _) if plan.held() == Held::Text => Some(self.reading.of_pattern(pattern)),
                (Want::Format(_), Input::Text(text) | Input::String(text)) => impact::of_format(plan.held(), text),
                _ => None,
            };
            self.fault(fault.kind, span, fault.got, fault.want, Some(fault.origin.unwrap_or(origin)));
            if let Some(impact) = impact {
                self.set_impact(impact);
            }
        }
    }

    /// Asks the judge for the patterns that are no regular expressions.
    fn judged_patterns(&mut self, node: NodeRef<'d>, input: Input<'_>, plan: &ScalarPlan) {
        let Input::String(text) = input else { return };
        for pattern in plan.judged() {
            match self.ground.judge.matches(pattern.value.as_str(), text) {
                Some(true) => {}
                Some(false) => {
                    let want = Want::Pattern(pattern.value.as_str().to_owned());
                    self.fault(Kind::PatternMismatch, node.value_span(), got(node), want, Some(pattern.origin));
                    self.set_impact(Impact::Harmless);
                }
                None => self.undecided = true,
            }
        }
    }

    fn no_scalar(&mut self, node: NodeRef<'d>, kind: Kind, plan: &ScalarPlan, type_: TypeId) {
        let origin = self.ground.model.type_(type_).origin;
        self.fault(kind, node.span(), got(node), Want::Type(plan.words()), Some(origin));
    }

    /// An object is wanted and something else was sent.
    pub(super) fn no_object(&mut self, node: NodeRef<'d>, origin: Origin) {
        let kind = match node.kind() {
            Node::Null => Kind::NullSent,
            Node::Array if node.children().next().is_none() => Kind::EmptyForObject,
            Node::Array => Kind::ListForSingle,
            Node::String if node.value().is_empty() => Kind::EmptyForObject,
            _ => Kind::TypeChanged,
        };
        self.fault(kind, node.span(), got(node), Want::Type(ValueKind::Object.to_string()), Some(origin));
    }

    /// An array is wanted and something else was sent.
    pub(super) fn no_array(&mut self, node: NodeRef<'d>, origin: Origin) {
        let kind = match node.kind() {
            Node::Null => Kind::NullSent,
            Node::String if node.value().is_empty() => Kind::EmptyForObject,
            _ => Kind::SingleForList,
        };
        self.fault(kind, node.span(), got(node), Want::Type(ValueKind::Array.to_string()), Some(origin));
    }

    /// Applies what is said of the kind of value that was sent.
    fn by_kind(&mut self, node: NodeRef<'d>, kinds: &ByKind, origin: Origin, seen: &mut Seen) {
        let chosen = match node.kind() {
            Node::Null if kinds.null => return,
            Node::Boolean if kinds.boolean => return,
            Node::Number => kinds.number,
            Node::String => kinds.string,
            Node::Array => kinds.array,
            Node::Object => kinds.object,
            _ => None,
        };
        if let Some(chosen) = chosen {
            return self.apply(node, chosen, seen);
        }
        let text = if node.kind() == Node::String { node.value() } else { "" };
        let kind = match node.kind() {
            Node::Null => Kind::NullSent,
            Node::Array if kinds.object.is_some() && node.children().next().is_none() => Kind::EmptyForObject,
            Node::Array => Kind::ListForSingle,
            Node::String if text.is_empty() && (kinds.object.is_some() || kinds.array.is_some()) => {
                Kind::EmptyForObject
            }
            Node::String if kinds.boolean && matches!(text, "true" | "false") => Kind::Stringified,
            Node::String if kinds.number.is_some_and(|number| self.reads_as(number, text)) => Kind::Stringified,
            _ if kinds.array.is_some() => Kind::SingleForList,
            _ => Kind::TypeChanged,
        };
        self.fault(kind, node.span(), got(node), Want::Type(self.words_of_kinds(kinds)), Some(origin));
    }

    /// The kinds that are allowed, in words.
    fn words_of_kinds(&self, kinds: &ByKind) -> String {
        let number = kinds.number.and_then(|number| self.ground.plan.scalar(number));
        let number = number.map_or_else(|| ValueKind::Number.to_string(), ScalarPlan::words);
        let allowed = [
            (kinds.object.is_some(), ValueKind::Object.to_string()),
            (kinds.array.is_some(), ValueKind::Array.to_string()),
            (kinds.string.is_some(), ValueKind::Text.to_string()),
            (kinds.number.is_some(), number),
            (kinds.boolean, ValueKind::Boolean.to_string()),
            (kinds.null, ValueKind::Null.to_string()),
        ];
        let words: Vec<_> = allowed.into_iter().filter(|(is, _)| *is).map(|(_, words)| words).collect();
        words.join(" or ")
    }

    /// Whether a text would be a value of a numeric type if it were no text.
    fn reads_as(&self, number: TypeId, text: &str) -> bool {
        driftline_schemas::number::Decimal::parse(text).is_some()
            && self.ground.plan.scalar(number).is_none_or(|plan| plan.accepts(Input::Number(text)))
    }
}

/// A JSON value as a scalar's plan takes it; none for objects and arrays.
fn input_of(node: NodeRef<'_>) -> Option<Input<'_>> {
    match node.kind() {
        Node::String => Some(Input::String(node.value())),
        Node::Number => Some(Input::Number(node.value())),
        Node::Boolean => Some(Input::Boolean(node.value() == "true")),
        Node::Null => Some(Input::Null),
        Node::Object | Node::Array | Node::Element | Node::Attribute | Node::Namespace | Node::Text => None,
    }
}

/// What was sent, by its kind.
pub(super) fn got(node: NodeRef<'_>) -> Got {
    match ValueKind::of(node) {
        ValueKind::Text => Got::Text { length: node.value().chars().count() as u64 },
        kind => Got::Value(kind),
    }
}
