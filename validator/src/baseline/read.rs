//! From the text of a `driftline.baseline.toml` to a [`Baseline`].

use driftline_schemas::Error;
use driftline_schemas::table::{Table, parse};
use driftline_schemas::text::Source;

use super::{Baseline, Entry};
use crate::finding::Kind;
use crate::value::civil::Date;

impl Baseline {
    /// Reads the text of a `driftline.baseline.toml`; `name` is what errors call the file.
    ///
    /// # Errors
    /// At the exact place where it says something that a baseline cannot say.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let source = Source::new(name, text.to_owned());
        parse(&source, |top| {
            let mut baseline = Self::default();
            for table in top.only(&["accepted"])?.tables("accepted", "[[accepted]]")? {
                let entry = entry(&table.only(&["contract", "kind", "path", "reason", "expires"])?)?;
                baseline.accept(entry);
            }
            Ok(baseline)
        })
    }
}

fn entry(table: &Table<'_>) -> Result<Entry, Error> {
    let text = |key| table.get(key).map(|value| value.text().map(str::to_owned)).transpose();
    let expires = match table.get("expires") {
        None => None,
        Some(value) => {
            let text = value.text()?;
            let day = Date::new(text).ok().filter(|_| is_day(text));
            Some(day.ok_or_else(|| value.error("`expires` is a day such as \"2027-01-31\""))?.as_str().to_owned())
        }
    };
    Ok(Entry {
        // A payload that belongs to no contract and one that is wrong as a whole have none.
        contract: text("contract")?.unwrap_or_default(),
        kind: table.need("kind")?.word(&Kind::ALL.map(|kind| (kind.code(), kind)))?,
        field: text("path")?.unwrap_or_default(),
        reason: table.need("reason")?.text()?.to_owned(),
        expires,
    })
}

/// Whether a date is a day of four digits for the year and has no zone, so that days compare as texts.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10
}

#[cfg(test)]
mod tests {
    use crate::baseline::{Baseline, Entry};
    use crate::finding::Kind;

    fn entry(field: &str, expires: Option<&str>) -> Entry {
        Entry {
            contract: "acme/order".into(),
            kind: Kind::NullSent,
            field: field.into(),
            reason: "a \"reason\" with\nlines, \\ and \u{7f}".into(),
            expires: expires.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut baseline = Baseline::default();
        baseline.accept(entry("/b", Some("2027-01-31")));
        baseline.accept(entry("/a/\"x\"\\y", None));
        baseline.accept(Entry { contract: String::new(), field: String::new(), ..entry("", None) });
        let text = baseline.to_string();
        assert_eq!(Baseline::read("b.toml", &text).unwrap(), baseline, "{text}");
        assert_eq!(Baseline::read("b.toml", "").unwrap(), Baseline::default());
    }

    #[test]
    fn an_entry_lasts_to_the_end_of_its_day_and_is_stale_where_it_is_gone() {
        let mut baseline = Baseline::default();
        baseline.accept(entry("/a", Some("2027-01-31")));
        let found = baseline.find("acme/order", Kind::NullSent, "/a").unwrap();
        assert!(!found.is_expired("2027-01-31") && found.is_expired("2027-02-01"));
        assert_eq!(baseline.find("acme/order", Kind::TypeChanged, "/a"), None);
        assert_eq!(baseline.stale(&[("acme/order", vec![(Kind::NullSent, "/a")])]), []);
        assert_eq!(baseline.stale(&[("acme/order", vec![(Kind::NullSent, "/b")])]).len(), 1);
        assert_eq!(
            baseline.stale(&[("acme/other", vec![])]),
            [],
            "of a contract that is not in the corpus nothing is known"
        );
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (text, want) in [
            ("[[accepted]]\nkind = \"null-sent\"\npath = \"/a\"", "b.toml:1:1: [[accepted]] needs the key `reason`"),
            ("[[accepted]]\nkind = \"nul-sent\"\nreason = \"x\"", "b.toml:2:8: `kind` cannot be `nul-sent`"),
            (
                "[[accepted]]\nkind = \"null-sent\"\nreason = \"x\"\nexpires = \"2027-13-01\"",
                "b.toml:4:11: `expires` is a day",
            ),
        ] {
            let error = Baseline::read("b.toml", text).unwrap_err().to_string();
            assert!(error.starts_with(want), "{error}");
        }
    }
}
