//! The machine of `PUT /api/v2/tenant/users/{user_id}/change-password`.
//!
//! Order: authority → account and its state → all rules at once → history → hash → store. So the
//! report and the vendor's first code come from all rules that need no history.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::{Account, AccountStatus, Effect, Event, State, Step, VERSION};
use crate::fault::Fault;
use crate::policy::{Policy, Violation};
use crate::secret::Secret;
use crate::text::for_hashing;
use crate::wire::HttpResponse;
use crate::wire::eiam::change_password::{AnswerForm, Body, Request, encode_done, encode_refused};

/// Permissions with which an application may write users.
const PERMISSIONS: [&str; 2] = ["user_all", "all"];
/// How often the account is read again because it changed meanwhile.
const MAX_ROUNDS: u32 = 3;

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `Authenticate`.
    Authority,
    /// Of `FindAccount`.
    Account {
        /// The application that calls.
        client_id: String,
        /// How often the account was read before.
        rounds: u32,
    },
    /// Of `CompareHistory`.
    History(Target),
    /// Of `HashPassword`.
    Hash(Target),
    /// Of `StorePassword`.
    Store(Target),
    /// Nothing: the answer is out.
    Nothing,
}

/// The account whose password is set, as it was when the rules were held against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    client_id: String,
    rounds: u32,
    seen_version: i64,
    remember: u32,
}

/// Begins the call.
pub fn start(request: &Request) -> Step<Awaiting> {
    match &request.access_token {
        None => refuse(&Fault::Unauthenticated, request.answer),
        Some(token) => Step::new(
            Awaiting::Authority,
            Effect::Authenticate {
                access_token: token.clone(),
            },
        ),
    }
}

/// Goes on with what came of the last effect.
pub fn step(state: State<Awaiting>, event: Event, request: &Request) -> Step<Awaiting> {
    let form = request.answer;
    match (state.awaiting, event) {
        (awaiting, _) if state.version != VERSION => misuse(awaiting, form),
        (Awaiting::Nothing, _) => misuse(Awaiting::Nothing, form),
        (_, Event::Failed) => refuse(&Fault::Busy, form),
        (Awaiting::Authority, Event::NotAuthenticated) => refuse(&Fault::Unauthenticated, form),
        (
            Awaiting::Authority,
            Event::Authenticated {
                client_id,
                permissions,
            },
        ) => authorised(client_id, &permissions, request),
        (Awaiting::Account { .. }, Event::AccountNotFound) => refuse(&Fault::UserNotFound, form),
        (Awaiting::Account { client_id, rounds }, Event::AccountFound { account, policy }) => {
            check(client_id, rounds, &account, &policy, request)
        }
        (Awaiting::History(target), Event::HistoryCompared { used: true }) => {
            let violation = Violation::History {
                remember: target.remember,
            };
            refuse_all([violation].into(), form)
        }
        (Awaiting::History(target), Event::HistoryCompared { used: false }) => {
            hash(target, request)
        }
        (Awaiting::Hash(target), Event::PasswordHashed { hash }) => store(target, hash, request),
        (Awaiting::Store(_), Event::PasswordStored) => respond(encode_done(&request.user_id)),
        (Awaiting::Store(target), Event::VersionChanged) if target.rounds + 1 < MAX_ROUNDS => {
            find(target.client_id, target.rounds + 1, request)
        }
        (Awaiting::Store(_), Event::VersionChanged) => refuse(&Fault::Busy, form),
        (awaiting, _) => misuse(awaiting, form),
    }
}

fn authorised(client_id: String, permissions: &[String], request: &Request) -> Step<Awaiting> {
    let may_write = permissions
        .iter()
        .any(|held| PERMISSIONS.contains(&held.as_str()));
    match &request.body {
        _ if !may_write => refuse(&Fault::Forbidden, request.answer),
        Err(fault) => refuse(fault, request.answer),
        Ok(_) => find(client_id, 0, request),
    }
}

fn find(client_id: String, rounds: u32, request: &Request) -> Step<Awaiting> {
    let effect = Effect::FindAccount {
        client_id: client_id.clone(),
        user_id: request.user_id.to_string(),
    };
    Step::new(Awaiting::Account { client_id, rounds }, effect)
}

fn check(
    client_id: String,
    rounds: u32,
    account: &Account,
    policy: &Policy,
    request: &Request,
) -> Step<Awaiting> {
    let body = match &request.body {
        _ if account.status == AccountStatus::Frozen => {
            return refuse(&Fault::AccountFrozen, request.answer);
        }
        Err(fault) => return refuse(fault, request.answer),
        Ok(body) => body,
    };
    let report = policy.check(body.password.expose(), &account.subject);
    if !report.violations.is_empty() {
        return refuse_all(report.violations, request.answer);
    }
    let history = policy.document().history;
    let target = Target {
        client_id,
        rounds,
        seen_version: account.version,
        remember: history.map_or(0, |history| history.remember),
    };
    if history.is_none() {
        return hash(target, request);
    }
    let effect = Effect::CompareHistory {
        user_id: request.user_id.to_string(),
        password: hashed_form(body),
        remember: target.remember,
    };
    Step::new(Awaiting::History(target), effect)
}

fn hash(target: Target, request: &Request) -> Step<Awaiting> {
    match &request.body {
        Err(fault) => refuse(fault, request.answer),
        Ok(body) => {
            let effect = Effect::HashPassword {
                password: hashed_form(body),
            };
            Step::new(Awaiting::Hash(target), effect)
        }
    }
}

fn store(target: Target, hash: Secret, request: &Request) -> Step<Awaiting> {
    match &request.body {
        Err(fault) => refuse(fault, request.answer),
        Ok(body) => {
            let effect = Effect::StorePassword {
                user_id: request.user_id.to_string(),
                seen_version: target.seen_version,
                hash,
                must_change: body.must_change,
                remember: target.remember,
            };
            Step::new(Awaiting::Store(target), effect)
        }
    }
}

fn hashed_form(body: &Body) -> Secret {
    Secret::new(for_hashing(body.password.expose()))
}

/// Refuses with the first violation in the vendor's order, and the whole list for whom wants it.
fn refuse_all(violations: Vec<Violation>, form: AnswerForm) -> Step<Awaiting> {
    let first = violations
        .first()
        .cloned()
        .map_or(Fault::Busy, Fault::Violation);
    respond(encode_refused(&first, &violations, form))
}

fn refuse(fault: &Fault, form: AnswerForm) -> Step<Awaiting> {
    respond(encode_refused(fault, &[], form))
}

fn respond(response: HttpResponse) -> Step<Awaiting> {
    Step::new(Awaiting::Nothing, Effect::Respond(response))
}

fn misuse(awaiting: Awaiting, form: AnswerForm) -> Step<Awaiting> {
    Step::new(
        awaiting,
        Effect::Misuse(encode_refused(&Fault::Busy, &[], form)),
    )
}

#[cfg(test)]
mod tests;
