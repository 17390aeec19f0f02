//! Answers, and their form as JSON.

use driftline::Finding;
use driftline::report::json::{self, Json};

/// The verdict of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Valid,
    Invalid,
    Error,
}

/// One answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) id: Json,
    pub(super) verdict: Word,
    pub(super) contract: Option<String>,
    pub(super) findings: Vec<Finding>,
    pub(super) notes: Vec<Finding>,
    pub(super) detail: Option<String>,
}

impl Answer {
    /// An answer without findings.
    pub(super) fn verdict(verdict: Word, contract: Option<String>) -> Self {
        Self { id: Json::Null, verdict, contract, findings: Vec::new(), notes: Vec::new(), detail: None }
    }

    /// The verdict is not known, for this reason.
    pub(super) fn error(detail: String) -> Self {
        Self { detail: Some(detail), ..Self::verdict(Word::Error, None) }
    }

    /// The answer as JSON.
    pub(super) fn json(self) -> Json {
        let Self { id, verdict, contract, findings, notes, detail } = self;
        let verdict = match verdict {
            Word::Valid => "valid",
            Word::Invalid => "invalid",
            Word::Error => "error",
        };
        Json::object([
            ("id", id),
            ("verdict", Json::text(verdict)),
            ("contract", contract.map_or(Json::Null, Json::Text)),
            ("findings", Json::Array(findings.iter().map(json::finding).collect())),
            ("notes", Json::Array(notes.iter().map(json::finding).collect())),
            ("detail", detail.map_or(Json::Null, Json::Text)),
        ])
    }
}
