//! A corpus of a contract: 10,000 payloads of many variants, generated from the vendor's good samples.

use std::path::Path;

use driftline::{Contract, ContractOptions, Route};
use driftline_schemas::catalog::{self, Catalog};
use driftline_schemas::contracts::Message;
use driftline_schemas::document::Syntax;

use super::facts::Facts;
use super::tree::Tree;
use crate::sidecar;

/// How many payloads a corpus has.
pub const PAYLOADS: usize = 10_000;

/// How many of them are different; a prime, so that every rate meets many of them.
const VARIANTS: usize = 397;

/// The payloads of a contract in one syntax.
#[derive(Debug)]
pub struct Corpus {
    /// The message that they are.
    pub message: Message,
    /// What checks them.
    pub route: Route,
    /// What they are written in.
    pub syntax: Syntax,
    /// The different ones.
    pub variants: Vec<Tree>,
}

impl Corpus {
    /// The contract of the payloads.
    ///
    /// # Panics
    /// Never: a corpus has one.
    #[must_use]
    pub fn contract(&self) -> &Contract {
        self.route.contracts().next().expect("one contract")
    }
}

/// A corpus for every version of every message in every syntax that it has samples of.
///
/// # Panics
/// Where a vendor's files are not what they have to be.
#[must_use]
pub fn all() -> Vec<Corpus> {
    let mut corpora = Vec::new();
    for vendor in catalog::vendors().expect("the vendors load") {
        let good =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/vendors").join(&vendor.name).join("samples/good");
        let samples = samples(&good);
        for message in &vendor.messages {
            for version in &message.versions {
                for syntax in [Syntax::Json, Syntax::Xml] {
                    let trees =
                        samples.iter().filter(|sample| sample.message == message.name && sample.syntax == syntax);
                    let trees: Vec<&Tree> = trees.map(|sample| &sample.tree).collect();
                    if trees.is_empty() {
                        continue;
                    }
                    let options = ContractOptions::default().of(message, version);
                    let contract = Contract::load_from(&version.schema, options, &Catalog).expect("the vendors load");
                    let variants =
                        (0..VARIANTS).map(|number| vary(&contract, trees[number % trees.len()], number)).collect();
                    corpora.push(Corpus {
                        message: message.clone(),
                        route: Route::to(vec![contract]),
                        syntax,
                        variants,
                    });
                }
            }
        }
    }
    corpora
}

struct Sample {
    message: String,
    syntax: Syntax,
    tree: Tree,
}

/// The good samples of a vendor, each with the message that its sidecar names.
fn samples(folder: &Path) -> Vec<Sample> {
    let (payloads, _) = sidecar::payloads(folder).expect("the vendors load");
    let mut samples = Vec::new();
    for path in payloads {
        let sidecar = std::fs::read_to_string(sidecar::path_of(&path)).expect("the vendors load");
        let sidecar = sidecar::read(&sidecar).expect("the vendors load");
        let contract = sidecar.records[0].contract.clone().expect("a good sample has a contract");
        let message = contract.split('@').next().unwrap_or_default().to_owned();
        let (tree, syntax) = Tree::read(&std::fs::read(&path).expect("the vendors load"));
        samples.push(Sample { message, syntax, tree });
    }
    samples
}

/// A sample with other digits, and without some of the fields that need not be there.
fn vary(contract: &Contract, sample: &Tree, number: usize) -> Tree {
    let mut tree = sample.clone();
    let mut fields = Vec::new();
    sample.fields(&[], &mut fields);
    for (path, name) in fields {
        let facts = Facts::of(contract, &path, &name);
        let is_dropped = is_now_and_then(&facts, &name) && (number * 7 + name.len()) % 10 < 3;
        tree.maps(&path, &mut |members| {
            if is_dropped {
                members.retain(|(other, _)| *other != name);
            }
            for (_, part) in members.iter_mut().filter(|(other, _)| *other == name) {
                digits(part, &facts, number);
            }
        });
    }
    tree
}

/// Whether a field is one of those that some payloads lack.
fn is_now_and_then(facts: &Facts, name: &str) -> bool {
    let is_leaf = !facts.is_object && !facts.is_array && !facts.is_many;
    facts.is_optional && is_leaf && name.len().is_multiple_of(3)
}

/// Other digits behind the first, where any number or text will do.
fn digits(part: &mut Tree, facts: &Facts, number: usize) {
    let turned = |text: &str| -> String {
        let turn = |(at, letter): (usize, char)| match letter.to_digit(10) {
            Some(digit) if at > 0 => char::from_digit((digit + u32::try_from(number % 9).unwrap_or(0)) % 10, 10),
            _ => None,
        };
        text.chars().enumerate().map(|(at, letter)| turn((at, letter)).unwrap_or(letter)).collect()
    };
    match part {
        Tree::List(items) => items.iter_mut().for_each(|item| digits(item, facts, number)),
        Tree::Text(text) if facts.is_free_text() || facts.is_number => *text = turned(text),
        Tree::Raw(literal) if facts.is_number => *literal = turned(literal),
        Tree::Text(_) | Tree::Raw(_) | Tree::Map(_) | Tree::Foreign(_) => {}
    }
}
