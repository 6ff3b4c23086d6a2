//! The machine of all calls that set a password: four flows, whose order the security of the whole
//! rests on.
//!
//! **Without a code** (administrator, old password, state token): authority → account and its state
//! → all rules at once → old password, history → hash → store. So a report, and the vendor's first
//! code, come from all rules.
//!
//! **With a code**: form → authority, or the token's MAC, end and binding → the rules that need no
//! account → a try is claimed → the code is compared → account, its state, all rules → history →
//! hash → redeem. What is told of an account (there is none, it is frozen, the password was used) is
//! told only to whom had the right code. A refused password leaves the challenge alive; the try
//! stays spent.

use alloc::boxed::Box;
use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{Application, Event, Nonce, Plan, Step, plan};
use crate::fault::Fault;
use crate::otp::{ChallengeId, Scope};
use crate::policy::{Policy, Subject};
use crate::wire::LoginStatus;

mod authority;
mod change;
mod proof;
mod temporary;

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `Authenticate`, `FindApplication` or `VerifyClient`.
    Application,
    /// Of `VerifyIdToken` or `VerifyStateToken`.
    Token(Client),
    /// Of `FindAccount`: the person who calls, whose address the code was sent to.
    Person(Client, Person),
    /// Of `TakeQuota`: codes from one source address.
    Checks(Sent),
    /// Of `ClaimAttempt`.
    Attempt(Sent),
    /// Of `DrawRandom`: what a temporary password is made of.
    Seed(Proven),
    /// Of `FindAccount`: the account whose password is set.
    Account(Proven),
    /// Of `TakeQuota`: guesses of the old password, and which of the quotas.
    Guesses(Target, usize),
    /// Of `VerifyPassword`.
    OldPassword(Target),
    /// Of `CompareHistory`.
    History(Target),
    /// Of `DrawRandom`: this call's own name.
    OperationId(Target),
    /// Of `HashPassword`.
    Hash(Target),
    /// Of `TakeQuota`: messages to the address that a temporary password goes to, and which of the
    /// quotas.
    TemporarySend(Box<Temporary>, usize),
    /// Of `HashPassword`, of a password that the server made.
    TemporaryHash(Box<Temporary>),
    /// Of `StorePassword` or `Redeem`.
    Store(Target),
    /// Of `FindRedeemer`: the answer to `Redeem` was lost.
    Redeemer(Target),
    /// Of `IssueSession`.
    Session,
}

/// The application that calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    client_id: String,
    tenant: String,
}

/// The person whom an id_token or a state token names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    user_id: String,
    /// The account's credential version when the token was made.
    version: i64,
}

/// Where a code was sent, according to the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sent {
    scope: Scope,
    /// The challenge that the caller's token names.
    id: Option<ChallengeId>,
    person: Option<Person>,
}

/// What the caller has shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proven {
    client: Client,
    person: Option<Person>,
    /// By the right code.
    redeems: Option<Redeems>,
    /// What a temporary password is made of.
    seed: Option<ChallengeId>,
    /// How often the account was read before, and had changed when it came to writing.
    rounds: u32,
}

/// The challenge that the right code belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Redeems {
    scope: Scope,
    id: ChallengeId,
}

/// The account whose password is set, as it was when the rules were held against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    proven: Proven,
    user_id: String,
    seen_version: i64,
    /// None where the policy has no history.
    remember: Option<u32>,
    operation_id: Option<Nonce>,
}

/// What a temporary password is generated again from once its hash is there: no state holds a
/// password.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Temporary {
    target: Target,
    seed: ChallengeId,
    policy: Policy,
    subject: Subject,
    deliver_to: String,
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::Password(awaiting)
    }
}

impl From<&Application> for Client {
    fn from(application: &Application) -> Self {
        Self {
            client_id: application.client_id.clone(),
            tenant: application.tenant.clone(),
        }
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    authority::start(cx)
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    let plan = plan(cx.request.call)?;
    if event == Event::Failed {
        return Some(match awaiting {
            Awaiting::Store(target) => change::lost(target, cx),
            _ => cx.refuse(Fault::Busy),
        });
    }
    match awaiting {
        Awaiting::Application => authority::application(event, plan, cx),
        Awaiting::Token(client) => authority::token(client, event, plan, cx),
        Awaiting::Person(client, person) => authority::person(client, person, event, plan, cx),
        Awaiting::Checks(sent) => proof::counted(sent, event, cx),
        Awaiting::Attempt(sent) => proof::attempt(sent, event, plan, cx),
        Awaiting::Seed(proven) => temporary::seed(proven, event, cx),
        Awaiting::Account(proven) => change::account(proven, event, plan, cx),
        Awaiting::Guesses(target, place) => change::guess(target, place, event, cx),
        Awaiting::OldPassword(target) => change::old_password(target, event, cx),
        Awaiting::History(target) => change::history(target, event, cx),
        Awaiting::OperationId(target) => change::operation_id(target, event, cx),
        Awaiting::Hash(target) => change::hashed(target, event, cx),
        Awaiting::TemporarySend(made, place) => temporary::counted(*made, place, event, cx),
        Awaiting::TemporaryHash(made) => temporary::hashed(*made, event, cx),
        Awaiting::Store(target) => change::stored(target, event, plan, cx),
        Awaiting::Redeemer(target) => change::redeemer(target, event, plan, cx),
        Awaiting::Session => change::session(event, cx),
    }
}

/// Whether a state token of this status may set a password: a second factor's may not.
fn may_change(status: Option<LoginStatus>) -> bool {
    matches!(
        status,
        Some(LoginStatus::PasswordWarn | LoginStatus::PasswordExpired)
    )
}

/// Whether the plan proves by a code.
fn has_code(plan: Plan) -> bool {
    !matches!(plan.flow, super::Flow::WithoutCode { .. })
}
