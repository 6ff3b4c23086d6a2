//! Challenges and the budgets of their recipients.
//!
//! Where one transaction holds several rows it takes the challenge first, then the budget, then the
//! account: so no two wait for each other.

use repass::otp::{ChallengeId, Purpose};
use sqlx::{Any, Row, Transaction, query};

use super::{SqlStore, columns, outbox, unreadable};
use crate::store::{Claim, Claimed, NewChallenge, Outgoing, Redemption, Result};

/// How long it is remembered who consumed a challenge (ms).
const REDEMPTION_LIVES: i64 = 86_400_000;

/// Makes the challenge the scope's live one unless the recipient's budget is used up.
pub async fn open(store: &SqlStore, new: &NewChallenge<'_>) -> Result<Option<u32>> {
    let [tenant, client_id, channel, recipient] = columns(new.scope);
    let mut transaction = store.begin().await?;
    let opened = query(
        "INSERT INTO challenges (
             tenant, client_id, channel, recipient, id, purpose, opened_at, expires_at
         )
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE NOT EXISTS (
             SELECT 1 FROM budgets
             WHERE tenant = $1 AND channel = $3 AND recipient = $4
               AND failures >= $9 AND last_at > $10
         )
         ON CONFLICT (tenant, client_id, channel, recipient) DO UPDATE
         SET id = excluded.id, purpose = excluded.purpose, opened_at = excluded.opened_at,
             expires_at = excluded.expires_at, attempts = 0, is_consumed = 0",
    )
    .bind(tenant)
    .bind(client_id)
    .bind(channel)
    .bind(recipient)
    .bind(new.id.to_string())
    .bind(new.purpose.name())
    .bind(new.opened_at)
    .bind(new.expires_at)
    .bind(i64::from(new.failures))
    .bind(new.opened_at.saturating_sub(new.cool_down))
    .execute(&mut *transaction)
    .await?;
    if opened.rows_affected() == 0 {
        transaction.rollback().await?;
        return cooling_down(store, new).await.map(Some);
    }
    let message = Outgoing {
        channel: new.scope.channel(),
        deliver_to: new.deliver_to,
        lang: new.lang,
        content: new.content,
        created_at: new.opened_at,
        expires_at: new.expires_at,
    };
    outbox::add(&mut transaction, &message).await?;
    transaction.commit().await?;
    Ok(None)
}

/// Seconds until the budget begins anew.
async fn cooling_down(store: &SqlStore, new: &NewChallenge<'_>) -> Result<u32> {
    let [tenant, _, channel, recipient] = columns(new.scope);
    let row =
        query("SELECT last_at FROM budgets WHERE tenant = $1 AND channel = $2 AND recipient = $3")
            .bind(tenant)
            .bind(channel)
            .bind(recipient)
            .fetch_optional(&store.readers)
            .await?;
    // Gone meanwhile: it may be tried again at once.
    let Some(row) = row else { return Ok(0) };
    let ends_at = row.try_get::<i64, _>(0)?.saturating_add(new.cool_down);
    Ok(seconds_until(ends_at, new.opened_at))
}

/// Whole seconds, rounded up.
pub fn seconds_until(end: i64, now: i64) -> u32 {
    let wait = u64::try_from(end.saturating_sub(now)).unwrap_or(0);
    u32::try_from(wait.div_ceil(1_000)).unwrap_or(u32::MAX)
}

/// Counts an attempt at the live challenge, and at its recipient's budget.
pub async fn claim(store: &SqlStore, claim: &Claim<'_>) -> Result<Option<Claimed>> {
    let [tenant, client_id, channel, recipient] = columns(claim.scope);
    let mut transaction = store.begin().await?;
    let row = query(
        "UPDATE challenges SET attempts = attempts + 1
         WHERE tenant = $1 AND client_id = $2 AND channel = $3 AND recipient = $4
           AND ($5 IS NULL OR id = $5)
           AND attempts < $6 AND is_consumed = 0 AND expires_at > $7
         RETURNING id, purpose, opened_at",
    )
    .bind(tenant)
    .bind(client_id)
    .bind(channel)
    .bind(recipient)
    .bind(claim.id.map(ToString::to_string))
    .bind(i64::from(claim.tries))
    .bind(claim.now)
    .fetch_optional(&mut *transaction)
    .await?;
    let is_in_budget = match row {
        None => false,
        Some(_) => count_failure(&mut transaction, claim).await?,
    };
    let Some(row) = row.filter(|_| is_in_budget) else {
        transaction.rollback().await?;
        return Ok(None);
    };
    transaction.commit().await?;
    let id = ChallengeId::try_from(row.try_get::<String, _>(0)?);
    let purpose: &str = row.try_get(1)?;
    let purpose = Purpose::ALL
        .into_iter()
        .find(|known| known.name() == purpose);
    Ok(Some(Claimed {
        id: id.map_err(|_| unreadable("challenges.id"))?,
        purpose: purpose.ok_or_else(|| unreadable("challenges.purpose"))?,
        opened_at: row.try_get(2)?,
    }))
}

/// False where the budget is used up. It begins anew once the cool-down has passed.
async fn count_failure(
    transaction: &mut Transaction<'static, Any>,
    claim: &Claim<'_>,
) -> Result<bool> {
    let [tenant, _, channel, recipient] = columns(claim.scope);
    let counted = query(
        "INSERT INTO budgets (tenant, channel, recipient, failures, last_at, expires_at)
         VALUES ($1, $2, $3, 1, $4, $5)
         ON CONFLICT (tenant, channel, recipient) DO UPDATE
         SET failures = CASE WHEN budgets.last_at <= $6 THEN 1 ELSE budgets.failures + 1 END,
             last_at = excluded.last_at,
             expires_at = CASE WHEN excluded.expires_at > budgets.expires_at
                 THEN excluded.expires_at ELSE budgets.expires_at END
         WHERE budgets.last_at <= $6 OR budgets.failures < $7",
    )
    .bind(tenant)
    .bind(channel)
    .bind(recipient)
    .bind(claim.now)
    .bind(claim.now.saturating_add(claim.cool_down))
    .bind(claim.now.saturating_sub(claim.cool_down))
    .bind(i64::from(claim.failures))
    .execute(&mut **transaction)
    .await?;
    Ok(counted.rows_affected() == 1)
}

/// Consumes the challenge, noting who did, and gives the attempt back to the budget: it was no
/// failure. False where it is consumed or no longer live.
pub async fn consume(
    transaction: &mut Transaction<'static, Any>,
    redemption: &Redemption<'_>,
) -> Result<bool> {
    let [tenant, client_id, channel, recipient] = columns(redemption.scope);
    let id = redemption.id.to_string();
    let consumed = query(
        "UPDATE challenges SET is_consumed = 1
         WHERE tenant = $1 AND client_id = $2 AND channel = $3 AND recipient = $4
           AND id = $5 AND is_consumed = 0",
    )
    .bind(tenant)
    .bind(client_id)
    .bind(channel)
    .bind(recipient)
    .bind(id.as_str())
    .execute(&mut **transaction)
    .await?;
    if consumed.rows_affected() != 1 {
        return Ok(false);
    }
    query(
        "INSERT INTO redemptions (challenge_id, operation_id, expires_at) VALUES ($1, $2, $3)
         ON CONFLICT (challenge_id) DO NOTHING",
    )
    .bind(id)
    .bind(redemption.operation_id)
    .bind(redemption.change.now.saturating_add(REDEMPTION_LIVES))
    .execute(&mut **transaction)
    .await?;
    query(
        "UPDATE budgets SET failures = failures - 1
         WHERE tenant = $1 AND channel = $2 AND recipient = $3 AND failures > 0",
    )
    .bind(tenant)
    .bind(channel)
    .bind(recipient)
    .execute(&mut **transaction)
    .await?;
    Ok(true)
}

pub async fn is_redeemer(store: &SqlStore, id: &ChallengeId, operation_id: &str) -> Result<bool> {
    let row = query("SELECT 1 FROM redemptions WHERE challenge_id = $1 AND operation_id = $2")
        .bind(id.to_string())
        .bind(operation_id)
        .fetch_optional(&store.writer)
        .await?;
    Ok(row.is_some())
}
