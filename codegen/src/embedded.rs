//! The schema inside of generated code, for `validate()`: files by names that hold no folder of this machine.

use std::collections::BTreeMap;

use driftline_schemas::model::Language;
use driftline_schemas::text::Origin;
use driftline_schemas::{Model, json_schema};

/// The files of a schema.
#[derive(Debug, Clone)]
pub(crate) struct Embedded {
    pub(crate) draft: &'static str,
    /// Names and texts; the first is the one that was asked for, with its fragment.
    pub(crate) files: Vec<(String, String)>,
}

impl Embedded {
    /// The files of a model; none of an XSD, and none where they would not be read again as they were.
    pub(crate) fn of(model: &Model, asked: &str) -> Option<Self> {
        let Language::JsonSchema(draft) = model.language else { return None };
        let names: Vec<&str> = model.sources.iter().map(|source| &*source.name).collect();
        let folder = common_folder(&names);
        let mut files: Vec<(String, String)> = Vec::new();
        for source in &model.sources {
            files.push((source.name.get(folder..)?.to_owned(), source.text.to_string()));
        }
        if let (Some((_, fragment)), Some((name, _))) = (asked.split_once('#'), files.first_mut()) {
            *name = format!("{name}#{fragment}");
        }
        let embedded = Self { draft: draft.name(), files };
        // Of one file nothing but its folder is another; of several, references lead from one to another.
        (embedded.files.len() == 1 || embedded.is_the_same(model)).then_some(embedded)
    }

    /// Whether the files, read again by their new names, say what the model says.
    fn is_the_same(&self, model: &Model) -> bool {
        let Language::JsonSchema(draft) = model.language else { return false };
        let Some((main, _)) = self.files.first() else { return false };
        let plain = |name: &str| name.split_once('#').map_or(name, |(name, _)| name).to_owned();
        let files: BTreeMap<String, Vec<u8>> =
            self.files.iter().map(|(name, text)| (plain(name), text.as_bytes().to_vec())).collect();
        let options =
            json_schema::Options { draft: Some(draft), degrade_references: true, ..json_schema::Options::default() };
        json_schema::load(main, &options, &files).is_ok_and(|again| {
            let origins = |model: &Model| model.types.iter().map(|type_| type_.origin).collect::<Vec<_>>();
            origins(&again) == origins(model)
        })
    }

    /// Where something is: `line:column` in the first file, `file:line:column` in another.
    pub(crate) fn place(&self, model: &Model, origin: Origin) -> String {
        let (_, position) = model.place(origin);
        match self.files.get(origin.source.0 as usize) {
            Some((name, _)) if origin.source.0 > 0 => format!("{name}:{position}"),
            _ => position.to_string(),
        }
    }
}

/// How long the folder is that all of these are in, with its last `/`.
fn common_folder(names: &[&str]) -> usize {
    let Some(first) = names.first() else { return 0 };
    let ends = first.match_indices('/').map(|(at, _)| at + 1).rev();
    ends.into_iter().find(|end| names.iter().all(|name| name.starts_with(&first[..*end]))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::common_folder;

    #[test]
    fn the_common_folder_is_cut_off() {
        assert_eq!(common_folder(&["/a/b/c.json", "/a/b/d/e.json"]), 5);
        assert_eq!(common_folder(&["a/bc.json", "a/bd.json"]), 2);
        assert_eq!(common_folder(&["c.json", "a/d.json"]), 0);
    }
}
