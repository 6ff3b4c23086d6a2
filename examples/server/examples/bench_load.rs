//! The two parts of `cargo xtask load` that need the server's own code.
//!
//! `bench_load hash` shows what this machine can hash at most: Argon2id with the server's parameters,
//! on as many threads as cores. For each line on standard input, a time in milliseconds, it hashes so
//! long and prints `{"hashes":…,"seconds":…}`.
//!
//! `bench_load users DATABASE COUNT` adds the users `load-0`, `load-1`, … to a database.

use std::error::Error;
use std::time::{Duration, Instant};
use std::{env, io, thread};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use repass::operation::AccountStatus;
use repass::secret::Secret;
use repass_server::clock;
use repass_server::passwords::Passwords;
use repass_server::store::{NewAccount, SqlStore, Store, Url};

/// Whose users they are.
const TENANT: &str = "load";

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["hash"] => hash(),
        ["users", database, count] => {
            let runtime = tokio::runtime::Runtime::new()?;
            runtime.block_on(add_users(&Url::parse(database)?, count.parse()?))
        }
        _ => Err("expected `hash`, or `users DATABASE COUNT`".into()),
    }
}

async fn add_users(database: &Url, count: u32) -> Outcome {
    let store = match database {
        Url::Sqlite(file) => SqlStore::sqlite(file).await?,
        Url::Postgres(url) => SqlStore::postgres(url).await?,
    };
    let passwords = Passwords::new()?;
    let password_hash = passwords.hash(Secret::new("Brook#71Lantern")).await?;
    for number in 0..count {
        let username = format!("load-{number}");
        let account = NewAccount {
            id: &username,
            tenant: TENANT,
            username: &username,
            name: Some("张伟"),
            email: Some(&format!("{username}@example.com")),
            mobile: None,
            status: AccountStatus::Active,
            password_hash: &password_hash,
        };
        store.add_account(&account, clock::now()).await?;
    }
    store.close().await;
    Ok(())
}

fn hash() -> Outcome {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let params = Params::new(19 * 1_024, 2, 1, Some(32)).unwrap_or_default();
    // Used again and again, as the server's memory is.
    let mut memories = vec![vec![Block::new(); params.block_count()]; cores];
    for line in io::stdin().lines() {
        let time = Duration::from_millis(line?.parse()?);
        let began = Instant::now();
        let hashes = hash_on_all(&mut memories, &params, began + time);
        let seconds = began.elapsed().as_secs_f64();
        println!(r#"{{"hashes":{hashes},"seconds":{seconds}}}"#);
    }
    Ok(())
}

fn hash_on_all(memories: &mut [Vec<Block>], params: &Params, end: Instant) -> u64 {
    thread::scope(|scope| {
        let threads: Vec<_> = memories
            .iter_mut()
            .map(|memory| scope.spawn(move || hash_until(end, params, memory)))
            .collect();
        let hashes = threads.into_iter().filter_map(|thread| thread.join().ok());
        hashes.sum()
    })
}

fn hash_until(end: Instant, params: &Params, memory: &mut [Block]) -> u64 {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut output = [0; 32];
    let mut hashes = 0_u64;
    while Instant::now() < end {
        let salt = hashes.to_be_bytes().repeat(2);
        let hashed = argon2.hash_password_into_with_memory(
            b"Violet#Brisk1",
            &salt,
            &mut output,
            &mut *memory,
        );
        if hashed.is_err() {
            break;
        }
        hashes += 1;
    }
    hashes
}
