//! From the tables of a `contract.toml` to a [`Vendor`].

use std::collections::BTreeSet;

use super::{Direction, HeaderRule, Message, PointerRule, Rule, Vendor, Version};
use crate::document::Syntax;
use crate::error::{Error, ErrorKind};
use crate::files::{Files, relative};
use crate::mapping::{JsonMapping, Mapping, RootForm, Wobble};
use crate::model::Draft;
use crate::table::{Table, Value, parse};
use crate::text::Source;

const DIRECTIONS: [(&str, Direction); 2] = [("receive", Direction::Receive), ("send", Direction::Send)];
const SYNTAXES: [(&str, Syntax); 2] = [("xml", Syntax::Xml), ("json", Syntax::Json)];
const ROOT_FORMS: [(&str, RootForm); 3] =
    [("omit", RootForm::Omit), ("wrap", RootForm::Wrap), ("either", RootForm::Either)];
const FORMATS: [(&str, bool); 2] = [("assert", false), ("annotate", true)];
const XML_WOBBLES: [(&str, ()); 1] = [("empty-element", ())];

/// The language of a schema file, by its extension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Xsd,
    Json,
}

/// Reads the `contract.toml` of this name. The schema files that it names must exist; they are not read.
///
/// # Errors
/// [`ErrorKind::Unreadable`] where a file is missing, [`ErrorKind::Contract`] at the exact place where the file says
/// something that a contract cannot say.
pub fn load(name: &str, files: &dyn Files) -> Result<Vendor, Error> {
    let bytes = files.read(name)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::new(ErrorKind::Syntax, format!("not UTF-8: the byte at offset {at} begins no character")).in_file(name)
    })?;
    let source = Source::new(name, text);
    parse(&source, |top| vendor(&top.only(&["vendor", "title", "message"])?, name, files))
}

fn vendor(top: &Table<'_>, file: &str, files: &dyn Files) -> Result<Vendor, Error> {
    let name = top.need("vendor")?;
    let vendor = identifier(&name)?;
    let folder = file.rsplit('/').nth(1).filter(|folder| !matches!(*folder, "" | "." | ".."));
    if let Some(folder) = folder.filter(|folder| *folder != vendor) {
        return Err(name
            .error(format!("the vendor is called `{vendor}` and its folder `{folder}`"))
            .help("give both the same name: contracts are found by it"));
    }
    let title = top.need("title")?.text()?.to_owned();
    let tables = top.tables("message", "[[message]]")?;
    if tables.is_empty() {
        return Err(top.error("there is no message").help("add a [[message]] table for each kind of payload"));
    }
    let mut names = BTreeSet::new();
    let mut messages = Vec::with_capacity(tables.len());
    for table in tables {
        let message = message(table.clone(), vendor, file, files)?;
        if !names.insert(message.name.clone()) {
            return Err(table.need("name")?.error(format!("there are two messages `{}`", message.name)));
        }
        messages.push(message);
    }
    Ok(Vendor { name: vendor.to_owned(), title, messages })
}

fn message(table: Table<'_>, vendor: &str, file: &str, files: &dyn Files) -> Result<Message, Error> {
    let keys = ["name", "title", "direction", "syntaxes", "recognise", "version", "json", "xml"];
    let table = table.only(&keys)?;
    let name = format!("{vendor}/{}", identifier(&table.need("name")?)?);
    let title = table.need("title")?.text()?.to_owned();
    let direction = table.need("direction")?.word(&DIRECTIONS)?;
    let syntaxes = syntaxes(&table.need("syntaxes")?)?;
    let rules = table.tables("recognise", "[[message.recognise]]")?;
    if rules.is_empty() {
        return Err(table
            .error(format!("nothing says how `{name}` is recognised"))
            .help("add a [[message.recognise]] table: without one no payload is ever checked against this message"));
    }
    let recognise = rules.into_iter().map(rule).collect::<Result<_, _>>()?;
    let versions = table.tables("version", "[[message.version]]")?;
    if versions.is_empty() {
        return Err(table
            .error(format!("`{name}` has no version"))
            .help("add a [[message.version]] table with the key `schema`"));
    }
    let (versions, languages) = self::versions(versions, &name, file, files)?;
    let is_xsd = languages.contains(&Language::Xsd);
    if !is_xsd && syntaxes.contains(&Syntax::Xml) {
        return Err(table.need("syntaxes")?.error("a JSON Schema says nothing of XML"));
    }
    let mapping = mapping(&table, &syntaxes, is_xsd)?;
    Ok(Message { name, title, direction, syntaxes, recognise, versions, mapping })
}

/// A name that can stand in the name of a contract: lower-case letters, digits, `-`, `_` and `.`.
fn identifier<'t>(value: &Value<'t>) -> Result<&'t str, Error> {
    let name = value.text()?;
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_.".contains(letter);
    match name.chars().find(|letter| !fits(*letter)) {
        None => Ok(name),
        Some(letter) => Err(value
            .error(format!("a name cannot hold `{}`", letter.escape_debug()))
            .help("it becomes part of `vendor/message@version`: lower-case letters, digits, `-`, `_` and `.`")),
    }
}

fn syntaxes(value: &Value<'_>) -> Result<Vec<Syntax>, Error> {
    let mut syntaxes = Vec::new();
    for item in value.items()? {
        let syntax = item.word(&SYNTAXES)?;
        if syntaxes.contains(&syntax) {
            return Err(item.error("this syntax is listed twice"));
        }
        syntaxes.push(syntax);
    }
    if syntaxes.is_empty() {
        return Err(value.error("`syntaxes` is empty").help("it lists xml, json or both"));
    }
    Ok(syntaxes)
}

fn rule(table: Table<'_>) -> Result<Rule, Error> {
    let table = table.only(&["header", "root", "child", "pointer", "equals", "any_of", "absent", "syntax"])?;
    if table.is_empty() {
        return Err(table.error("this entry has no condition").help("it would claim every payload of everyone"));
    }
    let header = table.get("header").map(|value| header(value.table("header")?)).transpose()?;
    let text = |key| table.get(key).map(|value| value.text().map(str::to_owned)).transpose();
    let (root, child) = (text("root")?, text("child")?);
    let syntax = table.get("syntax").map(|value| value.word(&SYNTAXES)).transpose()?;
    let absent = table.get("absent").map(|value| pointer(&value)).transpose()?;
    let values = match (table.get("equals"), table.get("any_of")) {
        (Some(_), Some(any_of)) => {
            return Err(any_of.error("`any_of` stands beside `equals`").help("keep one of them"));
        }
        (equals, any_of) => equals.or(any_of),
    };
    let pointer = match (table.get("pointer"), values) {
        (Some(value), values) => {
            let any_of = values.iter().flat_map(Value::one_or_many).map(|value| value.literal());
            Some(PointerRule { pointer: pointer(&value)?, any_of: any_of.collect::<Result<_, _>>()? })
        }
        (None, Some(value)) => {
            return Err(value.error("there is no `pointer` to compare with").help("add the key `pointer`"));
        }
        (None, None) => None,
    };
    Ok(Rule { header, root, child, pointer, absent, syntax })
}

fn header(table: Table<'_>) -> Result<HeaderRule, Error> {
    let table = table.only(&["name", "equals"])?;
    let name = table.need("name")?.text()?.to_owned();
    let equals = table.get("equals").map(|value| value.text().map(str::to_owned)).transpose()?;
    Ok(HeaderRule { name, equals })
}

/// A JSON Pointer: empty, or tokens after `/` (RFC 6901, 3).
fn pointer(value: &Value<'_>) -> Result<String, Error> {
    let pointer = value.text()?;
    if pointer.starts_with('/') {
        return Ok(pointer.to_owned());
    }
    Err(value.error("a JSON Pointer begins with `/`").help(format!("write `/{pointer}`")))
}

fn versions(
    tables: Vec<Table<'_>>,
    message: &str,
    file: &str,
    files: &dyn Files,
) -> Result<(Vec<Version>, Vec<Language>), Error> {
    let several = tables.len() > 1;
    let mut versions: Vec<Version> = Vec::with_capacity(tables.len());
    let mut languages = Vec::with_capacity(tables.len());
    for table in tables {
        let table = table.only(&["name", "schema", "root", "draft", "formats"])?;
        let name = if several { Some(table.need("name")?) } else { table.get("name") };
        let contract = match &name {
            Some(name) => {
                let name = identifier(name)?;
                if several { format!("{message}@{name}") } else { message.to_owned() }
            }
            None => message.to_owned(),
        };
        if versions.iter().any(|version| version.contract == contract) {
            return Err(table.need("name")?.error(format!("there are two contracts `{contract}`")));
        }
        let (language, schema, roots) = schema(&table, file, files)?;
        let (draft, formats) = (table.get("draft"), table.get("formats"));
        if let (Language::Xsd, Some(value)) = (language, draft.as_ref().or(formats.as_ref())) {
            return Err(value.error("this is said of a JSON Schema, and the schema is an XSD"));
        }
        let draft = draft.map(|value| value.word(&Draft::NAMES)).transpose()?;
        let formats_annotate = formats.map(|value| value.word(&FORMATS)).transpose()?.unwrap_or_default();
        versions.push(Version { contract, schema, roots, draft, formats_annotate });
        languages.push(language);
    }
    Ok((versions, languages))
}

fn schema(table: &Table<'_>, file: &str, files: &dyn Files) -> Result<(Language, String, Vec<String>), Error> {
    let value = table.need("schema")?;
    let written = value.text()?;
    let language = match written.rsplit_once('.') {
        Some((_, "xsd")) => Language::Xsd,
        Some((_, "json")) => Language::Json,
        _ => return Err(value.error("a schema file ends in .xsd or .json")),
    };
    let mut schema = relative(file, written);
    if !files.exists(&schema) {
        return Err(value.error(format!("there is no file `{schema}`")).help("the path is relative to contract.toml"));
    }
    let root = table.get("root").map(|value| value.one_or_many()).unwrap_or_default();
    let roots = root.iter().map(|root| root.text().map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
    if language == Language::Xsd {
        return Ok((language, schema, roots));
    }
    match (root.first(), roots.as_slice()) {
        (None, _) => {}
        (Some(_), [fragment]) if fragment.starts_with('#') => schema.push_str(fragment),
        (Some(value), [_]) => {
            return Err(value.error("the root of a JSON Schema is a fragment such as \"#/$defs/Order\""));
        }
        (Some(value), _) => return Err(value.error("a JSON Schema has one root")),
    }
    Ok((language, schema, Vec::new()))
}

fn mapping(table: &Table<'_>, syntaxes: &[Syntax], is_xsd: bool) -> Result<Mapping, Error> {
    let mut mapping = Mapping::default();
    if let Some(value) = table.get("json") {
        if !is_xsd {
            return Err(value.error("[message.json] tells how an XSD speaks JSON, and the schema is a JSON Schema"));
        }
        if !syntaxes.contains(&Syntax::Json) {
            return Err(value.error("[message.json] without json among the `syntaxes`"));
        }
        let table = value.table("[message.json]")?.only(&["root", "tolerate"])?;
        let root = table.get("root").map(|value| value.word(&ROOT_FORMS)).transpose()?.unwrap_or_default();
        mapping.json = JsonMapping { root, tolerate: tolerated(&table, &Wobble::WORDS)? };
    }
    if let Some(value) = table.get("xml") {
        if !syntaxes.contains(&Syntax::Xml) {
            return Err(value.error("[message.xml] without xml among the `syntaxes`"));
        }
        let table = value.table("[message.xml]")?.only(&["tolerate"])?;
        mapping.empty_element_is_absent = !tolerated(&table, &XML_WOBBLES)?.is_empty();
    }
    Ok(mapping)
}

fn tolerated<T: Copy + Ord>(table: &Table<'_>, words: &[(&'static str, T)]) -> Result<BTreeSet<T>, Error> {
    let Some(value) = table.get("tolerate") else { return Ok(BTreeSet::new()) };
    value.items()?.iter().map(|item| item.word(words)).collect()
}

#[cfg(test)]
mod tests;
