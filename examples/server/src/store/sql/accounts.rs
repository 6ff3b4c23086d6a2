//! Accounts, their passwords and the passwords before those.

use repass::operation::{Account, AccountStatus, Whose};
use repass::otp::{Channel, Recipient};
use repass::policy::Subject;
use repass::secret::Secret;
use repass::text::fold;
use sqlx::any::AnyRow;
use sqlx::{Row, query};

use super::SqlStore;
use crate::store::{NewAccount, Result};

/// Adds an account whose password need not be changed.
pub async fn add(store: &SqlStore, account: &NewAccount<'_>, now: i64) -> Result<bool> {
    let status = match account.status {
        AccountStatus::Active => "active",
        AccountStatus::Frozen => "frozen",
    };
    let added = query(
        "INSERT INTO accounts (
             id, tenant, username, name, email, mobile, username_key, email_key, mobile_key,
             status, password_hash, must_change, created_at, password_changed_at
         ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $12)
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(account.id)
    .bind(account.tenant)
    .bind(account.username)
    .bind(account.name)
    .bind(account.email)
    .bind(account.mobile)
    .bind(fold(account.username))
    .bind(account.email.map(|email| canonical(Channel::Email, email)))
    .bind(account.mobile.map(|mobile| canonical(Channel::Sms, mobile)))
    .bind(status)
    .bind(account.password_hash.expose())
    .bind(now)
    .execute(&store.writer)
    .await?;
    Ok(added.rows_affected() == 1)
}

pub async fn find(store: &SqlStore, tenant: &str, whose: &Whose) -> Result<Option<Account>> {
    macro_rules! by {
        ($column:literal) => {
            concat!(
                "SELECT id, status, version, username, name, email, mobile, must_change,
                        password_changed_at, password_expires_at
                 FROM accounts WHERE tenant = $1 AND ",
                $column,
                " = $2"
            )
        };
    }
    let (sql, key) = match whose {
        Whose::Id(id) => (by!("id"), id.as_str()),
        Whose::Username(name) => (by!("username_key"), name.as_str()),
        Whose::Recipient(Recipient::Email(address)) => (by!("email_key"), address.as_str()),
        Whose::Recipient(Recipient::Sms(number)) => (by!("mobile_key"), number.as_str()),
    };
    // No stored text has this character, and PostgreSQL takes no text that has.
    if key.contains('\0') {
        return Ok(None);
    }
    let row = query(sql).bind(tenant).bind(key);
    let row = row.fetch_optional(&store.readers).await?;
    row.map(|row| account(&row)).transpose()
}

/// The hash of the current password, then those before it, latest first.
pub async fn hashes(store: &SqlStore, account_id: &str, remember: u32) -> Result<Vec<Secret>> {
    // One statement, so that a change meanwhile moves no password out of sight.
    let rows = query(
        "SELECT password_hash FROM (
             SELECT password_hash, version FROM accounts WHERE id = $1
             UNION ALL
             SELECT password_hash, version FROM (
                 SELECT password_hash, version FROM password_history
                 WHERE account_id = $1 ORDER BY version DESC LIMIT $2
             ) AS before
         ) AS all_of_them ORDER BY version DESC",
    )
    .bind(account_id)
    .bind(i64::from(remember))
    .fetch_all(&store.readers)
    .await?;
    rows.iter()
        .map(|row| row.try_get::<String, _>(0).map(Secret::new))
        .collect()
}

pub async fn rehash(
    store: &SqlStore,
    account_id: &str,
    seen: &Secret,
    hash: &Secret,
) -> Result<()> {
    query("UPDATE accounts SET password_hash = $1 WHERE id = $2 AND password_hash = $3")
        .bind(hash.expose())
        .bind(account_id)
        .bind(seen.expose())
        .execute(&store.writer)
        .await
        .map(drop)
}

fn account(row: &AnyRow) -> Result<Account> {
    let subject = Subject {
        username: row.try_get("username")?,
        name: row.try_get("name")?,
        email: row.try_get("email")?,
        mobile: row.try_get("mobile")?,
        words: Vec::new(),
    };
    Ok(Account {
        id: row.try_get("id")?,
        // What this version does not know may not have its password set.
        status: match row.try_get("status")? {
            "active" => AccountStatus::Active,
            _ => AccountStatus::Frozen,
        },
        version: row.try_get("version")?,
        subject,
        must_change: row.try_get::<i64, _>("must_change")? != 0,
        password_set_at: row.try_get("password_changed_at")?,
        password_expires_at: row.try_get("password_expires_at")?,
    })
}

/// The one form of an address, by which two spellings are one; what is no address, folded.
fn canonical(channel: Channel, address: &str) -> String {
    Recipient::of(channel, address)
        .map_or_else(|_| fold(address), |recipient| recipient.canonical().into())
}
