//! The world: a queue of what happens when, the network, and everybody in it.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use repass::operation::{AccountStatus, Settings};
use repass::otp::{Digits, Limits};
use repass::wire::{HttpRequest, HttpResponse};

use super::attacker::Attacker;
use super::host::demo::{CHEAP_POLICY, NOW, ZENG, ZHANG, ring, store};
use super::host::random::Random;
use super::person::Person;
use super::server::Server;

/// What a run came to.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub calls: u64,
    pub effects: u64,
    pub journeys_done: u64,
    pub changes_by_code: u64,
    pub guessed: u64,
    pub refused: u64,
    pub lost_answers: u64,
    /// Calls whose answers were compared with those to a stranger.
    pub compared: u64,
    pub cooled_down: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.calls += other.calls;
        self.effects += other.effects;
        self.journeys_done += other.journeys_done;
        self.changes_by_code += other.changes_by_code;
        self.guessed += other.guessed;
        self.refused += other.refused;
        self.lost_answers += other.lost_answers;
        self.compared += other.compared;
        self.cooled_down += other.cooled_down;
    }
}

/// Something that happens at its time.
pub enum Happening {
    /// Somebody has something to do.
    Wake(usize),
    /// A call reaches a node.
    Arrives(Letter),
    /// A node does the next effect of this operation.
    Step(u64),
    /// An answer, or the end of waiting for one.
    Answered(Letter, Option<HttpResponse>),
    /// Somebody edits an account.
    Edit,
    /// An account that was frozen is in use again.
    Thaw(&'static str),
}

/// A call on its way.
#[derive(Clone)]
pub struct Letter {
    pub from: usize,
    /// What the sender calls it.
    pub name: String,
    pub http: HttpRequest,
}

pub enum Actor {
    Person(Box<Person>),
    Attacker(Attacker),
}

pub struct World {
    pub now: i64,
    pub random: Random,
    /// How slow everybody is: some worlds last for hours.
    pub pace: i64,
    pub server: Server,
    queue: BTreeMap<(i64, u64), Happening>,
    serial: u64,
    actors: Vec<Actor>,
}

const PEOPLE: usize = 3;
const ATTACKERS: usize = 2;
/// Nobody begins anything after so long, in a world of the quickest pace.
const LASTS: i64 = 200_000;

impl World {
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut settings = Settings::new(ring(&["a"]));
        let limits = Limits {
            digits: Digits::new(4).unwrap(),
            code_lives: 60_000,
            token_lives: 120_000,
            resend_after: 5_000,
            per_hour: Some(6),
            per_day: 8,
            tries: 3,
            failures: 6,
            cool_down: 3_600_000,
            checks_per_minute: 30,
            sends_per_hour: 20,
        };
        (settings.eiam, settings.ciam) = (limits, limits);
        let skew = random.below(6_000) as i64 - 3_000;
        let mut world = Self {
            now: NOW,
            server: Server::new(store(CHEAP_POLICY), settings, [0, skew]),
            queue: BTreeMap::new(),
            serial: 0,
            actors: Vec::new(),
            pace: *random.pick(&[1, 1, 1, 40]),
            random,
        };
        for place in 0..PEOPLE + ATTACKERS {
            let actor = match place < PEOPLE {
                true => Actor::Person(Box::new(Person::new(place, &mut world))),
                false => Actor::Attacker(Attacker::new(place)),
            };
            world.actors.push(actor);
            let at = NOW + world.random.below(30_000) as i64;
            world.at(at, Happening::Wake(place));
        }
        for _ in 0..world.random.below(3) {
            let at = NOW + world.random.below(LASTS as u64) as i64 * world.pace;
            world.at(at, Happening::Edit);
        }
        world
    }

    pub fn run(mut self) -> Tally {
        let mut happened = 0;
        while let Some(((at, _), happening)) = self.queue.pop_first() {
            self.now = at;
            self.happen(happening);
            happened += 1;
            assert!(happened < 100_000, "it never ends");
        }
        let Server { tally, .. } = self.server.end();
        tally
    }

    pub fn at(&mut self, at: i64, happening: Happening) {
        self.serial += 1;
        self.queue.insert((at, self.serial), happening);
    }

    pub fn after(&mut self, wait: i64, happening: Happening) {
        self.at(self.now + wait, happening);
    }

    pub fn is_over(&self) -> bool {
        self.now > NOW + LASTS * self.pace
    }

    /// Sends a call: it may get lost, arrive twice, and be overtaken.
    pub fn send(&mut self, letter: Letter) {
        self.server.tally.calls += 1;
        let copies = match self.random.below(100) {
            0..8 => 0,
            8..16 => 2,
            _ => 1,
        };
        for _ in 0..copies {
            let delay = self.delay();
            self.after(delay, Happening::Arrives(letter.clone()));
        }
        // Whoever waits gives up.
        self.after(31_000, Happening::Answered(letter, None));
    }

    fn delay(&mut self) -> i64 {
        let longest = *self.random.pick(&[20, 200, 2_000, 8_000]);
        1 + self.random.below(longest) as i64
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Wake(place) => self.act(place, |actor, world| match actor {
                Actor::Person(person) => person.wake(world),
                Actor::Attacker(attacker) => attacker.wake(world),
            }),
            Happening::Answered(letter, response) => {
                self.act(letter.from, |actor, world| match actor {
                    Actor::Person(person) => person.hear(&letter, response, world),
                    Actor::Attacker(attacker) => attacker.hear(&letter, response.as_ref()),
                });
            }
            Happening::Arrives(letter) => {
                let id = self.server.receive(letter, self.now, &mut self.random);
                self.after(1, Happening::Step(id));
            }
            Happening::Step(id) => self.step(id),
            Happening::Edit => self.edit(),
            Happening::Thaw(user_id) => self.server.edit(user_id, false, |account| {
                account.status = AccountStatus::Active;
            }),
        }
    }

    fn step(&mut self, id: u64) {
        // The worst moment is the likeliest one here.
        if self.server.is_about_to_write(id) && self.random.percent(4) {
            self.edit();
        }
        match self.server.step(id, self.now, &mut self.random) {
            None => {
                let work = 1 + self.random.below(80) as i64;
                self.after(work, Happening::Step(id));
            }
            Some((letter, response)) => {
                if !self.random.percent(8) {
                    let delay = self.delay();
                    self.after(delay, Happening::Answered(letter, Some(response)));
                }
            }
        }
    }

    fn act(&mut self, place: usize, act: impl FnOnce(&mut Actor, &mut Self)) {
        // Somebody who is away from the list for the time that they act.
        let nobody = Actor::Attacker(Attacker::new(place));
        let mut actor = std::mem::replace(&mut self.actors[place], nobody);
        act(&mut actor, self);
        self.actors[place] = actor;
    }

    /// An account is frozen, or moved to another address.
    fn edit(&mut self) {
        let user_id = *self.random.pick(&[ZHANG, ZENG]);
        let edit = self.random.below(2);
        let email = format!("moved{}@example.com", self.serial);
        self.server.edit(user_id, edit == 1, |account| match edit {
            0 => account.status = AccountStatus::Frozen,
            _ => {
                account.subject.email = Some(email);
                account.version += 1;
            }
        });
        if edit == 0 {
            let wait = self.random.below(60_000) as i64;
            self.after(wait, Happening::Thaw(user_id));
        }
    }
}
