//! What is counted in a window of time.

use repass::otp::Quota;
use sha2::{Digest, Sha256};
use sqlx::{Row, query};

use super::SqlStore;
use super::challenges::seconds_until;
use crate::store::Result;

/// Counts one where fewer than the limit were counted in the window: one statement.
pub async fn take(store: &SqlStore, quota: &Quota, now: i64) -> Result<Option<u32>> {
    let key: [u8; 32] = Sha256::digest(quota.key.as_bytes()).into();
    let counted = query(
        "INSERT INTO quotas (key_hash, counted, began_at, expires_at) VALUES ($1, 1, $2, $3)
         ON CONFLICT (key_hash) DO UPDATE
         SET counted = CASE WHEN quotas.began_at <= $4 THEN 1 ELSE quotas.counted + 1 END,
             expires_at = CASE WHEN quotas.began_at <= $4 THEN $3 ELSE quotas.expires_at END,
             began_at = CASE WHEN quotas.began_at <= $4 THEN $2 ELSE quotas.began_at END
         WHERE quotas.began_at <= $4 OR quotas.counted < $5",
    )
    .bind(key.as_slice())
    .bind(now)
    .bind(now.saturating_add(quota.window))
    .bind(now.saturating_sub(quota.window))
    .bind(i64::from(quota.limit))
    .execute(&store.writer)
    .await?;
    if counted.rows_affected() == 1 {
        return Ok(None);
    }
    let row = query("SELECT began_at FROM quotas WHERE key_hash = $1")
        .bind(key.as_slice())
        .fetch_optional(&store.readers)
        .await?;
    // Gone meanwhile: it may be tried again at once.
    let Some(row) = row else { return Ok(Some(0)) };
    let ends_at = row.try_get::<i64, _>(0)?.saturating_add(quota.window);
    Ok(Some(seconds_until(ends_at, now)))
}
