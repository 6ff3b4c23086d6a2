//! Challenges: opened, claimed, redeemed.

use repass::operation::{Effect, Event};
use repass::otp::{Budget, Challenge, ChallengeId, Scope};

use super::passwords::change;
use super::{Decision, only};
use crate::host::store::{ChallengeRow, Content, Message, Store, Write, budget_key};

pub(super) fn decide(store: &Store, effect: &Effect, now: i64) -> Decision {
    match effect {
        Effect::OpenChallenge { .. } => open(store, effect),
        Effect::ClaimAttempt { .. } => claim(store, effect),
        Effect::Redeem { .. } => redeem(store, effect, now),
        Effect::FindRedeemer { id, operation_id } => {
            let mut rows = store.challenges.values().map(|row| &row.challenge);
            let is_this = rows.any(|challenge| {
                challenge.id == *id && challenge.consumed_by.as_ref() == Some(operation_id)
            });
            only(Event::RedeemerFound { is_this })
        }
        _ => unreachable!(),
    }
}

fn budget(store: &Store, scope: &Scope) -> Budget {
    store
        .budgets
        .get(&budget_key(scope))
        .copied()
        .unwrap_or_default()
}

fn open(store: &Store, effect: &Effect) -> Decision {
    let Effect::OpenChallenge {
        scope,
        id,
        purpose,
        opened_at,
        expires_at,
        deliver_to,
        failures,
        cool_down,
        ..
    } = effect
    else {
        unreachable!()
    };
    let spent = budget(store, scope);
    let left = spent.last_at + cool_down - opened_at;
    if spent.failures >= *failures && left > 0 {
        let retry_after = (left as u32).div_ceil(1_000);
        return only(Event::CoolingDown { retry_after });
    }
    let row = ChallengeRow {
        scope: scope.clone(),
        challenge: Challenge {
            id: id.clone(),
            purpose: *purpose,
            opened_at: *opened_at,
            expires_at: *expires_at,
            attempts: 0,
            consumed_by: None,
        },
    };
    let content = Content::Code {
        scope: scope.clone(),
        id: id.clone(),
        purpose: *purpose,
    };
    Decision {
        event: Event::ChallengeOpened,
        writes: vec![
            Write::Challenge(row),
            Write::Live(scope.clone(), id.clone()),
            Write::Message(Message {
                deliver_to: deliver_to.clone(),
                content,
            }),
        ],
    }
}

fn claim(store: &Store, effect: &Effect) -> Decision {
    let Effect::ClaimAttempt {
        scope,
        id: named,
        tries,
        failures,
        cool_down,
        now,
    } = effect
    else {
        unreachable!()
    };
    let Some(row) = store.live(scope) else {
        return only(Event::AttemptRefused);
    };
    let (mut row, mut spent) = (row.clone(), budget(store, scope));
    let challenge = &mut row.challenge;
    if now - spent.last_at >= *cool_down {
        spent.failures = 0;
    }
    let is_named = named.as_ref().is_none_or(|named| *named == challenge.id);
    let is_open = challenge.consumed_by.is_none() && *now < challenge.expires_at;
    let is_left = challenge.attempts < *tries && spent.failures < *failures;
    if !(is_named && is_open && is_left) {
        return only(Event::AttemptRefused);
    }
    challenge.attempts += 1;
    spent.failures += 1;
    spent.last_at = *now;
    Decision {
        event: Event::AttemptClaimed {
            id: challenge.id.clone(),
            purpose: challenge.purpose,
            opened_at: challenge.opened_at,
        },
        writes: vec![
            Write::Challenge(row),
            Write::Budget(budget_key(scope), spent),
        ],
    }
}

fn redeem(store: &Store, effect: &Effect, now: i64) -> Decision {
    let Effect::Redeem {
        scope,
        id,
        operation_id,
        change: new,
    } = effect
    else {
        unreachable!()
    };
    let live = store.live(scope).filter(|row| is_redeemable(row, id));
    let Some(row) = live else {
        return only(Event::ChallengeGone);
    };
    let mut decision = change(store, new, Some(&scope.recipient), now);
    if decision.event == Event::PasswordStored {
        let mut row = row.clone();
        row.challenge.consumed_by = Some(operation_id.clone());
        decision.writes.push(Write::Challenge(row));
        let mut spent = budget(store, scope);
        spent.failures = spent.failures.saturating_sub(1);
        decision
            .writes
            .push(Write::Budget(budget_key(scope), spent));
    }
    decision
}

fn is_redeemable(row: &ChallengeRow, id: &ChallengeId) -> bool {
    row.challenge.id == *id && row.challenge.consumed_by.is_none()
}
