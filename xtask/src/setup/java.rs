//! A JDK and Maven, for the Kotlin package.

use anyhow::Result;

use super::apt;
use crate::process::find_program;

/// Installs them where they are missing.
pub fn ensure() -> Result<()> {
    let programs = [("javac", "openjdk-17-jdk-headless"), ("mvn", "maven")];
    let missing: Vec<_> = programs
        .iter()
        .filter(|(name, _)| find_program(name).is_none())
        .map(|&(_, package)| package)
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        apt::install(&missing)
    }
}
