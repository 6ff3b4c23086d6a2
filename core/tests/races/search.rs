//! A depth-first search over all schedules. States that were seen before are not searched again, but
//! the schedules that go through them count.

use std::collections::{BTreeSet, HashMap};

use super::actor::Kind;
use super::world::World;

/// What a search found.
#[derive(Debug, Default)]
pub struct Search {
    /// Schedules from beginning to end.
    pub schedules: u128,
    /// Different states on their way.
    pub states: usize,
    /// Promises that some schedule breaks.
    pub violations: BTreeSet<&'static str>,
    /// How calls end, in one schedule or another.
    pub ends: BTreeSet<(Kind, u16)>,
}

pub fn explore(world: World) -> Search {
    let mut search = Search::default();
    let mut known = HashMap::new();
    search.schedules = from(&world, &mut known, &mut search);
    search.states = known.len();
    search
}

fn from(world: &World, known: &mut HashMap<u64, u128>, search: &mut Search) -> u128 {
    let key = world.key();
    if let Some(schedules) = known.get(&key) {
        return *schedules;
    }
    search.violations.extend(world.violations());
    search.ends.extend(world.ends());
    let choices = world.choices();
    let mut schedules = u128::from(choices.is_empty());
    for choice in choices {
        let mut next = world.clone();
        next.act(choice);
        schedules += from(&next, known, search);
    }
    known.insert(key, schedules);
    schedules
}
