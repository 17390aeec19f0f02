//! Dialects: which keywords a schema may use, by draft and vocabulary, and where each keyword holds further schemas.
//!
//! The drafts are one table. A keyword that is not in it for a dialect is ignored there, as the specification says.

use super::keyword::{Keyword, ROWS, Row};
use super::vocabulary::Vocabularies;
use crate::model::Draft;

/// A set of keywords: those of a draft, less the vocabularies that a metaschema leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) draft: Draft,
    pub(super) vocabularies: Vocabularies,
    /// Whether its metaschema wants `format` to be asserted, whatever the caller wants.
    pub(super) asserts_format: bool,
}

/// `$schema` and its draft. The fragment is not part of it, and `https` is read as `http`.
const METASCHEMAS: [(&str, Draft); 6] = [
    ("http://json-schema.org/draft-04/schema", Draft::Draft4),
    ("http://json-schema.org/draft-05/schema", Draft::Draft4),
    ("http://json-schema.org/draft-06/schema", Draft::Draft6),
    ("http://json-schema.org/draft-07/schema", Draft::Draft7),
    ("http://json-schema.org/draft/2019-09/schema", Draft::Draft201909),
    ("http://json-schema.org/draft/2020-12/schema", Draft::Draft202012),
];

impl Dialect {
    /// A draft with every vocabulary.
    pub(super) const fn of(draft: Draft) -> Self {
        Self { draft, vocabularies: Vocabularies::ALL, asserts_format: false }
    }

    /// The row of a keyword in this dialect; none where the dialect does not know it.
    pub(super) fn row(self, name: &str) -> Option<&'static Row> {
        let first = ROWS.partition_point(|row| row.name < name);
        ROWS[first..]
            .iter()
            .take_while(|row| row.name == name)
            .find(|row| row.since <= self.draft && self.draft <= row.until && self.vocabularies.has(row.vocabulary))
    }

    /// The keyword of this name in this dialect.
    pub(super) fn keyword(self, name: &str) -> Option<Keyword> {
        self.row(name).map(|row| row.keyword)
    }

    /// Whether what stands beside a `$ref` counts for nothing.
    pub(super) fn ref_stands_alone(self) -> bool {
        self.draft <= Draft::Draft7
    }
}

/// The draft whose metaschema this is.
pub(super) fn draft_of(metaschema: &str) -> Option<Draft> {
    let uri = plain(metaschema);
    METASCHEMAS.into_iter().find(|(known, _)| *known == uri).map(|(_, draft)| draft)
}

/// Whether a URI is one of the specification's own metaschemas or their parts. They are left to a judge, who has them.
pub(super) fn is_official(uri: &str) -> bool {
    let uri = plain(uri);
    uri == "http://json-schema.org/schema" || uri.starts_with("http://json-schema.org/draft")
}

/// A URI without its fragment, and with `http` for `https`.
fn plain(uri: &str) -> String {
    let uri = uri.split_once('#').map_or(uri, |(before, _)| before);
    uri.strip_prefix("https:").map_or_else(|| uri.to_owned(), |rest| format!("http:{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{Dialect, draft_of, is_official};
    use crate::json_schema::keyword::{Keyword, ROWS};
    use crate::model::Draft;

    #[test]
    fn the_table_is_sorted_by_name() {
        assert!(ROWS.is_sorted_by(|one, other| one.name <= other.name));
    }

    #[test]
    fn keywords_belong_to_their_drafts() {
        let knows = |draft, name| Dialect::of(draft).keyword(name);
        for (name, keyword, first) in [
            ("$id", Keyword::Id, Draft::Draft6),
            ("const", Keyword::Const, Draft::Draft6),
            ("contains", Keyword::Contains, Draft::Draft6),
            ("propertyNames", Keyword::PropertyNames, Draft::Draft6),
            ("if", Keyword::If, Draft::Draft7),
            ("$anchor", Keyword::Anchor, Draft::Draft201909),
            ("minContains", Keyword::MinContains, Draft::Draft201909),
            ("dependentSchemas", Keyword::DependentSchemas, Draft::Draft201909),
            ("unevaluatedItems", Keyword::UnevaluatedItems, Draft::Draft201909),
            ("prefixItems", Keyword::PrefixItems, Draft::Draft202012),
            ("$dynamicRef", Keyword::DynamicRef, Draft::Draft202012),
        ] {
            for draft in [Draft::Draft4, Draft::Draft6, Draft::Draft7, Draft::Draft201909, Draft::Draft202012] {
                assert_eq!(knows(draft, name), (draft >= first).then_some(keyword), "{name} in {draft:?}");
            }
        }
        assert_eq!(knows(Draft::Draft4, "id"), Some(Keyword::Id));
        assert_eq!(knows(Draft::Draft6, "id"), None);
        assert_eq!(knows(Draft::Draft201909, "$recursiveRef"), Some(Keyword::RecursiveRef));
        assert_eq!(knows(Draft::Draft202012, "$recursiveRef"), None);
        assert_eq!(knows(Draft::Draft202012, "additionalItems"), None);
        assert_eq!(knows(Draft::Draft202012, "nullable"), None);
    }

    #[test]
    fn metaschemas_are_known_with_and_without_a_fragment() {
        assert_eq!(draft_of("http://json-schema.org/draft-07/schema#"), Some(Draft::Draft7));
        assert_eq!(draft_of("https://json-schema.org/draft/2020-12/schema"), Some(Draft::Draft202012));
        assert_eq!(draft_of("http://example.com/schema#"), None);
        assert!(is_official("https://json-schema.org/draft/2020-12/meta/applicator"));
        assert!(!is_official("https://example.com/draft/2020-12/schema"));
    }
}
