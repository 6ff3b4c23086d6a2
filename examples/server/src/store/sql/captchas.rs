//! CAPTCHAs and the proofs that they were solved, by the hashes of their tokens.

use sqlx::{Row, query};

use super::{SqlStore, unreadable};
use crate::store::{CaptchaProof, Hash, Result};

pub async fn add(
    store: &SqlStore,
    token: &Hash,
    client_id: &str,
    x: u32,
    expires_at: i64,
) -> Result<()> {
    query("INSERT INTO captchas (token_hash, client_id, x, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(token.as_slice())
        .bind(client_id)
        .bind(i64::from(x))
        .bind(expires_at)
        .execute(&store.writer)
        .await
        .map(drop)
}

/// Removes it, and says where its piece belongs.
pub async fn take(
    store: &SqlStore,
    token: &Hash,
    client_id: &str,
    now: i64,
) -> Result<Option<u32>> {
    // All rows are fetched, so that the statement has ended when this returns.
    let rows = query(
        "DELETE FROM captchas WHERE token_hash = $1 AND client_id = $2 AND expires_at > $3
         RETURNING x",
    )
    .bind(token.as_slice())
    .bind(client_id)
    .bind(now)
    .fetch_all(&store.writer)
    .await?;
    let x = rows
        .first()
        .map(|row| row.try_get::<i64, _>(0))
        .transpose()?;
    x.map(|x| u32::try_from(x).map_err(|_| unreadable("captchas.x")))
        .transpose()
}

pub async fn add_proof(store: &SqlStore, proof: &CaptchaProof<'_>, expires_at: i64) -> Result<()> {
    query(
        "INSERT INTO captcha_proofs (token_hash, client_id, channel, recipient, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(proof.token.as_slice())
    .bind(proof.client_id)
    .bind(proof.recipient.channel().name())
    .bind(proof.recipient.canonical())
    .bind(expires_at)
    .execute(&store.writer)
    .await
    .map(drop)
}

pub async fn take_proof(store: &SqlStore, proof: &CaptchaProof<'_>, now: i64) -> Result<bool> {
    let taken = query(
        "DELETE FROM captcha_proofs
         WHERE token_hash = $1 AND client_id = $2 AND channel = $3 AND recipient = $4
           AND expires_at > $5",
    )
    .bind(proof.token.as_slice())
    .bind(proof.client_id)
    .bind(proof.recipient.channel().name())
    .bind(proof.recipient.canonical())
    .bind(now)
    .execute(&store.writer)
    .await?;
    Ok(taken.rows_affected() == 1)
}
