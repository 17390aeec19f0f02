//! Equality of JSON values of a document, numbers by value (JSON Schema core, 4.2.2).

use std::cmp::Ordering;
use std::collections::BTreeMap;

use driftline_schemas::document::{Kind, NodeRef};
use driftline_schemas::number::Decimal;

/// Whether two JSON values are equal. Of a duplicate key the last value counts.
pub(crate) fn equal(one: NodeRef<'_>, other: NodeRef<'_>) -> bool {
    order(one, other).is_eq()
}

/// Whether two of the items are equal: `uniqueItems` does not hold.
pub(crate) fn has_twins(items: &[NodeRef<'_>]) -> bool {
    let mut sorted = items.to_vec();
    sorted.sort_unstable_by(|one, other| order(*one, *other));
    sorted.windows(2).any(|pair| equal(pair[0], pair[1]))
}

/// An order of JSON values in which equal ones are neighbours; it means nothing else.
fn order(one: NodeRef<'_>, other: NodeRef<'_>) -> Ordering {
    one.kind().cmp(&other.kind()).then_with(|| match one.kind() {
        Kind::Number => Decimal::parse(one.value()).cmp(&Decimal::parse(other.value())),
        Kind::Array => {
            let (mut ones, mut others) = (one.children(), other.children());
            loop {
                match (ones.next(), others.next()) {
                    (Some(one), Some(other)) => match order(one, other) {
                        Ordering::Equal => {}
                        unequal => return unequal,
                    },
                    (one, other) => return one.is_some().cmp(&other.is_some()),
                }
            }
        }
        Kind::Object => {
            let (ones, others) = (members(one), members(other));
            let values = || ones.values().zip(others.values()).map(|(one, other)| order(*one, *other));
            ones.keys().cmp(others.keys()).then_with(|| values().find(|order| order.is_ne()).unwrap_or(Ordering::Equal))
        }
        _ => one.value().cmp(other.value()),
    })
}

/// The members of an object by key, of a duplicate key the last one.
fn members<'d>(object: NodeRef<'d>) -> BTreeMap<&'d str, NodeRef<'d>> {
    object.children().map(|member| (member.name(), member)).collect()
}

#[cfg(test)]
mod tests {
    use driftline_schemas::document::{Document, ReadOptions};

    use super::has_twins;

    #[test]
    fn twins_are_found_whatever_stands_between_them() {
        for (text, want) in [
            ("[]", false),
            ("[1, \"1\", true, null, [], {}]", false),
            ("[1, 2, 1.0]", true),
            ("[100000000000000000001, 100000000000000000002]", false),
            (r#"["a", "b", "a"]"#, true),
            (r#"[{"a": 1, "b": 2}, {"a": 1}, {"b": 2.0, "a": 1}]"#, true),
            (r#"[{"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": 1, "c": 2}]"#, false),
            (r#"[{"a": 9, "a": 1}, {"a": 1}]"#, true),
            (r#"[[1, 2], [1], [2, 1], [1, 3]]"#, false),
            (r#"[[1, [2]], [1], [1, [2]]]"#, true),
        ] {
            let document = Document::read_str(text, &ReadOptions::default()).unwrap();
            let items: Vec<_> = document.root().children().collect();
            assert_eq!(has_twins(&items), want, "{text}");
        }
    }
}
