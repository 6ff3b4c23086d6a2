//! `cargo xtask …`: set-up, build, test, demo, bench, load, audit.

mod audit;
mod bench;
mod build;
mod data;
mod demo;
mod load;
mod paths;
mod process;
mod setup;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What can be done with this workspace.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the other commands need and this machine lacks
    Setup(setup::Arguments),
    /// Build the packages: npm, Kotlin, Swift
    Build(build::Arguments),
    /// Run the tests of every language, or of some
    Test(test::Arguments),
    /// Build what the demo needs and run the reference server with its demo tenant
    Demo(demo::Arguments),
    /// Measure; asserts nothing
    Bench(bench::Arguments),
    /// Change passwords on the server as fast as it can, beside bare Argon2id; asserts nothing
    Load(load::Arguments),
    /// Make the files that are made from other data, as the dictionary of the strength estimate
    Data(data::Arguments),
    /// Check licences, sources and known vulnerabilities of the dependencies
    Audit,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Setup(arguments) => setup::main(&arguments),
        Command::Build(arguments) => build::main(&arguments),
        Command::Test(arguments) => return test::main(&arguments),
        Command::Demo(arguments) => demo::main(&arguments),
        Command::Bench(arguments) => bench::main(&arguments),
        Command::Load(arguments) => load::main(&arguments),
        Command::Data(arguments) => data::main(&arguments),
        Command::Audit => audit::main(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
