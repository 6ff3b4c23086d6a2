//! The server's machines, one for each call.
//!
//! A machine is a total function: `step(state, event, request) -> Step { state, effect }`. It never
//! blocks and never fails. Its host performs one [`Effect`] at a time and hands back the [`Event`]
//! that came of it, with the same request again: no state holds a password or a token. Each effect
//! says what the host must do and which events may answer it; [`Event::Failed`] may answer any. The
//! last effect is [`Effect::Respond`], or [`Effect::Misuse`] where the host made a mistake.
//!
//! ```text
//! let mut step = change_password::start(&request);
//! loop {
//!     match step.effect {
//!         Effect::Respond(response) | Effect::Misuse(response) => break send(response),
//!         effect => step = change_password::step(step.state, perform(effect), &request),
//!     }
//! }
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::policy::{Policy, Subject};
use crate::secret::Secret;
use crate::wire::HttpResponse;

pub mod change_password;
pub mod token;

/// The version of the states.
const VERSION: u32 = 1;

/// Where a machine is. It holds no secret, and may be stored or sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State<A> {
    /// The version of this type. A state of another version is a misuse.
    pub version: u32,
    /// What is awaited; each machine has its own.
    pub awaiting: A,
}

/// Where a machine is now, and what it wants done next.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<A> {
    /// To be handed back with the event that answers the effect.
    pub state: State<A>,
    /// What the host does next.
    pub effect: Effect,
}

impl<A> Step<A> {
    fn new(awaiting: A, effect: Effect) -> Self {
        Self {
            state: State {
                version: VERSION,
                awaiting,
            },
            effect,
        }
    }
}

/// What the host does for a machine. Each is done whole or not at all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "effect",
    content = "args",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum Effect {
    /// Look the access token up by a hash of it.
    ///
    /// Answered by [`Event::Authenticated`] if it was issued here and is not past its time, by
    /// [`Event::NotAuthenticated`] otherwise.
    Authenticate {
        /// The token as the caller sent it.
        access_token: Secret,
    },
    /// Compare the application's credentials in constant time; an unknown application takes as long
    /// as a wrong secret.
    ///
    /// Answered by [`Event::Authenticated`] or [`Event::NotAuthenticated`].
    VerifyClient {
        /// The client id as the caller sent it.
        client_id: String,
        /// The secret as the caller sent it.
        client_secret: Secret,
    },
    /// Make an access token of at least 128 random bits, store a hash of it with its end, and return
    /// it.
    ///
    /// Answered by [`Event::AccessTokenIssued`].
    IssueAccessToken {
        /// Whose it is.
        client_id: String,
        /// How long it lives, in seconds.
        lifetime: u32,
    },
    /// Find a user of the application's tenant, and the policy of the application.
    ///
    /// Answered by [`Event::AccountFound`] or [`Event::AccountNotFound`].
    FindAccount {
        /// The application that asks.
        client_id: String,
        /// The user's id.
        user_id: String,
    },
    /// Compare the password with the hash of the current one and of those before it.
    ///
    /// Answered by [`Event::HistoryCompared`].
    CompareHistory {
        /// The user's id.
        user_id: String,
        /// The password in the form that is hashed.
        password: Secret,
        /// How many passwords before the current one are compared.
        remember: u32,
    },
    /// Hash the password with Argon2id and a fresh salt, off the threads that serve others and no
    /// more at once than the memory allows.
    ///
    /// Answered by [`Event::PasswordHashed`].
    HashPassword {
        /// The password in the form that is hashed.
        password: Secret,
    },
    /// In one transaction: set the hash and the flag and raise the credential version, where the
    /// version is still the one seen and the account is active; put the old hash into the history
    /// and remove what is beyond `remember`.
    ///
    /// Answered by [`Event::PasswordStored`], or by [`Event::VersionChanged`] if no row matched.
    StorePassword {
        /// The user's id.
        user_id: String,
        /// The credential version that the check was made on.
        seen_version: i64,
        /// The hash, as the host made it. It is no secret like a password, but worth a guessing
        /// attack to whom reads it.
        hash: Secret,
        /// Whether the password must be changed at the next login.
        must_change: bool,
        /// How many passwords before the current one are kept; 0 where the policy has no history:
        /// hashes that nobody compares are not kept.
        remember: u32,
    },
    /// Send the answer. The machine is done.
    Respond(HttpResponse),
    /// The event was not the one awaited, or the state is of a version that this machine does not
    /// know. Nothing was done, and the caller is to be answered with this.
    Misuse(HttpResponse),
}

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
    Authenticated {
        /// Its client id.
        client_id: String,
        /// The permissions that it has.
        permissions: Vec<String>,
    },
    /// The token or the credentials are not valid.
    NotAuthenticated,
    /// The token was made and stored.
    AccessTokenIssued {
        /// The token.
        access_token: Secret,
    },
    /// The user, and the policy of the application that calls.
    AccountFound {
        /// The user's account as it is now.
        account: Account,
        /// The application's policy.
        policy: Policy,
    },
    /// There is no such user.
    AccountNotFound,
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
    /// The account has changed since it was read; nothing was stored.
    VersionChanged,
    /// The effect could not be performed, for a reason that is the host's to log.
    Failed,
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
    /// The person.
    pub subject: Subject,
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
