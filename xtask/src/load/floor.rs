//! Argon2id alone: what no server on this machine can be faster than.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::measured::Rate;
use super::program;
use super::server::processor_time;

/// The program that hashes when it is told to, until it is dropped.
pub struct Floor {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
}

impl Floor {
    pub fn start() -> Result<Self> {
        let mut child = Command::new(program("examples/bench_load"))
            .arg("hash")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the hashing could not be started")?;
        let stdin = child.stdin.take().context("the hashing has no input")?;
        let stdout = child.stdout.take().context("the hashing has no output")?;
        Ok(Self {
            child,
            stdin,
            stdout: BufReader::new(stdout),
        })
    }

    /// Hashes on all cores for so long.
    pub fn hash(&mut self, time: Duration) -> Result<Rate> {
        let processor = processor_time(self.child.id());
        writeln!(self.stdin, "{}", time.as_millis())?;
        let mut line = String::new();
        self.stdout.read_line(&mut line)?;
        let printed: Value = serde_json::from_str(&line).context("the hashing printed no JSON")?;
        let (Some(count), Some(seconds)) =
            (printed["hashes"].as_f64(), printed["seconds"].as_f64())
        else {
            bail!("the hashing printed no numbers");
        };
        Ok(Rate {
            count,
            seconds,
            processor: processor_time(self.child.id()) - processor,
        })
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
