//! `cargo xtask load`: how many passwords a second the server changes, beside what the machine can
//! hash at most. A measurement: it asserts nothing.

mod client;
mod floor;
mod measured;
mod server;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::paths;
use crate::process::{cargo, run, step};
use floor::Floor;
use measured::{Measured, Round};
use server::Server;

#[derive(Args)]
pub struct Arguments {
    /// For how long the server is driven; the hashing beside it takes as long again
    #[arg(long, default_value = "10", value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3600))]
    seconds: u32,
    /// A PostgreSQL database to measure on too, besides SQLite: a tenant `load` is added to it
    #[arg(long, value_name = "postgres://…")]
    database: Option<String>,
}

/// A machine drifts: hashing and serving take turns, each so long, so that both see the same weather.
const TURN: Duration = Duration::from_secs(1);

pub fn main(arguments: &Arguments) -> Result<()> {
    step("building the server for release; the first time takes minutes");
    let programs = ["--bin", "repass-server", "--example", "bench_load"];
    run(cargo("build")
        .args(["--release", "--package", "repass-server"])
        .args(programs))?;
    let databases = [None]
        .into_iter()
        .chain(arguments.database.as_deref().map(Some));
    for database in databases {
        let kind = database.map_or("SQLite", |_| "PostgreSQL");
        step(format!("changing passwords on {kind}"));
        let server = Server::start(database)?;
        drive(&server, arguments.seconds)?.print(kind);
    }
    Ok(())
}

/// Hashes, serves, hashes, serves, …, hashes.
fn drive(server: &Server, rounds: u32) -> Result<Measured> {
    let mut floor = Floor::start()?;
    let mut clients = server.clients()?;
    // Connections, caches and memory are warm, as on any other day.
    clients
        .iter_mut()
        .try_for_each(|client| client.change().map(drop))?;
    floor.hash(TURN / 10)?;
    let mut measured = Measured::default();
    let mut before = floor.hash(TURN)?;
    for _ in 0..rounds {
        let served = server.drive(&mut clients, TURN)?;
        let after = floor.hash(TURN)?;
        measured.add(Round {
            before,
            served,
            after,
        });
        before = after;
    }
    Ok(measured)
}

/// A program of the release build.
fn program(name: &str) -> PathBuf {
    let folder = paths::target().join("release");
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
