//! What a scratch package does with generated types: reads a document, writes it, compares the two infosets, and counts the
//! leaves that no typed field took. It is written into the package as it is, and tested here.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;

use driftline::payload::{Field, Input, Output, Payload, ReadError, Root, RootName, Sent, Shape, Undeclared};
use driftline::schemas::NodeRef;
use driftline::schemas::document::{Document, Kind, ReadOptions};
use driftline::{Finding, SchemaText};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// How deep documents are compared.
const MAX_DEPTH: usize = 400;

thread_local! {
    /// Leaves that were written from a value of any shape, and from what no declaration names.
    static LEAVES: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// A document that was read: how it is written, and what `validate` finds in it.
pub struct Trip {
    text: String,
    findings: Vec<Finding>,
}

/// A function that reads, writes and validates a document as one root type.
pub type Attempt = fn(&[u8], Option<&SchemaText>) -> Option<Result<Trip, ReadError>>;

/// A module: its schema, and a function for each of its roots.
pub type Module = (Option<&'static SchemaText>, &'static [Attempt]);

/// Reads, writes and validates a document, where it is one of this type.
pub fn attempt<T: Root>(bytes: &[u8], schema: Option<&SchemaText>) -> Option<Result<Trip, ReadError>> {
    let document = Document::read(bytes, &ReadOptions::default()).ok()?;
    let root = document.root();
    let RootName { name, namespace, .. } = T::ROOT?;
    let is_own = root.local_name() == name && root.namespace().unwrap_or("") == namespace;
    is_own.then(|| {
        let value = driftline::from_slice::<T>(bytes)?;
        let text = driftline::to_xml(&value);
        let leaves = LEAVES.get();
        let findings = schema.map_or_else(Vec::new, |schema| schema.validate(&value, ""));
        // What was written to be validated is not counted again.
        LEAVES.set(leaves);
        Ok(Trip { text, findings })
    })
}

/// Does every job of a list, a line each of module and path, and prints a line for each: the outcome, how many leaves there
/// are, how many of them are in values of any shape and in what no declaration names, what went wrong, and the codes and paths
/// of what `validate` found.
pub fn main(modules: &[(&str, Module)]) {
    let modules: BTreeMap<&str, Module> = modules.iter().copied().collect();
    let jobs = fs::read_to_string(std::env::args().nth(1).expect("a list of jobs")).expect("the list of jobs");
    for job in jobs.lines() {
        let (module, path) = job.split_once('\t').expect("a module and a path");
        LEAVES.set((0, 0));
        let bytes = fs::read(path).expect("a document");
        let mut findings = Vec::new();
        let (outcome, leaves, why) = outcome(modules[module], &bytes, &mut findings);
        let (any, undeclared) = LEAVES.get();
        let found: String =
            findings.iter().map(|finding| format!("\t{} {}", finding.kind.code(), finding.path)).collect();
        let why = why.replace(['\n', '\t'], " ");
        let line = format!("{path}\t{outcome}\t{leaves}\t{any}\t{undeclared}\t{why}{found}\n");
        std::io::stdout().write_all(line.as_bytes()).expect("standard output");
    }
}

/// What became of a document: `same`, `respelt` where values are the same and their texts are not, or what went wrong.
fn outcome((schema, types): Module, bytes: &[u8], findings: &mut Vec<Finding>) -> (&'static str, usize, String) {
    let before = match Document::read(bytes, &ReadOptions::default()) {
        Ok(before) => before,
        Err(error) => return ("unreadable", 0, error.to_string()),
    };
    let leaves = leaves(before.root());
    let Some(result) = types.iter().find_map(|attempt| attempt(bytes, schema)) else {
        return ("unknown", leaves, format!("no root element {}", before.root().local_name()));
    };
    let text = match result {
        Ok(trip) => {
            *findings = trip.findings;
            trip.text
        }
        Err(error) => return ("refused", leaves, error.to_string()),
    };
    let after = match Document::read_str(&text, &ReadOptions::default()) {
        Ok(after) => after,
        Err(error) => return ("ill-formed", leaves, format!("{error}: {text}")),
    };
    let mut respelt = String::new();
    match same(before.root(), after.root(), 0, &mut respelt) {
        Ok(()) if respelt.is_empty() => ("same", leaves, String::new()),
        Ok(()) => ("respelt", leaves, respelt),
        Err(why) => ("changed", leaves, why),
    }
}

/// The attributes, leaf elements and texts between elements that say something.
fn leaves(root: NodeRef<'_>) -> usize {
    let mut open = vec![root];
    let mut count = 0;
    while let Some(node) = open.pop() {
        count += attributes(node).len();
        count += texts(node).filter(|text| !text.trim().is_empty()).count();
        open.extend(node.elements());
    }
    count
}

/// The texts directly in an element.
fn texts(node: NodeRef<'_>) -> impl Iterator<Item = &str> {
    let own = (node.is_leaf() && node.children().next().is_none()).then(|| node.value());
    own.into_iter().chain(node.children().filter(|child| child.kind() == Kind::Text).map(NodeRef::value))
}

/// The attributes that say something of the document and not of its schema, by name.
fn attributes(node: NodeRef<'_>) -> BTreeMap<(&str, &str), NodeRef<'_>> {
    let named =
        node.attributes().map(|attribute| ((attribute.namespace().unwrap_or(""), attribute.local_name()), attribute));
    named.filter(|((namespace, local), _)| *namespace != XSI || matches!(*local, "type" | "nil")).collect()
}

/// Whether two elements say the same. White space around elements and around texts is not looked at.
pub fn same(one: NodeRef<'_>, other: NodeRef<'_>, depth: usize, respelt: &mut String) -> Result<(), String> {
    let place = one.local_name();
    if (one.namespace(), place) != (other.namespace(), other.local_name()) {
        return Err(format!("<{place}> became <{}>, or is in another namespace", other.local_name()));
    }
    let (before, after) = (attributes(one), attributes(other));
    if !before.keys().eq(after.keys()) {
        let names = |of: &BTreeMap<_, _>| format!("{:?}", of.keys().collect::<Vec<&(&str, &str)>>());
        return Err(format!("<{place}>: attributes {} became {}", names(&before), names(&after)));
    }
    for ((name, one), other) in before.iter().zip(after.values()) {
        let [mut first, mut second] = [one, other].map(|attribute| attribute.value().to_owned());
        if *name == (XSI, "type") {
            [first, second] = [expanded(*one), expanded(*other)];
        }
        same_text(&first, &second, respelt).map_err(|why| format!("<{place}>/@{}: {why}", name.1))?;
    }
    if depth > MAX_DEPTH {
        return Err(format!("<{place}> is nested too deep to compare"));
    }
    let (before, after) = (content(one), content(other));
    if before.len() != after.len() {
        return Err(format!("<{place}>: {} parts became {}", before.len(), after.len()));
    }
    for pair in before.into_iter().zip(after) {
        match pair {
            (Part::Text(one), Part::Text(other)) => {
                same_text(&one, &other, respelt).map_err(|why| format!("<{place}>: {why}"))?;
            }
            (Part::Element(one), Part::Element(other)) => same(one, other, depth + 1, respelt)?,
            (Part::Text(_), Part::Element(part)) | (Part::Element(part), Part::Text(_)) => {
                return Err(format!("<{place}>: text and <{}> changed places", part.local_name()));
            }
        }
    }
    Ok(())
}

/// A part of the content of an element.
enum Part<'d> {
    Text(String),
    Element(NodeRef<'d>),
}

/// The elements and the texts that are not blank, those that follow one another as one.
fn content(node: NodeRef<'_>) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut text = if node.children().next().is_none() { node.value().to_owned() } else { String::new() };
    for child in node.children() {
        match child.kind() {
            Kind::Element => {
                let before = std::mem::take(&mut text);
                parts.extend((!before.trim().is_empty()).then_some(Part::Text(before)));
                parts.push(Part::Element(child));
            }
            _ => text.push_str(child.value()),
        }
    }
    parts.extend((!text.trim().is_empty()).then_some(Part::Text(text)));
    parts
}

/// A qualified name with its namespace.
fn expanded(attribute: NodeRef<'_>) -> String {
    let name = attribute.value().trim();
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    format!("{{{}}}{local}", attribute.prefix(prefix).unwrap_or("")).replace("{}", "")
}

/// Whether two texts say the same after white space is collapsed; a number or boolean in another spelling is noted.
fn same_text(one: &str, other: &str, respelt: &mut String) -> Result<(), String> {
    let [first, second] = [one, other].map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    if first == second {
        return Ok(());
    }
    let both = first.split(' ').zip(second.split(' '));
    let is_value = first.split(' ').count() == second.split(' ').count()
        && both.clone().all(|(one, other)| one == other || is_same_value(one, other));
    if !is_value {
        return Err(format!("{first:?} became {second:?}"));
    }
    if respelt.is_empty() {
        *respelt = format!("{first:?} is written {second:?}");
    }
    Ok(())
}

/// Whether two words are one boolean or number.
fn is_same_value(one: &str, other: &str) -> bool {
    let boolean = |text: &str| match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    let number = |text: &str| driftline::schemas::number::Decimal::parse(text).is_some();
    let float = |text: &str| text.parse::<f32>().ok().filter(|_| number(text));
    let same_float = float(one).zip(float(other)).is_some_and(|(one, other)| one == other);
    same_float || boolean(one).is_some_and(|value| boolean(other) == Some(value))
}

/// A value of any shape, which counts its leaves when it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value(driftline::Value);

impl Payload for Value {
    const SHAPE: Shape = driftline::Value::SHAPE;
    const NULLABLE: bool = driftline::Value::NULLABLE;

    fn read(input: Input<'_>) -> Result<Self, ReadError> {
        driftline::Value::read(input).map(Self)
    }

    fn read_field(sent: Sent<'_, '_>) -> Result<Self, ReadError> {
        driftline::Value::read_field(sent).map(Self)
    }

    fn write(&self, output: &mut Output) {
        count(&self.0, |(any, undeclared), leaves| (any + leaves, undeclared));
        self.0.write(output);
    }

    fn write_field(&self, field: &Field, output: &mut Output) {
        count(&self.0, |(any, undeclared), leaves| (any + leaves, undeclared));
        self.0.write_field(field, output);
    }
}

/// What no declaration names, which counts its leaves when it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Rest(driftline::Rest);

impl Undeclared for Rest {
    fn read_undeclared(record: Input<'_>, nodes: &[NodeRef<'_>]) -> Result<Self, ReadError> {
        driftline::Rest::read_undeclared(record, nodes).map(Self)
    }

    fn write_undeclared(&self, output: &mut Output) {
        for member in &self.0.0 {
            count(&member.value, |(any, undeclared), leaves| (any, undeclared + leaves));
        }
        self.0.write_undeclared(output);
    }
}

/// Counts the leaves of a value.
fn count(value: &driftline::Value, add: impl Fn((usize, usize), usize) -> (usize, usize)) {
    let mut open = vec![value];
    let mut leaves = 0;
    while let Some(value) = open.pop() {
        match value {
            driftline::Value::Null => {}
            driftline::Value::Text(text) => leaves += usize::from(!text.trim().is_empty()),
            driftline::Value::Boolean(_) | driftline::Value::Number(_) => leaves += 1,
            driftline::Value::List(items) => open.extend(items),
            driftline::Value::Record(members) => open.extend(members.iter().map(|member| &member.value)),
        }
    }
    LEAVES.set(add(LEAVES.get(), leaves));
}

#[cfg(test)]
mod tests {
    use driftline::schemas::document::{Document, ReadOptions};

    fn compared(one: &str, other: &str) -> (bool, bool) {
        let read = |text| Document::read_str(text, &ReadOptions::default()).expect("a document");
        let mut respelt = String::new();
        let is_same = super::same(read(one).root(), read(other).root(), 0, &mut respelt).is_ok();
        (is_same, !respelt.is_empty())
    }

    #[test]
    fn an_infoset_is_names_attributes_text_and_order() {
        let table = [
            ("<a><b/> <c/></a>", "<a><b/><c></c></a>", (true, false)),
            ("<a><b/><c/></a>", "<a><c/><b/></a>", (false, false)),
            ("<a x='1' y='2'/>", "<a y=\"2\" x=\"1\"/>", (true, false)),
            ("<a x='1'/>", "<a/>", (false, false)),
            ("<a> x  y </a>", "<a>x y</a>", (true, false)),
            ("<a>1.0 true</a>", "<a>1 1</a>", (true, true)),
            ("<a>1.0</a>", "<a>2</a>", (false, false)),
            ("<a>x<b/>y</a>", "<a><b/>xy</a>", (false, false)),
            ("<a>x<!-- -->y<b/></a>", "<a>xy<b/></a>", (true, false)),
            ("<p:a xmlns:p='u'/>", "<a xmlns='u'/>", (true, false)),
            ("<a xmlns='u'/>", "<a/>", (false, false)),
        ];
        for (one, other, want) in table {
            assert_eq!(compared(one, other), want, "{one} {other}");
        }
    }
}
