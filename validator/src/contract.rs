//! A contract: a model made ready for checking.

use driftline_schemas::document::{Document, ReadOptions};
use driftline_schemas::files::{Disk, Files};
use driftline_schemas::mapping::Mapping;
use driftline_schemas::{Error, Model};

use crate::finding::Finding;

/// What a contract is beyond its schema.
#[derive(Debug, Clone, Default)]
pub struct ContractOptions {
    /// Its name in reports: `neto/order-notification@2014`; the schema file's name by default.
    pub name: Option<String>,
    /// The local names of the root elements it is about (XSD); all by default.
    pub roots: Vec<String>,
    /// Its conventions beyond the schema.
    pub mapping: Mapping,
    /// How payloads are read.
    pub read: ReadOptions,
}

/// A schema made ready for checking, once. Cheap to share between threads.
#[derive(Debug)]
pub struct Contract {
    name: String,
    model: Model,
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
        let model = driftline_schemas::load(name, files)?;
        let name = options.name.clone().unwrap_or_else(|| name.to_owned());
        Ok(Self { name, model, options })
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its schema says.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Checks a payload, XML or JSON.
    #[must_use]
    pub fn check(&self, body: &[u8]) -> Check {
        match Document::read(body, &self.options.read) {
            Ok(document) => self.check_document(&document),
            Err(_) => Check { findings: Vec::new(), verdict: Verdict::Undecided },
        }
    }

    /// Checks a payload that was read.
    #[must_use]
    pub fn check_document(&self, _document: &Document<'_>) -> Check {
        Check { findings: Vec::new(), verdict: Verdict::Undecided }
    }
}
