//! The global names of a model, looked up and not searched.

use std::collections::BTreeMap;

use driftline_schemas::model::{AttributeDecl, ElementDecl, ElementId, Model, Name, TypeId};
use driftline_schemas::text::offset;

/// The global names of a model: the local name first, so that a lookup needs no name of its own.
#[derive(Debug)]
pub(crate) struct Globals {
    elements: Index,
    attributes: Index,
    types: Index,
}

/// Numbers by local name, then by namespace.
type Index = BTreeMap<Box<str>, Vec<(Option<Box<str>>, u32)>>;

impl Globals {
    /// Those of a model.
    pub(super) fn new(model: &Model) -> Self {
        let named = |at: usize, name: &Name| (name.clone(), offset(at));
        let types = model.types.iter().enumerate();
        Self {
            elements: index(model.elements.iter().enumerate().map(|(at, element)| named(at, &element.name))),
            attributes: index(model.attributes.iter().enumerate().map(|(at, attribute)| named(at, &attribute.name))),
            types: index(types.filter_map(|(at, type_)| type_.name.as_ref().map(|name| named(at, name)))),
        }
    }

    /// The global element of a name.
    pub(crate) fn element<'m>(
        &self,
        model: &'m Model,
        namespace: Option<&str>,
        local: &str,
    ) -> Option<&'m ElementDecl> {
        find(&self.elements, namespace, local).map(|at| model.element(ElementId(at)))
    }

    /// The global attribute of a name.
    pub(crate) fn attribute<'m>(
        &self,
        model: &'m Model,
        namespace: Option<&str>,
        local: &str,
    ) -> Option<&'m AttributeDecl> {
        find(&self.attributes, namespace, local).and_then(|at| model.attributes.get(at as usize))
    }

    /// The named type of a name.
    pub(crate) fn type_(&self, namespace: Option<&str>, local: &str) -> Option<TypeId> {
        find(&self.types, namespace, local).map(TypeId)
    }
}

fn index(names: impl Iterator<Item = (Name, u32)>) -> Index {
    let mut index = Index::new();
    for (name, at) in names {
        let like = index.entry(name.local).or_default();
        // The first of a name is meant.
        if like.iter().all(|(namespace, _)| *namespace != name.namespace) {
            like.push((name.namespace, at));
        }
    }
    index
}

fn find(index: &Index, namespace: Option<&str>, local: &str) -> Option<u32> {
    let like = index.get(local)?;
    like.iter().find(|(own, _)| own.as_deref() == namespace).map(|(_, at)| *at)
}
