//! The tables, and how they came to be. A migration that was released is never edited.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

const SQLITE: [(i64, &str, &str); 1] = [(
    1,
    "accounts and tokens",
    include_str!("../../migrations/sqlite/0001_accounts_and_tokens.sql"),
)];

/// All migrations, built in so that the binary needs no folder beside it.
pub fn migrator() -> Migrator {
    let migrations = SQLITE.map(|(version, description, sql)| {
        let description = Cow::Borrowed(description);
        Migration::new(
            version,
            description,
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.into())
}
