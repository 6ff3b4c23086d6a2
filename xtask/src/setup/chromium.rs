//! The browser of the tests.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::process::find_program;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

/// The browser's program, installed where it is missing.
pub fn ensure() -> Result<PathBuf> {
    if let Some(named) = env::var_os("REPASS_CHROMIUM") {
        let program = PathBuf::from(named);
        if !program.is_file() {
            bail!(
                "REPASS_CHROMIUM names {}, which is not there",
                program.display()
            );
        }
        return Ok(program);
    }
    if let Some(program) = find() {
        return Ok(program);
    }
    apt::install(&["chromium"]).context("or set REPASS_CHROMIUM to a Chromium of your own")?;
    find().context("Chromium was installed but is not on the PATH: set REPASS_CHROMIUM")
}

fn find() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| find_program(name))
}
