//! The cheapest way to make a password of patterns (Wheeler 2016, section 5).
//!
//! `n` patterns whose guesses multiply to `p` cost `n! * p + 10000^(n-1)`: the attacker tries all
//! orders of them, and shorter combinations first. What no pattern explains costs ten guesses a
//! character.

use alloc::vec::Vec;

use super::matches::Matches;

/// What an attacker spends on one pattern before trying one more.
const BEFORE_ONE_MORE: f64 = 10_000.0;
/// Guesses a character, where it has to be tried.
const UNEXPLAINED: f64 = 10.0;
/// A single unexplained character costs more than the dearest pattern for one.
const LEAST_UNEXPLAINED: f64 = 11.0;

/// The guesses for the cheapest cover of the whole password.
pub(super) fn cheapest(matches: &Matches) -> f64 {
    let mut prefixes: Vec<Covers> = Vec::new();
    let mut unexplained = Vec::new();
    for (last, row) in matches.rows().enumerate() {
        let cost = unexplained
            .last()
            .map_or(UNEXPLAINED, |cost| cost * UNEXPLAINED);
        unexplained.push(cost);
        let mut covers = Covers::default();
        for (first, guesses) in row.iter().enumerate().take(last + 1) {
            if guesses.is_finite() {
                covers.extend(&prefixes, first, *guesses, false);
            }
        }
        // The longest unexplained stretch first, as its patterns came.
        for (first, cost) in unexplained.iter().rev().enumerate() {
            covers.extend(&prefixes, first, cost.max(LEAST_UNEXPLAINED), true);
        }
        prefixes.push(covers);
    }
    let whole = prefixes.last().map_or(&[][..], |covers| &covers.0);
    let guesses = whole.iter().map(|cover| cover.guesses);
    guesses.reduce(f64::min).unwrap_or(1.0)
}

/// The covers of the characters up to some place that are worth going on with: one for each number
/// of pieces, fewest first. When it came, each was cheaper than all with as few pieces.
#[derive(Default)]
struct Covers(Vec<Cover>);

impl Covers {
    /// Tries to go on from what ends before `first` by one more piece.
    fn extend(&mut self, prefixes: &[Covers], first: usize, guesses: f64, unexplained: bool) {
        let Some(before) = first.checked_sub(1) else {
            self.offer(Cover::NOTHING.and(guesses, unexplained));
            return;
        };
        for cover in prefixes.get(before).map_or(&[][..], |covers| &covers.0) {
            // Two unexplained stretches side by side are one.
            if !(unexplained && cover.ends_unexplained) {
                self.offer(cover.and(guesses, unexplained));
            }
        }
    }

    fn offer(&mut self, new: Cover) {
        let mut place = 0;
        for cover in &self.0 {
            if cover.pieces > new.pieces {
                break;
            }
            if cover.guesses <= new.guesses {
                return;
            }
            place += usize::from(cover.pieces < new.pieces);
        }
        match self.0.get_mut(place) {
            Some(cover) if cover.pieces == new.pieces => *cover = new,
            _ => self.0.insert(place, new),
        }
    }
}

/// A sequence of patterns.
#[derive(Clone, Copy)]
struct Cover {
    pieces: u16,
    /// In how many orders the pieces can stand.
    orders: f64,
    /// What is spent on fewer pieces before.
    fewer: f64,
    /// The pieces' guesses, multiplied.
    product: f64,
    guesses: f64,
    ends_unexplained: bool,
}

impl Cover {
    const NOTHING: Self = Self {
        pieces: 0,
        orders: 1.0,
        fewer: 1.0 / BEFORE_ONE_MORE,
        product: 1.0,
        guesses: 0.0,
        ends_unexplained: false,
    };

    fn and(&self, guesses: f64, unexplained: bool) -> Self {
        let pieces = self.pieces + 1;
        let orders = self.orders * f64::from(pieces);
        let fewer = if pieces == 1 {
            1.0
        } else {
            self.fewer * BEFORE_ONE_MORE
        };
        let product = self.product * guesses;
        Self {
            pieces,
            orders,
            fewer,
            product,
            guesses: orders * product + fewer,
            ends_unexplained: unexplained,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_explains_costs_ten_guesses_a_character() {
        assert_eq!(cheapest(&Matches::new(0)), 1.0);
        assert_eq!(cheapest(&Matches::new(1)), 12.0);
        assert_eq!(cheapest(&Matches::new(7)), 1e7 + 1.0);
    }

    #[test]
    fn two_patterns_cost_both_orders_and_the_tries_of_one() {
        let mut matches = Matches::new(12);
        matches.add(0, 5, 300.0);
        matches.add(6, 11, 70.0);
        assert_eq!(cheapest(&matches), 2.0 * 300.0 * 70.0 + 10_000.0);
    }

    #[test]
    fn a_pattern_for_the_whole_wins_over_its_parts() {
        let mut matches = Matches::new(12);
        matches.add(0, 5, 300.0);
        matches.add(6, 11, 70.0);
        matches.add(0, 11, 2_000.0);
        assert_eq!(cheapest(&matches), 2_001.0);
    }

    #[test]
    fn a_pattern_is_no_cheaper_than_the_floor_where_the_password_goes_on() {
        let mut matches = Matches::new(8);
        matches.add(0, 5, 3.0);
        // The floor of 50, and two characters at ten guesses each.
        assert_eq!(cheapest(&matches), 2.0 * 50.0 * 100.0 + 10_000.0);
    }
}
