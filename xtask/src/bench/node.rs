//! Measurements that programs in tests/bench make.

use std::process::Command;

use crate::paths;

/// A program of that folder, to be run by Node.
pub fn program(name: &str) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(paths::root().join("tests/bench"))
        .arg(name);
    command
}
