//! `cargo xtask bench`: measurements of this machine and this run. A benchmark is no test and asserts no times.

mod check;
mod journey;
mod native;
mod node;
mod operation;
mod otp;
mod strength;
mod table;

use anyhow::Result;
use clap::{Args, ValueEnum};

#[derive(Args)]
pub struct Arguments {
    /// What to measure; everything if nothing is named
    #[arg(value_enum)]
    names: Vec<Benchmark>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Benchmark {
    /// One check, natively and in Node; the module's size; load and first check; beside the npm package zxcvbn
    Check,
    /// Tokens and codes, and whether the time of a comparison tells a digit
    Otp,
    /// Whole calls on a host in memory, without their hashing
    Operation,
    /// An estimate of a password's strength
    Strength,
    /// A step of a journey, through the npm package
    Journey,
}

pub fn main(arguments: &Arguments) -> Result<()> {
    let names = if arguments.names.is_empty() {
        Benchmark::value_variants()
    } else {
        &arguments.names
    };
    for name in names {
        match name {
            Benchmark::Check => check::measure()?,
            Benchmark::Otp => otp::measure()?,
            Benchmark::Operation => operation::measure()?,
            Benchmark::Strength => strength::measure()?,
            Benchmark::Journey => journey::measure()?,
        }
    }
    Ok(())
}
