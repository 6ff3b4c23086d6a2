//! What a host does for a machine.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{PasswordChange, Whose};
use crate::fault::{Lang, Profile};
use crate::otp::{ChallengeId, Purpose, Quota, Recipient, Scope};
use crate::secret::Secret;
use crate::wire::{HttpResponse, LoginStatus};

/// What the host does for a machine. Each is done whole or not at all. Where an effect brings no
/// time, the host judges by its own clock.
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
    /// Answered by [`Event::ApplicationFound`](super::Event::ApplicationFound) if it was issued here
    /// and is not past its time, by [`Event::ApplicationNotFound`](super::Event::ApplicationNotFound)
    /// otherwise.
    Authenticate {
        /// The token as the caller sent it.
        access_token: Secret,
    },
    /// Compare the application's credentials in constant time; an unknown application takes as long
    /// as a wrong secret. An application that has a secret is not found without it. A secret has at
    /// least 128 random bits: guesses at it are not counted.
    ///
    /// Answered as [`Effect::Authenticate`] is.
    VerifyClient {
        /// The client id as the caller sent it.
        client_id: String,
        /// The secret as the caller sent it; none from an application that can keep none.
        client_secret: Option<Secret>,
    },
    /// Find the application of a client id that proves nothing: whether it has a secret does not
    /// matter here.
    ///
    /// Answered as [`Effect::Authenticate`] is.
    FindApplication {
        /// The client id as the caller sent it.
        client_id: String,
    },
    /// Verify an id_token: the signature by the one algorithm that is used here (RS256), the issuer,
    /// that its audience is this application, and its end.
    ///
    /// Answered by [`Event::TokenVerified`](super::Event::TokenVerified) or
    /// [`Event::TokenRefused`](super::Event::TokenRefused).
    VerifyIdToken {
        /// The application that the token must be for.
        client_id: String,
        /// The token as the caller sent it.
        id_token: Secret,
    },
    /// Look the state token up by a hash of it: of this application, not used, not past its time. It
    /// is not used up by this.
    ///
    /// Answered as [`Effect::VerifyIdToken`] is, with the login's status.
    VerifyStateToken {
        /// The application that the token must be for.
        client_id: String,
        /// The token as the caller sent it.
        state_token: Secret,
    },
    /// Use the state token up, if it is as [`Effect::VerifyStateToken`] wants it: one conditional
    /// write.
    ///
    /// Answered by [`Event::StateTokenTaken`](super::Event::StateTokenTaken) or
    /// [`Event::StateTokenGone`](super::Event::StateTokenGone).
    TakeStateToken {
        /// The application that the token must be for.
        client_id: String,
        /// The token as the caller sent it.
        state_token: Secret,
    },
    /// Find a user of the application's tenant, and the policy of the application.
    ///
    /// Answered by [`Event::AccountFound`](super::Event::AccountFound) or
    /// [`Event::AccountNotFound`](super::Event::AccountNotFound).
    FindAccount {
        /// The application that asks.
        client_id: String,
        /// Whose account.
        whose: Whose,
    },
    /// Count one under the key, only while fewer than the limit were counted in the window that
    /// began with the first: one upsert. [`Counter::take`](crate::otp::Counter::take) says the same.
    ///
    /// Answered by [`Event::QuotaTaken`](super::Event::QuotaTaken) or
    /// [`Event::QuotaExceeded`](super::Event::QuotaExceeded).
    TakeQuota {
        /// What is counted.
        quota: Quota,
        /// The time to count by (ms since 1970).
        now: i64,
    },
    /// Use up the proof of a solved CAPTCHA, if it is of this application and recipient and not past
    /// its time: one conditional write.
    ///
    /// Answered by [`Event::CaptchaProofTaken`](super::Event::CaptchaProofTaken) or
    /// [`Event::CaptchaProofRefused`](super::Event::CaptchaProofRefused).
    TakeCaptchaProof {
        /// The application.
        client_id: String,
        /// The address that the code goes to.
        recipient: Recipient,
        /// The proof as the caller sent it.
        captcha_token: Secret,
        /// The time to judge by (ms since 1970).
        now: i64,
    },
    /// Draw 16 bytes from the system's random source.
    ///
    /// Answered by [`Event::RandomDrawn`](super::Event::RandomDrawn).
    DrawRandom,
    /// In one transaction: make this the scope's live challenge in place of the one before, with no
    /// attempt made, and put a row for the message into the outbox. The recipient's failure budget
    /// stays as it is; while it is used up (`failures` were counted, the last less than `cool_down`
    /// before `opened_at`) nothing is written. The challenge before is live no
    /// more but its row stays until its end: [`Effect::FindRedeemer`] may ask for it.
    ///
    /// The code is in no row: who sends the message derives it ([`code`](crate::otp::code)), with as
    /// many digits as the limits of `profile` have: changing these voids codes on their way. Where
    /// `deliver_to` is none nobody has the address: the rows are the same, and the message is
    /// neither sent nor shown.
    ///
    /// Answered by [`Event::ChallengeOpened`](super::Event::ChallengeOpened) or
    /// [`Event::CoolingDown`](super::Event::CoolingDown).
    OpenChallenge {
        /// Where the challenge lives.
        scope: Scope,
        /// The challenge.
        id: ChallengeId,
        /// What the code is for.
        purpose: Purpose,
        /// When it was opened (ms since 1970).
        opened_at: i64,
        /// When it ends (ms since 1970).
        expires_at: i64,
        /// The address as it is stored with the account: mail goes there and nowhere else.
        deliver_to: Option<String>,
        /// The language of the message.
        lang: Lang,
        /// Whose call it is: which templates the message has, and how many digits its code.
        profile: Profile,
        /// Failures that a recipient has.
        failures: u32,
        /// How long a recipient whose budget is used up must wait (ms).
        cool_down: i64,
    },
    /// Raise the attempts of the scope's live challenge by one, where it is the one named if one is
    /// named, fewer than `tries` were made, it is neither consumed nor past its end, and the
    /// recipient's budget is left; raise the budget's count in the same statement or transaction.
    /// Never an insert. It is committed before the answer: a try that was made stays made.
    ///
    /// The budget counts over all of the recipient's challenges of the tenant, and begins anew once
    /// `cool_down` has passed since the last that was counted. The conditions stand in
    /// [`Challenge::claim`](crate::otp::Challenge::claim) too.
    ///
    /// Answered by [`Event::AttemptClaimed`](super::Event::AttemptClaimed) or
    /// [`Event::AttemptRefused`](super::Event::AttemptRefused).
    ClaimAttempt {
        /// Where the challenge lives.
        scope: Scope,
        /// The challenge that the caller's token names; none for the live one, whichever it is.
        id: Option<ChallengeId>,
        /// Attempts that a challenge has.
        tries: u32,
        /// Failures that a recipient has.
        failures: u32,
        /// How long a recipient whose budget is used up must wait (ms).
        cool_down: i64,
        /// The time to judge by (ms since 1970).
        now: i64,
    },
    /// Compare the password with the account's hash. Without an account compare with the hash of
    /// nobody's password, made with the parameters in use: it takes as long. A right password whose
    /// hash has weaker parameters may be hashed anew then, without raising the version.
    ///
    /// Answered by [`Event::PasswordVerified`](super::Event::PasswordVerified).
    VerifyPassword {
        /// Whose password; none where there is no such user.
        user_id: Option<String>,
        /// The password in the form that is hashed.
        password: Secret,
    },
    /// Compare the password with the hash of the current one and of those before it.
    ///
    /// Answered by [`Event::HistoryCompared`](super::Event::HistoryCompared).
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
    /// Answered by [`Event::PasswordHashed`](super::Event::PasswordHashed).
    HashPassword {
        /// The password in the form that is hashed.
        password: Secret,
    },
    /// Make the change, in one transaction, under the conditions that [`PasswordChange`] says.
    ///
    /// Answered by [`Event::PasswordStored`](super::Event::PasswordStored); by
    /// [`Event::AccountChanged`](super::Event::AccountChanged) or
    /// [`Event::StateTokenGone`](super::Event::StateTokenGone) where a condition did not hold, and
    /// then nothing was written.
    StorePassword(PasswordChange),
    /// In one transaction: consume the challenge, noting the operation's id, where it is not
    /// consumed and is the scope's live one; and make the change, where besides the account's
    /// address of the scope's channel is still the scope's recipient. Give the claimed attempt back
    /// to the recipient's budget: it was no failure.
    ///
    /// Answered as [`Effect::StorePassword`] is, or by
    /// [`Event::ChallengeGone`](super::Event::ChallengeGone).
    Redeem {
        /// Where the challenge lives.
        scope: Scope,
        /// The challenge.
        id: ChallengeId,
        /// This call, and no other.
        operation_id: String,
        /// The change.
        change: PasswordChange,
    },
    /// Whether this operation is the one that consumed the challenge: asked where the answer to
    /// [`Effect::Redeem`] was lost.
    ///
    /// Answered by [`Event::RedeemerFound`](super::Event::RedeemerFound).
    FindRedeemer {
        /// The challenge.
        id: ChallengeId,
        /// This call, and no other.
        operation_id: String,
    },
    /// Make a slider CAPTCHA: a token of at least 128 random bits, an image with a gap, the piece. A
    /// hash of the token is stored with where the piece belongs: its left edge, in pixels of the
    /// image as it is handed out. Five pixels to either side are right.
    ///
    /// Answered by [`Event::CaptchaOpened`](super::Event::CaptchaOpened).
    OpenCaptcha {
        /// The application.
        client_id: String,
        /// When it ends (ms since 1970).
        expires_at: i64,
    },
    /// Use the CAPTCHA up, if it is of this application and not past its end: one conditional write,
    /// whatever the solution is worth.
    ///
    /// Answered by [`Event::CaptchaTaken`](super::Event::CaptchaTaken) or
    /// [`Event::CaptchaGone`](super::Event::CaptchaGone).
    TakeCaptcha {
        /// The application.
        client_id: String,
        /// The CAPTCHA's token as the caller sent it.
        token: Secret,
        /// The time to judge by (ms since 1970).
        now: i64,
    },
    /// Store a hash of the proof that a CAPTCHA was solved.
    ///
    /// Answered by [`Event::CaptchaProofStored`](super::Event::CaptchaProofStored).
    StoreCaptchaProof {
        /// The application.
        client_id: String,
        /// The address that a code may be sent to with it.
        recipient: Recipient,
        /// The proof.
        captcha_token: Secret,
        /// When it ends (ms since 1970).
        expires_at: i64,
    },
    /// Make an access token of at least 128 random bits, store a hash of it with its end, and return
    /// it.
    ///
    /// Answered by [`Event::AccessTokenIssued`](super::Event::AccessTokenIssued).
    IssueAccessToken {
        /// Whose it is.
        client_id: String,
        /// How long it lives, in seconds.
        lifetime: u32,
    },
    /// Make a session's token, and an id_token with this credential version and the claim `api`
    /// ([`Claims`](crate::wire::Claims)), where the account is active and of this version: who was
    /// overtaken by a new password gets no session.
    ///
    /// Answered by [`Event::SessionIssued`](super::Event::SessionIssued) or
    /// [`Event::AccountChanged`](super::Event::AccountChanged).
    IssueSession {
        /// The application.
        client_id: String,
        /// Whose session.
        user_id: String,
        /// The account's credential version, as the person has shown it.
        version: i64,
        /// How long it lives, in seconds.
        lifetime: u32,
    },
    /// Make a state token of at least 128 random bits and store a hash of it, bound to all of this.
    ///
    /// Answered by [`Event::StateTokenIssued`](super::Event::StateTokenIssued).
    IssueStateToken {
        /// The application.
        client_id: String,
        /// Whose it is.
        user_id: String,
        /// The account's credential version.
        version: i64,
        /// What logging in came to.
        status: LoginStatus,
        /// When it ends (ms since 1970).
        expires_at: i64,
    },
    /// Send the answer. The machine is done.
    Respond(HttpResponse),
    /// The event was not the one awaited, or the state is of a version that this machine does not
    /// know. Nothing was done, and the caller is to be answered with this.
    Misuse(HttpResponse),
}

impl Effect {
    /// The kind of the effect, for logs: the effect itself may hold a secret.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Authenticate { .. } => "authenticate",
            Self::VerifyClient { .. } => "verify_client",
            Self::FindApplication { .. } => "find_application",
            Self::VerifyIdToken { .. } => "verify_id_token",
            Self::VerifyStateToken { .. } => "verify_state_token",
            Self::TakeStateToken { .. } => "take_state_token",
            Self::FindAccount { .. } => "find_account",
            Self::TakeQuota { .. } => "take_quota",
            Self::TakeCaptchaProof { .. } => "take_captcha_proof",
            Self::DrawRandom => "draw_random",
            Self::OpenChallenge { .. } => "open_challenge",
            Self::ClaimAttempt { .. } => "claim_attempt",
            Self::VerifyPassword { .. } => "verify_password",
            Self::CompareHistory { .. } => "compare_history",
            Self::HashPassword { .. } => "hash_password",
            Self::StorePassword(_) => "store_password",
            Self::Redeem { .. } => "redeem",
            Self::FindRedeemer { .. } => "find_redeemer",
            Self::OpenCaptcha { .. } => "open_captcha",
            Self::TakeCaptcha { .. } => "take_captcha",
            Self::StoreCaptchaProof { .. } => "store_captcha_proof",
            Self::IssueAccessToken { .. } => "issue_access_token",
            Self::IssueSession { .. } => "issue_session",
            Self::IssueStateToken { .. } => "issue_state_token",
            Self::Respond(_) => "respond",
            Self::Misuse(_) => "misuse",
        }
    }
}
