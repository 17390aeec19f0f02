//! Text under the simple types of an XSD: atomic, list, union; fixed and default values.

use driftline_schemas::document::{NodeRef, Syntax};
use driftline_schemas::model::{Facet, Primitive, Shape, TypeId};
use driftline_schemas::text::Origin;

use super::Walk;
use super::declared::Declared;
use super::value::got;
use crate::finding::{Got, Kind, Want};
use crate::scalar::Input;

impl<'c, 'd> Walk<'c, 'd> {
    /// Character data of an element along a simple type.
    pub(super) fn text(&mut self, node: NodeRef<'d>, type_: TypeId, declared: Declared<'c>) {
        if !node.is_leaf() {
            let want = Want::Type(self.words(type_));
            return self.fault(Kind::TypeChanged, node.value_span(), got(node), want, Some(declared.origin));
        }
        let text = node.value();
        let text = if text.is_empty() { declared.default.or(declared.fixed).unwrap_or(text) } else { text };
        self.fixed_or_simple(node, text, type_, (declared.fixed, declared.origin));
    }

    /// A text along a simple type, and along a fixed value.
    pub(super) fn fixed_or_simple(
        &mut self,
        node: NodeRef<'d>,
        text: &str,
        type_: TypeId,
        (fixed, origin): (Option<&str>, Origin),
    ) {
        match fixed {
            Some(fixed) if text != fixed && !self.equal(text, fixed, type_) => {
                self.fault(Kind::ConstantChanged, node.value_span(), got(node), Want::Constant, Some(origin));
            }
            _ => self.simple(node, text, type_),
        }
    }

    /// Whether two texts are the same value of a simple type; of a union that of the member which takes them first.
    fn equal(&self, one: &str, other: &str, type_: TypeId) -> bool {
        match &self.ground.model.type_(type_).shape {
            Shape::List { item, .. } => {
                let (ones, others) = (one.split_ascii_whitespace(), other.split_ascii_whitespace());
                ones.clone().count() == others.clone().count()
                    && ones.zip(others).all(|(one, other)| self.equal(one, other, *item))
            }
            Shape::Union { members, .. } => {
                let taking = |text: &str| members.iter().find(|member| self.takes(text, **member)).copied();
                match (taking(one), taking(other)) {
                    (Some(member), Some(same)) if member == same => self.equal(one, other, member),
                    _ => false,
                }
            }
            _ => self.ground.plan.scalar(type_).map_or(one == other, |plan| plan.equal(one, other)),
        }
    }

    /// Whether a simple type takes a text, facets of lists aside.
    fn takes(&self, text: &str, type_: TypeId) -> bool {
        match &self.ground.model.type_(type_).shape {
            Shape::List { item, .. } => text.split_ascii_whitespace().all(|part| self.takes(part, *item)),
            Shape::Union { members, .. } => members.iter().any(|member| self.takes(text, *member)),
            _ => self.ground.plan.scalar(type_).is_some_and(|plan| plan.accepts(Input::Text(text))),
        }
    }

    /// A text along a simple type: atomic, list or union.
    pub(super) fn simple(&mut self, node: NodeRef<'d>, text: &str, type_: TypeId) {
        let model = self.ground.model;
        let origin = model.type_(type_).origin;
        match &model.type_(type_).shape {
            Shape::List { item, facets } => {
                let mut count = 0;
                for part in text.split_ascii_whitespace() {
                    count += 1;
                    self.simple(node, part, *item);
                }
                let (min, max) = (&facets.facets.min_length, &facets.facets.max_length);
                let exact = facets.facets.length.as_ref();
                self.list_length(node, count, (exact.or(min.as_ref()), exact.or(max.as_ref())));
                if let Some(plan) = self.ground.plan.scalar(type_) {
                    self.scalar_input(node, Input::Text(text), plan, type_);
                }
            }
            Shape::Union { members, .. } => {
                let taken = members.iter().find(|member| self.takes_text(node, text, **member));
                let Some(member) = taken else {
                    return self.fault(
                        Kind::TypeChanged,
                        node.value_span(),
                        got(node),
                        Want::Type(self.words(type_)),
                        Some(origin),
                    );
                };
                if self.ground.plan.is_decorated(*member) {
                    self.simple(node, text, *member);
                }
                if let Some(plan) = self.ground.plan.scalar(type_) {
                    self.scalar_input(node, Input::Text(text), plan, type_);
                }
            }
            Shape::Foreign(_) => self.undecided = true,
            shape => {
                let Some(plan) = self.ground.plan.scalar(type_) else { return };
                self.scalar_input(node, Input::Text(text), plan, type_);
                if let Shape::Scalar(scalar) = shape {
                    if matches!(scalar.primitive, Primitive::QName | Primitive::Notation) {
                        self.prefixed(node, text, origin);
                    }
                    if let Some(decoration) = scalar.decoration
                        && !self.probing
                    {
                        self.id(node, text, (decoration, plan.accepts(Input::Text(text))), origin);
                    }
                }
            }
        }
    }

    /// Whether a simple type takes a text with all that it says.
    pub(super) fn takes_text(&mut self, node: NodeRef<'d>, text: &str, type_: TypeId) -> bool {
        let outer = (self.probing, self.failed);
        (self.probing, self.failed) = (true, false);
        self.simple(node, text, type_);
        let passed = !self.failed;
        (self.probing, self.failed) = outer;
        passed
    }

    /// The prefix of a qualified name must be bound where it is sent (part 2, 3.2.18).
    fn prefixed(&mut self, node: NodeRef<'d>, text: &str, origin: Origin) {
        if let Some((prefix, _)) = text.trim_ascii().split_once(':')
            && node.syntax() == Syntax::Xml
            && !self.ground.is_value
            && !node.value().is_empty()
            && node.prefix(prefix).is_none()
        {
            let want = Want::Format("xs:QName".to_owned());
            self.fault(Kind::FormatChanged, node.value_span(), got(node), want, Some(origin));
        }
    }

    fn list_length(&mut self, node: NodeRef<'d>, count: u64, (min, max): (Option<&Facet<u64>>, Option<&Facet<u64>>)) {
        let broken = min.filter(|min| count < min.value).or(max.filter(|max| count > max.value));
        if let Some(facet) = broken {
            let want = Want::Length { min: min.map(|min| min.value), max: max.map(|max| max.value) };
            self.fault(Kind::LengthOutOfRange, node.value_span(), Got::Count(count), want, Some(facet.origin));
        }
    }

    /// What a simple type takes, in words.
    fn words(&self, type_: TypeId) -> String {
        let model = self.ground.model;
        match &model.type_(type_).shape {
            Shape::Scalar(_) => self.ground.plan.scalar(type_).map_or_else(String::new, |plan| plan.words()),
            Shape::List { item, .. } => format!("a list of which each is {}", self.words(*item)),
            Shape::Union { members, .. } => {
                members.iter().map(|member| self.words(*member)).collect::<Vec<_>>().join(" or ")
            }
            _ => "text".to_owned(),
        }
    }
}
