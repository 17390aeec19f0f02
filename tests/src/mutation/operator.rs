//! The operators: what a vendor may do to a field, and what a check must then say. The expectation is written from the change
//! and the schema, never from what a check says.

use driftline_schemas::document::Syntax;

use super::facts::Facts;
use super::tree::{Members, Tree};

/// A change of one field, wherever a payload has it.
#[expect(missing_debug_implementations, reason = "a change is a function")]
pub struct Mutation {
    /// Its operator.
    pub operator: &'static str,
    /// The maps that have the field.
    pub path: Vec<String>,
    /// The field's name.
    pub name: String,
    /// The kind that is expected where some payloads have the change, and where all have it.
    pub kinds: [&'static str; 2],
    /// The field that is expected.
    pub field: String,
    /// What is done.
    pub change: Change,
}

/// What is done to a map that has the field; says whether something was done.
#[expect(missing_debug_implementations, reason = "a change is a function")]
pub enum Change {
    /// Something that a map alone tells.
    Map(Box<dyn Fn(&mut Members) -> bool + Send + Sync>),
    /// The field goes from the map to the one around it.
    Up,
    /// The element is in another namespace.
    Namespace,
}

/// What an operator is told.
#[derive(Debug)]
#[expect(missing_docs, reason = "each is what its name says")]
pub struct Subject<'s> {
    pub syntax: Syntax,
    /// Whether the schema is an XSD, whose JSON has numbers as text, one value for a list, and the like.
    pub is_xsd: bool,
    /// What the contract tolerates, by its own words.
    pub tolerates: Vec<&'static str>,
    pub facts: &'s Facts,
    pub path: &'s [String],
    pub name: &'s str,
    /// Whether every object of the clean corpus that may have the field has it.
    pub is_always_there: bool,
    /// Whether the field's name is declared, or sent, in the map around its own.
    pub is_taken_above: bool,
    /// The names beside it.
    pub beside: &'s [String],
}

impl Subject<'_> {
    fn tolerates(&self, wobble: &str) -> bool {
        self.tolerates.contains(&wobble)
    }

    fn is_leaf(&self) -> bool {
        !self.facts.is_object && !self.facts.is_array
    }

    /// Whether values are JSON's own: numbers are numbers.
    fn is_native(&self) -> bool {
        self.syntax == Syntax::Json && !self.is_xsd
    }

    fn field(&self, name: &str) -> String {
        self.path.iter().map(String::as_str).chain([name]).fold(String::new(), |path, step| format!("{path}/{step}"))
    }

    fn with(&self, operator: &'static str, kinds: [&'static str; 2], field: String, change: Change) -> Mutation {
        Mutation { operator, path: self.path.to_vec(), name: self.name.to_owned(), kinds, field, change }
    }

    /// A change of the field's value.
    fn value(
        &self,
        operator: &'static str,
        kind: &'static str,
        change: impl Fn(&Tree) -> Option<Tree> + Send + Sync + 'static,
    ) -> Mutation {
        let name = self.name.to_owned();
        let change = move |members: &mut Members| {
            let mut changed = false;
            for (_, part) in members.iter_mut().filter(|(other, _)| *other == name) {
                match part {
                    Tree::List(items) if !matches!(operator, "collapse" | "empty" | "wrap" | "null") => {
                        for item in items {
                            if let Some(new) = change(item) {
                                (*item, changed) = (new, true);
                            }
                        }
                    }
                    part => {
                        if let Some(new) = change(part) {
                            (*part, changed) = (new, true);
                        }
                    }
                }
            }
            changed
        };
        self.with(operator, [kind, kind], self.field(self.name), Change::Map(Box::new(change)))
    }
}

/// Every operator, in the order of the table.
pub const OPERATORS: [&str; 19] = [
    "add",
    "drop",
    "rename",
    "recase",
    "move",
    "nest",
    "retype",
    "stringify",
    "null",
    "collapse",
    "wrap",
    "empty",
    "reorder",
    "new enum",
    "reformat",
    "lengthen",
    "out of range",
    "duplicate",
    "wrong namespace",
];

/// Every mutation of a field that applies.
pub(super) fn all(subject: &Subject<'_>) -> Vec<Mutation> {
    let mut all = names(subject);
    // The root element is no field: what it is made of is.
    if !subject.facts.is_declared {
        return all;
    }
    all.extend(shapes(subject));
    all.extend(values(subject));
    all
}

/// What happens to names.
fn names(subject: &Subject<'_>) -> Vec<Mutation> {
    let Subject { syntax, facts, name, beside, .. } = subject;
    let mut all = Vec::new();
    let own = (*name).to_owned();
    let is_root = subject.path.is_empty() && *syntax == Syntax::Xml;
    if is_root {
        all.push(subject.with("wrong namespace", ["namespace-changed"; 2], subject.field(name), Change::Namespace));
        return all;
    }
    let added = {
        let own = own.clone();
        move |members: &mut Members| {
            let at = members.iter().position(|(other, _)| *other == own).map_or(0, |at| at + 1);
            members.insert(at, ("auditTrail".to_owned(), Tree::Text("A17".to_owned())));
            true
        }
    };
    all.push(subject.with("add", ["undocumented-field"; 2], subject.field("auditTrail"), Change::Map(Box::new(added))));
    if facts.is_required || facts.is_optional && subject.is_always_there && !facts.is_many {
        let kinds = if facts.is_required { ["missing-field"; 2] } else { ["sometimes-missing", "never-seen-field"] };
        let own = own.clone();
        let dropped = move |members: &mut Members| {
            let before = members.len();
            members.retain(|(other, _)| *other != own);
            members.len() < before
        };
        all.push(subject.with("drop", kinds, subject.field(name), Change::Map(Box::new(dropped))));
    }
    let renamed = |to: String| {
        let own = own.clone();
        move |members: &mut Members| {
            let mut found = members.iter_mut().filter(|(other, _)| *other == own).peekable();
            let changed = found.peek().is_some();
            found.for_each(|(name, _)| name.clone_from(&to));
            changed
        }
    };
    let longer = format!("{name}Value");
    let cased = if name.chars().any(char::is_uppercase) { name.to_lowercase() } else { name.to_uppercase() };
    for (operator, kind, to) in [("rename", "renamed-field", longer), ("recase", "miscased-field", cased)] {
        if !beside.contains(&to) {
            let change = Change::Map(Box::new(renamed(to.clone())));
            all.push(subject.with(operator, [kind; 2], subject.field(&to), change));
        }
    }
    all.extend(moved(subject));
    if !facts.is_many && !facts.is_array {
        let own = own.clone();
        let doubled = move |members: &mut Members| {
            let Some(at) = members.iter().position(|(other, _)| *other == own) else { return false };
            let copy = members[at].clone();
            members.insert(at + 1, copy);
            true
        };
        all.push(subject.with(
            "duplicate",
            ["duplicate-field"; 2],
            subject.field(name),
            Change::Map(Box::new(doubled)),
        ));
    }
    all.extend(elements(subject));
    all
}

/// The field goes to the object around its own.
fn moved(subject: &Subject<'_>) -> Option<Mutation> {
    // An XML document has nothing around its root.
    let has_above = subject.path.len() > usize::from(subject.syntax == Syntax::Xml);
    if !has_above || subject.is_taken_above || subject.facts.is_many {
        return None;
    }
    let above = subject.path.split_last().map_or(&[][..], |(_, above)| above);
    let steps = above.iter().map(String::as_str).chain([subject.name]);
    let field = steps.fold(String::new(), |path, step| format!("{path}/{step}"));
    Some(subject.with("move", ["moved-field"; 2], field, Change::Up))
}

/// What happens to elements.
fn elements(subject: &Subject<'_>) -> Vec<Mutation> {
    let mut all = Vec::new();
    if subject.syntax != Syntax::Xml {
        return all;
    }
    if subject.is_leaf() {
        all.push(
            subject.value("wrong namespace", "namespace-changed", |part| Some(Tree::Foreign(Box::new(part.clone())))),
        );
    }
    // The only sequence of the vendors: CurrentTime comes before Ack.
    if subject.name == "Ack" {
        let late = subject.field("CurrentTime");
        let swapped = |members: &mut Members| {
            let at = |name: &str| members.iter().position(|(other, _)| other == name);
            let (Some(time), Some(ack)) = (at("CurrentTime"), at("Ack")) else { return false };
            members.swap(time, ack);
            time < ack
        };
        all.push(subject.with("reorder", ["order-changed"; 2], late, Change::Map(Box::new(swapped))));
    }
    all
}

/// What happens to the shape of a value.
fn shapes(subject: &Subject<'_>) -> Vec<Mutation> {
    let Subject { syntax, facts, .. } = subject;
    let mut all = Vec::new();
    let is_sent =
        |part: &Tree| !matches!(part, Tree::Raw(literal) if literal == "null") && *part != Tree::Text(String::new());
    if subject.is_leaf() {
        all.push(subject.value("nest", "type-changed", move |part| {
            is_sent(part).then(|| Tree::Map(vec![("value".to_owned(), part.clone())]))
        }));
    }
    if *syntax == Syntax::Xml {
        if facts.is_number {
            all.push(
                subject.value("retype", "type-changed", move |part| {
                    is_sent(part).then(|| Tree::Text("several".to_owned()))
                }),
            );
        }
        return all;
    }
    let is_plain = facts.values == 0 && !facts.is_constant;
    if subject.is_native() && is_plain && subject.is_leaf() && !facts.is_boolean {
        all.push(
            subject.value("retype", "type-changed", move |part| is_sent(part).then(|| Tree::Raw("true".to_owned()))),
        );
    }
    if subject.is_xsd && facts.is_number {
        all.push(
            subject
                .value("retype", "type-changed", move |part| is_sent(part).then(|| Tree::Text("several".to_owned()))),
        );
    }
    if subject.is_native() && (facts.is_number || facts.is_boolean) && is_plain {
        all.push(subject.value("stringify", "stringified", |part| match part {
            Tree::Raw(literal) => Some(Tree::Text(literal.clone())),
            _ => None,
        }));
    }
    if !facts.is_nullable && !subject.tolerates("null-for-absent") && !facts.is_constant {
        all.push(subject.value("null", "null-sent", |part| {
            (*part != Tree::Raw("null".to_owned())).then(|| Tree::Raw("null".to_owned()))
        }));
    }
    if facts.is_array && subject.is_native() {
        all.push(subject.value("collapse", "single-for-list", |part| match part {
            Tree::List(items) => items.first().cloned(),
            _ => None,
        }));
    }
    if !facts.is_array && !facts.is_many && !subject.tolerates("list-for-one") && !facts.is_constant {
        all.push(subject.value("wrap", "list-for-single", move |part| {
            (is_sent(part) && !matches!(part, Tree::List(_))).then(|| Tree::List(vec![part.clone()]))
        }));
    }
    all
}

/// What happens to values.
fn values(subject: &Subject<'_>) -> Vec<Mutation> {
    let facts = subject.facts;
    let mut all = Vec::new();
    let text = |change: fn(&str) -> String| {
        move |part: &Tree| match part {
            Tree::Text(text) if !text.is_empty() => Some(Tree::Text(change(text))),
            _ => None,
        }
    };
    let empty = |_: &Tree| Some(Tree::Text(String::new()));
    let tolerates_empty = subject.tolerates("empty-element") || subject.tolerates("empty-string");
    if subject.is_native() && (facts.is_object || facts.is_array) {
        all.push(subject.value("empty", "empty-for-object", empty));
    } else if !tolerates_empty && subject.is_leaf() && !facts.is_many && facts.is_text {
        let kind = match facts {
            // An empty element has the value that is fixed for it (XSD 1.0 part 1, 3.3.4).
            _ if facts.is_constant && subject.is_xsd => None,
            _ if facts.is_constant => Some("constant-changed"),
            _ if facts.values > 0 => Some("new-enum-value"),
            _ if facts.has_format => Some("format-changed"),
            _ if facts.has_pattern => Some("pattern-mismatch"),
            _ if facts.min_length > Some(0) => Some("length-out-of-range"),
            _ => None,
        };
        all.extend(kind.map(|kind| subject.value("empty", kind, empty)));
    }
    if facts.is_text && (facts.values > 0 || facts.is_constant) {
        let kind = if facts.is_constant { "constant-changed" } else { "new-enum-value" };
        all.push(subject.value("new enum", kind, text(|_| "Teleported".to_owned())));
    }
    if facts.is_text && facts.has_format {
        all.push(subject.value("reformat", "format-changed", text(|text| text.replacen(['-', ':'], "", 1))));
    } else if facts.is_text && facts.has_pattern {
        all.push(subject.value("reformat", "pattern-mismatch", text(|text| text.replacen(['-', ':'], "", 1))));
    }
    if facts.max_length.is_some() && facts.values == 0 {
        all.push(subject.value("lengthen", "length-out-of-range", text(|text| text.repeat(40))));
    }
    if let Some(minimum) = facts.minimum {
        all.push(subject.value("out of range", "number-out-of-range", move |part| match part {
            Tree::Raw(_) => Some(Tree::Raw((minimum - 1).to_string())),
            _ => None,
        }));
    }
    all
}
