//! The Swift package, by SwiftPM and XCTest.

use anyhow::Result;

use super::outcome::Outcome;
use crate::build::uniffi::{self, Profile};
use crate::paths;
use crate::process::{step, tee};
use crate::setup::swift;

pub fn test() -> Result<Outcome> {
    uniffi::swift(Profile::Dev)?;
    step("running the tests in Swift");
    let mut outcome = Outcome::default();
    let mut tests = swift::ensure()?.command(&paths::root().join("uniffi/swift"), ["test"])?;
    let status = tee(&mut tests, |line| outcome.read_xctest(line))?;
    Ok(outcome.close(status))
}
