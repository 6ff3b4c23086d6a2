//! What the matchers found: for every stretch of the password the fewest guesses that any pattern
//! needs for it.

use alloc::vec::Vec;

/// Guesses for a single character, at least, where the password is longer than it.
const LEAST_FOR_ONE: f64 = 10.0;
/// The same for several characters.
const LEAST_FOR_MORE: f64 = 50.0;

/// The fewest guesses for each stretch.
pub(super) struct Matches {
    length: usize,
    /// A row for each last character, in it a place for each first one.
    guesses: Vec<f64>,
}

impl Matches {
    pub(super) fn new(length: usize) -> Self {
        Self {
            length,
            guesses: alloc::vec![f64::INFINITY; length * length],
        }
    }

    /// A pattern fits from one place to another, both inclusive.
    pub(super) fn add(&mut self, first: usize, last: usize, guesses: f64) {
        let least = if last + 1 - first == self.length {
            1.0
        } else if first == last {
            LEAST_FOR_ONE
        } else {
            LEAST_FOR_MORE
        };
        if let Some(best) = self.guesses.get_mut(last * self.length + first) {
            *best = best.min(guesses.max(least));
        }
    }

    /// For each last character the guesses by first character, infinite where nothing was found.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.guesses.chunks(self.length.max(1))
    }
}
