//! `cargo xtask build`: the packages that other languages use.

pub mod apps;
pub mod uniffi;
pub mod wasm;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::process::step;
use crate::setup::{self, Part};
use uniffi::Profile;

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
    /// The Kotlin package in uniffi/kotlin, and the app in examples/kotlin
    Kotlin,
    /// The Swift package in uniffi/swift, and the app in examples/swift
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
                apps::kotlin(Profile::Release)?;
            }
            Package::Swift => {
                apps::swift(Profile::Release)?;
            }
        }
    }
    step("built");
    Ok(())
}
