//! Mutations: what vendors do to fields, planted in payloads of every contract, each with what a check must say of it.

mod corpus;
mod facts;
mod operator;
mod tree;

use driftline_schemas::document::Syntax;
use driftline_schemas::mapping::Wobble;
use driftline_schemas::model::Language;

pub use corpus::{Corpus, PAYLOADS, all as corpora};
pub use facts::Facts;
pub use operator::{Change, Mutation, OPERATORS, Subject};
pub use tree::{Members, Tree};

/// Every mutation of a corpus that applies.
#[must_use]
pub fn mutations(corpus: &Corpus) -> Vec<Mutation> {
    let mut fields = Vec::new();
    corpus.variants.iter().for_each(|tree| tree.fields(&[], &mut fields));
    let mut all = Vec::new();
    for (path, name) in &fields {
        let facts = Facts::of(corpus.contract(), path, name);
        let is_root = path.is_empty() && corpus.syntax == Syntax::Xml;
        if !facts.is_declared && !is_root {
            continue;
        }
        let beside: Vec<String> =
            fields.iter().filter(|(other, _)| other == path).map(|(_, name)| name.clone()).collect();
        let above = path.split_last().map(|(_, above)| above.to_vec());
        let is_taken_above = above.is_some_and(|above| {
            Facts::of(corpus.contract(), &above, name).is_declared
                || fields.iter().any(|(other, sent)| *other == above && sent == name)
        });
        let is_always_there = corpus.variants.iter().all(|tree| {
            let mut all = true;
            tree.clone().maps(path, &mut |members| all &= members.iter().any(|(other, _)| other == name));
            all
        });
        let is_xsd = corpus.contract().model().language == Language::Xsd;
        let mapping = &corpus.message.mapping;
        let tolerated =
            |(word, wobble): (&'static str, Wobble)| mapping.json.tolerate.contains(&wobble).then_some(word);
        let mut tolerates: Vec<_> = match corpus.syntax {
            Syntax::Json => Wobble::WORDS.into_iter().filter_map(tolerated).collect(),
            Syntax::Xml => Vec::new(),
        };
        tolerates.extend((corpus.syntax == Syntax::Xml && mapping.empty_element_is_absent).then_some("empty-element"));
        let syntax = corpus.syntax;
        let subject = Subject {
            syntax,
            is_xsd,
            tolerates,
            facts: &facts,
            path,
            name,
            is_always_there,
            is_taken_above,
            beside: &beside,
        };
        all.extend(operator::all(&subject));
    }
    all
}

/// Changes a payload; none where it has nothing to change.
#[must_use]
pub fn mutated(tree: &Tree, mutation: &Mutation) -> Option<Tree> {
    let mut tree = tree.clone();
    let mut changed = false;
    match &mutation.change {
        Change::Map(change) => tree.maps(&mutation.path, &mut |members| changed |= change(members)),
        Change::Up => {
            let (last, above) = mutation.path.split_last()?;
            tree.maps(above, &mut |members| {
                let mut taken = None;
                for (_, part) in members.iter_mut().filter(|(name, _)| name == last) {
                    part.maps(&[], &mut |inner| {
                        while let Some(at) = inner.iter().position(|(name, _)| *name == mutation.name) {
                            taken = taken.take().or(Some(inner.remove(at)));
                            if inner.iter().any(|(name, _)| *name == mutation.name) {
                                continue;
                            }
                            break;
                        }
                    });
                }
                changed |= taken.is_some();
                members.extend(taken);
            });
        }
        Change::Namespace => tree.maps(&mutation.path, &mut |members| {
            for (_, part) in members.iter_mut().filter(|(name, _)| *name == mutation.name) {
                *part = Tree::Foreign(Box::new(part.clone()));
                changed = true;
            }
        }),
    }
    changed.then_some(tree)
}
