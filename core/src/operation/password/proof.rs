//! The proof by a code: where it was sent, a try for it, the comparison.

use super::super::reply::Context;
use super::super::{Account, Application, Effect, Event, Flow, Plan, Step, body};
use super::authority::find;
use super::{Awaiting, Client, Person, Proven, Redeems, Sent};
use crate::fault::Fault;
use crate::otp::{Binding, Channel, PurposeSet, Scope, is_code, open};
use crate::policy::{Policy, Subject};
use crate::wire::{Address, Body};

/// The code went to an address in the request.
pub(super) fn to_address(application: &Application, cx: &Context<'_>) -> Step {
    let Some(address) = address(cx) else {
        return cx.refuse(Fault::RequestInvalid);
    };
    let sent = Sent {
        scope: scope(application, address),
        id: None,
        person: None,
    };
    ruled(sent, &application.policy, cx)
}

/// The code went to an address in the request, and a token came back that says so.
pub(super) fn with_token(
    application: &Application,
    purposes: super::super::plan::Purposes,
    cx: &Context<'_>,
) -> Step {
    let (
        Some(address),
        Ok(Body::Redeem {
            token: Some(token), ..
        }),
    ) = (address(cx), body(cx))
    else {
        return cx.refuse(Fault::RequestInvalid);
    };
    let scope = scope(application, address);
    let purposes = purposes.of(&cx.settings.accepted);
    match open(&cx.settings.keys, token, &scope, purposes, cx.now) {
        Err(_) => cx.refuse(cx.challenge_bad(scope.channel())),
        Ok(opened) => {
            let sent = Sent {
                scope,
                id: Some(opened.id),
                person: None,
            };
            ruled(sent, &application.policy, cx)
        }
    }
}

/// The code went to the address of the person who calls.
pub(super) fn to_account(
    client: &Client,
    person: Person,
    account: &Account,
    channel: Channel,
    policy: &Policy,
    cx: &Context<'_>,
) -> Step {
    let Some(recipient) = account.recipient(channel) else {
        return cx.refuse(cx.challenge_bad(channel));
    };
    let sent = Sent {
        scope: Scope {
            tenant: client.tenant.clone(),
            client_id: client.client_id.clone(),
            recipient,
        },
        id: None,
        person: Some(person),
    };
    ruled(sent, policy, cx)
}

/// Holds the rules that need no account against the password, so that a refused one costs no try,
/// and counts the check.
fn ruled(sent: Sent, policy: &Policy, cx: &Context<'_>) -> Step {
    let Ok(Body::Redeem { password, .. }) = body(cx) else {
        return cx.refuse(Fault::RequestInvalid);
    };
    let report = policy.check(password.expose(), &Subject::default());
    if let Some(refused) = cx.refused_by(report) {
        return refused;
    }
    match cx.check_quota() {
        Some(quota) => Step::new(Awaiting::Checks(sent), cx.take(quota)),
        None => claim(sent, cx),
    }
}

pub(super) fn counted(sent: Sent, event: Event, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::QuotaTaken => Some(claim(sent, cx)),
        Event::QuotaExceeded { retry_after } => {
            let channel = sent.scope.channel();
            Some(cx.refuse(cx.exhausted(channel, retry_after)))
        }
        _ => None,
    }
}

fn claim(sent: Sent, cx: &Context<'_>) -> Step {
    let limits = cx.limits();
    let effect = Effect::ClaimAttempt {
        scope: sent.scope.clone(),
        id: sent.id.clone(),
        tries: limits.tries,
        failures: limits.failures,
        cool_down: limits.cool_down,
        now: cx.now,
    };
    Step::new(Awaiting::Attempt(sent), effect)
}

pub(super) fn attempt(sent: Sent, event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    let channel = sent.scope.channel();
    let (id, purpose, opened_at) = match event {
        Event::AttemptClaimed {
            id,
            purpose,
            opened_at,
        } => (id, purpose, opened_at),
        Event::AttemptRefused => return Some(cx.refuse(cx.challenge_bad(channel))),
        _ => return None,
    };
    let Ok(Body::Redeem { code, .. }) = body(cx) else {
        return None;
    };
    let limits = cx.limits();
    let scope = &sent.scope;
    let binding = Binding { scope, purpose };
    let is_right = is_code(&cx.settings.keys, &id, binding, limits.digits, code);
    let is_in_time = cx.now < opened_at.saturating_add(limits.code_lives);
    let is_accepted = purposes(plan, cx).contains(purpose);
    let is_named = sent.id.as_ref().is_none_or(|named| *named == id);
    if !(is_right && is_in_time && is_accepted && is_named) {
        return Some(cx.refuse(cx.code_wrong(channel)));
    }
    let client = Client {
        client_id: scope.client_id.clone(),
        tenant: scope.tenant.clone(),
    };
    let proven = Proven {
        client,
        person: sent.person,
        redeems: Some(Redeems {
            scope: sent.scope,
            id,
        }),
        seed: None,
        rounds: 0,
    };
    Some(find(proven, cx))
}

fn purposes(plan: Plan, cx: &Context<'_>) -> PurposeSet {
    match plan.flow {
        Flow::CodeToAddress { purposes, .. }
        | Flow::CodeToAccount { purposes, .. }
        | Flow::CodeWithToken { purposes } => purposes.of(&cx.settings.accepted),
        Flow::WithoutCode { .. } => PurposeSet::default(),
    }
}

fn address<'a>(cx: &Context<'a>) -> Option<&'a Address> {
    match body(cx) {
        Ok(Body::Redeem { address, .. }) => address.as_ref(),
        _ => None,
    }
}

fn scope(application: &Application, address: &Address) -> Scope {
    Scope {
        tenant: application.tenant.clone(),
        client_id: application.client_id.clone(),
        recipient: address.recipient.clone(),
    }
}
