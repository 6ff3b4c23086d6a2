//! Every interleaving of a few calls on one store, one storage effect at a time.
//!
//! The model: two tries a challenge, three actors, codes of the fewest digits that there are (4); what
//! is guessed is the right code or a wrong one, so that fewer digits would explore no more.
//!
//! The same search on a store that looks first and writes after must find what is wrong with it:
//! otherwise it would prove nothing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::unreachable
)] // a test may panic

mod host;

#[path = "races/actor.rs"]
mod actor;
#[path = "races/key.rs"]
mod key;
#[path = "races/search.rs"]
mod search;
#[path = "races/world.rs"]
mod world;

use actor::Kind::{self, *};
use search::{Search, explore};
use world::World;

/// Multisets of so many actors.
fn casts(actors: usize, from: &[Kind]) -> Vec<Vec<Kind>> {
    if actors == 0 {
        return vec![Vec::new()];
    }
    let with = |(at, first): (usize, &Kind)| {
        let rest = casts(actors - 1, &from[at..]);
        let first = *first;
        rest.into_iter().map(move |mut cast| {
            cast.insert(0, first);
            cast
        })
    };
    from.iter().enumerate().flat_map(with).collect()
}

fn total(casts: &[Vec<Kind>], search: impl Fn(&[Kind]) -> Search) -> Search {
    let mut total = Search::default();
    for cast in casts {
        let found = search(cast);
        let violations = &found.violations;
        assert!(violations.is_empty(), "{cast:?}: {violations:?}");
        total.schedules += found.schedules;
        total.states += found.states;
        total.ends.extend(found.ends);
    }
    total
}

#[test]
fn no_interleaving_of_three_calls_breaks_a_promise() {
    let casts = casts(3, &Kind::ALL);
    let total = total(&casts, |cast| explore(World::new(cast)));
    let (schedules, states) = (total.schedules, total.states);
    let casts = casts.len();
    println!("races: {casts} casts, {schedules} schedules, {states} states");
    assert!(schedules > 1_000_000);
    // A search in which nothing ever succeeds, or fails, would prove little.
    let ends = |kind| {
        let of_kind = total.ends.iter().filter(|(of, _)| *of == kind);
        of_kind.map(|(_, status)| *status).collect::<Vec<u16>>()
    };
    for kind in [Right, RightAgain, RightOfResend, RightByMobile] {
        assert_eq!(ends(kind), [200, 400], "{kind:?}");
    }
    assert_eq!(ends(RightWhenLoggedIn), [200, 400, 401]);
    assert_eq!(ends(Administrator), [200, 400]);
    assert_eq!(ends(Resend), [200, 429]);
    for kind in [Wrong, WrongScope] {
        assert_eq!(ends(kind), [400], "{kind:?}");
    }
}

#[test]
fn no_single_failure_of_an_effect_breaks_a_promise() {
    let casts = casts(2, &Kind::ALL);
    let total = total(&casts, |cast| explore(World::new(cast).failing_once()));
    let (schedules, states) = (total.schedules, total.states);
    let casts = casts.len();
    println!("failures: {casts} casts, {schedules} schedules, {states} states");
    assert!(schedules > 10_000);
}

#[test]
fn a_naive_store_lets_wrong_guesses_beat_the_counter() {
    let found = explore(World::new(&[Wrong, Wrong, Wrong]).on_a_naive_store());
    println!(
        "naive: {} schedules, {:?}",
        found.schedules, found.violations
    );
    assert!(found.violations.contains("comparisons"));
}

#[test]
fn a_naive_store_lets_a_code_be_redeemed_twice() {
    let found = explore(World::new(&[Right, RightAgain]).on_a_naive_store());
    println!(
        "naive: {} schedules, {:?}",
        found.schedules, found.violations
    );
    assert!(found.violations.contains("consumption"));
}

#[test]
fn a_naive_store_loses_a_change() {
    let found = explore(World::new(&[Right, RightByMobile]).on_a_naive_store());
    println!(
        "naive: {} schedules, {:?}",
        found.schedules, found.violations
    );
    assert!(found.violations.contains("agreement"));
}

#[test]
fn a_naive_store_counts_a_message_too_few() {
    let found = explore(World::new(&[Resend, ResendAgain]).on_a_naive_store());
    println!(
        "naive: {} schedules, {:?}",
        found.schedules, found.violations
    );
    assert!(found.violations.contains("quota"));
}
