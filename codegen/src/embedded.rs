//! The schema inside of generated code, for `validate()`: files by names that hold no folder of this machine.

use std::borrow::Cow;
use std::collections::BTreeMap;

use driftline_schemas::model::{Language, TypeId};
use driftline_schemas::{Error, Model, json_schema, xsd};

/// The files of a schema.
#[derive(Debug, Clone)]
pub(crate) struct Embedded {
    pub(crate) asked: Asked,
    /// Names and texts; those that were asked for come first, one of JSON Schema with its fragment.
    pub(crate) files: Vec<(String, String)>,
}

/// How the files make a schema.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked {
    /// The first is a JSON Schema, of this draft where it does not say.
    JsonSchema(&'static str),
    /// So many of the first are an XSD together.
    Xsd(usize),
}

impl Embedded {
    /// The files of a model; none where they would not be read again as they were.
    pub(crate) fn of(model: &Model, asked: &str) -> Option<Self> {
        let names: Vec<&str> = model.sources.iter().map(|source| &*source.name).collect();
        let folder = common_folder(&names);
        let mut files: Vec<(String, String)> = Vec::new();
        for source in &model.sources {
            files.push((source.name.get(folder..)?.to_owned(), in_utf8(&source.text).into_owned()));
        }
        if let (Some((_, fragment)), Some((name, _))) = (asked.split_once('#'), files.first_mut()) {
            *name = format!("{name}#{fragment}");
        }
        let asked = match model.language {
            Language::JsonSchema(draft) => Asked::JsonSchema(draft.name()),
            Language::Xsd => Asked::Xsd(asked_of(model)),
        };
        let embedded = Self { asked, files };
        // Of one file nothing but its folder is another; of several, references lead from one to another.
        (embedded.files.len() == 1 || embedded.is_the_same(model)).then_some(embedded)
    }

    /// Whether the files, read again by their new names, say what the model says.
    fn is_the_same(&self, model: &Model) -> bool {
        let origins = |model: &Model| model.types.iter().map(|type_| type_.origin).collect::<Vec<_>>();
        let is_text =
            |model: &Model| model.sources.iter().zip(&self.files).all(|(source, (_, text))| *source.text == **text);
        self.read(model.language).is_ok_and(|again| origins(&again) == origins(model) && is_text(&again))
    }

    fn read(&self, language: Language) -> Result<Model, Error> {
        let plain = |name: &str| name.split_once('#').map_or(name, |(name, _)| name).to_owned();
        let files: BTreeMap<String, Vec<u8>> =
            self.files.iter().map(|(name, text)| (plain(name), text.as_bytes().to_vec())).collect();
        let mut names = self.files.iter().map(|(name, _)| name.as_str());
        match (self.asked, language) {
            (Asked::Xsd(count), _) => xsd::load(&names.by_ref().take(count).collect::<Vec<_>>(), &files),
            (Asked::JsonSchema(_), Language::JsonSchema(draft)) => {
                let options = json_schema::Options {
                    draft: Some(draft),
                    degrade_references: true,
                    ..json_schema::Options::default()
                };
                json_schema::load(names.next().unwrap_or_default(), &options, &files)
            }
            (Asked::JsonSchema(_), Language::Xsd) => xsd::load(&[], &files),
        }
    }

    /// Where a type is: `line:column` in the first file, `file:line:column` in another. Of the types of an XSD that stand at one
    /// place, since a file is read for several namespaces, all but the first have their number after it.
    pub(crate) fn place(&self, model: &Model, id: TypeId) -> String {
        let origin = model.type_(id).origin;
        let (_, position) = model.place(origin);
        let place = match self.files.get(origin.source.0 as usize) {
            Some((name, _)) if origin.source.0 > 0 => format!("{name}:{position}"),
            _ => position.to_string(),
        };
        let before = match self.asked {
            Asked::JsonSchema(_) => 0,
            Asked::Xsd(_) => model.types.iter().take(id.0 as usize).filter(|other| other.origin == origin).count(),
        };
        if before == 0 { place } else { format!("{place}#{before}") }
    }
}

/// How many of the files of an XSD were asked for: they are the first, and none of the others leads to all of them.
fn asked_of(model: &Model) -> usize {
    let is_led_to = |at: &usize| model.links.iter().any(|link| link.to.is_some_and(|to| to.0 as usize == *at));
    (1..model.sources.len()).rev().find(|at| !is_led_to(at)).map_or(1, |last| last + 1)
}

/// A text that is in UTF-8 now, and does not say otherwise: where its XML declaration names another encoding there are blanks.
fn in_utf8(text: &str) -> Cow<'_, str> {
    let declaration =
        text.split("?>").next().filter(|declaration| declaration.starts_with("<?xml")).unwrap_or_default();
    let encoding = declaration.find("encoding").and_then(|at| {
        let mut quotes = declaration.get(at..)?.match_indices(['"', '\'']).map(|(quote, _)| at + quote);
        let (open, close) = (quotes.next()?, quotes.next()?);
        (!declaration.get(open + 1..close)?.eq_ignore_ascii_case("utf-8")).then_some(at..close + 1)
    });
    let Some(encoding) = encoding else { return Cow::Borrowed(text) };
    let mut text = text.to_owned();
    text.replace_range(encoding.clone(), &" ".repeat(encoding.len()));
    Cow::Owned(text)
}

/// How long the folder is that all of these are in, with its last `/`.
fn common_folder(names: &[&str]) -> usize {
    let Some(first) = names.first() else { return 0 };
    let ends = first.match_indices('/').map(|(at, _)| at + 1).rev();
    ends.into_iter().find(|end| names.iter().all(|name| name.starts_with(&first[..*end]))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{common_folder, in_utf8};

    #[test]
    fn another_encoding_gives_way_to_blanks() {
        let table = [
            ("<?xml version='1.0' encoding='latin1'?><a/>", "<?xml version='1.0'                  ?><a/>"),
            ("<?xml version=\"1.0\" encoding = \"utf-8\"?><a/>", "<?xml version=\"1.0\" encoding = \"utf-8\"?><a/>"),
            ("<?xml version='1.0'?><a encoding='latin1'/>", "<?xml version='1.0'?><a encoding='latin1'/>"),
            ("{}", "{}"),
        ];
        for (text, want) in table {
            assert_eq!(in_utf8(text), want);
        }
    }

    #[test]
    fn the_common_folder_is_cut_off() {
        assert_eq!(common_folder(&["/a/b/c.json", "/a/b/d/e.json"]), 5);
        assert_eq!(common_folder(&["a/bc.json", "a/bd.json"]), 2);
        assert_eq!(common_folder(&["c.json", "a/d.json"]), 0);
    }
}
