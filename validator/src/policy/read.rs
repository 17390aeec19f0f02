//! From the text of a `driftline.toml` to a [`Policy`].

use driftline_schemas::Error;
use driftline_schemas::table::{Table, Value, parse};
use driftline_schemas::text::Source;

use super::{FailOn, Forbidden, Policy, Rule};
use crate::finding::Kind;
use crate::severity::{Severity, Side};

/// All of the payloads, in millionths.
const MILLION: u32 = 1_000_000;

const SIDES: [(&str, Side); 2] = [("consumer", Side::Consumer), ("producer", Side::Producer)];
const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];
const FAIL_ON: [(&str, FailOn); 4] = [
    ("error", FailOn::AtLeast(Severity::Error)),
    ("warning", FailOn::AtLeast(Severity::Warning)),
    ("note", FailOn::AtLeast(Severity::Note)),
    ("never", FailOn::Never),
];

impl Policy {
    /// Reads the text of a `driftline.toml`; `name` is what errors call the file.
    ///
    /// # Errors
    /// At the exact place where it says something that a policy cannot say.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let source = Source::new(name, text.to_owned());
        parse(&source, |top| policy(&top.only(&["as", "fail-on", "fail-above", "severity", "forbid"])?))
    }
}

fn policy(top: &Table<'_>) -> Result<Policy, Error> {
    Ok(Policy {
        side: top.get("as").map(|value| value.word(&SIDES)).transpose()?,
        fail_on: top.get("fail-on").map(|value| value.word(&FAIL_ON)).transpose()?,
        fail_above: top.get("fail-above").map(|value| percent(&value)).transpose()?.unwrap_or(0),
        rules: top.tables("severity", "[[severity]]")?.into_iter().map(rule).collect::<Result<_, _>>()?,
        forbidden: top.tables("forbid", "[[forbid]]")?.into_iter().map(forbidden).collect::<Result<_, _>>()?,
    })
}

fn rule(table: Table<'_>) -> Result<Rule, Error> {
    let table = table.only(&["contract", "path", "kind", "is"])?;
    let rule = Rule {
        contract: text(&table, "contract")?,
        path: text(&table, "path")?,
        kind: table.get("kind").map(|value| value.word(&Kind::ALL.map(|kind| (kind.code(), kind)))).transpose()?,
        severity: table.need("is")?.word(&SEVERITIES)?,
    };
    if (&rule.contract, &rule.path, &rule.kind) == (&None, &None, &None) {
        return Err(table
            .error("[[severity]] fits everything")
            .help("say of which `contract`, `path` or `kind`; `fail-on` says from which severity on a check fails"));
    }
    Ok(rule)
}

fn forbidden(table: Table<'_>) -> Result<Forbidden, Error> {
    let table = table.only(&["contract", "name"])?;
    Ok(Forbidden { contract: text(&table, "contract")?, name: table.need("name")?.text()?.to_owned() })
}

fn text(table: &Table<'_>, key: &'static str) -> Result<Option<String>, Error> {
    table.get(key).map(|value| value.text().map(str::to_owned)).transpose()
}

fn percent(value: &Value<'_>) -> Result<u32, Error> {
    millionths(value.text()?).ok_or_else(|| value.error("`fail-above` is a share such as \"0.1%\", up to 100%"))
}

/// A share such as `0.1%` in millionths: at most four digits behind the point.
#[must_use]
pub fn millionths(text: &str) -> Option<u32> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let is_digits = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || part.len() > 4 || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let share = format!("{whole}{part:0<4}").parse().ok()?;
    (share <= MILLION).then_some(share)
}

#[cfg(test)]
mod tests {
    use super::{FailOn, Policy, Severity, millionths};
    use crate::finding::Kind;
    use crate::severity::Side;

    #[test]
    fn a_share_has_a_percent_sign_and_four_digits_at_most() {
        for (text, want) in [
            ("0.1%", Some(1_000)),
            ("100%", Some(1_000_000)),
            ("0.0001%", Some(1)),
            ("5 %", Some(50_000)),
            ("0%", Some(0)),
            ("0.1", None),
            ("101%", None),
            ("0.00001%", None),
            ("-1%", None),
            (".5%", None),
        ] {
            assert_eq!(millionths(text), want, "{text}");
        }
    }

    #[test]
    fn the_last_rule_that_fits_is_taken() {
        let policy = Policy::read(
            "driftline.toml",
            "as = \"producer\"\nfail-on = \"never\"\n[[severity]]\nkind = \"null-sent\"\nis = \"note\"\n\
             [[severity]]\ncontract = \"acme/order\"\npath = \"/a/*\"\nis = \"off\"\n[[forbid]]\nname = \"*Token\"\n",
        )
        .unwrap();
        assert_eq!((policy.side, policy.fail_on), (Some(Side::Producer), Some(FailOn::Never)));
        assert_eq!(policy.severity("acme/order@2", "/b", Kind::NullSent), Some(Some(Severity::Note)));
        assert_eq!(policy.severity("acme/order@2", "/a/b", Kind::NullSent), Some(None));
        assert_eq!(policy.severity("acme/other", "/a/b", Kind::TypeChanged), None);
        assert_eq!(policy.forbids("any", "accesstoken"), Some("*Token"));
        assert_eq!(policy.forbids("any", "tokens"), None);
    }

    #[test]
    fn a_mistake_is_told_with_its_place() {
        for (text, want) in [
            ("fail-above = \"0.1\"", "driftline.toml:1:14: `fail-above` is a share"),
            ("[[severity]]\nis = \"eror\"", "driftline.toml:2:6: `is` cannot be `eror`"),
            ("[[severity]]\nis = \"off\"", "driftline.toml:1:1: [[severity]] fits everything"),
            ("[[severity]]\nkind = \"null\"\nis = \"off\"", "driftline.toml:2:8: `kind` cannot be `null`"),
            ("fail_on = \"error\"", "driftline.toml:1:1: the file has no key `fail_on`"),
        ] {
            let error = Policy::read("driftline.toml", text).unwrap_err().to_string();
            assert!(error.starts_with(want), "{error}");
        }
    }
}
