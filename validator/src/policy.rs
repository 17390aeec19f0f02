//! The policy: how much each drift matters to you, and what may never be sent. It is what `driftline.toml` says.
//!
//! ```
//! use driftline::{Kind, Policy, Severity};
//!
//! let policy = Policy::read("driftline.toml", r#"
//!     fail-above = "0.1%"
//!     [[severity]]
//!     contract = "neto/*"
//!     kind = "new-enum-value"
//!     path = "/Event/Order/*"
//!     is = "warning"
//!     [[forbid]]
//!     name = "*password*"
//! "#)?;
//! let field = "/Event/Order/OrderStatus";
//! assert_eq!(policy.severity("neto/order-notification@2024", field, Kind::NewEnumValue), Some(Some(Severity::Warning)));
//! # Ok::<(), driftline::schemas::Error>(())
//! ```

mod read;

use driftline_schemas::glob;

use crate::finding::Kind;
use crate::severity::{Severity, Side};
pub use read::millionths;

/// How much each drift matters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// Whose side of every contract is ours.
    pub side: Option<Side>,
    /// From which severity on a line makes a check fail.
    pub fail_on: Option<FailOn>,
    /// The share of payloads, in millionths, up to which a line does not count.
    pub fail_above: u32,
    /// Severities that are not the usual ones; of several that fit the last is taken.
    pub rules: Vec<Rule>,
    /// Names that no field may have.
    pub forbidden: Vec<Forbidden>,
}

/// From which severity on a line makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// From this one on.
    AtLeast(Severity),
    /// None does.
    Never,
}

impl FailOn {
    /// Whether the worst line of a conclusion makes a check fail.
    #[must_use]
    pub fn is_failed_by(self, worst: Option<Severity>) -> bool {
        match self {
            Self::AtLeast(least) => worst >= Some(least),
            Self::Never => false,
        }
    }
}

/// The severity of what fits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rule {
    /// Of these contracts: a name with or without its version, `*` for any letters; all where there is none.
    pub contract: Option<String>,
    /// Of these fields, as reports write them, `*` for any letters.
    pub path: Option<String>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// How much it matters; nothing where it is in no report.
    pub severity: Option<Severity>,
}

/// A name that no field may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    /// In the payloads of these contracts; all where there is none.
    pub contract: Option<String>,
    /// The name, `*` for any letters; letter case does not count.
    pub name: String,
}

impl Policy {
    /// The severity that the policy gives, where it does: `Some(None)` is none at all.
    #[must_use]
    pub fn severity(&self, contract: &str, field: &str, kind: Kind) -> Option<Option<Severity>> {
        let fits = |rule: &&Rule| {
            fits_contract(rule.contract.as_deref(), contract)
                && rule.path.as_ref().is_none_or(|path| glob::fits(path, field))
                && rule.kind.is_none_or(|own| own == kind)
        };
        self.rules.iter().rfind(fits).map(|rule| rule.severity)
    }

    /// Whether every name is allowed.
    #[must_use]
    pub fn forbids_nothing(&self) -> bool {
        self.forbidden.is_empty()
    }

    /// The pattern that forbids a field's name in a contract.
    #[must_use]
    pub fn forbids(&self, contract: &str, name: &str) -> Option<&str> {
        let fits = |forbidden: &&Forbidden| {
            fits_contract(forbidden.contract.as_deref(), contract)
                && glob::fits(&forbidden.name.to_lowercase(), &name.to_lowercase())
        };
        self.forbidden.iter().find(fits).map(|forbidden| forbidden.name.as_str())
    }
}

fn fits_contract(pattern: Option<&str>, contract: &str) -> bool {
    let message = contract.split('@').next().unwrap_or_default();
    pattern.is_none_or(|pattern| glob::fits(pattern, contract) || glob::fits(pattern, message))
}
