//! JSON under an XSD, by the mapping of the contract: names are kept, repeated elements are arrays, attributes are members.
//!
//! JSON objects have no order, so content models are asked only which fields they need, not in which order.

use driftline_schemas::document::{Kind as Node, NodeRef};
use driftline_schemas::mapping::{RootForm, Wobble};
use driftline_schemas::model::{self, Field, FieldId, Name, Place, Primitive, Record, Root, Shape, TypeId};
use driftline_schemas::text::Origin;

use super::declared::Declared;
use super::identity::Content;
use super::path::Step;
use super::reconcile::field;
use super::value::got;
use super::{Seen, Walk};
use crate::finding::{Got, Impact, Kind, ValueKind, Want};
use crate::plan::{self, Marks, Part, RecordPlan};
use crate::scalar::Input;

/// How what is empty or `null` is read where that is tolerated.
const ABSENT: &str = "absent";

impl<'c, 'd> Walk<'c, 'd> {
    fn tolerates(&self, wobble: Wobble) -> bool {
        self.ground.mapping.json.tolerates(wobble)
    }

    /// Whether a wobble is tolerated; where it is, it is noted.
    fn tolerate(&mut self, wobble: Wobble, node: NodeRef<'d>, reading: &str, origin: Origin) -> bool {
        let tolerates = self.tolerates(wobble);
        if tolerates {
            self.tolerated(Kind::tolerated(wobble), node, got(node), reading, Some(origin));
        }
        tolerates
    }

    /// Looks at the top value of a JSON document.
    pub(super) fn mapped_root(&mut self, node: NodeRef<'d>) {
        let Some(first) = self.ground.roots.first() else { return self.unknown_root(node) };
        let wrapped = node.children().next().filter(|_| node.kind() == Node::Object && node.children().count() == 1);
        let named = wrapped.and_then(|member| {
            let is_it = |name: &Name| *name.local == *member.name();
            let root = self.ground.roots.iter().find(|root| root.name.as_ref().is_some_and(is_it))?;
            Some((member, root))
        });
        if node.kind() == Node::Array {
            // What the mapping tolerates of a part is another document where it is the whole.
            let want = Want::Type(ValueKind::Object.to_string());
            return self.fault(Kind::ListForSingle, node.span(), got(node), want, Some(first.origin));
        }
        match (self.ground.mapping.json.root, named) {
            (RootForm::Wrap | RootForm::Either, Some((member, root))) => {
                self.path.push(Step::Member { node: member, any: false });
                self.mapped_top(member, root);
                self.path.pop();
            }
            (RootForm::Wrap, None) => {
                let name = first.name.as_ref().map_or("", |name| &*name.local);
                let want = Want::Type(format!("an object with the one member `{name}`"));
                self.fault(Kind::TypeChanged, node.span(), got(node), want, Some(first.origin));
            }
            (RootForm::Omit, _) | (RootForm::Either, None) => self.mapped_top(node, first),
        }
    }

    fn mapped_top(&mut self, node: NodeRef<'d>, root: &'c Root) {
        let declared = match root.element {
            Some(id) => Declared::global(self.ground.model.element(id)),
            None => Declared::only(root.type_, root.origin),
        };
        let rule = (false, root.origin);
        match &root.name {
            Some(name) => self.mapped_element(node, name, declared, rule),
            None => self.mapped(node, declared.type_, rule),
        }
    }

    /// Looks at one value that stands for an element.
    fn mapped_element(&mut self, node: NodeRef<'d>, name: &'c Name, declared: Declared<'c>, rule: (bool, Origin)) {
        self.open_mapped_identities(node, name, declared.identities);
        self.mapped(node, declared.type_, rule);
        let items = if node.kind() == Node::Array { node.children().count() } else { 0 };
        let one = node.children().next().filter(|_| items == 1).unwrap_or(node);
        let is_absent = match one.kind() {
            Node::Null => true,
            Node::Array => items == 0,
            Node::String => one.value().is_empty() && self.tolerates(Wobble::EmptyString),
            _ => false,
        };
        self.close_identities(one, Content::new(Some(declared.type_), is_absent, declared));
    }

    /// Looks at one value along a type. `optional` says whether it may be absent.
    fn mapped(&mut self, node: NodeRef<'d>, type_: TypeId, (optional, origin): (bool, Origin)) {
        if (self.probing && self.failed) || !self.enter(node) {
            return;
        }
        let shape = &self.ground.model.type_(type_).shape;
        match node.kind() {
            Node::Null if optional && self.tolerate(Wobble::NullForAbsent, node, ABSENT, origin) => {}
            Node::Null => {
                self.fault(Kind::NullSent, node.span(), got(node), Want::Type(self.mapped_words(type_)), Some(origin));
                self.set_impact(if optional { Impact::Harmless } else { Impact::Rejects });
            }
            Node::Array if !matches!(shape, Shape::Any) => {
                let mut items = node.children();
                match (items.next(), items.next()) {
                    (None, _) if self.tolerate(Wobble::EmptyString, node, ABSENT, origin) => {}
                    (Some(item), None) if self.tolerate(Wobble::ListForOne, node, "its only entry", origin) => {
                        self.path.push(Step::ListForOne { node: item });
                        self.mapped(item, type_, (optional, origin));
                        self.path.pop();
                    }
                    (first, second) => {
                        let want = Want::Type(self.mapped_words(type_));
                        self.fault(Kind::ListForSingle, node.span(), got(node), want, Some(origin));
                        // The types read the only entry for what it stands for, if they can read that.
                        if second.is_some() {
                            self.set_impact(Impact::Rejects);
                        } else if first
                            .is_some_and(|item| self.probe_mapped(|walk| walk.mapped(item, type_, (optional, origin))))
                        {
                            self.set_impact(Impact::Harmless);
                        }
                    }
                }
            }
            _ => self.mapped_single(node, type_, origin),
        }
        self.leave();
    }

    fn mapped_single(&mut self, node: NodeRef<'d>, type_: TypeId, origin: Origin) {
        match &self.ground.model.type_(type_).shape {
            Shape::Any => {}
            Shape::Record(record) => match (node.kind(), &record.content) {
                (Node::Object, _) => {
                    if let Some(plan) = self.ground.plan.record(type_) {
                        self.mapped_object(node, type_, record, plan);
                    }
                }
                (Node::String, _) if node.value().is_empty() => {
                    if !self.tolerate(Wobble::EmptyString, node, ABSENT, origin) {
                        let want = Want::Type(ValueKind::Object.to_string());
                        self.fault(Kind::EmptyForObject, node.span(), got(node), want, Some(origin));
                    }
                }
                (_, model::Content::Text(text)) => self.mapped_scalar(node, *text, origin),
                _ => {
                    let want = Want::Type(ValueKind::Object.to_string());
                    self.fault(Kind::TypeChanged, node.span(), got(node), want, Some(origin));
                }
            },
            _ => self.mapped_scalar(node, type_, origin),
        }
    }

    /// A leaf: as text, or as JSON's own number or boolean, as far as the contract tolerates either.
    fn mapped_scalar(&mut self, node: NodeRef<'d>, type_: TypeId, origin: Origin) {
        let primitive = match &self.ground.model.type_(type_).shape {
            Shape::Scalar(scalar) => scalar.primitive,
            _ => Primitive::String,
        };
        let native = match primitive {
            Primitive::Decimal | Primitive::Integer | Primitive::Float | Primitive::Double => Some(Node::Number),
            Primitive::Boolean => Some(Node::Boolean),
            _ => None,
        };
        let texts = self.tolerates(Wobble::TextScalars);
        let takes = |text| self.ground.plan.scalar(type_).is_none_or(|plan| plan.accepts(Input::Text(text)));
        match node.kind() {
            // What the type takes needs no tolerance.
            Node::String if node.value().is_empty() && self.tolerates(Wobble::EmptyString) => {
                if !takes("") {
                    self.tolerate(Wobble::EmptyString, node, ABSENT, origin);
                }
            }
            Node::String if native.is_none() => self.simple(node, node.value(), type_),
            Node::String if texts => {
                if takes(node.value()) {
                    let reading = self.mapped_words(type_);
                    self.tolerate(Wobble::TextScalars, node, &reading, origin);
                }
                self.simple(node, node.value(), type_);
            }
            Node::String => {
                let reads = self.ground.plan.scalar(type_).is_some_and(|plan| plan.accepts(Input::Text(node.value())));
                let kind = if reads { Kind::Stringified } else { Kind::TypeChanged };
                self.fault(kind, node.span(), got(node), Want::Type(self.mapped_words(type_)), Some(origin));
            }
            kind if Some(kind) == native && (!texts || self.tolerates(Wobble::NativeScalars)) => {
                // Where nothing says that leaves are texts, it is the plain form.
                if texts {
                    self.tolerate(Wobble::NativeScalars, node, "text", origin);
                }
                self.simple(node, node.value(), type_);
            }
            kind => {
                // "got an integer, want an integer" would tell nobody what is wrong.
                let form = if Some(kind) == native { " as text" } else { "" };
                let want = Want::Type(format!("{}{form}", self.mapped_words(type_)));
                self.fault(Kind::TypeChanged, node.span(), got(node), want, Some(origin));
            }
        }
    }

    fn mapped_object(&mut self, node: NodeRef<'d>, id: TypeId, record: &'c Record, plan: &'c RecordPlan) {
        let mark = self.faults.len();
        let mut present = Marks::default();
        let mut seen = Seen { records: vec![id], ..Seen::default() };
        let (mut extras, mut known) = (Vec::new(), Vec::new());
        let mut again = false;
        for (number, member) in node.children().enumerate() {
            let name = member.name();
            match plan.field_by_local(name).or_else(|| plan.attribute_by_local(name)) {
                None => extras.push(number),
                Some(found) => {
                    again |= !present.set(found.field.0 as usize);
                    known.push((number, member, found));
                }
            }
        }
        if again {
            // Of several equal keys the last one rules.
            known.retain(|(_, member, _)| !member.is_superseded());
            seen.repeated = true;
        }
        for (number, member, found) in known {
            if self.probing && self.failed {
                return;
            }
            seen.children.set(number);
            self.path.push(Step::Member { node: member, any: false });
            let before = self.faults.len();
            self.mapped_field(member, field(record, found.field));
            if member.kind() == Node::Null && self.faults.len() > before && plan.is_choice(found.field) {
                // A variant of a choice is not optional in the type.
                self.set_impact(Impact::Rejects);
            }
            self.path.pop();
        }
        let needed = plan.content.as_ref().map(|model| needed(model, &present)).unwrap_or_default();
        let absent = plan.required.iter().filter(|id| !present.has(id.0 as usize));
        for id in absent.chain(&needed) {
            self.missing(node, field(record, *id), "");
        }
        for number in extras {
            if plan.content.as_ref().is_some_and(admits_any) {
                seen.children.set(number);
            } else {
                self.closed(number, None, &mut seen);
            }
        }
        if !self.probing {
            self.lens(node, &seen, mark);
        }
    }

    /// A member along its field, which may stand for many.
    fn mapped_field(&mut self, member: NodeRef<'d>, declared: &'c Field) {
        let rule = (declared.occurs.min == 0, declared.origin);
        let element = Declared::field(self.ground.model, declared);
        if !declared.occurs.is_many() {
            match declared.place {
                Place::Attribute => self.mapped(member, declared.type_, rule),
                Place::Element | Place::Member => self.mapped_element(member, &declared.name, element, rule),
            }
            if let (Some(fixed), Node::String) = (declared.fixed.as_deref(), member.kind())
                && member.value().trim() != fixed.trim()
                && !member.value().is_empty()
            {
                self.fault(Kind::ConstantChanged, member.span(), got(member), Want::Constant, Some(declared.origin));
            }
            return;
        }
        match member.kind() {
            Node::Array => {
                let mut count = 0;
                for (index, item) in member.children().enumerate() {
                    count += 1;
                    self.path.push(Step::Item { node: item, index });
                    self.mapped_element(item, &declared.name, element, (false, declared.origin));
                    self.path.pop();
                }
                let few = count < declared.occurs.min;
                let none = few && count == 0 && self.tolerate(Wobble::EmptyString, member, ABSENT, declared.origin);
                if few && !none || declared.occurs.max.is_some_and(|max| count > max) {
                    let want = Want::Length { min: Some(declared.occurs.min), max: declared.occurs.max };
                    self.fault(Kind::CountOutOfRange, member.span(), Got::Count(count), want, Some(declared.origin));
                }
            }
            Node::String
                if member.value().is_empty()
                    && self.tolerate(Wobble::EmptyString, member, "a list without entries", declared.origin) => {}
            Node::String if member.value().is_empty() => {
                let want = Want::Type(ValueKind::Array.to_string());
                self.fault(Kind::EmptyForObject, member.span(), got(member), want, Some(declared.origin));
            }
            Node::Null => self.mapped(member, declared.type_, rule),
            _ if self.tolerate(Wobble::OneForList, member, "a list of one", declared.origin) => {
                self.path.push(Step::OneForList { node: member });
                self.mapped_element(member, &declared.name, element, rule);
                self.path.pop();
            }
            _ => {
                let want = Want::Type(ValueKind::Array.to_string());
                self.fault(Kind::SingleForList, member.span(), got(member), want, Some(declared.origin));
            }
        }
    }

    /// Whether a member has no fault of a field.
    pub(super) fn probe_mapped_field(&mut self, member: NodeRef<'d>, declared: &'c Field) -> bool {
        self.probe_mapped(|walk| walk.mapped_field(member, declared))
    }

    /// Whether a look finds no fault.
    fn probe_mapped(&mut self, look: impl FnOnce(&mut Self)) -> bool {
        let outer = (self.probing, self.failed);
        (self.probing, self.failed) = (true, false);
        look(self);
        let passed = !self.failed;
        (self.probing, self.failed) = outer;
        passed
    }

    fn mapped_words(&self, type_: TypeId) -> String {
        match &self.ground.model.type_(type_).shape {
            Shape::Record(_) => ValueKind::Object.to_string(),
            _ => self.ground.plan.scalar(type_).map_or_else(|| "text".to_owned(), crate::scalar::ScalarPlan::words),
        }
    }
}

/// The fields that a content model needs beside those that are there; of several alternatives those that fit best.
fn needed(node: &plan::Node, present: &Marks) -> Vec<FieldId> {
    if node.occurs.min == 0 && !node.meets(present) {
        return Vec::new();
    }
    match &node.part {
        Part::Any => Vec::new(),
        Part::Field(field) if present.has(field.0 as usize) => Vec::new(),
        Part::Field(field) => vec![*field],
        Part::Sequence(nodes) | Part::All(nodes) => {
            let mut all = Vec::new();
            for field in nodes.iter().flat_map(|node| needed(node, present)) {
                if !all.contains(&field) {
                    all.push(field);
                }
            }
            all
        }
        Part::Choice(_) if node.emptiable && !node.meets(present) => Vec::new(),
        Part::Choice(nodes) => {
            let met = nodes.iter().filter(|node| node.meets(present)).map(|node| needed(node, present));
            let best = met.min_by_key(Vec::len);
            best.or_else(|| nodes.first().map(|first| needed(first, present))).unwrap_or_default()
        }
    }
}

fn admits_any(node: &plan::Node) -> bool {
    match &node.part {
        Part::Any => true,
        Part::Field(_) => false,
        Part::Sequence(nodes) | Part::Choice(nodes) | Part::All(nodes) => nodes.iter().any(admits_any),
    }
}
