//! The Kotlin package, by Maven and JUnit.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::build::uniffi::{self, Profile};
use crate::paths;
use crate::process::{step, tee};

pub fn test() -> Result<Outcome> {
    uniffi::prepare_kotlin(Profile::Dev)?;
    step("running the tests in Kotlin");
    let folder = paths::root().join("uniffi/kotlin");
    let reports = folder.join("target/surefire-reports");
    if reports.exists() {
        // An earlier run's, which may have had other tests.
        fs::remove_dir_all(&reports)?;
    }
    let mut outcome = Outcome::default();
    let mut maven = Command::new("mvn");
    maven
        .current_dir(&folder)
        .args(["--batch-mode", "--quiet", "test"]);
    let status = tee(&mut maven, |line| outcome.read_vectors(line))?;
    for file in fs::read_dir(&reports).into_iter().flatten().flatten() {
        if file.path().extension().is_some_and(|end| end == "xml") {
            outcome.read_junit(&fs::read_to_string(file.path())?);
        }
    }
    Ok(outcome.close(status))
}
