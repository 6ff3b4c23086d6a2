//! Watches every effect, and holds it against what must be.

use std::collections::BTreeMap;

use repass::operation::{AccountStatus, Effect, Event, Settings, plan};
use repass::otp::{Binding, is_code};
use repass::wire::{Body, Caller, HttpResponse};

use super::host::demo::{ADMIN_SECRET, CIAM_SECRET};
use super::host::operation::Operation;
use super::host::random::Random;
use super::host::store::{Store, budget_key};
use super::host::{Mishap, perform};
use super::server::Running;
use super::world::Letter;

#[derive(Default)]
pub struct Auditor {
    claims: BTreeMap<String, u32>,
    redemptions: BTreeMap<String, u32>,
    /// Changes of each account's password.
    changes: BTreeMap<String, usize>,
    /// Raised versions of each account that were no change of its password.
    moves: BTreeMap<String, usize>,
    /// Failures of each recipient, and when the last was.
    failures: BTreeMap<String, (u32, i64)>,
    /// Each key's window: when it began, and how much was taken in it.
    taken: BTreeMap<String, (i64, u32)>,
}

impl Auditor {
    pub fn moved(&mut self, user_id: &str, is_move: bool) {
        *self.moves.entry(user_id.into()).or_default() += usize::from(is_move);
    }

    /// An effect was done. `came` is what came of it, whether or not the machine hears of it.
    pub fn saw(&mut self, effect: &Effect, came: &Event) {
        match (effect, came) {
            (
                Effect::ClaimAttempt {
                    scope,
                    tries,
                    failures,
                    cool_down,
                    now,
                    ..
                },
                Event::AttemptClaimed { id, .. },
            ) => {
                let claims = self.claims.entry(id.to_string()).or_default();
                *claims += 1;
                assert!(*claims <= *tries, "comparisons of one challenge");
                let spent = self.failures.entry(budget_key(scope)).or_default();
                if now - spent.1 >= *cool_down {
                    spent.0 = 0;
                }
                *spent = (spent.0 + 1, *now);
                assert!(spent.0 <= *failures, "failures of one recipient");
            }
            (Effect::TakeQuota { quota, now }, Event::QuotaTaken) => {
                let taken = self.taken.entry(quota.key.clone()).or_insert((*now, 0));
                if now - taken.0 >= quota.window {
                    *taken = (*now, 0);
                }
                taken.1 += 1;
                assert!(taken.1 <= quota.limit, "{} is exceeded", quota.key);
            }
            _ => {}
        }
    }

    /// A password was set.
    pub fn changed(
        &mut self,
        before: &Store,
        running: &Running,
        effect: &Effect,
        settings: &Settings,
    ) {
        let (Effect::Redeem { change, .. } | Effect::StorePassword(change)) = effect else {
            unreachable!()
        };
        *self.changes.entry(change.user_id.clone()).or_default() += 1;
        let row = before.account(&change.user_id);
        assert_eq!(row.account.status, AccountStatus::Active);
        assert_eq!(row.account.version, change.seen_version);
        if matches!(effect, Effect::Redeem { .. }) {
            self.redeemed(before, running, effect, settings);
        }
    }

    /// Success is proof of the same scope: the right code of the live challenge.
    fn redeemed(
        &mut self,
        before: &Store,
        running: &Running,
        effect: &Effect,
        settings: &Settings,
    ) {
        let Effect::Redeem {
            scope, id, change, ..
        } = effect
        else {
            unreachable!()
        };
        let redemptions = self.redemptions.entry(id.to_string()).or_default();
        *redemptions += 1;
        assert_eq!(*redemptions, 1, "a code is redeemed once");
        if let Some(spent) = self.failures.get_mut(&budget_key(scope)) {
            spent.0 = spent.0.saturating_sub(1);
        }
        let live = before.live(scope).unwrap();
        assert_eq!(live.challenge.id, *id);
        let request = &running.operation.request;
        let Ok(Body::Redeem { address, code, .. }) = &request.body else {
            panic!("no code was given")
        };
        let binding = Binding {
            scope: &live.scope,
            purpose: live.challenge.purpose,
        };
        let digits = settings.limits(request.call.profile()).digits;
        assert!(
            is_code(&settings.keys, id, binding, digits, code),
            "a wrong code"
        );
        let (Ok(Caller::Application { client_id })
        | Ok(Caller::IdToken { client_id, .. })
        | Ok(Caller::StateToken { client_id, .. })
        | Ok(Caller::Client { client_id, .. })) = &request.caller
        else {
            panic!("nobody called")
        };
        assert_eq!(*client_id, live.scope.client_id);
        let row = before.account(&change.user_id);
        assert_eq!(row.tenant, live.scope.tenant);
        let recipient = row.account.recipient(scope.channel());
        assert_eq!(recipient.as_ref(), Some(&live.scope.recipient));
        if let Some(address) = address {
            assert_eq!(address.recipient, live.scope.recipient);
        }
    }

    /// Changed is consumed or an administrator's, is in the history, in the outbox, in the version.
    pub fn agree(&self, store: &Store) {
        for (id, row) in &store.accounts {
            let count = |of: &BTreeMap<String, usize>| of.get(id).copied().unwrap_or_default();
            let changes = count(&self.changes);
            let raised = (row.account.version - 1) as usize;
            assert_eq!(raised, changes + count(&self.moves), "the version of {id}");
            assert_eq!(row.generation as usize, 1 + changes, "the sessions of {id}");
            assert_eq!(store.notices(id), changes, "the notices of {id}");
            assert_eq!(row.history.len(), changes.min(5), "the history of {id}");
        }
        let rows = store.challenges.values();
        let consumed = rows.filter(|row| row.challenge.consumed_by.is_some());
        assert_eq!(consumed.count(), self.redemptions.len(), "consumed");
    }

    /// No state holds a password, a code or a token.
    pub fn read_state(&self, running: &Running) {
        let operation = &running.operation;
        let state = &operation.text;
        for secret in ["canary", ADMIN_SECRET, CIAM_SECRET] {
            assert!(!state.contains(secret), "{state}");
        }
        if let Ok(Body::Redeem { code, token, .. }) = &operation.request.body {
            assert!(
                !state.contains(&format!("\"{}\"", code.expose())),
                "{state}"
            );
            let is_there = |token: &repass::secret::Secret| state.contains(token.expose());
            assert!(!token.as_ref().is_some_and(is_there), "{state}");
        }
    }

    /// A call that sets a password says that it did if and only if it did.
    pub fn answered(&self, store: &Store, running: &Running, response: &HttpResponse) {
        if plan(running.operation.request.call).is_none() {
            return;
        }
        let says_so = response.status == 200;
        if says_so {
            assert!(running.has_stored, "it was not done: {}", response.body);
        }
        if running.has_stored && !running.may_not_know {
            assert!(says_so, "it was done: {}", response.body);
            self.agree(store);
        }
    }

    /// A stranger is answered as a known person is: the same call is answered twice, on copies of
    /// the store, with the account and without.
    pub fn compare(&self, store: &Store, letter: &Letter, settings: &Settings, now: i64) -> bool {
        let operation = Operation::start(&letter.http, settings, now);
        let recipient = match &operation.request.body {
            Ok(Body::SendCode { address, .. }) => address.recipient.clone(),
            Ok(Body::Redeem {
                address: Some(address),
                ..
            }) => address.recipient.clone(),
            _ => return false,
        };
        let is_theirs = |row: &super::host::store::AccountRow| {
            row.account.recipient(recipient.channel()).as_ref() == Some(&recipient)
        };
        if !store.accounts.values().any(is_theirs) {
            return false;
        }
        let mut stranger = store.clone();
        stranger.accounts.retain(|_, row| !is_theirs(row));
        let mut proved = false;
        let [known, unknown] = [store.clone(), stranger].map(|mut store| {
            let (mut operation, mut random) = (operation.clone(), Random::new(3));
            while operation.answer().is_none() {
                let effect = operation.effect.clone();
                proved |= matches!(effect, Effect::FindAccount { .. })
                    && plan(operation.request.call).is_some();
                let event = perform(&mut store, &effect, now, &mut random, Mishap::None);
                operation.resume(event, settings, now);
            }
            operation.answer().cloned().unwrap()
        });
        // Who had the right code is told.
        if !proved {
            assert!(known == unknown, "{}: {}", known.body, unknown.body);
        }
        !proved
    }
}
