//! A store that looks first and writes after. The tests of races must catch it: a race that it
//! stands shows nothing.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use repass::operation::{Account, Whose};
use repass::otp::{ChallengeId, Channel, Purpose, Quota};
use repass::secret::Secret;
use repass_server::store::{
    CaptchaProof, Change, Claim, Claimed, Hash, Login, NewAccount, NewChallenge, NewSession,
    Outcome, Redemption, Result, StateToken, Store, Stored, Waiting,
};
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyPool, Row, query};
use tokio::sync::Barrier;

/// How long one who has looked waits for another: the last of an odd number has none.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Debug)]
pub struct Naive {
    store: Arc<dyn Store>,
    pool: AnyPool,
    meetings: Meetings,
}

/// Where two who have looked meet before they write, whichever node they are on: so the race does
/// not depend on the machine.
#[derive(Debug, Clone)]
pub struct Meetings {
    claims: Arc<Barrier>,
    redemptions: Arc<Barrier>,
}

impl Meetings {
    pub fn new() -> Self {
        Self {
            claims: Arc::new(Barrier::new(2)),
            redemptions: Arc::new(Barrier::new(2)),
        }
    }
}

async fn meet(barrier: &Barrier) {
    let _ = tokio::time::timeout(PATIENCE, barrier.wait()).await;
}

impl Naive {
    pub async fn new(store: Arc<dyn Store>, url: &str, meetings: &Meetings) -> Self {
        let pool = AnyPoolOptions::new().max_connections(4);
        let pool = pool.connect(url).await.unwrap();
        Self {
            store,
            pool,
            meetings: meetings.clone(),
        }
    }

    async fn live(&self, recipient: &str) -> Result<Option<(String, i64, i64, i64)>> {
        let row = query(
            "SELECT id, attempts, is_consumed, opened_at FROM challenges WHERE recipient = $1",
        );
        let row = row.bind(recipient).fetch_optional(&self.pool).await?;
        Ok(row.map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))))
    }
}

#[async_trait]
impl Store for Naive {
    async fn claim_attempt(&self, claim: &Claim<'_>) -> Result<Option<Claimed>> {
        let recipient = claim.scope.recipient.canonical();
        let Some((id, attempts, is_consumed, opened_at)) = self.live(recipient).await? else {
            return Ok(None);
        };
        if attempts >= i64::from(claim.tries) || is_consumed != 0 {
            return Ok(None);
        }
        meet(&self.meetings.claims).await;
        query("UPDATE challenges SET attempts = $1 WHERE recipient = $2")
            .bind(attempts + 1)
            .bind(recipient)
            .execute(&self.pool)
            .await?;
        Ok(Some(Claimed {
            id: ChallengeId::try_from(id).unwrap(),
            purpose: Purpose::ResetPassword,
            opened_at,
        }))
    }

    async fn redeem(&self, redemption: &Redemption<'_>) -> Result<Stored> {
        let recipient = redemption.scope.recipient.canonical();
        let Some((_, _, 0, _)) = self.live(recipient).await? else {
            return Ok(Stored::ChallengeGone);
        };
        meet(&self.meetings.redemptions).await;
        query("UPDATE challenges SET is_consumed = 1 WHERE recipient = $1")
            .bind(recipient)
            .execute(&self.pool)
            .await?;
        query("UPDATE accounts SET password_hash = $1, version = version + 1 WHERE id = $2")
            .bind(redemption.change.change.hash.expose())
            .bind(redemption.change.change.user_id.as_str())
            .execute(&self.pool)
            .await?;
        Ok(Stored::Done)
    }

    async fn ping(&self) -> Result<()> {
        self.store.ping().await
    }

    async fn close(&self) {
        self.pool.close().await;
        self.store.close().await;
    }

    async fn sweep(&self, now: i64) -> Result<()> {
        self.store.sweep(now).await
    }

    async fn add_account(&self, account: &NewAccount<'_>, now: i64) -> Result<bool> {
        self.store.add_account(account, now).await
    }

    async fn account(&self, tenant: &str, whose: &Whose) -> Result<Option<Account>> {
        self.store.account(tenant, whose).await
    }

    async fn hashes(&self, account_id: &str, remember: u32) -> Result<Vec<Secret>> {
        self.store.hashes(account_id, remember).await
    }

    async fn rehash(&self, account_id: &str, seen: &Secret, hash: &Secret) -> Result<()> {
        self.store.rehash(account_id, seen, hash).await
    }

    async fn store_password(&self, change: &Change<'_>) -> Result<Stored> {
        self.store.store_password(change).await
    }

    async fn is_redeemer(&self, id: &ChallengeId, operation_id: &str) -> Result<bool> {
        self.store.is_redeemer(id, operation_id).await
    }

    async fn take_quota(&self, quota: &Quota, now: i64) -> Result<Option<u32>> {
        self.store.take_quota(quota, now).await
    }

    async fn open_challenge(&self, challenge: &NewChallenge<'_>) -> Result<Option<u32>> {
        self.store.open_challenge(challenge).await
    }

    async fn add_access_token(&self, token: &Hash, client_id: &str, end: i64) -> Result<()> {
        self.store.add_access_token(token, client_id, end).await
    }

    async fn access_token_owner(&self, token: &Hash, now: i64) -> Result<Option<String>> {
        self.store.access_token_owner(token, now).await
    }

    async fn add_session(&self, session: &NewSession<'_>) -> Result<bool> {
        self.store.add_session(session).await
    }

    async fn add_state_token(&self, token: &Hash, state: &StateToken<'_>) -> Result<()> {
        self.store.add_state_token(token, state).await
    }

    async fn state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<Login>> {
        self.store.state_token(token, client_id, now).await
    }

    async fn take_state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<bool> {
        self.store.take_state_token(token, client_id, now).await
    }

    async fn add_captcha(&self, token: &Hash, client_id: &str, x: u32, end: i64) -> Result<()> {
        self.store.add_captcha(token, client_id, x, end).await
    }

    async fn take_captcha(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<u32>> {
        self.store.take_captcha(token, client_id, now).await
    }

    async fn add_captcha_proof(&self, proof: &CaptchaProof<'_>, end: i64) -> Result<()> {
        self.store.add_captcha_proof(proof, end).await
    }

    async fn take_captcha_proof(&self, proof: &CaptchaProof<'_>, now: i64) -> Result<bool> {
        self.store.take_captcha_proof(proof, now).await
    }

    async fn take_due(
        &self,
        channels: &[Channel],
        now: i64,
        until: i64,
        most: u32,
    ) -> Result<Vec<Waiting>> {
        self.store.take_due(channels, now, until, most).await
    }

    async fn finish_message(&self, message: &Waiting, outcome: Outcome) -> Result<()> {
        self.store.finish_message(message, outcome).await
    }

    async fn postpone_message(&self, id: i64, due_at: i64) -> Result<()> {
        self.store.postpone_message(id, due_at).await
    }

    async fn newest_messages(&self, most: u32) -> Result<Vec<Waiting>> {
        self.store.newest_messages(most).await
    }
}
