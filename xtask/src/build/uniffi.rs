//! The Kotlin and Swift packages: the Rust library, and what UniFFI generates from it.
//!
//! UniFFI reads the names and types of the façade from the library's own symbols, so what is generated always fits it.

use std::env::consts::{ARCH, DLL_PREFIX, DLL_SUFFIX, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ::uniffi::{GenerateOptions, SwiftBindingsOptions, TargetLanguage};
use anyhow::{Context, Result};

use crate::paths;
use crate::process::{cargo, run, step};

/// How the Rust library is built.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Soon, for tests.
    Dev,
    /// Small and fast, for a package.
    Release,
}

/// Leaves the Kotlin package's jar in uniffi/kotlin/target and in the local Maven repository, where an app finds it.
/// It holds the library for this machine's system.
pub fn kotlin(profile: Profile) -> Result<()> {
    prepare_kotlin(profile)?;
    step("packing the Kotlin package");
    run(Command::new("mvn")
        .current_dir(paths::root().join("uniffi/kotlin"))
        .args(["--batch-mode", "--quiet"])
        .args(["-Dmaven.test.skip=true", "install"]))
}

/// Leaves the Kotlin package's generated sources and its library where its Maven project looks for them.
pub fn prepare_kotlin(profile: Profile) -> Result<()> {
    let library = library(profile)?;
    let generated = paths::root().join("uniffi/kotlin/target/generated");
    empty(&generated)?;
    step("generating the Kotlin sources");
    ::uniffi::generate(GenerateOptions {
        languages: vec![TargetLanguage::Kotlin],
        source: text(&library)?.into(),
        out_dir: text(&generated.join("kotlin"))?.into(),
        config_override: Some(text(&config())?.into()),
        ..GenerateOptions::default()
    })?;
    copy_into(&library, &generated.join("resources").join(jna_folder()))
}

/// Leaves the Swift package in uniffi/swift, ready for SwiftPM, with the library for this machine's system.
pub fn swift(profile: Profile) -> Result<()> {
    let library = library(profile)?;
    let package = paths::root().join("uniffi/swift");
    let sources = package.join("Sources/Repass/Generated");
    empty(&sources)?;
    step("generating the Swift sources");
    let options = |folder: &Path| -> Result<SwiftBindingsOptions> {
        Ok(SwiftBindingsOptions {
            source: text(&library)?.into(),
            out_dir: text(folder)?.into(),
            config: Some(text(&config())?.into()),
            ..SwiftBindingsOptions::default()
        })
    };
    ::uniffi::generate_swift_bindings(SwiftBindingsOptions {
        generate_swift_sources: true,
        ..options(&sources)?
    })?;
    // The module map beside the header is written by hand: UniFFI's asks for modules that only Apple's systems have.
    ::uniffi::generate_swift_bindings(SwiftBindingsOptions {
        generate_headers: true,
        ..options(&package.join("Sources/RepassFFI"))?
    })?;
    copy_into(&library, &package.join("Libraries"))
}

/// Builds the shared library and says where it is.
fn library(profile: Profile) -> Result<PathBuf> {
    step("building the library for Kotlin and Swift");
    let mut build = cargo("build");
    build.args(["--package", "repass-uniffi"]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            build.arg("--release");
            "release"
        }
    };
    run(&mut build)?;
    Ok(paths::target()
        .join(folder)
        .join(format!("{DLL_PREFIX}repass_uniffi{DLL_SUFFIX}")))
}

fn config() -> PathBuf {
    paths::root().join("uniffi/uniffi.toml")
}

/// Where JNA looks for a library in a jar: `linux-x86-64`, `darwin-aarch64`, `win32-x86-64`.
fn jna_folder() -> String {
    let system = match OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    format!("{system}-{}", ARCH.replace('_', "-"))
}

/// What an earlier build left would be compiled too.
fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    Ok(())
}

fn copy_into(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("no file name")?;
    fs::create_dir_all(folder)?;
    fs::copy(file, folder.join(name))
        .with_context(|| format!("{} could not be copied", file.display()))?;
    Ok(())
}

/// UniFFI and other programs take paths as text.
pub(super) fn text(path: &Path) -> Result<&str> {
    path.to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))
}
