//! Choices between sequences (XSD part 1, 3.8): an enum with a variant for each branch, which holds an element, or a record where
//! the branch has several.

use std::collections::BTreeMap;

use driftline_schemas::model::{Field as ModelField, FieldId, Occurs};

use super::Lowering;
use super::content::{Branch, Branches, Part};
use super::element::Beside;
use super::record::{Around, often, unnamed};
use crate::docs;
use crate::item::{Field, Kind, Role, Rust, Struct};
use crate::name::{Wanted, distinct, pascal, snake};

impl Lowering<'_> {
    /// The field of a choice, and the name that it wants.
    pub(super) fn choice_field(&mut self, choice: &Branches, around: &Around<'_>) -> (Wanted, Field) {
        let Around { record, owner, spot, .. } = *around;
        let field = |at: &FieldId| &record.fields[at.0 as usize];
        let mut elements: Vec<&ModelField> = Vec::new();
        let mut groups = Vec::new();
        for branch in &choice.branches {
            match branch {
                Branch::Element(at) => elements.push(field(at)),
                Branch::Record(parts, occurs) => {
                    let Some(first) = occurs.keys().next().map(field) else { continue };
                    groups.push(self.branch(first, parts, around, occurs));
                }
            }
        }
        let firsts = choice.branches.iter().filter_map(|branch| match branch {
            Branch::Element(at) => Some(field(at)),
            Branch::Record(_, occurs) => occurs.keys().next().map(field),
        });
        let firsts: Vec<&ModelField> = firsts.collect();
        let first = firsts.first().map_or("", |first| &first.name.local);
        let key =
            format!("{}/choice {}", spot.path, firsts.first().map(|first| first.name.to_string()).unwrap_or_default());
        let candidates = vec![format!("{owner}Choice"), format!("{owner}{}Choice", pascal(first))];
        let wanted = Wanted { candidates, rank: 3, key: key.clone() };
        let beside = Beside { groups, ..Beside::default() };
        let item = self.group_enum(&elements, beside, wanted, &spot.part(owner, "choice"));
        let docs = vec![format!("A choice between {}.", names(firsts))];
        self.items[item.0].docs.clone_from(&docs);
        let occurs = if choice.is_optional { Occurs::OPTIONAL } else { Occurs::ONE };
        let candidates = vec!["choice".to_owned(), snake(&format!("{first} choice"))];
        let field = unnamed(Role::Choice, often(Rust::Item(item), occurs));
        (Wanted { candidates, rank: 2, key }, Field { docs, ..field })
    }

    /// The variant of a branch with several elements, named after the first of them, and its record.
    fn branch(
        &mut self,
        first: &ModelField,
        parts: &[Part],
        around: &Around<'_>,
        occurs: &BTreeMap<FieldId, Occurs>,
    ) -> (Wanted, Field) {
        let Around { record, owner, spot, .. } = *around;
        let name = pascal(&first.name.local);
        let type_ = format!("{owner}{name}");
        let key = format!("{}/branch {}", spot.path, first.name);
        let candidates = vec![type_.clone(), format!("{type_}Branch")];
        let item = self.item(Kind::Struct(Struct::default()), Wanted { candidates, rank: 3, key: key.clone() });
        let around = Around { owner: &type_, ..*around };
        let (wanted, mut fields) = self.parts(parts, &around, occurs, &mut None);
        for (field, name) in fields.iter_mut().zip(distinct(&wanted, "_")) {
            field.name = name;
        }
        let elements = occurs.keys().map(|at| &record.fields[at.0 as usize]);
        let lines = vec![format!("A branch of a choice: {}.", names(elements))];
        let namespace = around.namespace.map(Into::into);
        self.items[item.0].kind = Kind::Struct(Struct { namespace, fields, is_group: true });
        self.items[item.0].docs.clone_from(&lines);
        let candidates = vec![name.clone(), format!("{name}Branch")];
        let field = unnamed(Role::Group, Rust::Item(item));
        (Wanted { candidates, rank: 2, key }, Field { docs: lines, ..field })
    }
}

/// The first names of elements, for documentation.
fn names<'f>(elements: impl IntoIterator<Item = &'f ModelField>) -> String {
    let mut elements = elements.into_iter();
    let names: Vec<String> = elements.by_ref().take(4).map(|element| docs::code(&element.name.local)).collect();
    let more = if elements.next().is_some() { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}
