//! The npm packages of all workspaces.

use std::fs;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::paths;
use crate::process::{capture, find_program, run, step};

/// The oldest Node that the packages are tested on.
const OLDEST_NODE: u32 = 20;

/// Installs them where they are missing or older than the lock file.
pub fn ensure() -> Result<()> {
    check_node()?;
    if is_current() {
        return Ok(());
    }
    let verb = if paths::root().join("package-lock.json").exists() {
        "ci"
    } else {
        "install"
    };
    step(format!("installing the npm packages (npm {verb})"));
    run(npm().args([verb, "--no-audit", "--no-fund", "--no-progress"]))
}

/// npm, started in the workspace.
pub fn npm() -> Command {
    let mut command = Command::new("npm");
    command.current_dir(paths::root());
    command
}

fn check_node() -> Result<()> {
    if find_program("node").is_none() || find_program("npm").is_none() {
        bail!("node and npm are missing: install Node {OLDEST_NODE} or later");
    }
    let version = capture(Command::new("node").arg("--version"))?;
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    let major: u32 = major.with_context(|| format!("node says that its version is {version:?}"))?;
    if major < OLDEST_NODE {
        bail!(
            "node is version {}: install Node {OLDEST_NODE} or later",
            version.trim()
        );
    }
    Ok(())
}

fn is_current() -> bool {
    // npm writes this file last.
    let installed = changed("node_modules/.package-lock.json");
    installed.is_some() && installed >= changed("package-lock.json")
}

fn changed(file: &str) -> Option<SystemTime> {
    fs::metadata(paths::root().join(file))
        .and_then(|about| about.modified())
        .ok()
}
