//! Cases as they are written: sections of text, with the places marked in them.

use driftline::schemas::model::Draft;
use driftline::{ContractOptions, Verdict, World};

use crate::{SchemaShown, Shown};

/// One case.
#[derive(Debug, Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// The line it begins at.
    pub(crate) line: usize,
    /// The schema files without marks; the first one is loaded.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) options: ContractOptions,
    pub(crate) payload: String,
    /// What the schema's own law says, where the finding does not tell.
    pub(crate) verdict: Option<Verdict>,
    /// The one finding; none where there must be none.
    pub(crate) want: Option<Want>,
}

/// What must be found.
#[derive(Debug)]
pub(crate) struct Want {
    pub(crate) shown: Shown,
    /// The bytes of the payload that the finding is about.
    pub(crate) span: (u32, u32),
    pub(crate) branches: Vec<String>,
}

/// A text with its marks taken out, and where they stood.
struct Marked {
    text: String,
    marks: Vec<usize>,
}

/// Reads a file of cases.
pub(crate) fn read(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut rest: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    while let Some(start) = rest.iter().position(|(_, line)| line.starts_with("== ")) {
        let after = rest.split_off(start);
        let end = after.iter().skip(1).position(|(_, line)| line.starts_with("== ")).map_or(after.len(), |at| at + 1);
        let (own, others) = after.split_at(end);
        cases.push(case(own));
        rest = others.to_vec();
    }
    cases
}

fn case(lines: &[(usize, &str)]) -> Case {
    let (line, name) = lines[0];
    // The places of a map's members are those of the payload: with their keys, which are values.
    let options = ContractOptions { show_values: true, ..ContractOptions::default() };
    let mut case = Case { name: name[3..].to_owned(), line, options, ..Case::default() };
    let mut sections: Vec<(&str, String)> = Vec::new();
    for (_, line) in &lines[1..] {
        if let Some(head) = line.strip_prefix("--- ") {
            sections.push((head, String::new()));
        } else if let Some((_, body)) = sections.last_mut() {
            body.push_str(line);
            body.push('\n');
        }
    }
    let (mut schema_mark, mut payload_marks, mut branches, mut want) = (None, Vec::new(), Vec::new(), None);
    for (head, body) in &sections {
        let body = body.trim_end();
        let words: Vec<&str> = head.split(' ').collect();
        match words.as_slice() {
            ["world", "strict"] => case.options.world = World::Strict,
            ["formats", "annotate"] => case.options.json_schema.formats_annotate = true,
            ["draft", name] => case.options.json_schema.draft = Some(Draft::from_name(name).expect("a draft")),
            ["verdict", "valid"] => case.verdict = Some(Verdict::Valid),
            ["branches"] => {
                case.options.explain_branches = true;
                branches = body.lines().map(str::to_owned).collect();
            }
            ["payload"] => Marked { text: case.payload, marks: payload_marks } = unmarked(body),
            ["want", "nothing"] => want = None,
            ["want", kind, place @ ..] => want = Some((*kind, place.join(" "), body.to_owned())),
            [file] => {
                let Marked { text, marks } = unmarked(body);
                if let Some(at) = marks.first() {
                    let (line, column) = position(&text, *at);
                    schema_mark = Some(((*file).to_owned(), line, column));
                }
                case.files.push(((*file).to_owned(), text));
            }
            _ => panic!("{name}: there is no section `{head}`"),
        }
    }
    case.want = want.map(|(kind, place, sentence)| {
        let (path, pointer) = place.split_once(" at ").unwrap_or((&place, ""));
        let [start, end] = payload_marks[..] else { panic!("{name}: the payload has no pair of marks") };
        let (line, column) = position(&case.payload, start);
        let schema =
            schema_mark.map(|(source, line, column)| SchemaShown { source, line, column, pointer: read_as(pointer) });
        let shown = Shown { kind: kind.to_owned(), path: read_as(path), line, column, sentence, schema };
        Want { shown, span: (offset(start), offset(end)), branches }
    });
    case
}

/// The whole of a document is spelt `(all)` in a case.
pub(crate) fn spelt(pointer: &str) -> &str {
    if pointer.is_empty() { "(all)" } else { pointer }
}

fn read_as(spelt: &str) -> String {
    if spelt == "(all)" { String::new() } else { spelt.to_owned() }
}

fn unmarked(marked: &str) -> Marked {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for letter in marked.chars() {
        if matches!(letter, '«' | '»') { marks.push(text.len()) } else { text.push(letter) }
    }
    Marked { text, marks }
}

/// Line and column of a byte, counted the slow way.
fn position(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (offset(line), offset(column))
}

fn offset(number: usize) -> u32 {
    u32::try_from(number).expect("cases are short")
}
