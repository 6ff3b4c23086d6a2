//! The change of a password, in one transaction with all that belongs to it.

use repass::otp::{Channel, Recipient};
use sqlx::{Any, Row, Transaction, query};

use super::{SqlStore, challenges, outbox, tokens};
use crate::store::{Change, Content, Outgoing, Redemption, Result, Stored, hash};

/// How long a notice is worth sending (ms).
const NOTICE_LIVES: i64 = 7 * 86_400_000;

pub async fn store(store: &SqlStore, change: &Change<'_>) -> Result<Stored> {
    let transaction = store.begin().await?;
    finish(transaction, change, None).await
}

pub async fn redeem(store: &SqlStore, redemption: &Redemption<'_>) -> Result<Stored> {
    let mut transaction = store.begin().await?;
    if !challenges::consume(&mut transaction, redemption).await? {
        transaction.rollback().await?;
        return Ok(Stored::ChallengeGone);
    }
    let recipient = Some(&redemption.scope.recipient);
    finish(transaction, &redemption.change, recipient).await
}

/// Makes the change and commits, or undoes all of the transaction.
async fn finish(
    mut transaction: Transaction<'static, Any>,
    change: &Change<'_>,
    recipient: Option<&Recipient>,
) -> Result<Stored> {
    let stored = make(&mut transaction, change, recipient).await?;
    match stored {
        Stored::Done => transaction.commit().await?,
        _ => transaction.rollback().await?,
    }
    Ok(stored)
}

async fn make(
    transaction: &mut Transaction<'static, Any>,
    change: &Change<'_>,
    recipient: Option<&Recipient>,
) -> Result<Stored> {
    let Some(addresses) = set(transaction, change, recipient).await? else {
        return Ok(Stored::AccountChanged);
    };
    if let Some(token) = &change.change.state_token
        && !tokens::use_state(transaction, &hash(token), change.now).await?
    {
        return Ok(Stored::StateTokenGone);
    }
    forget(transaction, change).await?;
    for (channel, address) in &addresses {
        let message = Outgoing {
            channel: *channel,
            deliver_to: Some(address),
            lang: change.lang,
            content: &Content::PasswordChanged,
            created_at: change.now,
            expires_at: change.now.saturating_add(NOTICE_LIVES),
        };
        outbox::add(transaction, &message).await?;
    }
    if let Some(temporary) = &change.change.temporary {
        let content = Content::TemporaryPassword {
            sealed: change.sealed.map(Into::into),
        };
        let message = Outgoing {
            channel: temporary.channel,
            deliver_to: Some(&temporary.deliver_to),
            lang: change.lang,
            content: &content,
            created_at: change.now,
            expires_at: temporary.expires_at,
        };
        outbox::add(transaction, &message).await?;
    }
    Ok(Stored::Done)
}

/// Moves the password before into the history and sets the new one; where the person is reached, if
/// all that the change was decided on still holds.
async fn set(
    transaction: &mut Transaction<'static, Any>,
    change: &Change<'_>,
    recipient: Option<&Recipient>,
) -> Result<Option<Vec<(Channel, String)>>> {
    let new = change.change;
    let (email, mobile) = match recipient {
        None => (None, None),
        Some(Recipient::Email(address)) => (Some(address.as_str()), None),
        Some(Recipient::Sms(number)) => (None, Some(number.as_str())),
    };
    // Whoever wrote this row of the history has won: it is the version's one successor.
    let kept = query(
        "INSERT INTO password_history (account_id, version, password_hash, replaced_at)
         SELECT id, version, password_hash, $1 FROM accounts
         WHERE id = $2 AND version = $3 AND status = 'active'
           AND ($4 IS NULL OR email_key = $4) AND ($5 IS NULL OR mobile_key = $5)
         ON CONFLICT (account_id, version) DO NOTHING",
    )
    .bind(change.now)
    .bind(new.user_id.as_str())
    .bind(new.seen_version)
    .bind(email)
    .bind(mobile)
    .execute(&mut **transaction)
    .await?;
    if kept.rows_affected() != 1 {
        return Ok(None);
    }
    // All conditions again: in PostgreSQL a statement sees what was committed before it began.
    let row = query(
        "UPDATE accounts
         SET password_hash = $1, must_change = $2, password_changed_at = $3,
             password_expires_at = $4, version = version + 1,
             session_generation = session_generation + 1
         WHERE id = $5 AND version = $6 AND status = 'active'
           AND ($7 IS NULL OR email_key = $7) AND ($8 IS NULL OR mobile_key = $8)
         RETURNING email, mobile",
    )
    .bind(new.hash.expose())
    .bind(i64::from(new.must_change))
    .bind(change.now)
    .bind(new.temporary.as_ref().map(|sent| sent.expires_at))
    .bind(new.user_id.as_str())
    .bind(new.seen_version)
    .bind(email)
    .bind(mobile)
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let address = |channel, column| {
        let address = row.try_get::<Option<String>, _>(column)?;
        let address = address.filter(|address| !address.trim().is_empty());
        Ok::<_, sqlx::Error>(address.map(|address| (channel, address)))
    };
    let addresses = [
        address(Channel::Email, "email")?,
        address(Channel::Sms, "mobile")?,
    ];
    Ok(Some(addresses.into_iter().flatten().collect()))
}

/// Removes what is beyond the history.
async fn forget(transaction: &mut Transaction<'static, Any>, change: &Change<'_>) -> Result<()> {
    query(
        "DELETE FROM password_history
         WHERE account_id = $1 AND version NOT IN (
             SELECT version FROM password_history
             WHERE account_id = $1 ORDER BY version DESC LIMIT $2
         )",
    )
    .bind(change.change.user_id.as_str())
    .bind(i64::from(change.keep))
    .execute(&mut **transaction)
    .await
    .map(drop)
}
