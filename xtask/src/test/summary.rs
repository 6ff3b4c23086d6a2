//! The table at the end, and whether all languages ran the same vectors.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;

use super::Language;
use super::outcome::Outcome;

/// One language's line.
pub struct Row {
    pub language: Language,
    pub outcome: Outcome,
    pub took: Duration,
}

/// Prints the table; its last line is `N passed, N failed`.
pub fn print(rows: &[Row], expected: Result<u64>) -> ExitCode {
    println!();
    println!(
        "{:<10}{:>8}{:>8}{:>9}{:>9}",
        "language", "passed", "failed", "vectors", "seconds"
    );
    for row in rows {
        let vectors = row
            .outcome
            .vectors
            .map_or_else(|| "-".to_owned(), |count| count.to_string());
        let Outcome { passed, failed, .. } = row.outcome;
        println!(
            "{:<10}{passed:>8}{failed:>8}{vectors:>9}{:>9.1}",
            row.language.name(),
            row.took.as_secs_f64()
        );
    }
    let mut total = Outcome::default();
    for row in rows {
        total.passed += row.outcome.passed;
        total.failed += row.outcome.failed;
    }
    println!();
    match expected {
        Ok(expected) => {
            let others: Vec<_> = rows
                .iter()
                .filter(|row| row.language.runs_vectors() && row.outcome.vectors != Some(expected))
                .collect();
            for row in &others {
                let ran = row
                    .outcome
                    .vectors
                    .map_or_else(|| "no".to_owned(), |count| count.to_string());
                println!(
                    "vectors: {} ran {ran} cases, tests/vectors has {expected}",
                    row.language.name()
                );
            }
            total.check(others.is_empty());
        }
        Err(error) => {
            println!("vectors: {error:#}");
            total.check(false);
        }
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
