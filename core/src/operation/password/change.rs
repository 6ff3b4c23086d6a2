//! The change itself: the account, the rules, the hash, the one conditional write.

use super::super::reply::Context;
use super::super::{
    Account, AccountStatus, Effect, Event, Flow, NewPassword, PasswordChange, Plan, Step,
    TemporaryPassword, Whose, body,
};
use super::authority::find;
use super::{Awaiting, Proven, Target, temporary};
use crate::fault::Fault;
use crate::policy::Violation;
use crate::secret::Secret;
use crate::text::for_hashing;
use crate::wire::{Answer, Body};

/// How often the account is read because it changed meanwhile.
const MAX_ROUNDS: u32 = 3;

pub(super) fn account(proven: Proven, event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    let (account, policy) = match event {
        Event::AccountFound { account, policy } => (account, policy),
        Event::AccountNotFound if proven.person.is_some() => {
            return Some(cx.refuse(cx.token_refused()));
        }
        Event::AccountNotFound => return Some(cx.refuse(Fault::UserNotFound)),
        _ => return None,
    };
    if let Some(fault) = unfit(&proven, &account, cx) {
        return Some(cx.refuse(fault));
    }
    let target = Target {
        user_id: account.id.clone(),
        seen_version: account.version,
        remember: policy.document().history.map(|history| history.remember),
        operation_id: None,
        proven,
    };
    if let Ok(Body::Generate { channel }) = body(cx) {
        return temporary::generate(target, &account, policy, *channel, cx);
    }
    let report = policy.check(password(cx)?.expose(), &account.subject);
    if let Some(refused) = cx.refused_by(report) {
        return Some(refused);
    }
    Some(match plan.flow {
        Flow::WithoutCode {
            old_password: true,
            password: NewPassword::Given,
            ..
        } => take_guess(target, 0, cx)?,
        _ => compare_history(target, cx)?,
    })
}

/// Why nothing of this account may be set by what the caller has shown.
fn unfit(proven: &Proven, account: &Account, cx: &Context<'_>) -> Option<Fault> {
    if let Some(person) = &proven.person
        && person.version != account.version
    {
        return Some(cx.token_refused());
    }
    if let Some(redeems) = &proven.redeems {
        let channel = redeems.scope.channel();
        if account.recipient(channel).as_ref() != Some(&redeems.scope.recipient) {
            return Some(cx.challenge_bad(channel));
        }
    }
    (account.status == AccountStatus::Frozen).then_some(Fault::AccountFrozen)
}

/// The new password, where it stands in the request.
fn password<'a>(cx: &Context<'a>) -> Option<&'a Secret> {
    match body(cx).ok()? {
        Body::Set { password, .. }
        | Body::Replace { password, .. }
        | Body::Redeem { password, .. } => Some(password),
        _ => None,
    }
}

pub(super) fn hashed_form(password: &Secret) -> Secret {
    Secret::new(for_hashing(password.expose()))
}

fn take_guess(target: Target, place: usize, cx: &Context<'_>) -> Option<Step> {
    let whose = Whose::Id(target.user_id.clone());
    let quotas = cx.guess_quotas(&target.proven.client.tenant, &whose);
    if let Some(quota) = quotas.into_iter().nth(place) {
        return Some(Step::new(Awaiting::Guesses(target, place), cx.take(quota)));
    }
    let Ok(Body::Replace { old_password, .. }) = body(cx) else {
        return None;
    };
    let effect = Effect::VerifyPassword {
        user_id: Some(target.user_id.clone()),
        password: hashed_form(old_password),
    };
    Some(Step::new(Awaiting::OldPassword(target), effect))
}

pub(super) fn guess(target: Target, place: usize, event: Event, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::QuotaTaken => take_guess(target, place + 1, cx),
        Event::QuotaExceeded { retry_after } => Some(cx.refuse(Fault::QuotaExceeded {
            retry_after: Some(retry_after),
        })),
        _ => None,
    }
}

pub(super) fn old_password(target: Target, event: Event, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::PasswordVerified { matches: true } => compare_history(target, cx),
        Event::PasswordVerified { matches: false } => Some(cx.refuse(Fault::OldPasswordWrong)),
        _ => None,
    }
}

fn compare_history(target: Target, cx: &Context<'_>) -> Option<Step> {
    let Some(remember) = target.remember else {
        return name_or_hash(target, cx);
    };
    let effect = Effect::CompareHistory {
        user_id: target.user_id.clone(),
        password: hashed_form(password(cx)?),
        remember,
    };
    Some(Step::new(Awaiting::History(target), effect))
}

pub(super) fn history(target: Target, event: Event, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::HistoryCompared { used: false } => name_or_hash(target, cx),
        Event::HistoryCompared { used: true } => {
            let remember = target.remember.unwrap_or(0);
            Some(cx.refuse_all([Violation::History { remember }].into()))
        }
        _ => None,
    }
}

/// A call that consumes a challenge has a name, by which it is found again.
fn name_or_hash(target: Target, cx: &Context<'_>) -> Option<Step> {
    if target.proven.redeems.is_some() {
        let awaiting = Awaiting::OperationId(target);
        return Some(Step::new(awaiting, Effect::DrawRandom));
    }
    hash(target, cx)
}

pub(super) fn operation_id(mut target: Target, event: Event, cx: &Context<'_>) -> Option<Step> {
    let Event::RandomDrawn { bytes } = event else {
        return None;
    };
    target.operation_id = Some(bytes);
    hash(target, cx)
}

fn hash(target: Target, cx: &Context<'_>) -> Option<Step> {
    let effect = Effect::HashPassword {
        password: hashed_form(password(cx)?),
    };
    Some(Step::new(Awaiting::Hash(target), effect))
}

pub(super) fn hashed(target: Target, event: Event, cx: &Context<'_>) -> Option<Step> {
    let Event::PasswordHashed { hash } = event else {
        return None;
    };
    let must_change = match body(cx).ok()? {
        Body::Set { must_change, .. } => *must_change,
        _ => false,
    };
    let change = target.change(hash, must_change, None, cx);
    let effect = match (&target.proven.redeems, target.operation_id) {
        (Some(redeems), Some(operation_id)) => Effect::Redeem {
            scope: redeems.scope.clone(),
            id: redeems.id.clone(),
            operation_id: operation_id.into(),
            change,
        },
        _ => Effect::StorePassword(change),
    };
    Some(Step::new(Awaiting::Store(target), effect))
}

impl Target {
    pub(super) fn change(
        &self,
        hash: Secret,
        must_change: bool,
        temporary: Option<TemporaryPassword>,
        cx: &Context<'_>,
    ) -> PasswordChange {
        PasswordChange {
            user_id: self.user_id.clone(),
            seen_version: self.seen_version,
            hash,
            must_change,
            remember: self.remember.unwrap_or(0),
            state_token: cx.state_token().cloned(),
            temporary,
        }
    }
}

pub(super) fn stored(target: Target, event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    Some(match event {
        Event::PasswordStored => done(target, plan, cx),
        Event::StateTokenGone if cx.state_token().is_some() => cx.refuse(Fault::StateTokenBad),
        Event::ChallengeGone => {
            let channel = target.proven.redeems?.scope.channel();
            cx.refuse(cx.challenge_bad(channel))
        }
        Event::AccountChanged if target.proven.rounds + 1 < MAX_ROUNDS => {
            let mut proven = target.proven;
            proven.rounds += 1;
            find(proven, cx)
        }
        Event::AccountChanged => cx.refuse(Fault::Busy),
        _ => return None,
    })
}

/// What became of the write is not known. With a challenge it can be asked.
pub(super) fn lost(target: Target, cx: &Context<'_>) -> Step {
    match (&target.proven.redeems, target.operation_id) {
        (Some(redeems), Some(operation_id)) => {
            let effect = Effect::FindRedeemer {
                id: redeems.id.clone(),
                operation_id: operation_id.into(),
            };
            Step::new(Awaiting::Redeemer(target), effect)
        }
        _ => cx.refuse(Fault::Busy),
    }
}

pub(super) fn redeemer(target: Target, event: Event, plan: Plan, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::RedeemerFound { is_this: true } => Some(done(target, plan, cx)),
        Event::RedeemerFound { is_this: false } => Some(cx.refuse(Fault::Busy)),
        _ => None,
    }
}

fn done(target: Target, plan: Plan, cx: &Context<'_>) -> Step {
    if plan.opens_session {
        return Step::new(
            Awaiting::Session,
            Effect::IssueSession {
                client_id: target.proven.client.client_id,
                user_id: target.user_id,
                // The change has raised it.
                version: target.seen_version.saturating_add(1),
                lifetime: cx.settings.lifetimes.changed_session,
            },
        );
    }
    match cx.request.user_id.clone() {
        Some(user_id) => cx.answer(&Answer::User { user_id }),
        None => cx.answer(&Answer::Done),
    }
}

pub(super) fn session(event: Event, cx: &Context<'_>) -> Option<Step> {
    match event {
        Event::SessionIssued {
            session_token,
            id_token,
        } => Some(cx.logged_in(
            session_token,
            id_token,
            cx.settings.lifetimes.changed_session,
        )),
        // The password is set, and somebody has changed the account since.
        Event::AccountChanged => Some(cx.refuse(Fault::Busy)),
        _ => None,
    }
}
