//! What this machine can hash at most: Argon2id with the server's parameters, on as many threads as
//! cores. For each line on standard input, a time in milliseconds, it hashes so long and prints
//! `{"hashes":…,"seconds":…}`.

use std::io::{self, BufRead, Write};
use std::thread;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};

fn main() -> io::Result<()> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let params = Params::new(19 * 1_024, 2, 1, Some(32)).unwrap_or_default();
    // Used again and again, as the server's memory is.
    let mut memories = vec![vec![Block::new(); params.block_count()]; cores];
    for line in io::stdin().lock().lines() {
        let Ok(time) = line?.parse() else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let began = Instant::now();
        let end = began + Duration::from_millis(time);
        let hashes = hash_on_all(&mut memories, &params, end);
        let seconds = began.elapsed().as_secs_f64();
        println!(r#"{{"hashes":{hashes},"seconds":{seconds}}}"#);
        io::stdout().flush()?;
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
