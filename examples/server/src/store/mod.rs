//! What is stored, in SQLite: one method for each thing that a machine asks for.
//!
//! Each method is done whole or not at all, and what a machine decided on is named in the statement
//! that writes: another node on the same database may have written meanwhile.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlitePool};

use crate::error::StartError;

mod accounts;
mod migrations;
mod tokens;
mod url;

pub use accounts::{NewAccount, Stored};
pub use url::sqlite_file;

/// How long a statement waits for another's write, and a request for a connection.
const PATIENCE: Duration = Duration::from_secs(5);
/// SQLite has one writer at a time: more connections would only wait for each other.
const CONNECTIONS: u32 = 8;

/// The database.
#[derive(Debug)]
pub struct Store {
    pool: SqlitePool,
}

impl Store {
    /// Opens the file, makes it if it is missing, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self, StartError> {
        let failed = |why: String| StartError::failed(format!("database {}", file.display()), why);
        make_private(file).map_err(|error| failed(error.to_string()))?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            // Readers do not wait for the writer.
            .journal_mode(SqliteJournalMode::Wal)
            // A change that was answered with 200 must survive a power cut: otherwise the old
            // password would be good again. One flush is little beside one Argon2.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let migrated = migrations::migrator().run(&pool).await;
        migrated.map_err(|error| failed(error.to_string()))?;
        Ok(Self { pool })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> sqlx::Result<()> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for what is running, and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
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
