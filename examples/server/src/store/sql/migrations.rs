//! The tables, and how they came to be. A migration that was released is never edited.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use super::Dialect;

/// The same tables for each database, in its own types.
macro_rules! migrations {
    ($folder:literal) => {
        [
            (
                1,
                "accounts and tokens",
                include_str!(concat!(
                    "../../../migrations/",
                    $folder,
                    "/0001_accounts_and_tokens.sql"
                )),
            ),
            (
                2,
                "codes, sessions, messages",
                include_str!(concat!(
                    "../../../migrations/",
                    $folder,
                    "/0002_codes_sessions_messages.sql"
                )),
            ),
        ]
    };
}

const SQLITE: [(i64, &str, &str); 2] = migrations!("sqlite");
const POSTGRES: [(i64, &str, &str); 2] = migrations!("postgres");

/// All migrations, built in so that the binary needs no folder beside it.
pub fn migrator(dialect: Dialect) -> Migrator {
    let migrations = match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
    };
    let migrations = migrations.map(|(version, description, sql)| {
        let description = Cow::Borrowed(description);
        let sql = sql.into_sql_str();
        Migration::new(version, description, MigrationType::Simple, sql, false)
    });
    Migrator::with_migrations(migrations.into())
}
