//! Why a command cannot do its work.

use std::fmt;
use std::io;

/// Why a command cannot do its work, and the next step.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A schema or a contract cannot be loaded.
    Load(driftline::schemas::Error),
    /// What was asked for cannot be done: the message, and the next step.
    Request(String, String),
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    /// What was asked for cannot be done.
    pub(crate) fn request(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Request(message.into(), help.into())
    }

    /// Whether the reader of the output has read enough.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load(error) => write!(f, "{error:#}"),
            Self::Request(message, help) if help.is_empty() => f.write_str(message),
            Self::Request(message, help) => write!(f, "{message}\n  = help: {help}"),
            Self::Output(error) => write!(f, "cannot write the output: {error}"),
        }
    }
}

impl From<driftline::schemas::Error> for Failure {
    fn from(error: driftline::schemas::Error) -> Self {
        Self::Load(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
