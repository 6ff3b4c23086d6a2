//! The terminal apps on the reference server, each in a pseudo-terminal.

use std::ffi::OsString;
use std::fs;
use std::process::Command;

use anyhow::Result;

use super::node;
use super::outcome::Outcome;
use crate::build::apps;
use crate::build::uniffi::Profile;
use crate::demo::build_server;
use crate::paths;
use crate::process::step;

pub fn test() -> Result<Outcome> {
    let server = build_server()?;
    let kotlin = apps::kotlin(Profile::Dev)?;
    let swift = apps::swift(Profile::Dev)?;
    fs::create_dir_all(paths::scratch())?;
    step("running the terminal apps");
    // The tests start the server and the apps by themselves: these say how. The folder is one that every app can see.
    let variables = [
        ("REPASS_SERVER", server.into_os_string()),
        ("REPASS_KOTLIN_APP", for_a_shell(&kotlin)),
        ("REPASS_SWIFT_APP", for_a_shell(&swift)),
        ("REPASS_SCRATCH", paths::scratch().into_os_string()),
    ];
    node::run_tests("tests/apps", &variables)
}

/// The command on one line, each word quoted.
fn for_a_shell(command: &Command) -> OsString {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let quoted = words.map(|word| format!("'{}'", word.to_string_lossy().replace('\'', r"'\''")));
    quoted.collect::<Vec<_>>().join(" ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_each_word_as_it_is() {
        let mut command = Command::new("echo");
        command.args(["two words", "it's", "$HOME", ""]);
        assert_eq!(
            for_a_shell(&command),
            r"'echo' 'two words' 'it'\''s' '$HOME' ''"
        );
    }
}
