//! What the rounds came to, and how a person reads it.

use std::time::Duration;

/// How much was done in a time.
#[derive(Clone, Copy)]
pub struct Rate {
    pub count: f64,
    pub seconds: f64,
    /// Of all cores, spent by the process that did it; not a number where the system does not tell.
    pub processor: f64,
}

/// The server's turn.
pub struct Served {
    pub rate: Rate,
    /// How long each change took.
    pub changes: Vec<Duration>,
    /// What was answered with something else than 200.
    pub errors: usize,
}

/// The server's turn, between two of bare hashing.
pub struct Round {
    pub before: Rate,
    pub served: Served,
    pub after: Rate,
}

#[derive(Default)]
pub struct Measured(Vec<Round>);

impl Measured {
    pub fn add(&mut self, round: Round) {
        self.0.push(round);
    }

    pub fn print(&self, database: &str) {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let served = |round: &Round| round.served.rate.a_second();
        let errors: usize = self.0.iter().map(|round| round.served.errors).sum();
        let changes = self.0.iter().flat_map(|round| &round.served.changes);
        let changes: Vec<f64> = changes.map(|time| 1_000.0 * time.as_secs_f64()).collect();
        let rounds = self.0.len();
        println!();
        println!(
            "{database}, {cores} cores, {rounds} rounds, one Argon2id a change; medians of the rounds"
        );
        line("passwords changed a second", self.median(served));
        line(
            "hashes a second of Argon2id alone, all cores",
            self.median(Round::floor),
        );
        line(
            "the one in % of the other",
            self.median(|round| 100.0 * served(round) / round.floor()),
        );
        line(
            "of the server's processor time, % that hashes need",
            self.median(Round::hashing),
        );
        line("ms a change, median", percentile(&changes, 50));
        line("ms a change, p99", percentile(&changes, 99));
        line("not answered with 200", errors as f64);
    }

    fn median(&self, of: impl Fn(&Round) -> f64) -> f64 {
        percentile(&self.0.iter().map(of).collect::<Vec<f64>>(), 50)
    }
}

impl Round {
    /// Hashes a second, before and after.
    fn floor(&self) -> f64 {
        f64::midpoint(self.before.a_second(), self.after.a_second())
    }

    /// What as many hashes cost the other process, in % of what the changes cost the server.
    fn hashing(&self) -> f64 {
        let hash = f64::midpoint(self.before.processor_each(), self.after.processor_each());
        100.0 * hash / self.served.rate.processor_each()
    }
}

impl Rate {
    fn a_second(&self) -> f64 {
        self.count / self.seconds
    }

    fn processor_each(&self) -> f64 {
        self.processor / self.count
    }
}

fn line(what: &str, value: f64) {
    println!("{what:<58}{value:>12.1}");
}

/// The value that so many in a hundred do not exceed.
fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
