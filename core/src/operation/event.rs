//! What came of an effect.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::otp::{ChallengeId, Channel, Purpose, Recipient};
use crate::policy::{Policy, Subject};
use crate::secret::Secret;
use crate::wire::{Captcha, LoginStatus};

/// What came of an effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "event",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Event {
    /// The caller is this application.
    ApplicationFound {
        /// The application.
        application: Application,
    },
    /// No application has this client id, or the token or the credentials are not valid.
    ApplicationNotFound,
    /// The token is valid.
    TokenVerified {
        /// Whose it is.
        user_id: String,
        /// The credential version of the account when it was made.
        version: i64,
        /// What logging in had come to, for a state token.
        status: Option<LoginStatus>,
    },
    /// The token is not valid.
    TokenRefused,
    /// The state token was good, and is used up.
    StateTokenTaken,
    /// The state token was no good any more.
    StateTokenGone,
    /// The user, and the policy of the application that calls.
    AccountFound {
        /// The user's account as it is now.
        account: Account,
        /// The application's policy.
        policy: Policy,
    },
    /// There is no such user.
    AccountNotFound,
    /// It was counted.
    QuotaTaken,
    /// As many as may be were counted before.
    QuotaExceeded {
        /// Seconds until one more is counted.
        retry_after: u32,
    },
    /// The proof was good, and is used up.
    CaptchaProofTaken,
    /// The proof was no good.
    CaptchaProofRefused,
    /// Random bytes.
    RandomDrawn {
        /// 16 of them.
        bytes: Nonce,
    },
    /// The challenge is the scope's live one, and its message is in the outbox.
    ChallengeOpened,
    /// The recipient's budget is used up.
    CoolingDown {
        /// Seconds until there is a new one.
        retry_after: u32,
    },
    /// An attempt was counted.
    AttemptClaimed {
        /// The live challenge.
        id: ChallengeId,
        /// What its code is for.
        purpose: Purpose,
        /// When it was opened (ms since 1970).
        opened_at: i64,
    },
    /// There is no attempt to be had.
    AttemptRefused,
    /// The password was compared.
    PasswordVerified {
        /// Whether it is the account's.
        matches: bool,
    },
    /// The history was compared.
    HistoryCompared {
        /// Whether the password is the current one or one of those remembered.
        used: bool,
    },
    /// The password was hashed.
    PasswordHashed {
        /// The hash, to be stored as it is.
        hash: Secret,
    },
    /// The password was stored.
    PasswordStored,
    /// The account has changed since it was read; nothing was stored or issued.
    AccountChanged,
    /// The challenge was consumed or replaced meanwhile; nothing was stored.
    ChallengeGone,
    /// Who consumed the challenge.
    RedeemerFound {
        /// Whether it was this operation.
        is_this: bool,
    },
    /// A CAPTCHA was made.
    CaptchaOpened {
        /// It.
        captcha: Captcha,
    },
    /// The CAPTCHA is used up.
    CaptchaTaken {
        /// Where the piece belongs: its left edge, in pixels of the original image.
        x: f64,
    },
    /// There is no such CAPTCHA any more.
    CaptchaGone,
    /// The proof was stored.
    CaptchaProofStored,
    /// The token was made and stored.
    AccessTokenIssued {
        /// The token.
        access_token: Secret,
    },
    /// The session was made.
    SessionIssued {
        /// The session's token.
        session_token: Secret,
        /// Who the person is, signed.
        id_token: Secret,
    },
    /// The state token was made and stored.
    StateTokenIssued {
        /// The token.
        state_token: Secret,
    },
    /// The effect could not be performed, for a reason that is the host's to log.
    Failed,
}

/// An application as a machine sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Its client id.
    pub client_id: String,
    /// Whose users it may see.
    pub tenant: String,
    /// The permissions that it has.
    #[serde(default)]
    pub permissions: Vec<String>,
    /// Its policy.
    pub policy: Policy,
    /// Channels that are not configured, or known to be down for everyone.
    #[serde(default)]
    pub unavailable: Vec<Channel>,
}

/// An account as a machine sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The user's id, unique over all tenants.
    pub id: String,
    /// Whether anything may be done with it.
    pub status: AccountStatus,
    /// Raised with every change of the password or of an address.
    pub version: i64,
    /// The person, with the addresses as they are stored.
    pub subject: Subject,
    /// Whether the password must be changed at the next login.
    #[serde(default)]
    pub must_change: bool,
    /// When the password was set (ms since 1970).
    #[serde(default)]
    pub password_set_at: i64,
    /// When a temporary password is good no more (ms since 1970).
    #[serde(default)]
    pub password_expires_at: Option<i64>,
}

impl Account {
    /// The address of a channel, as it is stored; none where there is none.
    pub fn address(&self, channel: Channel) -> Option<&str> {
        let address = match channel {
            Channel::Email => self.subject.email.as_deref(),
            Channel::Sms => self.subject.mobile.as_deref(),
        };
        address.filter(|address| !address.trim().is_empty())
    }

    /// The address of a channel in its one form.
    pub fn recipient(&self, channel: Channel) -> Option<Recipient> {
        Recipient::of(channel, self.address(channel)?).ok()
    }
}

/// Whether anything may be done with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountStatus {
    /// It is in use.
    Active,
    /// Nothing of it may be set.
    Frozen,
}

/// 16 random bytes; as text in base64url without padding. By itself it opens nothing.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Nonce(pub [u8; 16]);

impl From<Nonce> for String {
    fn from(nonce: Nonce) -> Self {
        URL_SAFE_NO_PAD.encode(nonce.0)
    }
}

impl TryFrom<String> for Nonce {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or("not 16 bytes in base64url")
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce")
    }
}
