//! SQLite: one file, one node.

use std::path::Path;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{ConnectOptions, Executor};

use super::SqlStore;
use super::sql::Dialect;
use crate::error::StartError;

/// How long a statement waits for another process's write, and a request for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// That read; one more writes.
const CONNECTIONS: u32 = 8;

/// Readers do not wait for the writer (WAL). A change that was answered with 200 must survive a power
/// cut (FULL): otherwise the old password would be good again, and one flush is little beside one
/// Argon2.
const PRAGMAS: &str =
    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
     PRAGMA foreign_keys = ON";

impl SqlStore {
    /// Opens the file, makes it if it is missing, and brings its tables up to date.
    pub async fn sqlite(file: &Path) -> Result<Self, StartError> {
        let failed = |why: String| StartError::failed(format!("database {}", file.display()), why);
        make_private(file).map_err(|error| failed(error.to_string()))?;
        let url = format!("sqlite:{}", escaped(file));
        let options: AnyConnectOptions = url
            .parse()
            .map_err(|error: sqlx::Error| failed(error.to_string()))?;
        let pool = AnyPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            // A file does not hang up: asking before each statement would only double the work.
            .test_before_acquire(false)
            .after_connect(|connection, _| {
                Box::pin(async move { connection.execute(PRAGMAS).await.map(drop) })
            });
        Self::open(pool, options.disable_statement_logging(), Dialect::Sqlite)
            .await
            .map_err(|error| failed(error.to_string()))
    }
}

/// The path as a part of a URL: what SQLite would take for the beginning of its options is escaped.
fn escaped(file: &Path) -> String {
    let mut escaped = String::new();
    for byte in file.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// Makes the file before SQLite does: there are hashes of passwords in it, for its owner alone. The
/// files that SQLite puts beside it get the same mode.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}
