//! XML Schema 1.0, read into the model.
//!
//! In go the names of XSD files, out comes a [`Model`] of these and all that they refer to. Data moves one way:
//!
//! ```text
//! names -> source -> symbols -> types -> Model
//!          grammar,             simple, complex
//!          rules
//! ```
//!
//! | XML Schema | here |
//! |---|---|
//! | `include`, `import`, `redefine` | read; chameleons; each file once, in circles too; never from the network |
//! | a location that leads nowhere | a note; what only the missing file declares is an error where it is used |
//! | simple types | all 46 built-in ones; restriction with every facet, list, union |
//! | complex types | simple, empty, element and mixed content; extension and restriction; `abstract` |
//! | `element`, `attribute`, groups, wildcards | read; groups written out; elements of one name are one field |
//! | substitution groups, `nillable`, `default`, `fixed` | read |
//! | `final` | enforced |
//! | `key`, `keyref`, `unique` | [`Identity`](crate::model::Identity), their paths read |
//! | `block` | read |
//! | `xml:lang` and its like, `xsi:type` and its like | built in, where no file declares them |
//! | `driftline:format` on a simple type | [`Facets::format`](crate::model::Facets::format) |
//! | XSD 1.1: `assert`, `alternative`, `openContent`, … | [`Foreign`](crate::model::Foreign) |
//! | XSD 1.1: `override` | replaces what it names |
//!
//! Not judged here: unique particle attribution, whether the content of a restriction restricts, whether defaults and dates
//! in facets are valid, the syntax of patterns. An engine that judges schemas does.
//!
//! # Limits
//! A schema may have 1,000,000 particles, fields, enumeration values and patterns, groups and inheritance written out; its
//! content models may be 256 levels deep, its unions 64 levels and 10,000 members, the classes of its patterns 64 levels. Beyond
//! is an error of kind [`ErrorKind::Limit`](crate::error::ErrorKind::Limit). Chains of derivation may be of any length.

mod attributes;
mod block;
mod builtin;
mod complex;
mod constraints;
mod content;
mod context;
mod derivation;
mod docs;
mod element;
mod facets;
mod fault;
mod finality;
mod fixed;
mod grammar;
mod groups;
mod inheritance;
mod item;
mod location;
mod occurs;
mod particle;
mod qname;
mod rules;
mod simple;
mod source;
mod symbols;
#[cfg(test)]
mod tests;
mod types;
mod unused;
mod varieties;
mod wildcard;
mod xpath;

use crate::error::Error;
use crate::files::{Files, Tree};
use crate::model::{ElementId, Language, Model, Root};
use context::Context;

/// Reads one schema from these XSD files, in their order, and what they include, import and redefine.
///
/// # Errors
/// Where a file cannot be read or breaks the rules of XML Schema, or a reference leads nowhere: with file, line and column.
///
/// ```
/// use std::collections::BTreeMap;
/// use driftline_schemas::xsd;
///
/// let schema = br#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
///   <xs:element name="Quantity" type="xs:positiveInteger"/>
/// </xs:schema>"#;
/// let files = BTreeMap::from([("order.xsd".to_owned(), schema.to_vec())]);
/// let model = xsd::load(&["order.xsd"], &files)?;
/// assert!(model.root("Quantity").is_some());
/// # Ok::<(), driftline_schemas::Error>(())
/// ```
pub fn load(names: &[&str], files: &dyn Files) -> Result<Model, Error> {
    let sources = source::read(names, &Tree::around(names.iter().copied(), files))?;
    let symbols = symbols::collect(&sources)?;
    groups::check(&sources, &symbols)?;
    let constraints = constraints::read(&sources, &symbols)?;
    let mut context = Context::new(&sources, &symbols, &constraints);
    element::globals(&mut context)?;
    attributes::globals(&mut context)?;
    context.complete();
    types::build(&mut context)?;
    let used = context.types.len();
    unused::check(&mut context)?;
    varieties::check(&context)?;
    let (mut types, elements, attributes) = (context.types, context.elements, context.attributes);
    // What was read only to be checked came last, and nothing before it refers to it.
    types.truncate(used);
    let mut notes = context.notes;
    let roots = elements.iter().zip(0..).filter(|(element, _)| !element.abstract_).map(|(element, id)| Root {
        name: Some(element.name.clone()),
        type_: element.type_,
        element: Some(ElementId(id)),
        origin: element.origin,
    });
    let roots = roots.collect();
    notes.splice(0..0, sources.notes.iter().cloned());
    let identities = constraints.identities;
    let (links, sources) = (sources.links, sources.sources);
    Ok(Model { language: Language::Xsd, sources, links, types, elements, identities, attributes, roots, notes })
}
