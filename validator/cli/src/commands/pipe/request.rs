//! Requests: a line of JSON, read into what is asked for.

use std::fs::File;
use std::io::Read;

use driftline::Headers;
use driftline::report::json::Json;
use driftline::schemas::document::{Kind, Limits, ReadOptions, Syntax};
use driftline::schemas::model::Draft;
use driftline::schemas::near::nearest;
use driftline::schemas::{Document, NodeRef};

use crate::capture::{base64, headers};

/// What is asked for.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) against: Against,
    pub(super) payload: Option<Payload>,
    pub(super) headers: Headers,
    pub(super) syntax: Option<Syntax>,
}

/// What a payload is to be checked against.
#[derive(Debug)]
pub(super) enum Against {
    /// The contract that recognises it.
    Recognised,
    /// The contract of this name.
    Contract(String),
    /// A schema of the disk.
    Schema(Schema),
}

/// A schema of the disk, and how to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Schema {
    pub(super) files: Vec<String>,
    pub(super) draft: Option<Draft>,
    pub(super) formats_annotate: bool,
    /// URIs and the files that stand for them.
    pub(super) resources: Vec<(String, String)>,
}

/// Where a payload is.
#[derive(Debug)]
pub(super) enum Payload {
    File(String),
    Bytes(Vec<u8>),
}

/// The keys of a request.
const KEYS: [&str; 11] = [
    "id",
    "contract",
    "schema",
    "payload",
    "body",
    "body_base64",
    "headers",
    "syntax",
    "draft",
    "formats",
    "resources",
];

const DRAFTS: [Draft; 5] = [Draft::Draft4, Draft::Draft6, Draft::Draft7, Draft::Draft201909, Draft::Draft202012];

/// Reads a line: its id, as far as there is one, and what it asks for or why that cannot be told.
pub(super) fn read(line: &[u8]) -> (Json, Result<Request, String>) {
    let Ok(text) = std::str::from_utf8(line) else { return (Json::Null, Err("it is not UTF-8".to_owned())) };
    let options = ReadOptions { syntax: Some(Syntax::Json), ..ReadOptions::default() };
    match Document::read_str(text, &options) {
        Ok(document) if document.root().kind() == Kind::Object => {
            let id = document.root().member("id").map_or(Ok(Json::Null), id);
            let request = request(document.root());
            match id {
                Ok(id) => (id, request),
                Err(reason) => (Json::Null, Err(reason)),
            }
        }
        Ok(_) => (Json::Null, Err("it is not a JSON object".to_owned())),
        Err(error) => (Json::Null, Err(format!("it is not JSON: column {}: {}", error.position.column, error.message))),
    }
}

impl Payload {
    /// The bytes; why there are none in words.
    pub(super) fn bytes(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            Self::File(path) => {
                let mut bytes = Vec::new();
                // One byte more than a document may have, so that its reader says that it is too large.
                let most = u64::from(Limits::default().size) + 1;
                let read = File::open(&path).and_then(|file| file.take(most).read_to_end(&mut bytes));
                read.map(|_| bytes).map_err(|error| format!("{path}: {error}"))
            }
        }
    }
}

fn id(node: NodeRef<'_>) -> Result<Json, String> {
    match node.kind() {
        Kind::String => Ok(Json::text(node.value())),
        Kind::Number => Ok(Json::Literal(node.value().to_owned())),
        Kind::Null => Ok(Json::Null),
        _ => Err("`id` is neither a string nor a number".to_owned()),
    }
}

fn request(object: NodeRef<'_>) -> Result<Request, String> {
    for (number, member) in object.children().enumerate() {
        let name = member.name();
        if !KEYS.contains(&name) {
            let help = nearest(name, KEYS).map(|meant| format!(", did you mean `{meant}`?")).unwrap_or_default();
            return Err(format!("there is no key `{name}`{help}"));
        }
        if object.children().take(number).any(|before| before.name() == name) {
            return Err(format!("`{name}` is given twice"));
        }
    }
    Ok(Request {
        against: against(object)?,
        payload: payload(object)?,
        headers: match object.member("headers") {
            None => Headers::default(),
            Some(node) if matches!(node.kind(), Kind::Object | Kind::Array) => headers(node),
            Some(_) => return Err("`headers` is neither an object nor an array of pairs".to_owned()),
        },
        syntax: one_of(object, "syntax", [("xml", Syntax::Xml), ("json", Syntax::Json)])?,
    })
}

fn against(object: NodeRef<'_>) -> Result<Against, String> {
    let draft = one_of(object, "draft", DRAFTS.map(|draft| (draft.name(), draft)))?;
    let formats_annotate = one_of(object, "formats", [("assert", false), ("annotate", true)])?;
    let resources = resources(object)?;
    let of_a_schema = ["draft", "formats", "resources"].iter().find(|name| object.member(name).is_some());
    match (text(object, "contract")?, object.member("schema"), of_a_schema) {
        (Some(_), Some(_), _) => Err("`contract` and `schema` are given: one of them".to_owned()),
        (_, None, Some(name)) => Err(format!("`{name}` is of a `schema`, and none is given")),
        (Some(name), None, None) => Ok(Against::Contract(name)),
        (None, None, None) => Ok(Against::Recognised),
        (None, Some(node), _) => {
            let files = paths(node).ok_or("`schema` is neither a path nor an array of paths")?;
            let formats_annotate = formats_annotate.unwrap_or(false);
            Ok(Against::Schema(Schema { files, draft, formats_annotate, resources }))
        }
    }
}

fn payload(object: NodeRef<'_>) -> Result<Option<Payload>, String> {
    let given: Vec<_> =
        ["payload", "body", "body_base64"].into_iter().filter(|name| object.member(name).is_some()).collect();
    if let [one, other, ..] = given.as_slice() {
        return Err(format!("`{one}` and `{other}` are given: one of them"));
    }
    if let Some(path) = text(object, "payload")? {
        return Ok(Some(Payload::File(path)));
    }
    if let Some(body) = text(object, "body")? {
        return Ok(Some(Payload::Bytes(body.into_bytes())));
    }
    match text(object, "body_base64")? {
        None => Ok(None),
        Some(body) => match base64::decode(&body) {
            Some(bytes) => Ok(Some(Payload::Bytes(bytes))),
            None => Err("`body_base64` is no base64".to_owned()),
        },
    }
}

/// The URIs and their files, in the order of the request.
fn resources(object: NodeRef<'_>) -> Result<Vec<(String, String)>, String> {
    let Some(node) = object.member("resources") else { return Ok(Vec::new()) };
    if node.kind() != Kind::Object || node.children().any(|file| file.kind() != Kind::String) {
        return Err("`resources` is not an object of URIs and paths".to_owned());
    }
    Ok(node.children().map(|file| (file.name().to_owned(), file.value().to_owned())).collect())
}

/// A path, or at least one in an array.
fn paths(node: NodeRef<'_>) -> Option<Vec<String>> {
    let path = |node: NodeRef<'_>| (node.kind() == Kind::String).then(|| node.value().to_owned());
    match node.kind() {
        Kind::Array => node.children().map(path).collect::<Option<Vec<_>>>().filter(|paths| !paths.is_empty()),
        _ => path(node).map(|path| vec![path]),
    }
}

fn text(object: NodeRef<'_>, name: &str) -> Result<Option<String>, String> {
    match object.member(name) {
        None => Ok(None),
        Some(node) if node.kind() == Kind::String => Ok(Some(node.value().to_owned())),
        Some(_) => Err(format!("`{name}` is not a string")),
    }
}

/// A word of a key; a number counts as its digits.
fn one_of<T: Copy, const N: usize>(
    object: NodeRef<'_>,
    name: &str,
    words: [(&str, T); N],
) -> Result<Option<T>, String> {
    let Some(node) = object.member(name) else { return Ok(None) };
    let is_word = matches!(node.kind(), Kind::String | Kind::Number);
    match words.iter().find(|(word, _)| is_word && *word == node.value()) {
        Some((_, meant)) => Ok(Some(*meant)),
        None => Err(format!("`{name}` is none of {}", words.map(|(word, _)| word).join(", "))),
    }
}
