//! The verbs of the command, one module each.

pub(crate) mod check;
pub(crate) mod contracts;
pub(crate) mod explain;
pub(crate) mod generate;
pub(crate) mod manual;
mod output;
pub(crate) mod pipe;
pub(crate) mod redact;
