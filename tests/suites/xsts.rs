//! XML Schema: the verdicts of the W3C XML Schema Test Suite over schemas and instances, and the schemas of UBL 2.0.
//!
//! Each test is answered twice in one run: with the judge, and by the loader and the walk alone. With the judge a test that is
//! answered otherwise than by the suite is listed in `xsts.txt`; an instance that the walk alone answers otherwise, in
//! `xsts_alone.txt`. A schema that does not load is no answer for its instances. An instance is also held to the schemas that
//! it names itself; they are hints, and are left out where they do not load.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use driftline::{Contract, ContractOptions, Verdict};
use driftline_schemas::document::{Document, NodeRef, ReadOptions};
use driftline_schemas::files::Disk;
use driftline_schemas::xsd::load;

use crate::archive::{say, unpacked};
use crate::hints::add_hints;
use crate::xfail::Xfail;

/// How long one test may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// What an instance that names no schema is held to.
const EMPTY: &[u8] = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>"#;

/// How the tests of a kind went.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    right: usize,
    wrong: usize,
    /// No verdict, or no schema to have one by.
    unanswered: usize,
}

/// How the tests of a contributor went.
#[derive(Debug, Clone, Copy, Default)]
struct Totals {
    schemas: Total,
    schemas_alone: Total,
    instances: Total,
    instances_alone: Total,
}

#[test]
fn verdicts_are_those_of_the_w3c_suite() {
    let Some(suite) = unpacked("xsts") else { return };
    let text = std::fs::read_to_string(suite.join("manifest.jsonl")).unwrap();
    let mut xfail = Xfail::read("xsts");
    let mut xfail_alone = Xfail::read("xsts_alone");
    let mut totals: BTreeMap<String, Totals> = BTreeMap::new();
    let mut slowest = (Duration::ZERO, String::new());
    let mut untold = Vec::new();
    // The tests of a schema follow one another.
    let mut schema = Schema::default();
    for line in text.lines() {
        let document = Document::read_str(line, &ReadOptions::default()).unwrap();
        let row = document.root();
        let member = |name: &str| row.member(name).map_or("", NodeRef::value);
        let expected = if member("expected") == "valid" { Verdict::Valid } else { Verdict::Invalid };
        let total = totals.entry(member("contributor").to_owned()).or_default();
        let start = Instant::now();
        let instance = (member("kind") == "instance").then(|| suite.join("files").join(member("instance")));
        let mut names: Vec<String> = row
            .member("schemas")
            .unwrap()
            .children()
            .map(|name| suite.join("files").join(name.value()).to_string_lossy().into_owned())
            .collect();
        if let Some(instance) = &instance {
            add_hints(&mut names, instance);
        }
        if schema.names != names {
            schema = Schema::new(names);
        }
        let (with, alone) = match &instance {
            None => (&mut total.schemas, &mut total.schemas_alone),
            Some(_) => (&mut total.instances, &mut total.instances_alone),
        };
        let (got, how) = schema.verdict(instance.as_deref(), true);
        slowest = slowest.max((start.elapsed(), member("id").to_owned()));
        if !with.count(got, expected) {
            xfail.wrong(member("id"), &how);
        }
        let (got, how) = schema.verdict(instance.as_deref(), false);
        if got == Some(Verdict::Undecided) && !schema.tells() {
            untold.push(member("id").to_owned());
        }
        if !alone.count(got, expected) && instance.is_some() && got.is_some_and(|got| got != Verdict::Undecided) {
            xfail_alone.wrong(member("id"), &how);
        }
    }
    let mut sum = Totals::default();
    for (contributor, total) in &totals {
        total.say(contributor);
        if contributor != "NIST" {
            sum.add(*total);
        }
    }
    sum.say("all but NIST");
    sum.add(totals.get("NIST").copied().unwrap_or_default());
    sum.say("all");
    let [right, all] = [sum.schemas.right + sum.instances.right, sum.schemas.all() + sum.instances.all()];
    say(&format!("xsts: {right} of {all} right; the slowest took {:?}: {}", slowest.0, slowest.1));
    xfail.finish();
    xfail_alone.finish();
    assert!(untold.is_empty(), "undecided by the walk alone, and the schema does not tell: {untold:#?}");
    assert!(all > 9_000, "tests are missing");
    assert!(slowest.0 < PATIENCE, "{} took {:?}", slowest.1, slowest.0);
}

/// A schema, and what became of it with the judge and without.
#[derive(Default)]
struct Schema {
    names: Vec<String>,
    judged: Loaded,
    alone: Loaded,
}

/// What became of a schema: why it is none, and the contract where it has any root.
#[derive(Default)]
struct Loaded {
    refused: Option<String>,
    contract: Option<Contract>,
}

impl Schema {
    fn new(names: Vec<String>) -> Self {
        let given: Vec<&str> = names.iter().map(String::as_str).collect();
        let loaded = match given.as_slice() {
            [] => load(&["empty.xsd"], &BTreeMap::from([("empty.xsd".to_owned(), EMPTY.to_vec())])),
            given => load(given, &Disk),
        };
        let model = match loaded {
            Ok(model) => model,
            Err(error) => {
                let refused = || Loaded { refused: Some(error.to_string()), contract: None };
                return Self { names, judged: refused(), alone: refused() };
            }
        };
        let loaded = |judge: bool| {
            let options = ContractOptions { read: ReadOptions::default(), judge, ..ContractOptions::default() };
            match Contract::new("xsts".to_owned(), model.clone(), options) {
                Ok(contract) => Loaded { refused: None, contract: Some(contract) },
                Err(error) => Loaded { refused: Some(error.to_string()), contract: None },
            }
        };
        let (judged, alone) = (loaded(true), loaded(false));
        Self { names, judged, alone }
    }

    /// Whether it says before any instance is read that the walk alone may leave one undecided.
    fn tells(&self) -> bool {
        self.alone.contract.as_ref().is_some_and(|contract| contract.foreign().next().is_some())
    }

    /// The verdict on the schema, or on an instance of it, and how it came about; none without a schema.
    fn verdict(&self, instance: Option<&Path>, judge: bool) -> (Option<Verdict>, String) {
        let loaded = if judge { &self.judged } else { &self.alone };
        match (instance, &loaded.refused) {
            (None, None) => (Some(Verdict::Valid), "passes".to_owned()),
            (None, Some(error)) => (Some(Verdict::Invalid), error.clone()),
            (Some(_), Some(error)) => (None, format!("no schema: {error}")),
            (Some(instance), None) => {
                let Some(contract) = &loaded.contract else { return (None, "no schema".to_owned()) };
                let check = contract.check(&std::fs::read(instance).unwrap());
                let first = check.findings().first().map(ToString::to_string).unwrap_or_default();
                (Some(check.verdict()), format!("{:?}: {first}", check.verdict()))
            }
        }
    }
}

impl Total {
    /// Counts an answer; says whether it was the right one.
    fn count(&mut self, got: Option<Verdict>, expected: Verdict) -> bool {
        let count = match got {
            None | Some(Verdict::Undecided) => &mut self.unanswered,
            Some(got) if got == expected => &mut self.right,
            Some(_) => &mut self.wrong,
        };
        *count += 1;
        got == Some(expected)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.unanswered += other.unanswered;
    }

    const fn all(self) -> usize {
        self.right + self.wrong + self.unanswered
    }

    /// The share that was answered, in percent.
    fn answered(self) -> f64 {
        100.0 * f64::from(u32::try_from(self.right + self.wrong).unwrap())
            / f64::from(u32::try_from(self.all().max(1)).unwrap())
    }
}

impl Totals {
    fn add(&mut self, other: Self) {
        self.schemas.add(other.schemas);
        self.schemas_alone.add(other.schemas_alone);
        self.instances.add(other.instances);
        self.instances_alone.add(other.instances_alone);
    }

    fn say(self, contributor: &str) {
        let line = |what: &str, total: Total| {
            let Total { right, wrong, unanswered } = total;
            let share = total.answered();
            say(&format!(
                "xsts {contributor}, {what}: {right} right, {wrong} wrong, {unanswered} unanswered; {share:.1} % answered"
            ));
        };
        line("schemas", self.schemas);
        line("schemas without the judge", self.schemas_alone);
        line("instances", self.instances);
        line("instances without the judge", self.instances_alone);
    }
}

#[test]
fn every_document_schema_of_ubl_loads() {
    let Some(suite) = unpacked("ubl") else { return };
    let mut count = 0;
    let mut wrong = Vec::new();
    let folder = suite.join("schemas/ubl20/maindoc");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let start = Instant::now();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "xsd")) {
        count += 1;
        match load(&[&path.to_string_lossy()], &Disk) {
            Ok(model) if model.roots.iter().any(|root| root.element.is_some()) => {}
            Ok(_) => wrong.push(format!("{}: no root", path.display())),
            Err(error) => wrong.push(error.to_string()),
        }
    }
    say(&format!("ubl: {count} schemas in {:?}", start.elapsed()));
    assert!(wrong.is_empty(), "{} schemas:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 0);
}
