//! The statements. SQLite and PostgreSQL run the same text: both know `$1`, `on conflict` and
//! `returning`, so the one place where a race is decided is written once. What differs is a
//! [`Dialect`].

use std::time::Duration;

use async_trait::async_trait;
use repass::operation::{Account, Whose};
use repass::otp::{ChallengeId, Channel, Quota, Scope};
use repass::secret::Secret;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyPool, Transaction, query};

use super::{
    CaptchaProof, Change, Claim, Claimed, Hash, Login, NewAccount, NewChallenge, NewSession,
    Outcome, Redemption, Result, StateToken, Store, Stored, Waiting,
};

mod accounts;
mod captchas;
mod challenges;
mod dialect;
mod migrations;
mod outbox;
mod passwords;
mod quotas;
mod sweep;
mod tokens;

pub(super) use dialect::Dialect;

/// How often a migration that failed is tried again, and after how long.
const MIGRATION_RETRIES: u32 = 4;
const MIGRATION_PAUSE: Duration = Duration::from_millis(250);

/// A database that speaks SQL.
#[derive(Debug)]
pub struct SqlStore {
    readers: AnyPool,
    /// SQLite has one writer at a time, and whoever finds it busy sleeps and looks again: here they
    /// queue for one connection instead. In PostgreSQL it is the same pool.
    writer: AnyPool,
    dialect: Dialect,
}

impl SqlStore {
    pub(super) async fn open(
        pool: AnyPoolOptions,
        options: AnyConnectOptions,
        dialect: Dialect,
    ) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let readers = pool.clone().connect_with(options.clone()).await?;
        let writer = match dialect {
            Dialect::Sqlite => pool.max_connections(1).connect_with(options).await?,
            Dialect::Postgres => readers.clone(),
        };
        migrate(dialect, &writer).await?;
        Ok(Self {
            readers,
            writer,
            dialect,
        })
    }

    async fn begin(&self) -> Result<Transaction<'static, Any>> {
        self.writer.begin_with(self.dialect.begin()).await
    }
}

/// Brings the tables up to date. In PostgreSQL nodes that start together take turns. SQLite has no
/// lock for it: of processes that start together on one file the later ones fail at what is there by
/// then, each in a transaction that is undone, and find it made when they look again.
async fn migrate(dialect: Dialect, pool: &AnyPool) -> Result<()> {
    let migrator = migrations::migrator(dialect);
    for _ in 0..MIGRATION_RETRIES {
        if migrator.run(pool).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(MIGRATION_PAUSE).await;
    }
    Ok(migrator.run(pool).await?)
}

/// The columns that a scope is: tenant, client id, channel, recipient.
fn columns(scope: &Scope) -> [&str; 4] {
    [
        &scope.tenant,
        &scope.client_id,
        scope.channel().name(),
        scope.recipient.canonical(),
    ]
}

/// A value of a column that no version of this server wrote.
fn unreadable(column: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(format!("{column}: not a value of this version").into())
}

#[async_trait]
impl Store for SqlStore {
    async fn ping(&self) -> Result<()> {
        query("SELECT 1").execute(&self.readers).await.map(drop)
    }

    async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        sweep::sweep(self, now).await
    }

    async fn add_account(&self, account: &NewAccount<'_>, now: i64) -> Result<bool> {
        accounts::add(self, account, now).await
    }

    async fn account(&self, tenant: &str, whose: &Whose) -> Result<Option<Account>> {
        accounts::find(self, tenant, whose).await
    }

    async fn hashes(&self, account_id: &str, remember: u32) -> Result<Vec<Secret>> {
        accounts::hashes(self, account_id, remember).await
    }

    async fn rehash(&self, account_id: &str, seen: &Secret, hash: &Secret) -> Result<()> {
        accounts::rehash(self, account_id, seen, hash).await
    }

    async fn store_password(&self, change: &Change<'_>) -> Result<Stored> {
        passwords::store(self, change).await
    }

    async fn redeem(&self, redemption: &Redemption<'_>) -> Result<Stored> {
        passwords::redeem(self, redemption).await
    }

    async fn is_redeemer(&self, id: &ChallengeId, operation_id: &str) -> Result<bool> {
        challenges::is_redeemer(self, id, operation_id).await
    }

    async fn take_quota(&self, quota: &Quota, now: i64) -> Result<Option<u32>> {
        quotas::take(self, quota, now).await
    }

    async fn open_challenge(&self, challenge: &NewChallenge<'_>) -> Result<Option<u32>> {
        challenges::open(self, challenge).await
    }

    async fn claim_attempt(&self, claim: &Claim<'_>) -> Result<Option<Claimed>> {
        challenges::claim(self, claim).await
    }

    async fn add_access_token(&self, token: &Hash, client_id: &str, expires_at: i64) -> Result<()> {
        tokens::add_access(self, token, client_id, expires_at).await
    }

    async fn access_token_owner(&self, token: &Hash, now: i64) -> Result<Option<String>> {
        tokens::access_owner(self, token, now).await
    }

    async fn add_session(&self, session: &NewSession<'_>) -> Result<bool> {
        tokens::add_session(self, session).await
    }

    async fn add_state_token(&self, token: &Hash, state: &StateToken<'_>) -> Result<()> {
        tokens::add_state(self, token, state).await
    }

    async fn state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<Login>> {
        tokens::state(self, token, client_id, now).await
    }

    async fn take_state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<bool> {
        tokens::take_state(self, token, client_id, now).await
    }

    async fn add_captcha(
        &self,
        token: &Hash,
        client_id: &str,
        x: u32,
        expires_at: i64,
    ) -> Result<()> {
        captchas::add(self, token, client_id, x, expires_at).await
    }

    async fn take_captcha(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<u32>> {
        captchas::take(self, token, client_id, now).await
    }

    async fn add_captcha_proof(&self, proof: &CaptchaProof<'_>, expires_at: i64) -> Result<()> {
        captchas::add_proof(self, proof, expires_at).await
    }

    async fn take_captcha_proof(&self, proof: &CaptchaProof<'_>, now: i64) -> Result<bool> {
        captchas::take_proof(self, proof, now).await
    }

    async fn take_due(
        &self,
        channels: &[Channel],
        now: i64,
        until: i64,
        most: u32,
    ) -> Result<Vec<Waiting>> {
        outbox::take_due(self, channels, now, until, most).await
    }

    async fn finish_message(&self, message: &Waiting, outcome: Outcome) -> Result<()> {
        outbox::finish(self, message, outcome).await
    }

    async fn postpone_message(&self, id: i64, due_at: i64) -> Result<()> {
        outbox::postpone(self, id, due_at).await
    }

    async fn newest_messages(&self, most: u32) -> Result<Vec<Waiting>> {
        outbox::newest(self, most).await
    }
}
