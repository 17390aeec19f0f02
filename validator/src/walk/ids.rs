//! `xs:ID`, `xs:IDREF` and `xs:ENTITY`: each ID is of one element in a document, what is referred to is there, and an entity is
//! declared (part 1, 3.3.4 "Validation Root Valid (ID/IDREF)", 3.15.5 "ID/IDREF Table", 3.14.4 "String Valid").

use std::collections::BTreeMap;

use driftline_schemas::document::{NodeId, NodeRef, Syntax};
use driftline_schemas::model::Decoration;
use driftline_schemas::text::{Origin, Span};

use super::Walk;
use super::path::Step;
use super::value::got;
use crate::finding::{Kind, Want};

/// The IDs of a document, and the references whose ID has not come yet.
#[derive(Debug, Default)]
pub(super) struct Ids<'d> {
    /// Of each ID the element that has it, and the line where it stands.
    ids: BTreeMap<Box<str>, (Option<NodeId>, u32)>,
    open: Vec<Reference<'d>>,
    /// Whether there may be a document type declaration, once that was asked for.
    has_document_type: Option<bool>,
}

#[derive(Debug)]
struct Reference<'d> {
    id: Box<str>,
    node: NodeRef<'d>,
    steps: Box<[Step<'d>]>,
    origin: Origin,
}

impl<'d> Walk<'_, 'd> {
    /// Takes note of an ID or of a reference to one. What its type does not accept is told already.
    pub(super) fn id(
        &mut self,
        node: NodeRef<'d>,
        text: &str,
        (decoration, is_accepted): (Decoration, bool),
        origin: Origin,
    ) {
        let id = text.trim_ascii();
        match decoration {
            Decoration::Id => {
                // An attribute is an ID of its element, an element is one of the element that it stands in.
                let bearer = self.path.containers().find(|container| *container != node.id());
                match self.ids.ids.get(id) {
                    None => {
                        let line = self.document.position(node.value_span().start).line;
                        self.ids.ids.insert(id.into(), (bearer, line));
                    }
                    Some((other, _)) if !is_accepted || (bearer.is_some() && *other == bearer) => {}
                    Some((_, line)) => {
                        let want = Want::Rule(format!("an ID that line {line} does not have"));
                        self.fault(Kind::RuleViolated, node.value_span(), got(node), want, Some(origin));
                    }
                }
            }
            Decoration::IdRef if !is_accepted || self.ids.ids.contains_key(id) => {}
            Decoration::IdRef => {
                let steps = self.path.steps(0).into();
                self.ids.open.push(Reference { id: id.into(), node, steps, origin });
            }
            Decoration::Entity if !is_accepted || self.document.syntax() == Syntax::Json => {}
            // Which entities a document type declares is for a reader that validates; without one there are none.
            Decoration::Entity if self.has_document_type() => self.undecided = true,
            Decoration::Entity => {
                let want = Want::Rule("an unparsed entity that the document declares".to_owned());
                self.fault(Kind::RuleViolated, node.value_span(), got(node), want, Some(origin));
            }
        }
    }

    /// Whether there may be a document type declaration before the root element.
    fn has_document_type(&mut self) -> bool {
        let document = self.document;
        *self.ids.has_document_type.get_or_insert_with(|| {
            let prolog = Span::new(0, document.root().name_span().start).of(document.text());
            prolog.contains("<!DOCTYPE")
        })
    }

    /// Reports the references that lead nowhere. The document has been walked.
    pub(super) fn open_references(&mut self) {
        // A part of a document refers to what may stand in another part.
        if self.ground.is_value && self.ground.roots.iter().all(|root| root.element.is_none()) {
            return;
        }
        for Reference { id, node, steps, origin } in std::mem::take(&mut self.ids.open) {
            if !self.ids.ids.contains_key(&id) {
                let want = Want::Rule("the ID of an element of the document".to_owned());
                self.at_steps(&steps, |walk| {
                    walk.fault(Kind::RuleViolated, node.value_span(), got(node), want, Some(origin));
                });
            }
        }
    }

    /// Does something some steps further down.
    pub(super) fn at_steps(&mut self, steps: &[Step<'d>], act: impl FnOnce(&mut Self)) {
        for step in steps {
            self.path.push(*step);
        }
        act(self);
        for _ in steps {
            self.path.pop();
        }
    }
}
