//! `cargo xtask audit`: licences, sources and known vulnerabilities of the dependencies, by cargo-deny.

use std::process::Stdio;

use anyhow::{Result, bail};

use crate::process::{cargo, run, step, succeeds};

pub fn main() -> Result<()> {
    if !succeeds(cargo("deny").arg("--version")) {
        step(
            "nothing was checked: cargo-deny is not installed (`cargo install --locked cargo-deny`)",
        );
        return Ok(());
    }
    step("checking licences, bans and sources");
    run(cargo("deny").args(["check", "bans", "licenses", "sources"]))?;
    step("checking for known vulnerabilities");
    let output = cargo("deny")
        .args(["check", "advisories"])
        .stdin(Stdio::null())
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        step("no known vulnerability");
    } else if is_unreachable(&report) {
        step("known vulnerabilities were NOT checked: the advisory database could not be fetched");
    } else {
        eprint!("{report}");
        bail!("cargo-deny found something: see above");
    }
    Ok(())
}

/// Whether the check failed for want of its database, and not of a finding.
fn is_unreachable(report: &str) -> bool {
    [
        "failed to fetch advisory database",
        "failed to load advisory database",
    ]
    .iter()
    .any(|words| report.contains(words))
}
