//! A contract: a model made ready for checking.

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::error::ErrorKind;
use driftline_schemas::files::{Disk, Files};
use driftline_schemas::mapping::Mapping;
#[cfg(feature = "contracts")]
use driftline_schemas::model::TypeId;
use driftline_schemas::model::{Foreign, Language, Root};
use driftline_schemas::{Error, Model, json_schema};

use crate::envelope;
use crate::finding::Finding;
use crate::judge::Judge;
use crate::plan::Plan;
#[cfg(feature = "contracts")]
use crate::scalar::ScalarPlan;
use crate::severity::Side;
use crate::walk::{self, Ground};

/// What a contract is beyond its schema.
#[derive(Debug, Clone)]
pub struct ContractOptions {
    /// Its name in reports: `neto/order-notification@2014`; the schema file's name by default.
    pub name: Option<String>,
    /// The local names of the root elements it is about (XSD); all by default.
    pub roots: Vec<String>,
    /// Its conventions beyond the schema.
    pub mapping: Mapping,
    /// How payloads are read.
    pub read: ReadOptions,
    /// How a JSON Schema is read: its draft where `$schema` does not say, whether formats are asserted, and which file
    /// stands for which URI.
    pub json_schema: json_schema::Options,
    /// What counts beside the schema's own law.
    pub world: World,
    /// Whether a finding of a union says what the other branches say of the value.
    pub explain_branches: bool,
    /// Whether findings carry values as they are; masked otherwise.
    pub show_values: bool,
    /// Whose side of the contract is ours: what is a risk hangs on it.
    pub side: Side,
    /// Whether other engines, where they are built in, judge schemas and what the model cannot say of them.
    pub judge: bool,
}

/// What counts beside the schema's own law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum World {
    /// The declared world: fields that an open schema does not speak of are findings, which do not change the verdict.
    #[default]
    Declared,
    /// Nothing: what an open schema does not speak of is allowed.
    Strict,
}

impl Default for ContractOptions {
    /// Every root, the plain mapping, repairs where they are safe, the lens of the declared world, and the judges.
    fn default() -> Self {
        let read = ReadOptions { repair: true, ..ReadOptions::default() };
        Self {
            name: None,
            roots: Vec::new(),
            mapping: Mapping::default(),
            read,
            json_schema: json_schema::Options::default(),
            world: World::default(),
            explain_branches: false,
            show_values: false,
            side: Side::default(),
            judge: true,
        }
    }
}

/// A schema made ready for checking, once. Cheap to share between threads.
#[derive(Debug)]
pub struct Contract {
    name: String,
    model: Model,
    plan: Plan,
    judge: Judge,
    roots: Vec<Root>,
    options: ContractOptions,
}

/// What the schema's own law says of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It is valid.
    Valid,
    /// It is not.
    Invalid,
    /// A judge gave up, or there is none: neither is known.
    Undecided,
}

/// What was found in one payload.
#[derive(Debug, Clone)]
pub struct Check {
    findings: Vec<Finding>,
    notes: Vec<Finding>,
    verdict: Verdict,
}

impl Check {
    /// The findings, in the order of the payload.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, taken out.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// What is not as the schema says and is tolerated, by the contract or by the reader: no drift, but good to know. One for
    /// each field and kind, with how often it is, at the first of its places; in the order of the payload.
    #[must_use]
    pub fn notes(&self) -> &[Finding] {
        &self.notes
    }

    /// The findings and the notes, taken out.
    #[cfg(feature = "contracts")]
    pub(crate) fn into_parts(self) -> (Vec<Finding>, Vec<Finding>) {
        (self.findings, self.notes)
    }

    /// What the schema's own law says. Undocumented fields of an open schema are findings and do not change it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }
}

impl Contract {
    /// Loads a schema file (`.xsd`, anything else is JSON Schema) from the disk, and what it refers to.
    ///
    /// # Errors
    /// Where a file cannot be read or is no schema.
    pub fn load(name: &str) -> Result<Self, Error> {
        Self::load_from(name, ContractOptions::default(), &Disk)
    }

    /// Loads a schema file from anywhere.
    ///
    /// # Errors
    /// Where a file cannot be read or is no schema.
    pub fn load_from(name: &str, options: ContractOptions, files: &dyn Files) -> Result<Self, Error> {
        let model = driftline_schemas::load_all(&[name], &options.json_schema, files)?;
        let own = options.name.clone().unwrap_or_else(|| name.to_owned());
        Self::new(own, model, options)
    }

    /// Makes a model ready. Of an XML Schema that declares no root and is not asked for one, a document may begin with an
    /// element that names its type.
    ///
    /// # Errors
    /// [`ErrorKind::Contract`] where the model has none of the roots that the options name; what a judge finds forbidden in
    /// the schema.
    pub fn new(name: String, model: Model, options: ContractOptions) -> Result<Self, Error> {
        let named = |root: &Root| {
            options.roots.is_empty()
                || root.name.as_ref().is_some_and(|name| options.roots.iter().any(|own| **own == *name.local))
        };
        let roots: Vec<_> = match model.language {
            Language::Xsd => model.roots.iter().filter(|root| named(root)).cloned().collect(),
            Language::JsonSchema(_) => model.roots.clone(),
        };
        if roots.is_empty() && !options.roots.is_empty() {
            let known: Vec<_> =
                model.roots.iter().filter_map(|root| root.name.as_ref()).map(ToString::to_string).collect();
            let message = format!("the schema has no root element {}", options.roots.join(" or "));
            let help = if known.is_empty() {
                "the schema declares no global element".to_owned()
            } else {
                format!("its root elements are {}", known.join(", "))
            };
            let source = model.sources.first().map(|source| source.name.to_string()).unwrap_or_default();
            return Err(Error::new(ErrorKind::Contract, message).in_file(source).help(help));
        }
        let plan = Plan::new(&model);
        let judge = if options.judge { Judge::new(&model, &plan)? } else { Judge::default() };
        Ok(Self { name, model, plan, judge, roots, options })
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whose side of it is ours.
    #[must_use]
    pub fn side(&self) -> Side {
        self.options.side
    }

    /// What its schema says.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The roots that it is about.
    #[must_use]
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// What in it the walk cannot decide: what is foreign to the model, and patterns that are no regular expressions.
    pub fn foreign(&self) -> impl Iterator<Item = &Foreign> {
        self.model.foreign().chain(&self.plan.undecided)
    }

    /// What was prepared for a scalar of its model.
    #[cfg(feature = "contracts")]
    pub(crate) fn scalar(&self, id: TypeId) -> Option<&ScalarPlan> {
        self.plan.scalar(id)
    }

    /// Checks a payload, XML or JSON. What is no document is one finding.
    #[must_use]
    pub fn check(&self, body: &[u8]) -> Check {
        match Document::read(body, &self.options.read) {
            Ok(document) => self.check_document(&document),
            Err(error) => {
                Check { findings: vec![envelope::unreadable(&error)], notes: Vec::new(), verdict: Verdict::Invalid }
            }
        }
    }

    /// Checks a payload that was read. What was repaired so that it could be read is among the findings.
    #[must_use]
    pub fn check_document(&self, document: &Document<'_>) -> Check {
        self.walked(document, &self.roots, false)
    }

    /// The same, of a value that was written as this root.
    pub(crate) fn check_value(&self, document: &Document<'_>, root: &Root) -> Check {
        self.walked(document, std::slice::from_ref(root), true)
    }

    fn walked(&self, document: &Document<'_>, roots: &[Root], is_value: bool) -> Check {
        let ground = Ground {
            model: &self.model,
            plan: &self.plan,
            mapping: &self.options.mapping,
            judge: &self.judge,
            roots,
            is_value,
            lens: self.options.world == World::Declared,
            explain_branches: self.options.explain_branches,
            show_values: self.options.show_values,
        };
        let walked = walk::walk(ground, document);
        let repaired = !document.repairs().is_empty();
        let verdict = match walked {
            _ if repaired || walked.broken => Verdict::Invalid,
            _ if walked.undecided => Verdict::Undecided,
            _ => Verdict::Valid,
        };
        let mut findings = envelope::repaired(document);
        findings.extend(walked.findings);
        findings.sort_by_key(|finding| finding.span.start);
        let mut notes = envelope::noted(document);
        notes.extend(walked.notes);
        Check { findings, notes, verdict }
    }
}
