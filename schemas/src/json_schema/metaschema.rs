//! What a `$schema` means: the dialect of the schemas under it.
//!
//! The specification's own metaschemas are known by their URIs. Another one is looked for among the files, since it may
//! leave out vocabularies or require ones that nobody here knows; where it is not found, the draft that would hold without
//! a `$schema` does, and a note says so.

use super::dialect::{Dialect, draft_of};
use super::options::Options;
use super::source::File;
use super::uri;
use super::vocabulary::{self, Vocabularies};
use crate::document::{Kind, NodeRef};
use crate::files::{self, Files};
use crate::model::Draft;
use crate::text::SourceId;

/// How the schemas of a resource are to be read.
#[derive(Debug, Clone)]
pub(super) struct Understanding {
    pub(super) dialect: Dialect,
    /// A vocabulary that the metaschema requires and that is not understood.
    pub(super) beyond: Option<Box<str>>,
    /// What there is to say about it.
    pub(super) note: Option<String>,
}

/// How many metaschemas may describe one another.
const CHAIN: usize = 8;

/// The draft where nothing is said.
pub(super) fn unsaid(options: &Options) -> Understanding {
    let dialect = Dialect::of(options.draft.unwrap_or(Draft::Draft202012));
    Understanding { dialect, beyond: None, note: None }
}

/// What the metaschema of this URI means in the file of this name.
pub(super) fn understand(metaschema: &str, file: &str, options: &Options, files: &dyn Files) -> Understanding {
    let mut understanding = unsaid(options);
    let mut chosen = false;
    let mut next = metaschema.to_owned();
    for _ in 0..CHAIN {
        if let Some(draft) = draft_of(&next) {
            understanding.dialect.draft = draft;
            return understanding;
        }
        let Some(found) = find(&next, file, options, files) else { break };
        let root = found.root();
        if let (false, Some(vocabulary)) = (chosen, root.member("$vocabulary")) {
            (understanding.dialect.vocabularies, understanding.beyond) = required(vocabulary);
            understanding.dialect.asserts_format = vocabulary.member(vocabulary::FORMAT_ASSERTION).is_some();
            chosen = true;
        }
        match root.member("$schema").filter(|schema| schema.kind() == Kind::String) {
            Some(schema) => next = schema.value().to_owned(),
            None => break,
        }
    }
    let draft = understanding.dialect.draft.name();
    understanding.note = Some(format!("the metaschema `{metaschema}` is not known; read as draft {draft}"));
    understanding
}

fn find(metaschema: &str, file: &str, options: &Options, files: &dyn Files) -> Option<File> {
    let (uri, _) = uri::split_fragment(metaschema);
    let beside = || (!uri::has_scheme(uri) && !uri.is_empty()).then(|| files::relative(file, uri));
    let name = options.registered_file(uri).or_else(beside).filter(|name| files.exists(name))?;
    File::read(&name, SourceId::default(), files).ok()
}

/// The vocabularies that `$vocabulary` takes in, and the first that it requires and that is not known (2020-12, 8.1.2).
fn required(vocabulary: NodeRef<'_>) -> (Vocabularies, Option<Box<str>>) {
    let (mut taken, mut beyond) = (Vocabularies::CORE, None);
    if vocabulary.kind() == Kind::Object {
        for member in vocabulary.children() {
            match vocabulary::of_uri(member.name()) {
                Some(known) => taken = known.iter().fold(taken, |taken, one| taken.with(*one)),
                None if member.value() == "true" => beyond = beyond.or_else(|| Some(member.name().into())),
                None => {}
            }
        }
    }
    (taken, beyond)
}
