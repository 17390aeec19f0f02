//! Equality of JSON values of a document, numbers by value (JSON Schema core, 4.2.2).

use driftline_schemas::document::{Kind, NodeRef};
use driftline_schemas::number::Decimal;

/// Whether two JSON values are equal. Of a duplicate key the last value counts.
pub(crate) fn equal(one: NodeRef<'_>, other: NodeRef<'_>) -> bool {
    if one.kind() != other.kind() {
        return false;
    }
    match one.kind() {
        Kind::Number => match (Decimal::parse(one.value()), Decimal::parse(other.value())) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        },
        Kind::Array => {
            let (mut ones, mut others) = (one.children(), other.children());
            loop {
                match (ones.next(), others.next()) {
                    (None, None) => return true,
                    (Some(one), Some(other)) if equal(one, other) => {}
                    _ => return false,
                }
            }
        }
        Kind::Object => {
            let within = |inner: NodeRef<'_>, outer: NodeRef<'_>| {
                inner.children().all(|member| {
                    let theirs = outer.member(member.name());
                    theirs.is_some_and(|theirs| inner.member(member.name()).is_some_and(|own| equal(own, theirs)))
                })
            };
            within(one, other) && other.children().all(|member| one.member(member.name()).is_some())
        }
        _ => one.value() == other.value(),
    }
}

/// Whether two of the items are equal: `uniqueItems` does not hold.
pub(crate) fn has_twins(items: &[NodeRef<'_>]) -> bool {
    if items.iter().all(|item| item.kind() == Kind::String) {
        let mut texts: Vec<_> = items.iter().map(|item| item.value()).collect();
        texts.sort_unstable();
        return texts.windows(2).any(|pair| pair[0] == pair[1]);
    }
    items.iter().enumerate().any(|(at, item)| items[..at].iter().any(|before| equal(*before, *item)))
}
