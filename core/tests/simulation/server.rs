//! Two nodes on one store. Every effect may fail, before or after it took effect.

use std::collections::BTreeMap;

use repass::operation::{Account, Effect, Event, Settings};
use repass::wire::HttpResponse;

use super::auditor::Auditor;
use super::host::decide::decide;
use super::host::operation::Operation;
use super::host::random::Random;
use super::host::store::Store;
use super::host::{Mishap, perform};
use super::world::{Letter, Tally};

pub struct Server {
    pub store: Store,
    pub settings: Settings,
    pub tally: Tally,
    /// How far each node's clock is ahead (ms).
    ahead: [i64; 2],
    running: BTreeMap<u64, Running>,
    auditor: Auditor,
    serial: u64,
}

/// A call that a node answers.
pub struct Running {
    pub letter: Letter,
    pub operation: Operation,
    pub node: usize,
    pub steps: u32,
    /// Whether an effect failed after which it cannot know that the password is set.
    pub may_not_know: bool,
    /// Whether it has set a password.
    pub has_stored: bool,
}

impl Server {
    pub fn new(store: Store, settings: Settings, ahead: [i64; 2]) -> Self {
        Self {
            store,
            settings,
            ahead,
            tally: Tally::default(),
            running: BTreeMap::new(),
            auditor: Auditor::default(),
            serial: 0,
        }
    }

    pub fn receive(&mut self, letter: Letter, now: i64, random: &mut Random) -> u64 {
        let node = random.below(2) as usize;
        let now = now + self.ahead[node];
        if random.percent(8)
            && self
                .auditor
                .compare(&self.store, &letter, &self.settings, now)
        {
            self.tally.compared += 1;
        }
        let operation = Operation::start(&letter.http, &self.settings, now);
        self.serial += 1;
        let running = Running {
            letter,
            operation,
            node,
            steps: 0,
            may_not_know: false,
            has_stored: false,
        };
        self.running.insert(self.serial, running);
        self.serial
    }

    /// Does one effect of an operation, or answers it.
    pub fn step(
        &mut self,
        id: u64,
        now: i64,
        random: &mut Random,
    ) -> Option<(Letter, HttpResponse)> {
        let mut running = self.running.remove(&id)?;
        if let Some(response) = running.operation.answer() {
            self.auditor.answered(&self.store, &running, response);
            self.tally.refused += u64::from(response.status != 200);
            return Some((running.letter, response.clone()));
        }
        running.steps += 1;
        assert!(running.steps < 100, "every call is answered");
        let mishap = match random.below(100) {
            0..2 => Mishap::Before,
            2..4 => Mishap::After,
            _ => Mishap::None,
        };

        self.tally.effects += 1;
        self.tally.lost_answers += u64::from(mishap == Mishap::After);
        // The state may go on at another node.
        if random.percent(5) {
            running.node = 1 - running.node;
        }
        let now = now + self.ahead[running.node];
        let effect = running.operation.effect.clone();
        let is_change = matches!(effect, Effect::Redeem { .. } | Effect::StorePassword(_));
        let before = is_change.then(|| self.store.clone());
        // What came of it, where the machine does not hear of it.
        let unheard = (mishap == Mishap::After)
            .then(|| decide(&self.store, &effect, now, &mut random.clone()).event);
        let event = perform(&mut self.store, &effect, now, random, mishap);
        let came = unheard.unwrap_or_else(|| event.clone());
        let is_asked_after = matches!(effect, Effect::Redeem { .. });
        running.may_not_know |= mishap != Mishap::None && !is_asked_after;
        running.has_stored |= came == Event::PasswordStored;
        self.auditor.saw(&effect, &came);
        if let (Some(before), Event::PasswordStored) = (before, &came) {
            let settings = &self.settings;
            self.auditor.changed(&before, &running, &effect, settings);
            self.auditor.agree(&self.store);
        }
        if came == Event::PasswordStored && matches!(effect, Effect::Redeem { .. }) {
            self.tally.changes_by_code += 1;
            self.tally.guessed += u64::from(running.letter.name == "guess");
        }
        self.tally.cooled_down += u64::from(matches!(came, Event::CoolingDown { .. }));
        running.operation.resume(event, &self.settings, now);
        self.auditor.read_state(&running);
        self.running.insert(id, running);
        None
    }

    /// Whether the operation has read the account and has not written it.
    pub fn is_about_to_write(&self, id: u64) -> bool {
        self.running.get(&id).is_some_and(|running| {
            let effect = &running.operation.effect;
            matches!(effect, Effect::Redeem { .. } | Effect::StorePassword(_))
        })
    }

    pub fn edit(&mut self, user_id: &str, is_move: bool, edit: impl FnOnce(&mut Account)) {
        self.store.edit(user_id, edit);
        self.auditor.moved(user_id, is_move);
    }

    /// Nobody waits any more.
    pub fn end(self) -> Self {
        assert!(self.running.is_empty(), "every call is answered");
        self
    }
}
