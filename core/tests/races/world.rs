//! A store, the calls on it, and what was seen of them.

use std::collections::{BTreeMap, BTreeSet};

use repass::operation::{AccountStatus, Effect, Event, Settings};
use repass::otp::{Binding, Challenge, Channel, Digits, Limits, Purpose, is_code};
use repass::secret::Secret;

use super::actor::{ACCESS_TOKEN, Deed, ID_TOKEN, Kind, OPENED_AT, bytes_of, proof, scope};
use super::host::decide::decide;
use super::host::demo::{ADMIN, NOW, PASSWORD, SDK, ZHANG, ring, store};
use super::host::operation::Operation;
use super::host::random::Random;
use super::host::store::{ChallengeRow, Content, ProofRow, Store, TokenRow, Write};
use super::host::{Mishap, Naive, is_shared, perform};
use super::key::Key;

const POLICY: &str = r#"{"version":1,"length":{"min":8},"history":{"remember":9}}"#;

#[derive(Debug, Clone)]
pub struct World {
    store: Store,
    settings: Settings,
    actors: Vec<Actor>,
    /// Whether looking and writing are two steps.
    is_naive: bool,
    /// Effects that may still fail.
    failures: u32,
    seen: Seen,
}

/// What can no longer be read from the rows.
#[derive(Debug, Clone, Default)]
struct Seen {
    /// Comparisons of each challenge.
    claims: BTreeMap<String, u32>,
    /// Changes by each challenge.
    redemptions: BTreeMap<String, u32>,
    /// Changes in all.
    changes: usize,
    /// The password was stored, and who did it did not hear of it.
    has_lost_an_answer: bool,
    violations: BTreeSet<&'static str>,
}

#[derive(Debug, Clone)]
struct Actor {
    kind: Kind,
    place: usize,
    random: Random,
    going: Going,
}

#[derive(Debug, Clone)]
enum Going {
    Edit(fn(&mut Store)),
    Call(Box<Operation>),
    /// A naive store has looked for it.
    Looked(Box<Operation>, Box<Naive>),
    Edited,
}

impl World {
    pub fn new(cast: &[Kind]) -> Self {
        let mut settings = Settings::new(ring(&["a"]));
        settings.eiam = Limits {
            digits: Digits::new(4).unwrap(),
            tries: 2,
            ..Limits::EIAM
        };
        let mut world = Self {
            store: store(POLICY),
            actors: Vec::new(),
            is_naive: false,
            failures: 0,
            seen: Seen::default(),
            settings,
        };
        world.prepare(cast.len());
        for (place, kind) in cast.iter().copied().enumerate() {
            let going = match kind.deed(place, &world.settings) {
                Deed::Edit(edit) => Going::Edit(edit),
                Deed::Call(http) => {
                    Going::Call(Box::new(Operation::start(&http, &world.settings, NOW)))
                }
            };
            let random = kind.random(place);
            let mut actor = Actor {
                kind,
                place,
                random,
                going,
            };
            actor.settle(&world.store, &world.settings);
            world.actors.push(actor);
        }
        world
    }

    pub fn on_a_naive_store(mut self) -> Self {
        self.is_naive = true;
        self
    }

    pub fn failing_once(mut self) -> Self {
        self.failures = 1;
        self
    }

    /// A challenge by e-mail and one by SMS, tokens, solved CAPTCHAs.
    fn prepare(&mut self, places: usize) {
        for channel in [Channel::Email, Channel::Sms] {
            let (id, scope) = (
                self.settings.keys.challenge_id(bytes_of(channel)),
                scope(channel),
            );
            let limits = &self.settings.eiam;
            let challenge = Challenge::new(id.clone(), Purpose::ChangePassword, limits, OPENED_AT);
            let row = ChallengeRow {
                scope: scope.clone(),
                challenge,
            };
            self.store
                .write(vec![Write::Challenge(row), Write::Live(scope, id)]);
        }
        let token = |client_id: &str, user_id: &str| TokenRow {
            client_id: client_id.into(),
            user_id: user_id.into(),
            version: 1,
            status: None,
            ends_at: i64::MAX,
        };
        let mut writes = vec![
            Write::IdToken(ID_TOKEN.into(), Some(token(SDK, ZHANG))),
            Write::AccessToken(ACCESS_TOKEN.into(), Some(token(ADMIN, ""))),
        ];
        writes.extend((0..places).map(|place| {
            let row = ProofRow {
                client_id: SDK.into(),
                recipient: scope(Channel::Email).recipient,
                ends_at: i64::MAX,
            };
            Write::Proof(proof(place), Some(row))
        }));
        self.store.write(writes);
    }

    /// All that may happen next.
    pub fn choices(&self) -> Vec<(usize, Mishap)> {
        let mishaps: &[Mishap] = match self.failures {
            0 => &[Mishap::None],
            _ => &[Mishap::None, Mishap::Before, Mishap::After],
        };
        let waiting = self.actors.iter().filter(|actor| !actor.is_done());
        waiting
            .flat_map(|actor| {
                let mishaps = match actor.going {
                    Going::Call(_) => mishaps,
                    _ => &mishaps[..1],
                };
                mishaps.iter().map(|mishap| (actor.place, *mishap))
            })
            .collect()
    }

    /// Lets an actor do its next shared step.
    pub fn act(&mut self, (place, mishap): (usize, Mishap)) {
        if mishap != Mishap::None {
            self.failures -= 1;
        }
        let mut actor = self.actors[place].clone();
        actor.going = match actor.going {
            Going::Edit(edit) => {
                edit(&mut self.store);
                Going::Edited
            }
            Going::Call(operation) if self.is_naive => {
                let effect = &operation.effect;
                let looked = Naive::look(&self.store, effect, NOW, &mut actor.random);
                Going::Looked(operation, Box::new(looked))
            }
            Going::Call(mut operation) => {
                let before = self.store.clone();
                let effect = operation.effect.clone();
                // What came of it, whether or not the machine hears of it.
                let came = match mishap {
                    Mishap::Before => Event::Failed,
                    _ => decide(&before, &effect, NOW, &mut actor.random.clone()).event,
                };
                let random = &mut actor.random;
                let event = perform(&mut self.store, &effect, NOW, random, mishap);
                self.see(actor.kind, &effect, &came, &before);
                let is_lost = mishap == Mishap::After && came == Event::PasswordStored;
                self.seen.has_lost_an_answer |=
                    is_lost && matches!(effect, Effect::StorePassword(_));
                operation.resume(event, &self.settings, NOW);
                Going::Call(operation)
            }
            Going::Looked(mut operation, looked) => {
                let before = self.store.clone();
                let event = looked.write(&mut self.store);
                self.see(actor.kind, &operation.effect.clone(), &event, &before);
                operation.resume(event, &self.settings, NOW);
                Going::Call(operation)
            }
            Going::Edited => unreachable!(),
        };
        actor.settle(&self.store, &self.settings);
        self.actors[place] = actor;
    }

    fn see(&mut self, kind: Kind, effect: &Effect, event: &Event, before: &Store) {
        let seen = &mut self.seen;
        match (effect, event) {
            (Effect::ClaimAttempt { tries, .. }, Event::AttemptClaimed { id, .. }) => {
                let claims = seen.claims.entry(id.to_string()).or_default();
                *claims += 1;
                if *claims > *tries {
                    seen.violations.insert("comparisons");
                }
            }
            (Effect::Redeem { scope, id, .. }, Event::PasswordStored) => {
                seen.changes += 1;
                let redemptions = seen.redemptions.entry(id.to_string()).or_default();
                *redemptions += 1;
                if *redemptions > 1 {
                    seen.violations.insert("consumption");
                }
                let live = before.live(scope).unwrap();
                let binding = Binding {
                    scope: &live.scope,
                    purpose: live.challenge.purpose,
                };
                let digits = self.settings.eiam.digits;
                let is_right =
                    |code| is_code(&self.settings.keys, id, binding, digits, &Secret::new(code));
                let (at, code) = kind.typed(&self.settings).unwrap();
                if live.challenge.id != *id || at != *scope || !is_right(code) {
                    seen.violations.insert("proof");
                }
                let account = &before.account(ZHANG).account;
                // The id_token was made for the first version of the account.
                if kind == Kind::RightWhenLoggedIn && account.version != 1 {
                    seen.violations.insert("authority");
                }
                let is_theirs =
                    account.recipient(scope.channel()).as_ref() == Some(&scope.recipient);
                if account.status == AccountStatus::Frozen || !is_theirs {
                    seen.violations.insert("account");
                }
            }
            (Effect::StorePassword(_), Event::PasswordStored) => {
                seen.changes += 1;
                let row = before.account(ZHANG);
                if row.account.status == AccountStatus::Frozen {
                    seen.violations.insert("account");
                }
                // The administrator's call has named the old password.
                if row.hash != format!("hash of {PASSWORD}") {
                    seen.violations.insert("authority");
                }
            }
            _ => {}
        }
    }

    /// The promises that are broken in this state.
    pub fn violations(&self) -> BTreeSet<&'static str> {
        let mut broken = self.seen.violations.clone();
        let row = self.store.account(ZHANG);
        let is_moved = self
            .actors
            .iter()
            .filter(|actor| actor.kind == Kind::Move && matches!(actor.going, Going::Edited));
        let changes = self.seen.changes;
        let consumed = self
            .store
            .challenges
            .values()
            .filter(|row| row.challenge.consumed_by.is_some());
        let by_code: u32 = self.seen.redemptions.values().sum();
        let raised = (row.account.version - 1) as usize - is_moved.count();
        let agrees = row.history.len() == changes
            && row.generation as usize == 1 + changes
            && raised == changes
            && self.store.notices(ZHANG) == changes
            && consumed.count() == by_code as usize;
        if !agrees {
            broken.insert("agreement");
        }
        let is_code = |content: &Content| matches!(content, Content::Code { .. });
        let codes = self
            .store
            .outbox
            .iter()
            .filter(|message| is_code(&message.content));
        if codes.count() > 1 {
            broken.insert("quota");
        }
        if self.choices().is_empty() && self.answers_lie() {
            broken.insert("answers");
        }
        broken
    }

    /// At the end a call has said that it was done if and only if its password was set.
    fn answers_lie(&self) -> bool {
        let row = self.store.account(ZHANG);
        let lies = |actor: &Actor| {
            let Some(password) = actor.kind.password(actor.place) else {
                return false;
            };
            let hash = format!("hash of {password}");
            let is_set = row.hash == hash || row.history.contains(&hash);
            let may_not_know = actor.kind == Kind::Administrator && self.seen.has_lost_an_answer;
            is_set != actor.says_done() && !may_not_know
        };
        self.actors.iter().any(lies)
    }

    /// The status of each call that is answered.
    pub fn ends(&self) -> impl Iterator<Item = (Kind, u16)> {
        self.actors.iter().filter_map(|actor| match &actor.going {
            Going::Call(operation) => Some((actor.kind, operation.answer()?.status)),
            _ => None,
        })
    }

    /// Two worlds with the same key go on in the same way.
    pub fn key(&self) -> u64 {
        let mut key = Key::default();
        let store = &self.store;
        key.take(&(
            &store.accounts[ZHANG],
            &store.challenges,
            &store.live,
            &store.budgets,
        ));
        key.take(&(&store.counters, &store.proofs, &store.outbox));
        key.take(&(&self.seen, self.failures));
        for actor in &self.actors {
            match &actor.going {
                Going::Call(operation) => key.take(&(&operation.state, &operation.effect)),
                Going::Looked(operation, looked) => {
                    key.take(&(&operation.state, &operation.effect, looked));
                }
                Going::Edit(_) => key.take(&"to be edited"),
                Going::Edited => key.take(&"edited"),
            }
            key.take(&actor.random);
        }
        key.finish()
    }
}

impl Actor {
    /// Does what concerns nobody else.
    fn settle(&mut self, store: &Store, settings: &Settings) {
        let Going::Call(operation) = &mut self.going else {
            return;
        };
        while operation.answer().is_none() && !is_shared(&operation.effect) {
            let decision = decide(store, &operation.effect, NOW, &mut self.random);
            assert!(decision.writes.is_empty());
            operation.resume(decision.event, settings, NOW);
        }
    }

    fn is_done(&self) -> bool {
        match &self.going {
            Going::Call(operation) => operation.answer().is_some(),
            Going::Edited => true,
            _ => false,
        }
    }

    fn says_done(&self) -> bool {
        let Going::Call(operation) = &self.going else {
            return false;
        };
        operation
            .answer()
            .is_some_and(|answer| answer.status == 200)
    }
}
