//! `cargo xtask test`: every language's tests, and one summary.

mod apps;
mod browser;
mod kotlin;
mod node;
mod outcome;
mod rust;
mod summary;
mod swift;
mod vectors;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::process::step;
use crate::setup::{self, Part};
use outcome::Outcome;
use summary::Row;

#[derive(Args)]
pub struct Arguments {
    /// Only these languages, separated by commas
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Language>,
    /// Stop at the first language that fails
    #[arg(long)]
    fail_fast: bool,
}

/// What the tests are run from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Language {
    /// Format, lints, the build without std, and the tests of all crates
    Rust,
    /// The npm package in Node
    Node,
    /// The npm package and the pages in a browser
    Browser,
    /// The Kotlin package
    Kotlin,
    /// The Swift package
    Swift,
    /// The terminal apps in Kotlin and Swift
    Apps,
}

/// Runs the tests; the last line on stdout is `N passed, N failed`.
pub fn main(arguments: &Arguments) -> ExitCode {
    let languages = if arguments.only.is_empty() {
        Language::value_variants()
    } else {
        &arguments.only
    };
    let mut rows = Vec::new();
    for &language in languages {
        let row = run(language);
        let has_failed = row.outcome.failed > 0;
        rows.push(row);
        if has_failed && arguments.fail_fast {
            break;
        }
    }
    summary::print(&rows, vectors::expected())
}

impl Language {
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Node => "node",
            Self::Browser => "browser",
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
            Self::Apps => "apps",
        }
    }

    /// Whether it runs the cases of tests/vectors: the apps are no language of their own.
    pub fn runs_vectors(self) -> bool {
        self != Self::Apps
    }

    fn needs(self) -> &'static [Part] {
        match self {
            Self::Rust => &[Part::Bare, Part::Postgres],
            Self::Node => &[Part::Wasm, Part::Npm],
            Self::Browser => &[Part::Wasm, Part::Npm, Part::Chromium],
            Self::Kotlin => &[Part::Java],
            Self::Swift => &[Part::Swift],
            Self::Apps => &[Part::Java, Part::Swift],
        }
    }

    fn test(self) -> Result<Outcome> {
        setup::ensure(self.needs())?;
        match self {
            Self::Rust => rust::test(),
            Self::Node => node::test(),
            Self::Browser => browser::test(),
            Self::Kotlin => kotlin::test(),
            Self::Swift => swift::test(),
            Self::Apps => apps::test(),
        }
    }
}

/// One language's tests. What kept them from running counts as one failure.
fn run(language: Language) -> Row {
    step(format!("testing {}", language.name()));
    let start = Instant::now();
    let outcome = language.test().unwrap_or_else(|error| {
        eprintln!("error: {}: {error:#}", language.name());
        Outcome {
            failed: 1,
            ..Outcome::default()
        }
    });
    Row {
        language,
        outcome,
        took: start.elapsed(),
    }
}
