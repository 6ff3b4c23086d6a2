//! Rust targets: from rustup, else built from Debian's sources of the standard library.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::apt;
use crate::paths;
use crate::process::{capture, cargo, find_program, run, step};

/// A target that can be built for.
pub struct Target {
    pub triple: &'static str,
    from_source: Option<&'static str>,
}

/// The target of the npm package.
pub fn wasm() -> Result<Target> {
    ensure(&["wasm32-unknown-unknown"], "std,panic_abort")
}

/// A target without an operating system: what builds for it can do no I/O.
pub fn bare() -> Result<Target> {
    ensure(&["wasm32v1-none", "thumbv7em-none-eabi"], "core,alloc")
}

impl Target {
    /// `cargo SUBCOMMAND --target TRIPLE`.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut command = cargo(subcommand);
        command.args(["--target", self.triple]);
        if let Some(crates) = self.from_source {
            command
                .arg(format!("-Zbuild-std={crates}"))
                .arg("--target-dir")
                .arg(self.target_dir());
            command
                .env("RUSTC", DEBIAN_RUSTC)
                .env("RUSTC_BOOTSTRAP", "1");
            command.env("RUSTFLAGS", format!("-C linker={DEBIAN_LINKER}"));
        }
        command
    }

    /// The folder with one folder a profile.
    pub fn folder(&self) -> PathBuf {
        self.target_dir().join(self.triple)
    }

    /// Another compiler gets another folder: in one they would rebuild each other's work.
    fn target_dir(&self) -> PathBuf {
        if self.from_source.is_some() {
            paths::target().join("from-source")
        } else {
            paths::target()
        }
    }
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_LINKER: &str = "/usr/bin/wasm-ld-19";
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "rust-web-src", "lld-19"];

/// The first of the triples that is there, or can be had.
fn ensure(triples: &[&'static str], crates: &'static str) -> Result<Target> {
    if let Some(triple) = triples.iter().find(|triple| is_installed(triple)) {
        return Ok(Target {
            triple,
            from_source: None,
        });
    }
    if find_program("rustup").is_some() {
        for &triple in triples {
            step(format!("installing the Rust target {triple}"));
            if run(Command::new("rustup").args(["target", "add", triple])).is_ok()
                && is_installed(triple)
            {
                return Ok(Target {
                    triple,
                    from_source: None,
                });
            }
        }
    }
    let [triple, ..] = *triples else {
        bail!("no target asked for")
    };
    let target = Target {
        triple,
        from_source: Some(crates),
    };
    if has_sources() {
        return Ok(target);
    }
    step(format!(
        "rustup gave no {triple}: building its standard library from Debian's source"
    ));
    match apt::install(&DEBIAN_PACKAGES) {
        Ok(()) if has_sources() => Ok(target),
        _ => bail!(
            "the Rust target {triple} is missing: run `rustup target add {triple}`, \
             or install the Debian packages {}",
            DEBIAN_PACKAGES.join(" ")
        ),
    }
}

fn is_installed(triple: &str) -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder =
        capture(Command::new(rustc).args(["--print", "target-libdir", "--target", triple]))
            .unwrap_or_default();
    fs::read_dir(folder.trim()).is_ok_and(|mut files| files.next().is_some())
}

fn has_sources() -> bool {
    if !Path::new(DEBIAN_RUSTC).exists() || !Path::new(DEBIAN_LINKER).exists() {
        return false;
    }
    let root = capture(Command::new(DEBIAN_RUSTC).args(["--print", "sysroot"])).unwrap_or_default();
    Path::new(root.trim())
        .join("lib/rustlib/src/rust/library")
        .exists()
}
