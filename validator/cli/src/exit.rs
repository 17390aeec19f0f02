//! How a run ended: the exit codes, and nowhere else.

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Exit {
    /// Everything was read and checked, and nothing was found that counts.
    Clean,
    /// Something was found that counts.
    Findings,
    /// The arguments, the configuration or the input cannot be worked with.
    Failed,
    /// Not everything could be read or decided.
    Incomplete,
}

impl Exit {
    /// The exit code of the process.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Incomplete => 3,
        }
    }
}
