//! A password that the server makes and sends: the administrator's reset.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::reply::Context;
use super::super::{Account, Effect, Event, Step, TemporaryPassword, body};
use super::authority::find;
use super::change::hashed_form;
use super::{Awaiting, Proven, Target, Temporary};
use crate::fault::Fault;
use crate::otp::{Channel, Recipient, Scope};
use crate::policy::Policy;
use crate::secret::Secret;
use crate::wire::Body;

pub(super) fn seed(mut proven: Proven, event: Event, cx: &Context<'_>) -> Option<Step> {
    let Event::RandomDrawn { bytes } = event else {
        return None;
    };
    proven.seed = Some(cx.settings.keys.challenge_id(bytes.0));
    Some(find(proven, cx))
}

pub(super) fn generate(
    target: Target,
    account: &Account,
    policy: Policy,
    channel: Channel,
    cx: &Context<'_>,
) -> Option<Step> {
    let Some(deliver_to) = account.address(channel).map(String::from) else {
        return Some(cx.refuse(missing(channel)));
    };
    let temporary = Temporary {
        seed: target.proven.seed.clone()?,
        policy,
        subject: account.subject.clone(),
        deliver_to,
        target,
    };
    Some(take_send(temporary, channel, 0, cx))
}

/// Takes the quota at this place, as for a code to that address, or goes on where there is none. An
/// account that is read again was counted before.
fn take_send(temporary: Temporary, channel: Channel, place: usize, cx: &Context<'_>) -> Step {
    let Ok(recipient) = Recipient::of(channel, &temporary.deliver_to) else {
        return cx.refuse(missing(channel));
    };
    let client = &temporary.target.proven.client;
    let scope = Scope {
        tenant: client.tenant.clone(),
        client_id: client.client_id.clone(),
        recipient,
    };
    let quotas = match temporary.target.proven.rounds {
        0 => cx.limits().send_quotas(&scope),
        _ => Vec::new(),
    };
    if let Some(quota) = quotas.into_iter().nth(place) {
        let awaiting = Awaiting::TemporarySend(Box::new(temporary), place);
        return Step::new(awaiting, cx.take(quota));
    }
    match temporary.password(cx) {
        Err(fault) => cx.refuse(fault),
        Ok(password) => {
            let effect = Effect::HashPassword {
                password: hashed_form(&password),
            };
            Step::new(Awaiting::TemporaryHash(Box::new(temporary)), effect)
        }
    }
}

pub(super) fn counted(
    temporary: Temporary,
    place: usize,
    event: Event,
    cx: &Context<'_>,
) -> Option<Step> {
    let Ok(Body::Generate { channel }) = body(cx) else {
        return None;
    };
    match event {
        Event::QuotaTaken => Some(take_send(temporary, *channel, place + 1, cx)),
        Event::QuotaExceeded { retry_after } => {
            Some(cx.refuse(cx.exhausted(*channel, retry_after)))
        }
        _ => None,
    }
}

fn missing(channel: Channel) -> Fault {
    match channel {
        Channel::Sms => Fault::MobileMissing,
        Channel::Email => Fault::EmailMissing,
    }
}

impl Temporary {
    /// The same each time. What the policy refuses now it refuses always: that is no failure that
    /// passes.
    fn password(&self, cx: &Context<'_>) -> Result<Secret, Fault> {
        let seed = cx.settings.keys.password_seed(&self.seed);
        let seed = seed.ok_or(Fault::Busy)?;
        let generated = self.policy.generate(&self.subject, &seed);
        let generated = generated.map_err(|_| Fault::PasswordRefused)?;
        Ok(generated.password)
    }
}

pub(super) fn hashed(temporary: Temporary, event: Event, cx: &Context<'_>) -> Option<Step> {
    let Event::PasswordHashed { hash } = event else {
        return None;
    };
    let Ok(Body::Generate { channel }) = body(cx) else {
        return None;
    };
    let password = match temporary.password(cx) {
        Ok(password) => password,
        Err(fault) => return Some(cx.refuse(fault)),
    };
    let message = TemporaryPassword {
        password,
        channel: *channel,
        deliver_to: temporary.deliver_to,
        expires_at: cx.after(cx.settings.lifetimes.temporary_password),
    };
    let change = temporary.target.change(hash, true, Some(message), cx);
    let effect = Effect::StorePassword(change);
    Some(Step::new(Awaiting::Store(temporary.target), effect))
}
