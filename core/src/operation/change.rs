//! What the effects about accounts carry.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::otp::{Channel, Recipient};
use crate::secret::Secret;

/// Whose account is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Whose {
    /// The user with this id.
    Id(String),
    /// The user with this name, case folded ([`fold`](crate::text::fold)).
    Username(String),
    /// The user with this address, canonical.
    Recipient(Recipient),
}

/// A new password for an account, under conditions. In one transaction: set the hash, the flag, the
/// time at which it was set and the time at which it is good no more (none where it is not
/// temporary), raise the credential version by one and the session generation, where the version is still
/// the one seen and the account is active; use the state token up, where there is one and it is as
/// [`Effect::VerifyStateToken`](super::Effect::VerifyStateToken) wants it; put the old hash into the history and remove what is beyond
/// `remember`; put the notice "your password was changed" into the outbox, and the temporary password
/// where there is one.
///
/// The notice goes to the account's addresses, in a language that the host knows of the person; the
/// request may be an administrator's.
///
/// Where more than one condition does not hold, that of the challenge is told first, then that of the
/// account, then that of the state token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The user's id.
    pub user_id: String,
    /// The credential version that the check was made on.
    pub seen_version: i64,
    /// The hash, as the host made it. It is no secret like a password, but worth a guessing attack
    /// to whom reads it.
    pub hash: Secret,
    /// Whether the password must be changed at the next login.
    pub must_change: bool,
    /// How many passwords before the current one are kept; 0 where the policy has no history: hashes
    /// that nobody compares are not kept.
    pub remember: u32,
    /// A state token that this change uses up.
    pub state_token: Option<Secret>,
    /// A password that the server made and sends.
    pub temporary: Option<TemporaryPassword>,
}

/// A password that the server made. Its row in the outbox holds it encrypted and loses it once it is
/// sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TemporaryPassword {
    /// The password.
    pub password: Secret,
    /// How it is sent.
    pub channel: Channel,
    /// The address as it is stored with the account.
    pub deliver_to: String,
    /// When it is good no more (ms since 1970), to be kept with the account.
    pub expires_at: i64,
}
