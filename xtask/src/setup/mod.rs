//! `cargo xtask setup`: installs what is missing, and says so.

mod apt;
pub mod chromium;
pub mod java;
pub mod npm;
mod postgres;
pub mod swift;
pub mod target;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::process::step;

#[derive(Args)]
pub struct Arguments {
    /// Only these parts, separated by commas
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
}

/// One thing that a machine may lack.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The Rust target wasm32-unknown-unknown
    Wasm,
    /// A Rust target without an operating system
    Bare,
    /// The npm packages
    Npm,
    /// The database of the server's tests
    Postgres,
    /// The browser of the tests
    Chromium,
    /// A JDK and Maven
    Java,
    /// A Swift toolchain (about 3 GB, once a machine)
    Swift,
}

pub fn main(arguments: &Arguments) -> Result<()> {
    let parts = if arguments.only.is_empty() {
        Part::value_variants()
    } else {
        &arguments.only
    };
    ensure(parts)?;
    step("everything that was asked for is there");
    Ok(())
}

/// Installs those of the parts that are missing.
pub fn ensure(parts: &[Part]) -> Result<()> {
    for part in parts {
        match part {
            Part::Wasm => target::wasm().map(|_| ())?,
            Part::Bare => target::bare().map(|_| ())?,
            Part::Npm => npm::ensure()?,
            Part::Postgres => postgres::ensure()?,
            Part::Chromium => chromium::ensure().map(|_| ())?,
            Part::Java => java::ensure()?,
            Part::Swift => swift::ensure().map(|_| ())?,
        }
    }
    Ok(())
}
