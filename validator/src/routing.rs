//! Which contract a capture belongs to.
//!
//! In go vendors and, for each capture, its headers and its body; out comes which contract claims it and what that contract
//! finds. The first message with a rule that holds claims a payload. Of a message's versions the one is taken that the payload
//! names; where it names none the one with the fewest findings, among equals the last listed. A payload that nobody claims is
//! a finding.

mod rule;
mod version;

use driftline_schemas::Error;
use driftline_schemas::contracts::{Message, Vendor, Version};
use driftline_schemas::document::{Document, ReadOptions, Syntax, SyntaxErrorKind};
use driftline_schemas::files::Files;

use crate::contract::{Check, Contract, ContractOptions, Verdict};
use crate::envelope;
use crate::finding::Finding;
use crate::headers::Headers;
use crate::severity::Side;

/// Every message that a capture may be, ready for checking.
///
/// ```
/// use std::collections::BTreeMap;
/// use driftline::schemas::contracts;
/// use driftline::{Conclusion, Drift, Headers, Routes, Seen, Terms, report};
///
/// let toml = r#"
///     vendor = "acme"
///     title = "Acme"
///     [[message]]
///     name = "order"
///     title = "An order was placed"
///     direction = "receive"
///     syntaxes = ["json"]
///     [[message.recognise]]
///     header = { name = "X-Acme-Event", equals = "order" }
///     [[message.version]]
///     schema = "order.json"
/// "#;
/// let schema = r#"{"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}"#;
/// let files: BTreeMap<String, Vec<u8>> =
///     [("acme/contract.toml".into(), toml.into()), ("acme/order.json".into(), schema.into())].into();
/// let routes = Routes::load(&[contracts::load("acme/contract.toml", &files)?], &files)?;
///
/// let mut headers = Headers::default();
/// headers.push("x-acme-event", "order");
/// let routed = routes.check(&headers, br#"{"id": "7"}"#);
/// assert_eq!(routed.contract.unwrap().name(), "acme/order");
/// assert_eq!(routed.findings[0].to_string(), "1:8 /id: stringified: got text, want an integer");
///
/// let mut drift = Drift::default();
/// drift.add(&Seen { source: "a.json".into(), ..Seen::default() }, None, &routed);
/// let conclusion = Conclusion::of(&drift, routes.contracts(), &Terms::default());
/// report::write(&mut std::io::stdout(), &conclusion, report::Format::Text, report::Look::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Routes {
    routes: Vec<Route>,
}

/// A message and the contracts of its versions, ready for checking.
#[derive(Debug)]
pub struct Route {
    message: Option<Message>,
    contracts: Vec<Contract>,
}

/// What became of one payload.
#[derive(Debug)]
pub struct Routed<'r, 'b> {
    /// The contract it was checked against.
    pub contract: Option<&'r Contract>,
    /// What was found, in the order of the payload.
    pub findings: Vec<Finding>,
    /// What is tolerated ([`Check::notes`]).
    pub notes: Vec<Finding>,
    /// How far the check went.
    pub outcome: Outcome,
    /// What was read, where a contract speaks of it.
    pub document: Option<Document<'b>>,
    /// Whether its contract is one of several versions and the payload does not name it: it was taken for its few findings.
    pub is_guess: bool,
}

/// How far the check of a payload went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was checked against a contract.
    Checked(Verdict),
    /// It was read, and no contract claims it.
    Unclaimed,
    /// It is no document, so nothing in it was checked.
    Unread,
    /// It exceeds a limit, so nobody knows what is in it.
    LimitExceeded,
}

impl Routes {
    /// Loads every schema of these vendors.
    ///
    /// # Errors
    /// Where a schema cannot be read or is none.
    pub fn load(vendors: &[Vendor], files: &dyn Files) -> Result<Self, Error> {
        Self::load_with(vendors, &ContractOptions::default(), files)
    }

    /// Loads every schema of these vendors, with these options for what the vendors do not say.
    ///
    /// # Errors
    /// Where a schema cannot be read or is none.
    pub fn load_with(vendors: &[Vendor], options: &ContractOptions, files: &dyn Files) -> Result<Self, Error> {
        let messages = vendors.iter().flat_map(|vendor| &vendor.messages);
        let routes = messages.map(|message| Route::load_with(message, options, files)).collect::<Result<_, _>>()?;
        Ok(Self { routes })
    }

    /// Every contract of every message.
    pub fn contracts(&self) -> impl Iterator<Item = &Contract> {
        self.routes.iter().flat_map(Route::contracts)
    }

    /// Adds the messages of `others` behind these.
    pub fn extend(&mut self, others: Self) {
        self.routes.extend(others.routes);
    }

    /// Finds the contract of a payload and checks it.
    #[must_use]
    pub fn check<'b>(&self, headers: &Headers, body: &'b [u8]) -> Routed<'_, 'b> {
        self.check_in(None, headers, body)
    }

    /// As [`Routes::check`], a payload that is known to be in a syntax.
    #[must_use]
    pub fn check_in<'b>(&self, syntax: Option<Syntax>, headers: &Headers, body: &'b [u8]) -> Routed<'_, 'b> {
        read(body, syntax, |document| {
            let claims = |route: &&Route| route.message.as_ref().is_some_and(|it| rule::claims(it, headers, &document));
            match self.routes.iter().find(claims) {
                Some(route) => route.check_document(headers, document),
                None => Routed {
                    notes: envelope::noted(&document),
                    ..Routed::of(Outcome::Unclaimed, envelope::unclaimed(&document))
                },
            }
        })
    }
}

impl Route {
    /// Loads every version of a message.
    ///
    /// # Errors
    /// Where a schema cannot be read or is none.
    pub fn load(message: &Message, files: &dyn Files) -> Result<Self, Error> {
        Self::load_with(message, &ContractOptions::default(), files)
    }

    /// Loads every version of a message, with these options for what the message does not say.
    ///
    /// # Errors
    /// Where a schema cannot be read or is none.
    pub fn load_with(message: &Message, options: &ContractOptions, files: &dyn Files) -> Result<Self, Error> {
        let contract = |version: &Version| Contract::load_from(&version.schema, options.of(message, version), files);
        let contracts = message.versions.iter().map(contract).collect::<Result<_, _>>()?;
        Ok(Self { message: Some(message.clone()), contracts })
    }

    /// The contracts of its versions.
    pub fn contracts(&self) -> impl Iterator<Item = &Contract> {
        self.contracts.iter()
    }

    /// A route to these contracts whose payloads are known to be theirs.
    #[must_use]
    pub fn to(contracts: Vec<Contract>) -> Self {
        Self { message: None, contracts }
    }

    /// Checks a payload without asking whether it belongs here.
    #[must_use]
    pub fn check<'b>(&self, body: &'b [u8]) -> Routed<'_, 'b> {
        self.check_in(None, body)
    }

    /// As [`Route::check`], a payload that is known to be in a syntax.
    #[must_use]
    pub fn check_in<'b>(&self, syntax: Option<Syntax>, body: &'b [u8]) -> Routed<'_, 'b> {
        read(body, syntax, |document| self.check_document(&Headers::default(), document))
    }

    /// The version that the payload names; otherwise that with the fewest findings, among equals the last: the first without
    /// any, from the end.
    fn check_document<'b>(&self, headers: &Headers, document: Document<'b>) -> Routed<'_, 'b> {
        let versions = self.message.as_ref().map_or(&[][..], |message| &message.versions);
        let is_choice = self.contracts.len() > 1 && versions.len() == self.contracts.len();
        let said = is_choice.then(|| version::said(&document, headers, versions)).flatten();
        let mut best: Option<(&Contract, Check)> = None;
        for contract in
            said.map_or(&self.contracts[..], |at| self.contracts.get(at..=at).unwrap_or_default()).iter().rev()
        {
            let check = contract.check_document(&document);
            if best.as_ref().is_none_or(|(_, least)| check.findings().len() < least.findings().len()) {
                let is_clean = check.findings().is_empty();
                best = Some((contract, check));
                if is_clean {
                    break;
                }
            }
        }
        let Some((contract, check)) = best else {
            let outcome = Outcome::Checked(Verdict::Undecided);
            return Routed::of(outcome, Vec::new());
        };
        let is_guess = self.contracts.len() > 1 && said.is_none();
        let verdict = check.verdict();
        let (findings, notes) = check.into_parts();
        let (contract, document) = (Some(contract), Some(document));
        Routed { contract, findings, notes, outcome: Outcome::Checked(verdict), document, is_guess }
    }
}

impl Routed<'_, '_> {
    /// A payload that belongs to no contract.
    fn of(outcome: Outcome, findings: Vec<Finding>) -> Self {
        Self { contract: None, findings, notes: Vec::new(), outcome, document: None, is_guess: false }
    }

    /// A payload that was not read, since its record has more bytes than are allowed.
    #[must_use]
    pub fn too_long(limit: usize) -> Self {
        Self::of(Outcome::LimitExceeded, vec![envelope::too_long(limit)])
    }
}

impl ContractOptions {
    /// These options for a version of a message: its name, roots and conventions are the message's.
    #[must_use]
    pub fn of(&self, message: &Message, version: &Version) -> Self {
        Self {
            name: Some(version.contract.clone()),
            roots: version.roots.clone(),
            mapping: message.mapping.clone(),
            json_schema: version.reading(&self.json_schema),
            side: Side::of(message.direction),
            ..self.clone()
        }
    }
}

/// Reads a payload, over what one reading makes safe, which is then a finding, and hands it on; what is no document is a
/// finding.
fn read<'r, 'b>(
    body: &'b [u8],
    syntax: Option<Syntax>,
    check: impl FnOnce(Document<'b>) -> Routed<'r, 'b>,
) -> Routed<'r, 'b> {
    match Document::read(body, &ReadOptions { syntax, repair: true, ..ReadOptions::default() }) {
        Ok(document) => check(document),
        Err(error) => {
            let limited = error.kind == SyntaxErrorKind::Limit;
            let outcome = if limited { Outcome::LimitExceeded } else { Outcome::Unread };
            Routed::of(outcome, vec![envelope::unreadable(&error)])
        }
    }
}
