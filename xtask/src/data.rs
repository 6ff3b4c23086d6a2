//! `cargo xtask data`: the files in the repository that are made from other data.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::paths;
use crate::process::{capture, cargo, run, step};
use crate::setup::{self, Part};

/// The dictionary of the strength estimate.
const WORDS: &str = "core/src/strength/words.bin";

#[derive(Args)]
pub struct Arguments {
    /// Change nothing; fail where a file is not what its data make now
    #[arg(long)]
    check: bool,
}

pub fn main(arguments: &Arguments) -> Result<()> {
    if arguments.check {
        return check();
    }
    fs::copy(fold()?, paths::root().join(WORDS))?;
    step("asking zxcvbn.js what to expect");
    run(&mut script("expect.mjs"))
}

/// Whether the files in the repository are what their data make.
pub fn check() -> Result<()> {
    if fs::read(fold()?)? != fs::read(paths::root().join(WORDS))? {
        bail!("{WORDS} is not what the npm package's lists make: run `cargo xtask data`");
    }
    Ok(())
}

/// Makes the dictionary anew, beside the one in the repository.
fn fold() -> Result<PathBuf> {
    setup::ensure(&[Part::Npm])?;
    fs::create_dir_all(paths::scratch())?;
    let lists = paths::scratch().join("ranked-words.tsv");
    fs::write(&lists, capture(&mut script("ranked.mjs"))?)?;
    let words = paths::scratch().join("words.bin");
    step("folding the words of the strength estimate");
    let program = ["--release", "--package", "repass", "--no-default-features"];
    run(cargo("run")
        .args(program)
        .args(["--example", "fold_words", "--"])
        .args([&lists, &words]))?;
    Ok(words)
}

fn script(name: &str) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(paths::root().join("tests/strength"))
        .arg(name);
    command
}
