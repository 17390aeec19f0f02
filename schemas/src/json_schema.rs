//! JSON Schema, draft 4 to 2020-12, read into the model.
//!
//! ```text
//! files -> Library (resources, anchors) -> Reached (schemas, references) -> Model
//!                                                                        -> Excerpt
//! ```
//!
//! Reading a schema opens every file that it refers to, beside it or by a registered URI: never the network, and no file that
//! does not lie around the one that was asked for (a schema of a vendor has no business in `/etc`). References
//! become ids of types; `$dynamicRef` and `$recursiveRef` too, since the scope that they look at is known from the schema.
//! What is left to a judge: references to the specification's own metaschemas, and vocabularies that are required and not
//! known.
//!
//! Does not read: draft 3, `nullable` and `discriminator` of OpenAPI, `contentEncoding` and `contentMediaType` (annotations).

mod array;
mod build;
mod circle;
mod dialect;
mod excerpt;
mod keyword;
mod kinds;
mod metaschema;
mod object;
mod options;
mod pattern;
mod reach;
mod reference;
mod resource;
mod scalar;
mod schema;
mod scope;
mod shape;
mod source;
#[cfg(test)]
mod tests;
mod types;
mod uri;
mod values;
mod vocabulary;

use crate::error::{Error, ErrorKind};
use crate::files::{self, Files, Tree};
use crate::model::Model;
use crate::text::Origin;
pub use excerpt::Excerpt;
pub use options::Options;
use reach::Reached;
use reference::{Members, Target};
use resource::Library;

/// Reads the JSON Schema file of this name (with an optional `#fragment`: a pointer or an anchor), and every file that it
/// refers to.
///
/// # Errors
/// Where a file cannot be read or is no schema, or a reference leads nowhere.
pub fn load(name: &str, options: &Options, files: &dyn Files) -> Result<Model, Error> {
    read(name, options, files, build::build)
}

/// The schema that stands at a place of what [`load`] reads, as one that stands alone: in draft 2020-12, with all that its
/// references lead to, under the references that `refer` makes of their names. `None` where no schema that counts stands there.
///
/// # Errors
/// As [`load`].
pub fn excerpt(
    name: &str,
    options: &Options,
    files: &dyn Files,
    at: Origin,
    refer: &dyn Fn(&str) -> String,
) -> Result<Option<Excerpt>, Error> {
    read(name, options, files, |library, reached| excerpt::excerpt(library, reached, at, refer))
}

/// Reads a schema file and all that it refers to, for what is made of it.
fn read<T>(
    name: &str,
    options: &Options,
    files: &dyn Files,
    make: impl FnOnce(&Library<'_>, &Reached) -> Result<T, Error>,
) -> Result<T, Error> {
    let (name, fragment) = uri::split_fragment(name);
    // Without `.` and `..`, so that a file that refers back to this one finds it by the same name.
    let name = files::relative("", name);
    let registered = options.registered.iter().map(|(_, file)| file.as_str());
    let tree = Tree::around([name.as_str()], files).and(registered);
    let mut library = Library::new(options, &tree);
    let mut members = Members::default();
    let resource = library.open(&name, &name)?;
    let target = reference::follow(&mut library, &mut members, resource, fragment.unwrap_or(""));
    let target =
        target.map_err(|missing| missing.error(|message| Error::new(ErrorKind::Reference, message).in_file(&name)))?;
    let root = match target {
        Target::Schema(place) | Target::Dynamic(place, _) => place,
        Target::Metaschema => library.resource(resource).root,
    };
    let reached = reach::reach(&mut library, &mut members, root)?;
    make(&library, &reached)
}
