//! The W3C XML conformance suite: what is well-formed is read, as the canonical form of the suite says, and what is not is
//! refused.
//!
//! Ours is a processor that does not validate, opens nothing outside the document, and reads XML 1.0 (fifth edition) with
//! Namespaces 1.0. Cases that ask for something else are left out and counted by reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use driftline_schemas::document::{Document, NodeRef, ReadOptions, SyntaxErrorKind};

use crate::archive::{say, unpacked};
use crate::xfail::Xfail;

/// The catalogues, each with the contributor that it is counted under.
const CATALOGUES: [(&str, &str); 19] = [
    ("James Clark", "xmltest/xmltest.xml"),
    ("Fuji Xerox", "japanese/japanese.xml"),
    ("Sun", "sun/sun-valid.xml"),
    ("Sun", "sun/sun-invalid.xml"),
    ("Sun", "sun/sun-not-wf.xml"),
    ("Sun", "sun/sun-error.xml"),
    ("OASIS/NIST", "oasis/oasis.xml"),
    ("IBM", "ibm/ibm_oasis_valid.xml"),
    ("IBM", "ibm/ibm_oasis_invalid.xml"),
    ("IBM", "ibm/ibm_oasis_not-wf.xml"),
    ("IBM", "ibm/xml-1.1/ibm_valid.xml"),
    ("IBM", "ibm/xml-1.1/ibm_invalid.xml"),
    ("IBM", "ibm/xml-1.1/ibm_not-wf.xml"),
    ("Edinburgh", "eduni/errata-2e/errata2e.xml"),
    ("Edinburgh", "eduni/errata-3e/errata3e.xml"),
    ("Edinburgh", "eduni/errata-4e/errata4e.xml"),
    ("Edinburgh", "eduni/namespaces/1.0/rmt-ns10.xml"),
    ("Edinburgh", "eduni/namespaces/errata-1e/errata1e.xml"),
    ("Hoehrmann", "eduni/misc/ht-bh.xml"),
];

/// A case of a catalogue.
struct Case {
    id: String,
    /// What the document is: valid, invalid (but well-formed), not-wf, or an error that need not be reported.
    kind: String,
    document: PathBuf,
    /// The document in canonical form.
    output: Option<PathBuf>,
    needs_entities: bool,
    /// Why it is no case for us.
    foreign: Option<&'static str>,
}

/// How a case went.
enum Outcome {
    Passed,
    Failed(String),
    LeftOut(&'static str),
}

#[test]
fn what_is_well_formed_is_read_and_nothing_else() {
    let Some(suite) = unpacked("xmlconf") else { return };
    let mut xfail = Xfail::read("xmlconf");
    let mut totals: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for (contributor, catalogue) in CATALOGUES {
        let total = totals.entry(contributor).or_default();
        for case in cases(&suite.join(catalogue)) {
            match judge(&case) {
                Outcome::Passed => total[0] += 1,
                Outcome::Failed(why) => {
                    total[1] += 1;
                    xfail.wrong(&case.id, &format!("{}: {why}", case.document.display()));
                }
                Outcome::LeftOut(reason) => {
                    total[2] += 1;
                    *left_out.entry(reason).or_default() += 1;
                }
            }
        }
    }
    for (contributor, [passed, failed, left_out]) in &totals {
        say(&format!("xmlconf: {contributor}: {passed} passed, {failed} failed, {left_out} left out"));
    }
    for (reason, count) in &left_out {
        say(&format!("xmlconf: {count} left out: {reason}"));
    }
    xfail.finish();
    let passed: usize = totals.values().map(|[passed, ..]| passed).sum();
    assert!(passed > 1500, "only {passed} cases were found");
}

/// The cases of a catalogue. Some are no document but its parts, to be read into another.
fn cases(catalogue: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(catalogue).unwrap();
    let text = text.split_once("?>").filter(|(head, _)| head.starts_with("<?xml")).map_or(&*text, |(_, rest)| rest);
    let text = format!("<CATALOGUE>{text}</CATALOGUE>");
    let document =
        Document::read_str(&text, &ReadOptions::default()).unwrap_or_else(|error| panic!("{catalogue:?}: {error}"));
    let folder = catalogue.parent().unwrap();
    let mut cases = Vec::new();
    let mut open = vec![document.root()];
    while let Some(node) = open.pop() {
        match node.local_name() {
            "TEST" => cases.push(case(node, folder)),
            _ => open.extend(node.elements()),
        }
    }
    cases
}

fn case(node: NodeRef<'_>, folder: &Path) -> Case {
    let value = |name: &str| node.attribute(name).map_or("", NodeRef::value);
    let words = |name: &str, word: &str| value(name).split_ascii_whitespace().any(|other| other == word);
    let other_version = !value("VERSION").is_empty() && !words("VERSION", "1.0");
    let foreign = if value("RECOMMENDATION").ends_with("1.1") || other_version {
        Some("XML 1.1 or Namespaces 1.1")
    } else if !value("EDITION").is_empty() && !words("EDITION", "5") {
        Some("an edition before the fifth")
    } else if value("NAMESPACE") == "no" {
        Some("XML without namespaces")
    } else if value("TYPE") == "error" {
        Some("an error that need not be reported")
    } else {
        None
    };
    Case {
        id: value("ID").to_owned(),
        kind: value("TYPE").to_owned(),
        document: folder.join(value("URI")),
        output: node.attribute("OUTPUT").map(|output| folder.join(output.value())),
        needs_entities: !matches!(value("ENTITIES"), "" | "none"),
        foreign,
    }
}

fn judge(case: &Case) -> Outcome {
    let bytes = std::fs::read(&case.document).unwrap_or_else(|error| panic!("{:?}: {error}", case.document));
    // Read in any case: whatever it is, it must not panic.
    let read = Document::read(&bytes, &ReadOptions::default());
    if let Some(reason) = case.foreign {
        return Outcome::LeftOut(reason);
    }
    match (case.kind.as_str(), read) {
        (_, Err(error)) if case.needs_entities && error.kind == SyntaxErrorKind::ExternalEntity => {
            Outcome::LeftOut("what is to be seen lies in an external entity")
        }
        ("not-wf", Err(_)) => Outcome::Passed,
        ("not-wf", Ok(_)) if case.needs_entities => Outcome::LeftOut("what is to be seen lies in an external entity"),
        ("not-wf", Ok(_)) => Outcome::Failed("is read".to_owned()),
        (_, Err(error)) => Outcome::Failed(error.to_string()),
        (_, Ok(document)) => match &case.output {
            // Without its external entities a document may lack defaults of attributes.
            Some(output) if !case.needs_entities => same(&document, output),
            Some(_) | None => Outcome::Passed,
        },
    }
}

/// Compares a document with its canonical form, which our reader reads too.
fn same(document: &Document<'_>, output: &Path) -> Outcome {
    let bytes = std::fs::read(output).unwrap();
    let canonical = match Document::read(&bytes, &ReadOptions::default()) {
        Ok(canonical) => canonical,
        Err(error) => return Outcome::Failed(format!("its canonical form: {error}")),
    };
    let (got, want) = (shown(document.root()), shown(canonical.root()));
    if got == want { Outcome::Passed } else { Outcome::Failed(format!("read {got:?}, not {want:?}")) }
}

/// Names, attributes by name, values and text of a whole tree.
fn shown(node: NodeRef<'_>) -> String {
    let mut out = String::new();
    // Ends of elements stand on the same stack as the nodes to come.
    let mut todo = vec![Some(node)];
    while let Some(next) = todo.pop() {
        let Some(node) = next else {
            out.push(']');
            continue;
        };
        out.push_str(node.name());
        let mut attributes: Vec<_> =
            node.attributes().map(|attribute| format!(" {}={:?}", attribute.name(), attribute.value())).collect();
        attributes.sort();
        out.push_str(&attributes.concat());
        if node.is_leaf() {
            out.push_str(&format!("={:?};", node.value()));
        } else {
            out.push('[');
            todo.push(None);
            let children: Vec<_> = node.children().map(Some).collect();
            todo.extend(children.into_iter().rev());
        }
    }
    out
}
