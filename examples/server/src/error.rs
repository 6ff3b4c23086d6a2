//! Why the server does not start, or ended.

use std::process::ExitCode;

use thiserror::Error;

/// What is told on standard error, and with which exit code.
#[derive(Debug, Error)]
pub enum StartError {
    /// The command line or the configuration is at fault: starting again will not help.
    #[error("{0}")]
    Usage(String),
    /// Something in the world is: an address in use, a database that cannot be opened.
    #[error("{0}")]
    Failed(String),
}

impl StartError {
    /// Says what failed, and why.
    pub fn failed(what: impl std::fmt::Display, why: impl std::fmt::Display) -> Self {
        Self::Failed(format!("{what}: {why}"))
    }

    /// 2 as for any wrong command line, 1 for the rest.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Failed(_) => ExitCode::FAILURE,
        }
    }
}
