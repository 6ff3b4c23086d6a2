//! `cargo xtask build`: the packages that other languages use.

pub mod uniffi;
pub mod wasm;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::process::step;
use crate::setup::{self, Part};

#[derive(Args)]
pub struct Arguments {
    /// The packages to build; all of them if none is named
    #[arg(value_enum)]
    packages: Vec<Package>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Package {
    /// The npm package, ready to pack in wasm/npm
    Wasm,
    /// The Kotlin package in uniffi/kotlin
    Kotlin,
    /// The Swift package in uniffi/swift
    Swift,
}

pub fn main(arguments: &Arguments) -> Result<()> {
    let packages = if arguments.packages.is_empty() {
        Package::value_variants()
    } else {
        &arguments.packages
    };
    for package in packages {
        match package {
            Package::Wasm => {
                setup::ensure(&[Part::Wasm])?;
                wasm::build()?;
            }
            Package::Kotlin => {
                setup::ensure(&[Part::Java])?;
                uniffi::kotlin()?;
            }
            Package::Swift => uniffi::swift()?,
        }
    }
    step("built");
    Ok(())
}
