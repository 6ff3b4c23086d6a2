//! Measurements that core's own example programs make.

use std::env::consts::EXE_SUFFIX;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::paths;
use crate::process::{capture, cargo, run, step};

/// An example program of core, built as it would be shipped.
pub fn program(example: &str) -> Result<Command> {
    step("building the native measurement");
    run(cargo("build").args(["--release", "--package", "repass", "--example", example]))?;
    let folder = paths::target().join("release/examples");
    Ok(Command::new(folder.join(format!("{example}{EXE_SUFFIX}"))))
}

/// What a measuring program printed.
pub fn result(program: &mut Command) -> Result<Value> {
    serde_json::from_str(&capture(program)?).context("the measurement printed no JSON")
}
