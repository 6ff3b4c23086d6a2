//! The server's database, seen from beside it.

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Row};
use tokio::runtime::Runtime;

pub struct Database {
    runtime: Runtime,
    connection: SqliteConnection,
}

/// What is stored of an account's password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Password {
    pub hash: String,
    pub must_change: bool,
    pub version: i64,
    pub session_generation: i64,
    /// The versions in the history, first ones first.
    pub history: Vec<i64>,
}

impl Database {
    pub fn open(file: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let options = SqliteConnectOptions::new()
            .filename(file)
            .busy_timeout(std::time::Duration::from_secs(5));
        let connection = runtime.block_on(options.connect()).unwrap();
        Self {
            runtime,
            connection,
        }
    }

    /// Runs a statement.
    pub fn execute(&mut self, sql: &'static str) {
        let done = sqlx::query(sql).execute(&mut self.connection);
        self.runtime.block_on(done).unwrap();
    }

    pub fn password(&mut self, user: &str) -> Password {
        let account = sqlx::query(
            "SELECT password_hash, must_change, version, session_generation FROM accounts WHERE id = ?",
        )
        .bind(user)
        .fetch_one(&mut self.connection);
        let account = self.runtime.block_on(account).unwrap();
        let history = sqlx::query(
            "SELECT version FROM password_history WHERE account_id = ? ORDER BY version",
        )
        .bind(user)
        .fetch_all(&mut self.connection);
        let history = self.runtime.block_on(history).unwrap();
        Password {
            hash: account.get(0),
            must_change: account.get(1),
            version: account.get(2),
            session_generation: account.get(3),
            history: history.iter().map(|row| row.get(0)).collect(),
        }
    }
}
