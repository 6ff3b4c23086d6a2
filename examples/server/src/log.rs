//! Logs, to standard error.
//!
//! No line at any level holds a password, a token, a secret or a request's body, nor a path or a
//! header as the caller sent it: people paste secrets into both.

use std::io::{self, IsTerminal};

use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::error::StartError;

/// Starts logging. `levels` is as in `info,repass_server=debug`.
pub fn start(levels: &str) -> Result<(), StartError> {
    let targets: Targets = levels.parse().map_err(|_| {
        StartError::Usage(
            "--log (RUST_LOG): expected levels as in \"info,repass_server=debug\"".into(),
        )
    })?;
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(targets)
        .with(lines)
        .try_init()
        .map_err(|error| StartError::failed("cannot start logging", error))
}
