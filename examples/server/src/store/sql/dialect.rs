//! What differs between the databases.

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// How a transaction that writes begins. In SQLite one that began by reading could not wait for
    /// another's write. In PostgreSQL each statement sees what is committed when it begins, and a
    /// row that another transaction holds is waited for and then judged as it is.
    pub fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN ISOLATION LEVEL READ COMMITTED",
        }
    }

    /// Takes messages that are due. In PostgreSQL rows that another worker is taking are passed over;
    /// SQLite has one writer at a time. They are chosen once: a subquery may be run for each row, and
    /// would then choose others each time.
    pub fn take_due(self) -> &'static str {
        macro_rules! take_due {
            ($lock:literal) => {
                concat!(
                    "WITH due AS MATERIALIZED (
                         SELECT id FROM outbox
                         WHERE state = 'waiting' AND due_at <= $2 AND channel IN ($3, $4)
                         ORDER BY id LIMIT $5 ",
                    $lock,
                    ")
                     UPDATE outbox SET due_at = $1, attempts = attempts + 1
                     WHERE id IN (SELECT id FROM due)
                     RETURNING id, channel, deliver_to, lang, content, created_at, expires_at, attempts"
                )
            };
        }
        match self {
            Self::Sqlite => take_due!(""),
            Self::Postgres => take_due!("FOR UPDATE SKIP LOCKED"),
        }
    }
}
