//! Argon2id, off the threads that serve others and never more at once than there are cores.

use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use repass::secret::Secret;
use subtle::ConstantTimeEq;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::random;

/// What new hashes cost: 19 MiB, two passes, one lane.
const MEMORY: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// What a stored hash may cost at most: one that asks for more was put there to stop the server.
const MAX_MEMORY: u32 = 64 * 1_024;
const MAX_PASSES: u32 = 8;
const MAX_LANES: u32 = 4;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a password was not hashed or compared. Says nothing of it.
#[derive(Debug, Error)]
pub enum PasswordError {
    /// Too many others are in line.
    #[error("no turn within {} s", PATIENCE.as_secs())]
    Busy,
    /// The stored hash is none that this server made.
    #[error("a stored hash is malformed, or its parameters are out of bounds")]
    Stored,
    /// Argon2 failed.
    #[error("Argon2 failed")]
    Hashing,
    /// The random source failed.
    #[error("the random source failed")]
    Random,
    /// The thread that hashed ended.
    #[error("the hashing thread ended")]
    Thread,
}

/// The hasher, shared by all requests.
#[derive(Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    buffers: Arc<Buffers>,
    /// A hash that no password has, with the parameters in use: to compare with where there is no
    /// account.
    nobodys: Secret,
}

/// What came of comparing a password with a hash.
#[derive(Debug)]
pub struct Verified {
    pub matches: bool,
    /// A hash of the same password with the parameters in use, where those of the old one are weaker.
    pub stronger: Option<Secret>,
}

impl Passwords {
    /// One turn more than there are cores: whoever has it waits on a thread of its own for the next
    /// free memory, and no core waits while a turn changes hands.
    pub fn new() -> Result<Self, PasswordError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let buffers = Buffers::new(cores);
        let nobodys = random::token().ok_or(PasswordError::Random)?;
        Ok(Self {
            turns: Arc::new(Semaphore::new(cores + 1)),
            nobodys: hash(&nobodys, &buffers)?,
            buffers: Arc::new(buffers),
        })
    }

    /// Hashes a password with a fresh salt, to a PHC string.
    pub async fn hash(&self, password: Secret) -> Result<Secret, PasswordError> {
        self.take_turn(move |buffers| hash(&password, buffers))
            .await
    }

    /// Whether the password is the one hashed.
    pub async fn verify(
        &self,
        password: Secret,
        stored: Secret,
    ) -> Result<Verified, PasswordError> {
        self.take_turn(move |buffers| {
            let matches = verify(&password, stored.expose(), buffers)?;
            let stronger = match matches && is_weaker(stored.expose()) {
                true => Some(hash(&password, buffers)?),
                false => None,
            };
            Ok(Verified { matches, stronger })
        })
        .await
    }

    /// Takes as long as a comparison, and comes to nothing.
    pub async fn compare_with_nobodys(&self, password: Secret) -> Result<(), PasswordError> {
        let nobodys = self.nobodys.clone();
        self.verify(password, nobodys).await.map(drop)
    }

    /// Whether the password is one of those hashed.
    pub async fn is_one_of(
        &self,
        password: Secret,
        hashes: Vec<Secret>,
    ) -> Result<bool, PasswordError> {
        self.take_turn(move |buffers| {
            for hash in &hashes {
                if verify(&password, hash.expose(), buffers)? {
                    return Ok(true);
                }
            }
            Ok(false)
        })
        .await
    }

    async fn take_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Buffers) -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned());
        let turn: OwnedSemaphorePermit = match turn.await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) | Err(_) => return Err(PasswordError::Busy),
        };
        let buffers = Arc::clone(&self.buffers);
        let task = tokio::task::spawn_blocking(move || {
            // The turn moves in: it ends with the work, also when the request was given up.
            let _turn = turn;
            work(&buffers)
        });
        task.await.map_err(|_| PasswordError::Thread)?
    }
}

/// Memory to hash in, used again: to get 19 MiB from the system each time would cost about as much
/// as to fill it.
struct Buffers {
    free: Mutex<Vec<Vec<Block>>>,
    returned: Condvar,
}

/// One of them, until it is dropped.
struct Taken<'a> {
    buffers: &'a Buffers,
    memory: Vec<Block>,
}

impl Buffers {
    /// So many, each made when it is first needed.
    fn new(count: usize) -> Self {
        Self {
            free: Mutex::new(vec![Vec::new(); count]),
            returned: Condvar::new(),
        }
    }

    /// Waits for one. The last that was returned is the first that is taken: it is still in the cache.
    fn take(&self, blocks: usize) -> Taken<'_> {
        let free = self.lock();
        let free = self.returned.wait_while(free, |free| free.is_empty());
        let taken = free.unwrap_or_else(PoisonError::into_inner).pop();
        let mut memory = taken.unwrap_or_default();
        memory.resize(blocks, Block::new());
        Taken {
            buffers: self,
            memory,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Vec<Block>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.buffers.lock().push(mem::take(&mut self.memory));
        self.buffers.returned.notify_one();
    }
}

impl std::fmt::Debug for Buffers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Buffers")
    }
}

fn hash(password: &Secret, buffers: &Buffers) -> Result<Secret, PasswordError> {
    let params = Params::new(MEMORY, PASSES, LANES, Some(Params::DEFAULT_OUTPUT_LEN));
    let params = params.map_err(|_| PasswordError::Hashing)?;
    let mut salt = [0; argon2::RECOMMENDED_SALT_LEN];
    getrandom::fill(&mut salt).map_err(|_| PasswordError::Random)?;
    let output = digest(password, &salt, params.clone(), buffers)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(|_| PasswordError::Hashing)?,
        salt: Some(Salt::new(&salt).map_err(|_| PasswordError::Hashing)?),
        hash: Some(output),
    };
    Ok(Secret::new(hash.to_string()))
}

fn verify(password: &Secret, stored: &str, buffers: &Buffers) -> Result<bool, PasswordError> {
    let stored = PasswordHash::new(stored).map_err(|_| PasswordError::Stored)?;
    let params = Params::try_from(&stored).map_err(|_| PasswordError::Stored)?;
    let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
        return Err(PasswordError::Stored);
    };
    let is_ours = stored.algorithm == Algorithm::Argon2id.ident()
        && stored.version == Some(Version::V0x13.into())
        && params.m_cost() <= MAX_MEMORY
        && params.t_cost() <= MAX_PASSES
        && params.p_cost() <= MAX_LANES
        && expected.len() >= 16;
    if !is_ours {
        return Err(PasswordError::Stored);
    }
    let output = digest(password, &salt, params, buffers)?;
    Ok(output.as_bytes().ct_eq(expected.as_bytes()).into())
}

/// Whether new hashes cost more than this one.
fn is_weaker(stored: &str) -> bool {
    let params = PasswordHash::new(stored)
        .ok()
        .and_then(|stored| Params::try_from(&stored).ok());
    params.is_some_and(|params| params.m_cost() < MEMORY || params.t_cost() < PASSES)
}

fn digest(
    password: &Secret,
    salt: &[u8],
    params: Params,
    buffers: &Buffers,
) -> Result<Output, PasswordError> {
    let length = params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
    let blocks = params.block_count();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let password = password.expose().as_bytes();
    let mut output = [0; Output::MAX_LENGTH];
    let out = output.get_mut(..length).ok_or(PasswordError::Hashing)?;
    let mut taken = buffers.take(blocks);
    argon2
        .hash_password_into_with_memory(password, salt, out, &mut taken.memory)
        .map_err(|_| PasswordError::Hashing)?;
    drop(taken);
    Output::new(out).map_err(|_| PasswordError::Hashing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret() -> Secret {
        Secret::new("Brook#71Lantern")
    }

    #[test]
    fn a_hash_knows_its_own_password_and_no_other() {
        let buffers = Buffers::new(1);
        let stored = hash(&secret(), &buffers).unwrap();
        let stored = stored.expose();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(verify(&secret(), stored, &buffers).unwrap());
        assert!(!verify(&Secret::new("brook#71Lantern"), stored, &buffers).unwrap());
        assert_ne!(stored, hash(&secret(), &buffers).unwrap().expose());
    }

    #[test]
    fn of_many_at_once_each_waits_for_memory_and_all_are_hashed() {
        let buffers = Buffers::new(1);
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| scope.spawn(|| hash(&secret(), &buffers).is_ok()))
                .collect();
            let hashed = threads.into_iter().map(|thread| thread.join().unwrap());
            assert!(hashed.eq([true; 4]));
        });
        assert_eq!(buffers.lock().len(), 1, "one was enough, and is back");
    }

    #[test]
    fn a_hash_by_another_hand_is_known() {
        // The first vector of the reference implementation's own tests for Argon2id, version 19.
        let stored =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let buffers = Buffers::new(1);
        assert!(verify(&Secret::new("password"), stored, &buffers).unwrap());
    }

    #[test]
    fn a_right_password_with_a_weaker_hash_gets_a_stronger_one() {
        let stored =
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let passwords = Passwords::new().unwrap();
            let verify = async |password: &str, stored: &str| {
                let verified = passwords.verify(Secret::new(password), Secret::new(stored));
                verified.await.unwrap()
            };
            let right = verify("password", stored).await;
            assert!(right.matches);
            let stronger = right.stronger.unwrap();
            let again = verify("password", stronger.expose()).await;
            assert!(again.matches && again.stronger.is_none());
            let wrong = verify("passwort", stored).await;
            assert!(!wrong.matches && wrong.stronger.is_none());
        });
    }

    #[test]
    fn hashes_beyond_the_bounds_are_refused_before_any_work() {
        let salted = "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        for parameters in [
            "argon2id$v=19$m=4194304,t=2,p=1",
            "argon2id$v=19$m=256,t=4000000,p=1",
            "argon2id$v=19$m=65536,t=1,p=255",
            "argon2id$v=16$m=256,t=2,p=1",
            "argon2i$v=19$m=256,t=2,p=1",
        ] {
            let stored = format!("${parameters}${salted}");
            let refused = verify(&secret(), &stored, &Buffers::new(1));
            assert!(
                matches!(refused, Err(PasswordError::Stored)),
                "{parameters}"
            );
        }
        for stored in [
            "",
            "x",
            "$argon2id$v=19$m=256,t=2,p=1",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ",
        ] {
            assert!(
                verify(&secret(), stored, &Buffers::new(1)).is_err(),
                "{stored}"
            );
        }
    }
}
