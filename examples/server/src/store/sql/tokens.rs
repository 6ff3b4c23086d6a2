//! Access tokens, sessions and state tokens, by their hashes.

use repass::wire::LoginStatus;
use sqlx::{Any, Executor, Row, Transaction, query};

use super::{SqlStore, unreadable};
use crate::store::{Hash, Login, NewSession, Result, StateToken};

pub async fn add_access(
    store: &SqlStore,
    token: &Hash,
    client_id: &str,
    expires_at: i64,
) -> Result<()> {
    query("INSERT INTO access_tokens (token_hash, client_id, expires_at) VALUES ($1, $2, $3)")
        .bind(token.as_slice())
        .bind(client_id)
        .bind(expires_at)
        .execute(&store.writer)
        .await
        .map(drop)
}

pub async fn access_owner(store: &SqlStore, token: &Hash, now: i64) -> Result<Option<String>> {
    let row =
        query("SELECT client_id FROM access_tokens WHERE token_hash = $1 AND expires_at > $2")
            .bind(token.as_slice())
            .bind(now)
            .fetch_optional(&store.readers)
            .await?;
    row.map(|row| row.try_get(0)).transpose()
}

pub async fn add_session(store: &SqlStore, session: &NewSession<'_>) -> Result<bool> {
    let added = query(
        "INSERT INTO sessions (token_hash, client_id, account_id, generation, expires_at)
         SELECT $1, $2, id, session_generation, $3 FROM accounts
         WHERE id = $4 AND version = $5 AND status = 'active'",
    )
    .bind(session.token.as_slice())
    .bind(session.client_id)
    .bind(session.expires_at)
    .bind(session.account_id)
    .bind(session.version)
    .execute(&store.writer)
    .await?;
    Ok(added.rows_affected() == 1)
}

pub async fn add_state(store: &SqlStore, token: &Hash, state: &StateToken<'_>) -> Result<()> {
    query(
        "INSERT INTO state_tokens (token_hash, client_id, account_id, version, status, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(token.as_slice())
    .bind(state.client_id)
    .bind(state.account_id)
    .bind(state.version)
    .bind(status_name(state.status))
    .bind(state.expires_at)
    .execute(&store.writer)
    .await
    .map(drop)
}

pub async fn state(
    store: &SqlStore,
    token: &Hash,
    client_id: &str,
    now: i64,
) -> Result<Option<Login>> {
    let row = query(
        "SELECT account_id, version, status FROM state_tokens
         WHERE token_hash = $1 AND client_id = $2 AND expires_at > $3",
    )
    .bind(token.as_slice())
    .bind(client_id)
    .bind(now)
    .fetch_optional(&store.readers)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let status: &str = row.try_get("status")?;
    let known = STATUSES.into_iter().find(|(_, name)| *name == status);
    let (status, _) = known.ok_or_else(|| unreadable("state_tokens.status"))?;
    Ok(Some(Login {
        account_id: row.try_get("account_id")?,
        version: row.try_get("version")?,
        status,
    }))
}

pub async fn take_state(store: &SqlStore, token: &Hash, client_id: &str, now: i64) -> Result<bool> {
    let taken = query(
        "DELETE FROM state_tokens WHERE token_hash = $1 AND client_id = $2 AND expires_at > $3",
    )
    .bind(token.as_slice())
    .bind(client_id)
    .bind(now)
    .execute(&store.writer)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Uses a state token up within a change. That it is the application's was seen when it was verified,
/// and that does not change.
pub async fn use_state(
    transaction: &mut Transaction<'static, Any>,
    token: &Hash,
    now: i64,
) -> Result<bool> {
    let used = query("DELETE FROM state_tokens WHERE token_hash = $1 AND expires_at > $2")
        .bind(token.as_slice())
        .bind(now);
    let used = transaction.execute(used).await?;
    Ok(used.rows_affected() == 1)
}

const STATUSES: [(LoginStatus, &str); 5] = [
    (LoginStatus::Success, "success"),
    (LoginStatus::PasswordWarn, "password_warn"),
    (LoginStatus::PasswordExpired, "password_expired"),
    (LoginStatus::MfaAuth, "mfa_auth"),
    (LoginStatus::AccessDenied, "access_denied"),
];

fn status_name(status: LoginStatus) -> &'static str {
    let row = STATUSES.into_iter().find(|(known, _)| *known == status);
    row.map_or("", |(_, name)| name)
}
