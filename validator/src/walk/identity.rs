//! `xs:ID` and `xs:IDREF`: each ID stands once in a document, and what is referred to is there (part 1, 3.15.4 "ID/IDREF
//! Table").

use std::collections::BTreeSet;

use driftline_schemas::document::NodeRef;
use driftline_schemas::model::Decoration;
use driftline_schemas::text::{Origin, Span};

use super::Walk;
use super::fault::Detail;
use super::path::Rendered;
use super::value::got;
use crate::finding::{Got, Kind, Want};

/// The IDs of a document, and the references whose ID has not come yet.
#[derive(Debug, Default)]
pub(super) struct Identities {
    ids: BTreeSet<Box<str>>,
    open: Vec<Reference>,
}

#[derive(Debug)]
struct Reference {
    id: Box<str>,
    path: Rendered,
    span: Span,
    got: Got,
    origin: Origin,
}

impl<'d> Walk<'_, 'd> {
    /// Takes note of an ID or of a reference to one.
    pub(super) fn identity(&mut self, node: NodeRef<'d>, text: &str, decoration: Decoration, origin: Origin) {
        if self.probing {
            return;
        }
        let id = text.trim_ascii();
        match decoration {
            Decoration::Id => {
                if !self.identities.ids.insert(id.into()) {
                    let want = Want::Rule("an ID that nothing else in the document has".to_owned());
                    self.fault(Kind::RuleViolated, node.value_span(), got(node), want, Some(origin));
                }
            }
            Decoration::IdRef if self.identities.ids.contains(id) => {}
            Decoration::IdRef => {
                let (path, span) = (self.path.render(), node.value_span());
                self.identities.open.push(Reference { id: id.into(), path, span, got: got(node), origin });
            }
            // Which entities are declared is for a reader that validates.
            Decoration::Entity => {}
        }
    }

    /// Reports the references that lead nowhere.
    pub(super) fn open_references(&mut self) {
        for Reference { id, path, span, got, origin } in std::mem::take(&mut self.identities.open) {
            if !self.identities.ids.contains(&id) {
                let want = Want::Rule("the ID of an element of the document".to_owned());
                self.record(Kind::RuleViolated, span, path, (got, want), Some(origin), (true, Detail::Plain));
            }
        }
    }
}
