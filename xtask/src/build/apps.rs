//! The terminal apps in examples/kotlin and examples/swift, on the packages for their languages.

use std::process::Command;

use anyhow::Result;

use super::uniffi::{self, Profile};
use crate::paths;
use crate::process::{run, step};
use crate::setup::swift::{self, Swift};

/// Builds the Kotlin package, its app on it, and says how the app is started.
pub fn kotlin(profile: Profile) -> Result<Command> {
    uniffi::kotlin(profile)?;
    step("building the Kotlin app");
    let folder = paths::root().join("examples/kotlin");
    run(Command::new("mvn")
        .current_dir(&folder)
        .args(["--batch-mode", "--quiet", "package"]))?;
    let mut app = Command::new("java");
    app.arg("-jar").arg(folder.join("target/repass-kotlin.jar"));
    Ok(app)
}

/// Builds the Swift package, its app on it, and says how the app is started.
pub fn swift(profile: Profile) -> Result<Command> {
    uniffi::swift(profile)?;
    let swift = swift::ensure()?;
    step("building the Swift app");
    run(&mut command(&swift, "build", profile, &[])?)?;
    command(&swift, "run", profile, &["--skip-build", "repass-swift"])
}

/// `swift SUBCOMMAND` for the app's package, whatever the folder that it is started in.
fn command(swift: &Swift, subcommand: &str, profile: Profile, rest: &[&str]) -> Result<Command> {
    let folder = paths::root().join("examples/swift/app");
    let configuration = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    let mut arguments = vec![subcommand, "--package-path", uniffi::text(&folder)?];
    arguments.extend(["--configuration", configuration]);
    arguments.extend(rest);
    swift.command(&folder, arguments)
}
