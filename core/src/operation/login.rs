//! The machine of `POST /api/v2/sdk/login`: a name and a password.
//!
//! Whom nobody knows costs the same: the same quotas, and a comparison with nobody's hash.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{Account, AccountStatus, Application, Effect, Event, Step, Whose, body};
use crate::fault::Fault;
use crate::policy::Policy;
use crate::secret::Secret;
use crate::text::{fold, for_hashing};
use crate::wire::{Answer, Body, LoginStatus, Session};

/// A longer name is nobody's.
const MAX_NAME: usize = 256;
const DAY: i64 = 86_400_000;

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `FindApplication`.
    Application,
    /// Of `TakeQuota`.
    Quota {
        /// The application.
        client_id: String,
        /// Its tenant.
        tenant: String,
        /// Which of the quotas: 0 is the account's.
        place: usize,
    },
    /// Of `FindAccount`.
    Account {
        /// The application.
        client_id: String,
    },
    /// Of `VerifyPassword`.
    Password {
        /// The application.
        client_id: String,
        /// What a right password comes to; none where there is no such user.
        found: Option<Found>,
    },
    /// Of `IssueSession`.
    Session,
    /// Of `IssueStateToken`.
    StateToken(LoginStatus),
}

/// The account, and what a right password comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    user_id: String,
    version: i64,
    /// None where not even the right password is good: a temporary one past its time.
    status: Option<LoginStatus>,
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::Login(awaiting)
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    match cx.identify().and_then(|effect| names(cx).map(|_| effect)) {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    let (username, password) = names(cx).ok()?;
    Some(match (awaiting, event) {
        (_, Event::Failed) => cx.refuse(Fault::Busy),
        (Awaiting::Application, Event::ApplicationNotFound) => cx.refuse(cx.unidentified()),
        (Awaiting::Application, Event::ApplicationFound { application }) => {
            let Application {
                client_id, tenant, ..
            } = application;
            take_quota(client_id, tenant, 0, username, cx)
        }
        (Awaiting::Quota { place: 0, .. }, Event::QuotaExceeded { retry_after }) => {
            cx.refuse(Fault::AccountLocked {
                unlock_in: Some(retry_after),
            })
        }
        (Awaiting::Quota { .. }, Event::QuotaExceeded { retry_after }) => {
            cx.refuse(Fault::QuotaExceeded {
                retry_after: Some(retry_after),
            })
        }
        (
            Awaiting::Quota {
                client_id,
                tenant,
                place,
            },
            Event::QuotaTaken,
        ) => take_quota(client_id, tenant, place + 1, username, cx),
        (Awaiting::Account { client_id }, Event::AccountNotFound) => {
            verify(client_id, None, password)
        }
        (Awaiting::Account { client_id }, Event::AccountFound { account, policy }) => {
            let found = Found {
                status: outcome(&account, &policy, cx.now),
                user_id: account.id,
                version: account.version,
            };
            verify(client_id, Some(found), password)
        }
        (
            Awaiting::Password {
                client_id,
                found: Some(found),
            },
            Event::PasswordVerified { matches: true },
        ) => admit(client_id, found, cx),
        (Awaiting::Password { .. }, Event::PasswordVerified { .. }) => {
            cx.refuse(Fault::PasswordWrong)
        }
        // The password may be another by now: who tries again will know.
        (Awaiting::Session, Event::AccountChanged) => cx.refuse(Fault::Busy),
        (
            Awaiting::Session,
            Event::SessionIssued {
                session_token,
                id_token,
            },
        ) => cx.logged_in(session_token, id_token, cx.settings.lifetimes.session),
        (Awaiting::StateToken(status), Event::StateTokenIssued { state_token }) => {
            cx.answer(&Answer::Session(Session {
                state_token: Some(state_token),
                ..outcome_of(status)
            }))
        }
        _ => return None,
    })
}

fn names<'a>(cx: &Context<'a>) -> Result<(&'a str, &'a Secret), Fault> {
    match body(cx)? {
        Body::LogIn { username, password } if username.len() <= MAX_NAME => {
            Ok((username, password))
        }
        _ => Err(Fault::ParameterFormat {
            parameter: Some("user_name".into()),
        }),
    }
}

/// Takes the quota at this place, or goes on where there is none.
fn take_quota(
    client_id: String,
    tenant: String,
    place: usize,
    username: &str,
    cx: &Context<'_>,
) -> Step {
    let whose = Whose::Username(fold(username.trim()));
    match cx.guess_quotas(&tenant, &whose).into_iter().nth(place) {
        Some(quota) => Step::new(
            Awaiting::Quota {
                client_id,
                tenant,
                place,
            },
            cx.take(quota),
        ),
        None => {
            let effect = Effect::FindAccount {
                client_id: client_id.clone(),
                whose,
            };
            Step::new(Awaiting::Account { client_id }, effect)
        }
    }
}

fn verify(client_id: String, found: Option<Found>, password: &Secret) -> Step {
    let effect = Effect::VerifyPassword {
        user_id: found.as_ref().map(|found| found.user_id.clone()),
        password: Secret::new(for_hashing(password.expose())),
    };
    Step::new(Awaiting::Password { client_id, found }, effect)
}

/// What the right password comes to.
fn outcome(account: &Account, policy: &Policy, now: i64) -> Option<LoginStatus> {
    if account.password_expires_at.is_some_and(|end| end <= now) {
        return None;
    }
    if account.status == AccountStatus::Frozen {
        return Some(LoginStatus::AccessDenied);
    }
    let lifecycle = policy.document().lifecycle.unwrap_or_default();
    let age = now.saturating_sub(account.password_set_at);
    let has_reached = |days: u32| age >= i64::from(days) * DAY;
    let (max, warn) = (lifecycle.max_age_days, lifecycle.warn_days.unwrap_or(0));
    Some(match max {
        _ if account.must_change => LoginStatus::PasswordExpired,
        Some(max) if has_reached(max) => LoginStatus::PasswordExpired,
        Some(max) if has_reached(max.saturating_sub(warn)) => LoginStatus::PasswordWarn,
        _ => LoginStatus::Success,
    })
}

fn admit(client_id: String, found: Found, cx: &Context<'_>) -> Step {
    let Found {
        user_id,
        version,
        status,
    } = found;
    match status {
        None => cx.refuse(Fault::PasswordWrong),
        Some(LoginStatus::Success) => Step::new(
            Awaiting::Session,
            Effect::IssueSession {
                client_id,
                user_id,
                version,
                lifetime: cx.settings.lifetimes.session,
            },
        ),
        Some(LoginStatus::AccessDenied | LoginStatus::MfaAuth) => {
            cx.answer(&Answer::Session(outcome_of(LoginStatus::AccessDenied)))
        }
        Some(status) => Step::new(
            Awaiting::StateToken(status),
            Effect::IssueStateToken {
                client_id,
                user_id,
                version,
                status,
                expires_at: cx.after(cx.settings.lifetimes.state_token),
            },
        ),
    }
}

fn outcome_of(status: LoginStatus) -> Session {
    Session {
        status,
        session_token: None,
        id_token: None,
        expire: None,
        state_token: None,
    }
}
