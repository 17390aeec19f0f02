//! Dynamic scopes: which resource's `$dynamicAnchor` counts where evaluation came from.
//!
//! `$dynamicRef` and `$recursiveRef` lead to the outermost resource that evaluation entered and that has the anchor
//! (2020-12 core, 8.2.3.2; 2019-09 core, 8.2.4.2). What was entered on the way to a schema is known from the schema alone, so
//! a schema is loaded once for each scope that it is reached in, and every reference becomes a plain one. Without such
//! anchors there is one scope, and nothing is loaded twice.

use std::collections::HashMap;

use super::resource::{Resource, ResourceId};
use super::source::Place;

/// Names a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct ScopeId(usize);

/// The anchors of a scope and the place of each, in the order of entering.
type Scope = Vec<(Box<str>, Place)>;

/// Every scope that was met.
#[derive(Debug)]
pub(super) struct Scopes {
    scopes: Vec<Scope>,
    by_content: HashMap<Scope, ScopeId>,
    steps: HashMap<(ScopeId, ResourceId), ScopeId>,
}

impl Scopes {
    /// The scope outside of every resource alone.
    pub(super) fn new() -> Self {
        let outside = Scope::new();
        let by_content = HashMap::from([(outside.clone(), ScopeId(0))]);
        Self { scopes: vec![outside], by_content, steps: HashMap::new() }
    }

    /// The scope inside a resource that is entered from a scope.
    pub(super) fn enter(&mut self, scope: ScopeId, id: ResourceId, resource: &Resource) -> ScopeId {
        if resource.dynamic.is_empty() {
            return scope;
        }
        if let Some(&inside) = self.steps.get(&(scope, id)) {
            return inside;
        }
        let mut inner = self.scopes[scope.0].clone();
        for (name, place) in &resource.dynamic {
            if inner.iter().all(|(known, _)| known != name) {
                inner.push((name.clone(), *place));
            }
        }
        let next = ScopeId(self.scopes.len());
        let inside = *self.by_content.entry(inner).or_insert_with_key(|inner| {
            self.scopes.push(inner.clone());
            next
        });
        self.steps.insert((scope, id), inside);
        inside
    }

    /// Where an anchor leads in a scope.
    pub(super) fn find(&self, scope: ScopeId, anchor: &str) -> Option<Place> {
        self.scopes[scope.0].iter().find(|(name, _)| **name == *anchor).map(|(_, place)| *place)
    }
}
