//! The outbox's rows.

use repass::fault::Lang;
use repass::otp::Channel;
use sqlx::any::AnyRow;
use sqlx::{Any, Row, Transaction, query};

use super::{SqlStore, unreadable};
use crate::store::{Content, Outcome, Outgoing, Result, Waiting};

/// Writes a message in the transaction that it tells of. Where nobody has the address the row is
/// there all the same, and void: the work is the same for whom nobody knows.
pub async fn add(transaction: &mut Transaction<'static, Any>, new: &Outgoing<'_>) -> Result<()> {
    let state = match new.deliver_to {
        Some(_) => "waiting",
        None => "void",
    };
    query(
        "INSERT INTO outbox (
             state, channel, deliver_to, lang, content, created_at, expires_at, due_at
         ) VALUES ($1, $2, $3, $4, $5, $6, $7, $6)",
    )
    .bind(state)
    .bind(new.channel.name())
    .bind(new.deliver_to)
    .bind(new.lang.tag())
    .bind(written(new.content)?)
    .bind(new.created_at)
    .bind(new.expires_at)
    .execute(&mut **transaction)
    .await
    .map(drop)
}

pub async fn take_due(
    store: &SqlStore,
    channels: &[Channel],
    now: i64,
    until: i64,
    most: u32,
) -> Result<Vec<Waiting>> {
    let [Some(first), other] = [channels.first(), channels.get(1)] else {
        return Ok(Vec::new());
    };
    let rows = query(store.dialect.take_due())
        .bind(until)
        .bind(now)
        .bind(first.name())
        .bind(other.unwrap_or(first).name())
        .bind(i64::from(most))
        .fetch_all(&store.writer)
        .await?;
    let mut taken: Vec<Waiting> = rows.iter().filter_map(readable).collect();
    taken.sort_by_key(|message| message.id);
    Ok(taken)
}

/// Ends a message; of what it held only what is no secret stays, unless it is read here.
pub async fn finish(store: &SqlStore, message: &Waiting, outcome: Outcome) -> Result<()> {
    let emptied = message.content.without_secret();
    let (state, content) = match outcome {
        Outcome::Sent => ("sent", &emptied),
        Outcome::Shown => ("sent", &message.content),
        Outcome::Failed => ("failed", &emptied),
    };
    query("UPDATE outbox SET state = $1, content = $2 WHERE id = $3")
        .bind(state)
        .bind(written(content)?)
        .bind(message.id)
        .execute(&store.writer)
        .await
        .map(drop)
}

pub async fn postpone(store: &SqlStore, id: i64, due_at: i64) -> Result<()> {
    query("UPDATE outbox SET due_at = $1 WHERE id = $2")
        .bind(due_at)
        .bind(id)
        .execute(&store.writer)
        .await
        .map(drop)
}

pub async fn newest(store: &SqlStore, most: u32) -> Result<Vec<Waiting>> {
    let rows = query(
        "SELECT id, channel, deliver_to, lang, content, created_at, expires_at, attempts
         FROM outbox WHERE state <> 'void' ORDER BY id DESC LIMIT $1",
    )
    .bind(i64::from(most))
    .fetch_all(&store.readers)
    .await?;
    Ok(rows.iter().filter_map(readable).collect())
}

/// A content as it stands in its column.
pub fn written(content: &Content) -> Result<String> {
    serde_json::to_string(content).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// A row, unless it is for another version of this server: it waits for that one, and the rows beside
/// it do not wait with it.
fn readable(row: &AnyRow) -> Option<Waiting> {
    waiting(row)
        .inspect_err(|error| tracing::error!(%error, "a message cannot be read"))
        .ok()
}

fn waiting(row: &AnyRow) -> Result<Waiting> {
    let channel = match row.try_get("channel")? {
        "email" => Channel::Email,
        "sms" => Channel::Sms,
        _ => return Err(unreadable("outbox.channel")),
    };
    let content = serde_json::from_str(row.try_get("content")?);
    let attempts: i64 = row.try_get("attempts")?;
    Ok(Waiting {
        id: row.try_get("id")?,
        channel,
        deliver_to: row.try_get("deliver_to")?,
        lang: Lang::from_tag(row.try_get("lang")?),
        content: content.map_err(|_| unreadable("outbox.content"))?,
        created_at: row.try_get("created_at")?,
        expires_at: row.try_get("expires_at")?,
        attempts: u32::try_from(attempts).map_err(|_| unreadable("outbox.attempts"))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::Temporary;
    use crate::store::Store;

    #[tokio::test]
    async fn a_message_that_only_a_later_version_can_read_holds_up_no_other() {
        let folder = Temporary::new().unwrap();
        let store = SqlStore::sqlite(&folder.file()).await.unwrap();
        for (id, template) in [(1, "of_a_later_version"), (2, "password_changed")] {
            query(
                "INSERT INTO outbox (
                     id, state, channel, deliver_to, lang, content, created_at, expires_at, due_at
                 ) VALUES ($1, 'waiting', 'email', 'a@b.cn', 'en', $2, 0, 9, 0)",
            )
            .bind(id)
            .bind(format!(r#"{{"template":"{template}"}}"#))
            .execute(&store.writer)
            .await
            .unwrap();
        }
        let ids = |rows: Vec<Waiting>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let due = store.take_due(&[Channel::Email], 1, 2, 16).await.unwrap();
        assert_eq!(ids(due), [2]);
        assert_eq!(ids(store.newest_messages(16).await.unwrap()), [2]);
    }
}
