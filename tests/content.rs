//! Content models, held to the definition of the language that they describe: random models, random children.
//!
//! What a model admits is computed here from the definition (XML Schema part 1, 3.8.4 and 3.9.4), as sets of places in the
//! sequence of children. A check must say the same, must find something exactly where it says no, and must find one thing
//! where one thing was changed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use driftline::schemas::xsd;
use driftline::{Contract, ContractOptions, Verdict};

/// A particle of a random content model. The element `o` stands for a wildcard of another namespace.
#[derive(Debug, Clone)]
struct Particle {
    min: usize,
    max: Option<usize>,
    term: Term,
}

#[derive(Debug, Clone)]
enum Term {
    Element(char),
    Sequence(Vec<Particle>),
    Choice(Vec<Particle>),
    All(Vec<Particle>),
}

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap_or(0)
    }

    fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// How many models each test tries.
const MODELS: usize = 600;

const OCCURS: [(usize, Option<usize>); 12] = [
    (1, Some(1)),
    (1, Some(1)),
    (1, Some(1)),
    (0, Some(1)),
    (0, None),
    (1, None),
    (0, Some(2)),
    (1, Some(3)),
    (2, Some(2)),
    (2, Some(5)),
    (3, None),
    (0, Some(70)),
];

/// A particle of some depth. Each element of `names` is taken once, so that the model is unambiguous but for its counts; with
/// no limit elements stand again and again.
fn particle(random: &mut Random, depth: usize, names: &mut Vec<char>, is_limited: bool) -> Particle {
    let (min, max) = *random.one_of(&OCCURS);
    let is_leaf = depth == 0 || names.len() < 2 || random.below(4) == 0;
    let term = if is_leaf {
        let at = random.below(names.len());
        Term::Element(if is_limited && names.len() > 1 { names.remove(at) } else { names[at] })
    } else {
        let count = 1 + random.below(3.min(names.len()));
        let mut parts = Vec::new();
        for _ in 0..count {
            if names.len() > 1 || !is_limited {
                parts.push(particle(random, depth - 1, names, is_limited));
            }
        }
        if random.below(3) == 0 { Term::Choice(parts) } else { Term::Sequence(parts) }
    };
    Particle { min, max, term }
}

impl Particle {
    /// As XML Schema writes it.
    fn schema(&self, out: &mut String) {
        let max = self.max.map_or_else(|| "unbounded".to_owned(), |max| max.to_string());
        let occurs = format!("minOccurs=\"{}\" maxOccurs=\"{max}\"", self.min);
        let (word, parts) = match &self.term {
            Term::Element('o') => {
                write!(out, "<xs:any {occurs} namespace=\"urn:o\" processContents=\"skip\"/>").unwrap();
                return;
            }
            Term::Element(name) => {
                write!(out, "<xs:element name=\"{name}\" type=\"xs:int\" {occurs}/>").unwrap();
                return;
            }
            Term::Sequence(parts) => ("sequence", parts),
            Term::Choice(parts) => ("choice", parts),
            Term::All(parts) => ("all", parts),
        };
        write!(out, "<xs:{word} {occurs}>").unwrap();
        parts.iter().for_each(|part| part.schema(out));
        write!(out, "</xs:{word}>").unwrap();
    }

    /// Where it may end if it begins at one of these places.
    fn ends(&self, sent: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut ends = if self.min == 0 { starts.clone() } else { BTreeSet::new() };
        let mut at = starts.clone();
        // Later turns reach nothing new.
        let turns = self.max.unwrap_or(usize::MAX).min(self.min + sent.len() + 1);
        for turn in 1..=turns {
            let next = self.term.ends(sent, &at);
            if turn >= self.min {
                ends.extend(&next);
            }
            if next == at || next.is_empty() {
                // Every turn after this one is the same.
                ends.extend(&next);
                break;
            }
            at = next;
        }
        ends
    }

    /// Some children that it admits.
    fn sample(&self, random: &mut Random, out: &mut Vec<char>) {
        let turns = self.min + random.below(self.max.map_or(3, |max| (max - self.min + 1).min(4)));
        for _ in 0..turns {
            match &self.term {
                Term::Element(name) => out.push(*name),
                Term::Sequence(parts) => parts.iter().for_each(|part| part.sample(random, out)),
                Term::Choice(parts) => {
                    if !parts.is_empty() {
                        random.one_of(parts).sample(random, out);
                    }
                }
                Term::All(parts) => {
                    let mut order: Vec<&Self> = parts.iter().collect();
                    while !order.is_empty() {
                        let at = random.below(order.len());
                        order.swap_remove(at).sample(random, out);
                    }
                }
            }
        }
    }

    fn admits(&self, sent: &[char]) -> bool {
        self.ends(sent, &BTreeSet::from([0])).contains(&sent.len())
    }
}

impl Term {
    fn ends(&self, sent: &[char], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
        match self {
            Self::Element(name) => {
                starts.iter().filter(|start| sent.get(**start) == Some(name)).map(|start| start + 1).collect()
            }
            Self::Sequence(parts) => parts.iter().fold(starts.clone(), |at, part| part.ends(sent, &at)),
            Self::Choice(parts) => parts.iter().flat_map(|part| part.ends(sent, starts)).collect(),
            Self::All(parts) => {
                let mut ends = BTreeSet::new();
                for start in starts {
                    for end in *start..=sent.len() {
                        let taken: BTreeSet<char> = sent[*start..end].iter().copied().collect();
                        let named = |part: &Particle| matches!(part.term, Self::Element(name) if taken.contains(&name));
                        let is_known = parts.iter().filter(|part| named(part)).count() == taken.len();
                        let whole = parts.iter().all(|part| part.min == 0 || named(part));
                        if taken.len() == end - start && is_known && whole {
                            ends.insert(end);
                        }
                    }
                }
                ends
            }
        }
    }
}

fn contract(model: &Particle) -> Option<Contract> {
    let mut schema = String::from(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"root\"><xs:complexType>",
    );
    // A complex type wants a group.
    match model.term {
        Term::Element(_) => {
            let whole = Particle { min: 1, max: Some(1), term: Term::Sequence(vec![model.clone()]) };
            whole.schema(&mut schema);
        }
        Term::Sequence(_) | Term::Choice(_) | Term::All(_) => model.schema(&mut schema),
    }
    schema.push_str("</xs:complexType></xs:element></xs:schema>");
    let files = BTreeMap::from([("t.xsd".to_owned(), schema.into_bytes())]);
    let model = xsd::load(&["t.xsd"], &files).unwrap_or_else(|error| panic!("{error:#}"));
    // A judge may refuse what is ambiguous.
    Contract::new("t".to_owned(), model, ContractOptions::default()).ok()
}

fn payload(sent: &[char]) -> String {
    let mut xml = String::from("<root xmlns:o=\"urn:o\">");
    for name in sent {
        match name {
            'o' => xml.push_str("<o:other/>"),
            name => write!(xml, "<{name}>1</{name}>").unwrap(),
        }
    }
    xml.push_str("</root>");
    xml
}

/// Checks some children; says how many things were found.
fn findings(contract: &Contract, model: &Particle, sent: &[char]) -> Vec<String> {
    let check = contract.check(payload(sent).as_bytes());
    let admitted = model.admits(sent);
    let shown = || format!("{model:?}\n{sent:?}\n{:?}", check.findings());
    assert_eq!(check.verdict(), if admitted { Verdict::Valid } else { Verdict::Invalid }, "{}", shown());
    assert_eq!(check.findings().is_empty(), admitted, "{}", shown());
    check.findings().iter().map(|finding| format!("{} {}", finding.kind, finding.path)).collect()
}

fn models(random: &mut Random, count: usize, is_limited: bool) -> impl Iterator<Item = (Particle, Contract)> {
    (0..count).filter_map(move |_| {
        let mut names: Vec<char> = "abcdefo".chars().collect();
        let model = particle(random, 3, &mut names, is_limited);
        let contract = contract(&model)?;
        // What is beyond counting is said before any document is read, and then nothing is promised.
        let is_decided = contract.foreign().next().is_none();
        is_decided.then_some((model, contract))
    })
}

#[test]
fn the_verdict_is_the_one_of_the_definition() {
    for is_limited in [true, false] {
        let mut random = Random(0x5eed_0001);
        let mut admitted = 0;
        let mut other = Random(0x5eed_0002);
        for (model, contract) in models(&mut random, MODELS, is_limited) {
            for _ in 0..4 {
                let mut sent = Vec::new();
                model.sample(&mut other, &mut sent);
                sent.truncate(24);
                admitted += usize::from(model.admits(&sent));
                findings(&contract, &model, &sent);
                let names: Vec<char> = "abcdefox".chars().collect();
                for _ in 0..1 + other.below(3) {
                    let at = other.below(sent.len() + 1);
                    match other.below(3) {
                        0 => sent.insert(at, *other.one_of(&names)),
                        1 if at < sent.len() => drop(sent.remove(at)),
                        _ if at < sent.len() => sent[at] = *other.one_of(&names),
                        _ => {}
                    }
                    findings(&contract, &model, &sent);
                }
            }
        }
        assert!(admitted > 200 || !is_limited, "{admitted}");
    }
}

#[test]
fn an_all_takes_each_once_in_any_order() {
    let mut random = Random(0x5eed_0003);
    for _ in 0..60 {
        let parts =
            "abcdef".chars().map(|name| Particle { min: random.below(2), max: Some(1), term: Term::Element(name) });
        let term = Term::All(parts.collect());
        let model = Particle { min: random.below(2), max: Some(1), term };
        let contract = contract(&model).unwrap();
        for _ in 0..6 {
            let mut sent = Vec::new();
            model.sample(&mut random, &mut sent);
            findings(&contract, &model, &sent);
            let at = random.below(sent.len() + 1);
            sent.insert(at, *random.one_of(&['a', 'b', 'o', 'x']));
            findings(&contract, &model, &sent);
        }
    }
}

/// One change to children that are admitted is one finding: an unknown child, one that is missing, one sent twice. One that
/// moves is one finding where it can be: a child that lands inside of a repeated group may as well be one of another turn, in
/// which then others are missing.
#[test]
fn one_change_is_one_finding() {
    let mut random = Random(0x5eed_0004);
    let mut other = Random(0x5eed_0005);
    let mut tally: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (model, contract) in models(&mut random, MODELS, true) {
        let mut sent = Vec::new();
        model.sample(&mut other, &mut sent);
        sent.truncate(24);
        if sent.is_empty() || !model.admits(&sent) {
            continue;
        }
        let at = other.below(sent.len());
        let mut changes: Vec<(&str, Vec<char>)> = Vec::new();
        let mut changed = sent.clone();
        changed.insert(at, 'x');
        changes.push(("unknown", changed));
        changed = sent.clone();
        changed.remove(at);
        changes.push(("missing", changed));
        changed = sent.clone();
        changed.insert(at, sent[at]);
        changes.push(("duplicate", changed));
        changed = sent.clone();
        let moved = changed.remove(at);
        changed.insert(other.below(changed.len() + 1), moved);
        changes.push(("moved", changed));
        for (kind, changed) in changes {
            let found = findings(&contract, &model, &changed);
            if !model.admits(&changed) {
                let tally = tally.entry(kind).or_default();
                tally[usize::from(found.len() == 1)] += 1;
                assert!(kind == "moved" || found.len() == 1, "{kind}: {model:?}\n{sent:?}\n{changed:?}\n{found:?}");
            }
        }
    }
    let [more, one] = tally["moved"];
    assert!(one * 4 >= (one + more) * 3, "moved: {one} of {}", one + more);
    assert!(tally.values().all(|tally| tally[1] > 20), "{tally:?}");
}
