//! The crates: format, lints, the build without std, tests.

use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::process::{cargo, run, step, tee};
use crate::setup::target;

pub fn test() -> Result<Outcome> {
    let mut outcome = Outcome::default();
    check(
        &mut outcome,
        "checking the format",
        cargo("fmt").args(["--all", "--check"]),
    );
    let mut clippy = cargo("clippy");
    check(
        &mut outcome,
        "checking the lints",
        // By default the wasm crate is the page's module alone.
        clippy
            .args(["--workspace", "--all-targets"])
            .args(["--features", "repass-wasm/server"])
            .args(["--", "--deny", "warnings"]),
    );
    let bare = target::bare()?;
    let mut build = bare.cargo("build");
    check(
        &mut outcome,
        "building the core for a target without an operating system",
        build.args(["--package", "repass", "--no-default-features"]),
    );
    step("running the tests of all crates");
    // `--show-output`: the vector runner's line with its count.
    let mut tests = cargo("test");
    tests.args(["--workspace", "--no-fail-fast", "--", "--show-output"]);
    let mut counted = Outcome::default();
    let status = tee(&mut tests, |line| counted.read_cargo(line))?;
    counted = counted.close(status);
    outcome.passed += counted.passed;
    outcome.failed += counted.failed;
    outcome.vectors = counted.vectors;
    Ok(outcome)
}

fn check(outcome: &mut Outcome, what: &str, command: &mut Command) {
    step(what);
    let result = run(command);
    outcome.check(result.is_ok());
    if let Err(error) = result {
        eprintln!("error: {error:#}");
    }
}
