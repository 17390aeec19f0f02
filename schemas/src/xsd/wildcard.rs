//! Wildcards: `any` and `anyAttribute` (part 1, 3.10).

use super::context::Context;
use super::item::Item;
use crate::model::{ProcessContents, Wildcard, WildcardNamespace};

/// The wildcard that an element declares.
pub(super) fn of(context: &Context<'_>, item: Item<'_>) -> Wildcard {
    let target = context.sources.unit(item.unit).namespace.as_deref();
    let namespaces = match item.attribute("namespace").unwrap_or("##any") {
        "##any" => WildcardNamespace::Any,
        "##other" => WildcardNamespace::Other(target.map(Into::into)),
        list => {
            let mut names: Vec<Option<Box<str>>> = Vec::new();
            for word in list.split_ascii_whitespace() {
                let name = match word {
                    "##targetNamespace" => target.map(Into::into),
                    "##local" => None,
                    name => Some(name.into()),
                };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            WildcardNamespace::Of(names)
        }
    };
    let process = match item.attribute("processContents") {
        Some("lax") => ProcessContents::Lax,
        Some("skip") => ProcessContents::Skip,
        _ => ProcessContents::Strict,
    };
    Wildcard { namespaces, process, origin: context.sources.place(item) }
}

/// What both admit (3.10.6 "Attribute Wildcard Intersection"); none where there are no words for it.
pub(super) fn intersection(one: &WildcardNamespace, other: &WildcardNamespace) -> Option<WildcardNamespace> {
    use WildcardNamespace::{Any, Of, Other};
    Some(match (one, other) {
        (Any, rest) | (rest, Any) => rest.clone(),
        (Other(one), Other(two)) if one == two => Other(one.clone()),
        // One of the two is "not absent", which the other one implies.
        (Other(None), Other(some)) | (Other(some), Other(None)) => Other(some.clone()),
        (Other(_), Other(_)) => return None,
        (Other(not), Of(names)) | (Of(names), Other(not)) => {
            Of(names.iter().filter(|name| name.is_some() && *name != not).cloned().collect())
        }
        (Of(one), Of(two)) => Of(one.iter().filter(|name| two.contains(name)).cloned().collect()),
    })
}

/// What either admits (3.10.6 "Attribute Wildcard Union"); none where there are no words for it.
pub(super) fn union(one: &WildcardNamespace, other: &WildcardNamespace) -> Option<WildcardNamespace> {
    use WildcardNamespace::{Any, Of, Other};
    Some(match (one, other) {
        (Any, _) | (_, Any) => Any,
        (Other(one), Other(two)) if one == two => Other(one.clone()),
        (Other(_), Other(_)) => Other(None),
        (Of(one), Of(two)) => {
            let more = two.iter().filter(|name| !one.contains(name));
            Of(one.iter().chain(more).cloned().collect())
        }
        (Other(not), Of(names)) | (Of(names), Other(not)) => {
            let (has_not, has_none) = (names.contains(not), names.contains(&None));
            match (not, has_not, has_none) {
                (None, _, true) | (Some(_), true, true) => Any,
                (Some(_), true, false) => Other(None),
                (Some(_), false, true) => return None,
                (_, false, false) | (None, true, false) => Other(not.clone()),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{intersection, union};
    use crate::model::WildcardNamespace::{self, Any, Of, Other};

    fn of(names: &[&str]) -> WildcardNamespace {
        Of(names.iter().map(|name| (*name != "-").then(|| (*name).into())).collect())
    }

    fn other(name: &str) -> WildcardNamespace {
        Other((name != "-").then(|| name.into()))
    }

    #[test]
    fn wildcards_meet_as_the_specification_says() {
        for (one, two, both) in [
            (Any, of(&["a"]), Some(of(&["a"]))),
            (other("a"), other("a"), Some(other("a"))),
            (other("-"), other("a"), Some(other("a"))),
            (other("a"), other("b"), None),
            (other("a"), of(&["a", "b", "-"]), Some(of(&["b"]))),
            (of(&["a", "b"]), of(&["b", "c"]), Some(of(&["b"]))),
        ] {
            assert_eq!(intersection(&one, &two), both);
            assert_eq!(intersection(&two, &one), both);
        }
    }

    #[test]
    fn wildcards_join_as_the_specification_says() {
        for (one, two, both) in [
            (Any, of(&["a"]), Some(Any)),
            (other("a"), other("b"), Some(other("-"))),
            (other("a"), of(&["a", "-"]), Some(Any)),
            (other("a"), of(&["a"]), Some(other("-"))),
            (other("a"), of(&["-"]), None),
            (other("a"), of(&["b"]), Some(other("a"))),
            (other("-"), of(&["-"]), Some(Any)),
            (other("-"), of(&["a"]), Some(other("-"))),
            (of(&["a"]), of(&["b"]), Some(of(&["a", "b"]))),
        ] {
            assert_eq!(union(&one, &two), both);
            assert_eq!(union(&two, &one).is_some(), both.is_some());
        }
    }
}
