//! What is stored, as the machines ask for it: one method for each storage effect.
//!
//! Each method is done whole or not at all, and what a machine decided on is named in the statement
//! that writes: another node on the same database may have written meanwhile.

use async_trait::async_trait;
use repass::fault::Lang;
use repass::operation::{Account, AccountStatus, PasswordChange, Whose};
use repass::otp::{ChallengeId, Channel, Purpose, Quota, Recipient, Scope};
use repass::secret::Secret;
use repass::wire::LoginStatus;
use sha2::{Digest, Sha256};

mod outbox;
mod postgres;
mod sql;
mod sqlite;
mod url;

pub use outbox::{Content, Outcome, Outgoing, Waiting};
pub use sql::SqlStore;
pub use url::Url;

pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// SHA-256 of a token.
pub type Hash = [u8; 32];

/// What is stored of a token. Tokens are random and long, so no slower hash is needed.
pub fn hash(token: &Secret) -> Hash {
    Sha256::digest(token.expose().as_bytes()).into()
}

/// The database. Times are in ms since 1970; where a method takes one, it judges by that.
#[async_trait]
pub trait Store: std::fmt::Debug + Send + Sync {
    /// Whether the database answers.
    async fn ping(&self) -> Result<()>;
    /// Waits for what is running, and closes the connections.
    async fn close(&self);
    /// Removes what ended long ago.
    async fn sweep(&self, now: i64) -> Result<()>;

    /// Adds an account; false where there is one of this id.
    async fn add_account(&self, account: &NewAccount<'_>, now: i64) -> Result<bool>;
    /// An account of the tenant.
    async fn account(&self, tenant: &str, whose: &Whose) -> Result<Option<Account>>;
    /// The hash of the current password, then so many of those before it, latest first.
    async fn hashes(&self, account_id: &str, remember: u32) -> Result<Vec<Secret>>;
    /// Puts a stronger hash of the same password in place, if the one seen is still there.
    async fn rehash(&self, account_id: &str, seen: &Secret, hash: &Secret) -> Result<()>;
    /// `StorePassword`.
    async fn store_password(&self, change: &Change<'_>) -> Result<Stored>;
    /// `Redeem`.
    async fn redeem(&self, redemption: &Redemption<'_>) -> Result<Stored>;
    /// `FindRedeemer`.
    async fn is_redeemer(&self, id: &ChallengeId, operation_id: &str) -> Result<bool>;

    /// `TakeQuota`: none when it was counted, otherwise the seconds until one more is.
    async fn take_quota(&self, quota: &Quota, now: i64) -> Result<Option<u32>>;
    /// `OpenChallenge`: none when it is open, otherwise the seconds that the recipient must wait.
    async fn open_challenge(&self, challenge: &NewChallenge<'_>) -> Result<Option<u32>>;
    /// `ClaimAttempt`: none where there is no attempt to be had.
    async fn claim_attempt(&self, claim: &Claim<'_>) -> Result<Option<Claimed>>;

    /// Stores an access token.
    async fn add_access_token(&self, token: &Hash, client_id: &str, expires_at: i64) -> Result<()>;
    /// Whose access token it is.
    async fn access_token_owner(&self, token: &Hash, now: i64) -> Result<Option<String>>;
    /// Stores a session, where the account is active and of this version.
    async fn add_session(&self, session: &NewSession<'_>) -> Result<bool>;
    /// Stores a state token.
    async fn add_state_token(&self, token: &Hash, state: &StateToken<'_>) -> Result<()>;
    /// A state token of the application that is not past its end.
    async fn state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<Login>>;
    /// The same, and uses it up.
    async fn take_state_token(&self, token: &Hash, client_id: &str, now: i64) -> Result<bool>;

    /// Stores where the piece of a CAPTCHA belongs.
    async fn add_captcha(
        &self,
        token: &Hash,
        client_id: &str,
        x: u32,
        expires_at: i64,
    ) -> Result<()>;
    /// Uses a CAPTCHA up: where its piece belongs.
    async fn take_captcha(&self, token: &Hash, client_id: &str, now: i64) -> Result<Option<u32>>;
    /// Stores the proof that a CAPTCHA was solved.
    async fn add_captcha_proof(&self, proof: &CaptchaProof<'_>, expires_at: i64) -> Result<()>;
    /// Uses a proof up.
    async fn take_captcha_proof(&self, proof: &CaptchaProof<'_>, now: i64) -> Result<bool>;

    /// Takes messages that are due on these channels, oldest first. Nobody else gets them before
    /// `until`: a worker that dies leaves them to the others.
    async fn take_due(
        &self,
        channels: &[Channel],
        now: i64,
        until: i64,
        most: u32,
    ) -> Result<Vec<Waiting>>;
    /// The message has come to its end; what it held sealed is removed.
    async fn finish_message(&self, message: &Waiting, outcome: Outcome) -> Result<()>;
    /// It is to be tried once more at that time.
    async fn postpone_message(&self, id: i64, due_at: i64) -> Result<()>;
    /// The newest messages that have somebody to go to, newest first.
    async fn newest_messages(&self, most: u32) -> Result<Vec<Waiting>>;
}

/// An account to be added, whose password need not be changed.
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

/// A password change with what the host adds to it.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    pub change: &'a PasswordChange,
    /// How many hashes are kept: as many as the strictest of all policies remembers.
    pub keep: u32,
    /// The language of the notice.
    pub lang: Lang,
    /// The temporary password, sealed, where there is one.
    pub sealed: Option<&'a str>,
    pub now: i64,
}

/// A challenge consumed together with a change.
#[derive(Debug, Clone, Copy)]
pub struct Redemption<'a> {
    pub scope: &'a Scope,
    pub id: &'a ChallengeId,
    pub operation_id: &'a str,
    pub change: Change<'a>,
}

/// What came of storing a password. But for `Done` nothing was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    Done,
    /// The account is not active, not of the seen version, or has another address now.
    AccountChanged,
    /// The state token was used or is past its end.
    StateTokenGone,
    /// The challenge is consumed or no longer the live one.
    ChallengeGone,
}

/// A challenge to be opened, and its message.
#[derive(Debug, Clone, Copy)]
pub struct NewChallenge<'a> {
    pub scope: &'a Scope,
    pub id: &'a ChallengeId,
    pub purpose: Purpose,
    pub opened_at: i64,
    pub expires_at: i64,
    pub failures: u32,
    pub cool_down: i64,
    /// None where nobody has the address.
    pub deliver_to: Option<&'a str>,
    pub lang: Lang,
    /// The message's content.
    pub content: &'a Content,
}

/// An attempt to be claimed.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub scope: &'a Scope,
    pub id: Option<&'a ChallengeId>,
    pub tries: u32,
    pub failures: u32,
    pub cool_down: i64,
    pub now: i64,
}

/// The live challenge, an attempt at which was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    pub id: ChallengeId,
    pub purpose: Purpose,
    pub opened_at: i64,
}

/// A session to be stored.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    pub token: &'a Hash,
    pub client_id: &'a str,
    pub account_id: &'a str,
    pub version: i64,
    pub expires_at: i64,
}

/// A state token to be stored.
#[derive(Debug, Clone, Copy)]
pub struct StateToken<'a> {
    pub client_id: &'a str,
    pub account_id: &'a str,
    pub version: i64,
    pub status: LoginStatus,
    pub expires_at: i64,
}

/// What a state token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub account_id: String,
    pub version: i64,
    pub status: LoginStatus,
}

/// The proof that a CAPTCHA was solved for an address.
#[derive(Debug, Clone, Copy)]
pub struct CaptchaProof<'a> {
    pub token: &'a Hash,
    pub client_id: &'a str,
    pub recipient: &'a Recipient,
}
