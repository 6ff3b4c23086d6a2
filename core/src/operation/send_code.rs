//! The machine of the calls that send a code: EIAM's by SMS and by e-mail, CIAM's by either.
//!
//! Order: form → application → channel → purpose → CAPTCHA → quotas → account → challenge. Nothing
//! in it depends on whether there is such a user but the address that the message goes to.

use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::reply::Context;
use super::{Account, Application, Effect, Event, Nonce, Step, Whose, body};
use crate::fault::{Fault, Profile};
use crate::otp::{Binding, ChallengeId, Channel, Purpose, Quota, Scope, mint};
use crate::wire::{Address, Answer, Body};

/// The one answer that is awaited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Awaiting {
    /// Of `FindApplication` or `VerifyClient`.
    Application,
    /// Of `TakeCaptchaProof`.
    CaptchaProof(Scope),
    /// Of `TakeQuota`.
    Quota {
        /// Where the challenge will live.
        scope: Scope,
        /// Which of the quotas.
        place: usize,
    },
    /// Of `FindAccount`.
    Account(Scope),
    /// Of `DrawRandom`.
    Random {
        /// Where the challenge will live.
        scope: Scope,
        /// The address as it is stored; none where nobody has it.
        deliver_to: Option<String>,
    },
    /// Of `OpenChallenge`.
    Challenge {
        /// Where the challenge lives.
        scope: Scope,
        /// The challenge.
        id: ChallengeId,
        /// When it was opened (ms since 1970).
        opened_at: i64,
    },
}

impl From<Awaiting> for super::Awaiting {
    fn from(awaiting: Awaiting) -> Self {
        Self::SendCode(awaiting)
    }
}

pub(super) fn start(cx: &Context<'_>) -> Step {
    match cx.identify().and_then(|effect| asked(cx).map(|_| effect)) {
        Err(fault) => cx.refuse(fault),
        Ok(effect) => Step::new(Awaiting::Application, effect),
    }
}

pub(super) fn step(awaiting: Awaiting, event: Event, cx: &Context<'_>) -> Option<Step> {
    let (address, purpose) = asked(cx).ok()?;
    let channel = address.recipient.channel();
    Some(match (awaiting, event) {
        (_, Event::Failed) => cx.refuse(Fault::Busy),
        (Awaiting::Application, Event::ApplicationNotFound) => cx.refuse(cx.unidentified()),
        (Awaiting::Application, Event::ApplicationFound { application }) => {
            if !application.reaches(channel) {
                return Some(cx.refuse(Fault::MessageFailed));
            }
            match is_for_a_password(purpose, cx) {
                false => cx.refuse(purpose_refused(cx)),
                true => prove_or_count(application, address, cx),
            }
        }
        (Awaiting::CaptchaProof(_), Event::CaptchaProofRefused) => cx.refuse(Fault::CaptchaWrong),
        (Awaiting::CaptchaProof(scope), Event::CaptchaProofTaken) => take_quota(scope, 0, cx),
        (Awaiting::Quota { .. }, Event::QuotaExceeded { retry_after }) => {
            cx.refuse(cx.exhausted(channel, retry_after))
        }
        (Awaiting::Quota { scope, place }, Event::QuotaTaken) => take_quota(scope, place + 1, cx),
        (Awaiting::Account(scope), Event::AccountNotFound) => draw(scope, None),
        (Awaiting::Account(scope), Event::AccountFound { account, .. }) => {
            let deliver_to = stored_address(&account, channel);
            draw(scope, deliver_to)
        }
        (Awaiting::Random { scope, deliver_to }, Event::RandomDrawn { bytes }) => {
            open(scope, deliver_to, bytes, purpose, cx)
        }
        (Awaiting::Challenge { .. }, Event::CoolingDown { retry_after }) => {
            cx.refuse(cx.exhausted(channel, retry_after))
        }
        (
            Awaiting::Challenge {
                scope,
                id,
                opened_at,
            },
            Event::ChallengeOpened,
        ) => opened(&scope, &id, opened_at, purpose, cx),
        _ => return None,
    })
}

fn asked<'a>(cx: &Context<'a>) -> Result<(&'a Address, Purpose), Fault> {
    match body(cx)? {
        Body::SendCode {
            address, purpose, ..
        } => Ok((address, *purpose)),
        _ => Err(Fault::RequestInvalid),
    }
}

fn is_for_a_password(purpose: Purpose, cx: &Context<'_>) -> bool {
    let accepted = &cx.settings.accepted;
    match cx.profile() {
        Profile::TencentCiam => accepted.reset.contains(purpose),
        _ => accepted.forgot.contains(purpose) || accepted.change.contains(purpose),
    }
}

/// A purpose that the vendor has and that is none of ours.
fn purpose_refused(cx: &Context<'_>) -> Fault {
    let parameter = match cx.profile() {
        Profile::TencentCiam => "usage",
        _ => "type",
    };
    Fault::ParameterInvalid {
        parameter: Some(parameter.into()),
    }
}

fn prove_or_count(application: Application, address: &Address, cx: &Context<'_>) -> Step {
    let scope = Scope {
        tenant: application.tenant,
        client_id: application.client_id,
        recipient: address.recipient.clone(),
    };
    match &cx.request.body {
        Ok(Body::SendCode {
            captcha_token: Some(captcha_token),
            ..
        }) => {
            let effect = Effect::TakeCaptchaProof {
                client_id: scope.client_id.clone(),
                recipient: scope.recipient.clone(),
                captcha_token: captcha_token.clone(),
                now: cx.now,
            };
            Step::new(Awaiting::CaptchaProof(scope), effect)
        }
        _ => take_quota(scope, 0, cx),
    }
}

/// Takes the quota at this place, or goes on where there is none.
fn take_quota(scope: Scope, place: usize, cx: &Context<'_>) -> Step {
    let source = cx.send_quota().into_iter();
    let quotas: Vec<Quota> = source.chain(cx.limits().send_quotas(&scope)).collect();
    match quotas.into_iter().nth(place) {
        Some(quota) => Step::new(Awaiting::Quota { scope, place }, cx.take(quota)),
        None => {
            let effect = Effect::FindAccount {
                client_id: scope.client_id.clone(),
                whose: Whose::Recipient(scope.recipient.clone()),
            };
            Step::new(Awaiting::Account(scope), effect)
        }
    }
}

/// The stored address wins over the one in the request. A frozen account's too: that it is frozen is
/// told only to whom has the code.
fn stored_address(account: &Account, channel: Channel) -> Option<String> {
    account.address(channel).map(Into::into)
}

fn draw(scope: Scope, deliver_to: Option<String>) -> Step {
    Step::new(Awaiting::Random { scope, deliver_to }, Effect::DrawRandom)
}

fn open(
    scope: Scope,
    deliver_to: Option<String>,
    nonce: Nonce,
    purpose: Purpose,
    cx: &Context<'_>,
) -> Step {
    let id = cx.settings.keys.challenge_id(nonce.0);
    let effect = Effect::OpenChallenge {
        scope: scope.clone(),
        id: id.clone(),
        purpose,
        opened_at: cx.now,
        expires_at: cx.now.saturating_add(cx.limits().token_lives),
        deliver_to,
        lang: cx.request.form.lang,
        profile: cx.profile(),
        failures: cx.limits().failures,
        cool_down: cx.limits().cool_down,
    };
    let awaiting = Awaiting::Challenge {
        scope,
        id,
        opened_at: cx.now,
    };
    Step::new(awaiting, effect)
}

fn opened(
    scope: &Scope,
    id: &ChallengeId,
    opened_at: i64,
    purpose: Purpose,
    cx: &Context<'_>,
) -> Step {
    if cx.profile() != Profile::TencentCiam {
        return cx.answer(&Answer::Done);
    }
    let keys = &cx.settings.keys;
    let ends_at = opened_at.saturating_add(cx.limits().token_lives);
    match mint(keys, id, Binding { scope, purpose }, opened_at, ends_at) {
        Some(otp_token) => cx.answer(&Answer::OtpToken { otp_token }),
        // The key was taken out of the ring since the step before.
        None => cx.refuse(Fault::Busy),
    }
}
