//! Accounts, their passwords and the passwords before those.

use repass::operation::{Account, AccountStatus};
use repass::otp::{Channel, Recipient};
use repass::policy::Subject;
use repass::secret::Secret;
use repass::text::fold;
use sqlx::{Row, query};

use super::Store;
use crate::clock;

/// What came of storing a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is stored.
    Done,
    /// The account is not active or not of the seen version: nothing was stored.
    Changed,
}

/// An account to be added.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    pub id: &'a str,
    pub tenant: &'a str,
    pub username: &'a str,
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    pub mobile: Option<&'a str>,
    pub status: AccountStatus,
    pub password_hash: &'a Secret,
}

impl Store {
    /// The account, if it is one of the tenant's.
    pub async fn account(&self, tenant: &str, id: &str) -> sqlx::Result<Option<Account>> {
        let row = query(
            "SELECT id, status, version, username, name, email, mobile, must_change,
                    password_changed_at
             FROM accounts WHERE id = ? AND tenant = ?",
        )
        .bind(id)
        .bind(tenant)
        .fetch_optional(&self.pool)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let subject = Subject {
            username: row.try_get("username")?,
            name: row.try_get("name")?,
            email: row.try_get("email")?,
            mobile: row.try_get("mobile")?,
            words: Vec::new(),
        };
        Ok(Some(Account {
            id: row.try_get("id")?,
            // What this version does not know may not have its password set.
            status: match row.try_get("status")? {
                "active" => AccountStatus::Active,
                _ => AccountStatus::Frozen,
            },
            version: row.try_get("version")?,
            subject,
            must_change: row.try_get("must_change")?,
            password_set_at: row.try_get("password_changed_at")?,
            password_expires_at: None,
        }))
    }

    /// The hash of the current password, then those before it, latest first.
    pub async fn password_hashes(&self, id: &str, remember: u32) -> sqlx::Result<Vec<Secret>> {
        // One statement, so that a change meanwhile moves no password out of sight.
        let rows = query(
            "SELECT password_hash FROM (
                 SELECT password_hash, version FROM accounts WHERE id = ?1
                 UNION ALL
                 SELECT password_hash, version FROM (
                     SELECT password_hash, version FROM password_history
                     WHERE account_id = ?1 ORDER BY version DESC LIMIT ?2
                 )
             ) ORDER BY version DESC",
        )
        .bind(id)
        .bind(i64::from(remember))
        .fetch_all(&self.pool)
        .await?;
        rows.iter()
            .map(|row| row.try_get::<String, _>(0).map(Secret::new))
            .collect()
    }

    /// Sets the password and moves the one before it into the history, if the account is active and
    /// still of the version that was seen.
    pub async fn store_password(
        &self,
        id: &str,
        seen_version: i64,
        hash: &Secret,
        must_change: bool,
        remember: u32,
    ) -> sqlx::Result<Stored> {
        let now = clock::now();
        // Immediate: a transaction that begins by reading could not wait for another's write.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let kept = query(
            "INSERT INTO password_history (account_id, version, password_hash, replaced_at)
             SELECT id, version, password_hash, ? FROM accounts
             WHERE id = ? AND version = ? AND status = 'active'",
        )
        .bind(now)
        .bind(id)
        .bind(seen_version)
        .execute(&mut *transaction)
        .await?;
        let set = query(
            "UPDATE accounts
             SET password_hash = ?, must_change = ?, password_changed_at = ?,
                 version = version + 1, session_generation = session_generation + 1
             WHERE id = ? AND version = ? AND status = 'active'",
        )
        .bind(hash.expose())
        .bind(must_change)
        .bind(now)
        .bind(id)
        .bind(seen_version)
        .execute(&mut *transaction)
        .await?;
        if (kept.rows_affected(), set.rows_affected()) != (1, 1) {
            transaction.rollback().await?;
            return Ok(Stored::Changed);
        }
        query(
            "DELETE FROM password_history
             WHERE account_id = ?1 AND version NOT IN (
                 SELECT version FROM password_history
                 WHERE account_id = ?1 ORDER BY version DESC LIMIT ?2
             )",
        )
        .bind(id)
        .bind(i64::from(remember))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Stored::Done)
    }

    /// Whether there is an account of this id.
    pub async fn has_account(&self, id: &str) -> sqlx::Result<bool> {
        let row = query("SELECT 1 FROM accounts WHERE id = ?").bind(id);
        Ok(row.fetch_optional(&self.pool).await?.is_some())
    }

    /// Adds an account whose password need not be changed.
    pub async fn add_account(&self, account: NewAccount<'_>) -> sqlx::Result<()> {
        let now = clock::now();
        query(
            "INSERT INTO accounts (
                 id, tenant, username, name, email, mobile, username_key, email_key, mobile_key,
                 status, password_hash, must_change, created_at, password_changed_at
             ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)",
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
        .bind(match account.status {
            AccountStatus::Active => "active",
            AccountStatus::Frozen => "frozen",
        })
        .bind(account.password_hash.expose())
        .bind(now)
        .bind(now)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

/// The one form of an address, by which two spellings are one; what is no address, folded.
fn canonical(channel: Channel, address: &str) -> String {
    Recipient::of(channel, address)
        .map_or_else(|_| fold(address), |recipient| recipient.canonical().into())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tokio::sync::Barrier;

    use super::*;

    const ID: &str = "u";

    /// Runs a test on a store of its own with one account in it.
    fn with_store(name: &str, test: impl AsyncFnOnce(&Store)) {
        let file: PathBuf = format!("repass-store-{}-{name}.db", std::process::id()).into();
        let file = std::env::temp_dir().join(file);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let store = Store::open(&file).await.unwrap();
            let account = NewAccount {
                id: ID,
                tenant: "t",
                username: "u",
                name: None,
                email: Some("Someone@Example.com"),
                mobile: None,
                status: AccountStatus::Active,
                password_hash: &Secret::new("first"),
            };
            store.add_account(account).await.unwrap();
            test(&store).await;
            store.close().await;
        });
        std::fs::remove_file(file).unwrap();
    }

    async fn hashes(store: &Store) -> Vec<String> {
        let hashes = store.password_hashes(ID, 5).await.unwrap();
        hashes.iter().map(|hash| hash.expose().into()).collect()
    }

    async fn store_seeing(store: &Store, seen_version: i64, hash: &str) -> Stored {
        let hash = Secret::new(hash);
        let stored = store.store_password(ID, seen_version, &hash, true, 5);
        stored.await.unwrap()
    }

    /// Two who saw the same version write at once; how many of them did.
    async fn race(store: &Store, write: impl AsyncFn(&Store, &str) -> Stored) -> usize {
        let (one, other) = tokio::join!(write(store, "one"), write(store, "other"));
        [one, other]
            .iter()
            .filter(|stored| **stored == Stored::Done)
            .count()
    }

    #[test]
    fn of_two_who_saw_one_version_one_writes() {
        with_store("race", async |store| {
            let wrote = race(store, async |store, hash| {
                store_seeing(store, 1, hash).await
            })
            .await;
            assert_eq!(wrote, 1);
            let account = store.account("t", ID).await.unwrap().unwrap();
            assert_eq!(account.version, 2);
            assert_eq!(hashes(store).await.last().unwrap(), "first");
            assert_eq!(hashes(store).await.len(), 2);
        });
    }

    /// The mutant: it looks first and writes after. If it stood the race, the race would show
    /// nothing.
    #[test]
    fn a_store_that_checks_and_then_writes_loses_the_race() {
        with_store("mutant", async |store| {
            let both_have_looked = Barrier::new(2);
            let wrote = race(store, async |store, hash| {
                let account = store.account("t", ID).await.unwrap().unwrap();
                both_have_looked.wait().await;
                if account.version != 1 {
                    return Stored::Changed;
                }
                let update =
                    query("UPDATE accounts SET password_hash = ?, version = 2 WHERE id = ?");
                let update = update.bind(hash.to_owned()).bind(ID).execute(&store.pool);
                update.await.unwrap();
                Stored::Done
            });
            assert_eq!(wrote.await, 2);
        });
    }

    #[test]
    fn an_account_frozen_meanwhile_keeps_its_password() {
        with_store("frozen", async |store| {
            let freeze = query("UPDATE accounts SET status = 'frozen'").execute(&store.pool);
            freeze.await.unwrap();
            assert_eq!(store_seeing(store, 1, "new").await, Stored::Changed);
            assert_eq!(hashes(store).await, ["first"]);
        });
    }

    #[test]
    fn the_history_keeps_the_latest_in_order() {
        with_store("history", async |store| {
            for version in 1..=7 {
                let stored = store_seeing(store, version, &format!("hash {version}")).await;
                assert_eq!(stored, Stored::Done);
            }
            let latest = ["hash 7", "hash 6", "hash 5", "hash 4", "hash 3", "hash 2"];
            assert_eq!(hashes(store).await, latest);
            let fewer = store.password_hashes(ID, 1).await.unwrap();
            assert_eq!(fewer.len(), 2);
        });
    }

    #[test]
    fn an_account_is_its_tenants_alone_and_an_address_one_accounts() {
        with_store("tenant", async |store| {
            assert!(store.account("other", ID).await.unwrap().is_none());
            let mut account = NewAccount {
                id: "v",
                tenant: "t",
                username: "v",
                name: None,
                email: Some("someone@example.COM"),
                mobile: None,
                status: AccountStatus::Active,
                password_hash: &Secret::new("x"),
            };
            assert!(store.add_account(account).await.is_err());
            account.tenant = "other";
            assert!(store.add_account(account).await.is_ok());
        });
    }
}
