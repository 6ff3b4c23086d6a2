//! Removes what ended long ago.

use sqlx::query;

use super::{SqlStore, outbox};
use crate::store::{Content, Result};

/// How much longer rows stay: the clocks of several nodes differ, and a counter that is removed too
/// early would begin anew (ms).
const SKEW: i64 = 10 * 60_000;

/// Everything that has an end.
const TABLES: [&str; 9] = [
    "DELETE FROM access_tokens WHERE expires_at <= $1",
    "DELETE FROM state_tokens WHERE expires_at <= $1",
    "DELETE FROM sessions WHERE expires_at <= $1",
    "DELETE FROM captchas WHERE expires_at <= $1",
    "DELETE FROM captcha_proofs WHERE expires_at <= $1",
    "DELETE FROM challenges WHERE expires_at <= $1",
    "DELETE FROM redemptions WHERE expires_at <= $1",
    "DELETE FROM budgets WHERE expires_at <= $1",
    "DELETE FROM quotas WHERE expires_at <= $1",
];

/// Removes each table's old rows in a statement of its own: nothing depends on them.
pub async fn sweep(store: &SqlStore, now: i64) -> Result<()> {
    let before = now.saturating_sub(SKEW);
    for sql in TABLES {
        query(sql).bind(before).execute(&store.writer).await?;
    }
    end_unsent(store, before).await?;
    // Those that were never sent, and those that were, stay for who looks into a complaint.
    const KEPT: i64 = 7 * 86_400_000;
    query("DELETE FROM outbox WHERE expires_at <= $1")
        .bind(before.saturating_sub(KEPT))
        .execute(&store.writer)
        .await
        .map(drop)
}

/// Ends messages that nobody sent in time, as where a channel has no sender: what they hold sealed
/// is of no use any more.
async fn end_unsent(store: &SqlStore, before: i64) -> Result<()> {
    let emptied = outbox::written(&Content::TemporaryPassword { sealed: None })?;
    query(
        "UPDATE outbox SET content = $1
         WHERE state = 'waiting' AND expires_at <= $2
           AND content LIKE '{\"template\":\"temporary_password\"%'",
    )
    .bind(emptied)
    .bind(before)
    .execute(&store.writer)
    .await?;
    query("UPDATE outbox SET state = 'failed' WHERE state = 'waiting' AND expires_at <= $1")
        .bind(before)
        .execute(&store.writer)
        .await
        .map(drop)
}
