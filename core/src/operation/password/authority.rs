//! Who calls: the application, and where the call wants one the person.

use super::super::reply::Context;
use super::super::{
    Application, Authority, Effect, Event, Flow, NewPassword, Plan, Step, Whose, body,
};
use super::{Awaiting, Client, Person, Proven, has_code, may_change, plan, proof};
use crate::fault::Fault;
use crate::wire::{Body, Caller};

/// The form first. Only an administrator's call keeps what is wrong with its body for those who may
/// make the call.
pub(super) fn start(cx: &Context<'_>) -> Step {
    let is_administrators = matches!(cx.request.caller, Ok(Caller::AccessToken(_)));
    let is_read = plan(cx.request.call).is_some_and(has_code) || !is_administrators;
    let effect = cx.identify().and_then(|effect| match body(cx) {
        Err(fault) if is_read => Err(fault),
        _ => Ok(effect),
    });
    match effect {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn application(event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    let application = match event {
        Event::ApplicationFound { application } => application,
        Event::ApplicationNotFound => return Some(cx.refuse(cx.unidentified())),
        _ => return None,
    };
    Some(match plan.flow {
        Flow::WithoutCode {
            authority: Authority::AccessToken,
            password,
            ..
        } => administrator(&application, password, cx),
        Flow::CodeToAddress { .. } => proof::to_address(&application, cx),
        Flow::CodeWithToken { purposes } => proof::with_token(&application, purposes, cx),
        Flow::WithoutCode { .. } | Flow::CodeToAccount { .. } => {
            verify(Client::from(&application), cx)
        }
    })
}

fn administrator(application: &Application, password: NewPassword, cx: &Context<'_>) -> Step {
    if !application.may_write_users() {
        return cx.refuse(Fault::Forbidden);
    }
    let proven = Proven {
        client: application.into(),
        person: None,
        redeems: None,
        seed: None,
        rounds: 0,
    };
    match (password, body(cx)) {
        (_, Err(fault)) => cx.refuse(fault),
        (NewPassword::Generated, Ok(Body::Generate { channel })) => {
            if application.reaches(*channel) {
                Step::new(Awaiting::Seed(proven), Effect::DrawRandom)
            } else {
                cx.refuse(Fault::MessageFailed)
            }
        }
        (_, Ok(_)) => find(proven, cx),
    }
}

/// Asks whose the person's token is.
fn verify(client: Client, cx: &Context<'_>) -> Step {
    let client_id = client.client_id.clone();
    let effect = match &cx.request.caller {
        Ok(Caller::IdToken { id_token, .. }) => Effect::VerifyIdToken {
            client_id,
            id_token: id_token.clone(),
        },
        Ok(Caller::StateToken { state_token, .. }) => Effect::VerifyStateToken {
            client_id,
            state_token: state_token.clone(),
        },
        _ => return cx.refuse(cx.token_refused()),
    };
    Step::new(Awaiting::Token(client), effect)
}

pub(super) fn token(client: Client, event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    let (person, status) = match event {
        Event::TokenVerified {
            user_id,
            version,
            status,
        } => (Person { user_id, version }, status),
        Event::TokenRefused => return Some(cx.refuse(cx.token_refused())),
        _ => return None,
    };
    if cx.state_token().is_some() && !may_change(status) {
        return Some(cx.refuse(Fault::StateTokenBad));
    }
    if !has_code(plan) {
        let proven = Proven {
            client,
            person: Some(person),
            redeems: None,
            seed: None,
            rounds: 0,
        };
        return Some(find(proven, cx));
    }
    let effect = Effect::FindAccount {
        client_id: client.client_id.clone(),
        whose: Whose::Id(person.user_id.clone()),
    };
    Some(Step::new(Awaiting::Person(client, person), effect))
}

/// The person's account gives the address that the code was sent to: the request never does.
pub(super) fn person(
    client: Client,
    person: Person,
    event: Event,
    plan: Plan,
    cx: &Context<'_>,
) -> Option<Step> {
    let (account, policy) = match event {
        Event::AccountFound { account, policy } => (account, policy),
        Event::AccountNotFound => return Some(cx.refuse(cx.token_refused())),
        _ => return None,
    };
    if account.version != person.version {
        return Some(cx.refuse(cx.token_refused()));
    }
    let Flow::CodeToAccount { channel, .. } = plan.flow else {
        return None;
    };
    Some(proof::to_account(
        &client, person, &account, channel, &policy, cx,
    ))
}

/// Finds the account whose password is set.
pub(super) fn find(proven: Proven, cx: &Context<'_>) -> Step {
    let whose = match (&proven.person, &proven.redeems) {
        (Some(person), _) => Whose::Id(person.user_id.clone()),
        (None, Some(redeems)) => Whose::Recipient(redeems.scope.recipient.clone()),
        (None, None) => Whose::Id(cx.request.user_id.clone().unwrap_or_default()),
    };
    let effect = Effect::FindAccount {
        client_id: proven.client.client_id.clone(),
        whose,
    };
    Step::new(Awaiting::Account(proven), effect)
}
