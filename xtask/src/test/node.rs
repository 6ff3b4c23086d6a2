//! The npm package in Node, by Node's own test runner.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::outcome::Outcome;
use crate::build::wasm;
use crate::data;
use crate::paths;
use crate::process::{step, tee};

pub fn test() -> Result<Outcome> {
    data::check()?;
    wasm::build()?;
    step("running the tests in Node");
    run_tests("tests/node", &[])
}

/// Runs the `*.test.mjs` of a folder with `node --test`.
pub fn run_tests(folder: &str, variables: &[(&str, OsString)]) -> Result<Outcome> {
    let files = test_files(&paths::root().join(folder))?;
    if files.is_empty() {
        bail!("{folder} has no *.test.mjs");
    }
    fs::create_dir_all(paths::scratch())?;
    let report = paths::scratch().join(format!("{}.tap", folder.replace('/', "-")));
    let mut node = Command::new("node");
    node.current_dir(paths::root()).arg("--test");
    // One form for the reader, one for us.
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
    node.arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()));
    node.args(files)
        .envs(variables.iter().map(|(name, value)| (name, value)));
    let status = tee(&mut node, |_| {})?;
    let mut outcome = Outcome::default();
    let tap = fs::read_to_string(&report).context("node left no report of its tests")?;
    tap.lines().for_each(|line| outcome.read_tap(line));
    Ok(outcome.close(status))
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        fs::read_dir(folder).with_context(|| format!("no tests in {}", folder.display()))?
    {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
