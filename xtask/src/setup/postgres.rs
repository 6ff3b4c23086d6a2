//! The database that the server's tests start for themselves.

use std::fs;

use anyhow::{Context, Result};

use super::apt;
use crate::process::{find_program, step};

/// Installs PostgreSQL where it is missing. The tests look where this does.
pub fn ensure() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    step("the server's tests run a PostgreSQL of their own; the package's own cluster is not used");
    apt::install(&["postgresql"]).context("or put its initdb and postgres on the PATH")?;
    is_there()
        .then_some(())
        .context("PostgreSQL was installed but its programs were not found")
}

/// On the PATH, or where Debian has the programs of each version.
fn is_there() -> bool {
    let on_path = find_program("initdb").is_some() && find_program("postgres").is_some();
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    on_path
        || versions.flatten().any(|version| {
            let bin = version.path().join("bin");
            bin.join("initdb").is_file() && bin.join("postgres").is_file()
        })
}
