//! The command `repass-server`.
#![forbid(unsafe_code)]

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use repass_server::args::Args;
use repass_server::server;

fn main() -> ExitCode {
    match server::run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "error: {error}");
            error.exit_code()
        }
    }
}
