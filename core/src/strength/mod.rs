//! How guessable a password is, on zxcvbn's scale (Wheeler 2016).
//!
//! Matchers find everything that may be a pattern and how many guesses it takes; the cheapest way
//! to make the password of patterns is the estimate. Patterns and formulas are those of zxcvbn.js
//! 4.4.2; with equal ranks of words the results are equal.

use serde::{Deserialize, Serialize};

mod cover;
mod date;
mod estimator;
mod keyboard;
mod leet;
#[cfg(feature = "strength")]
mod lexicon;
mod matches;
mod number;
mod repeat;
mod sequence;
mod stretch;
mod trie;
mod words;
mod year;
#[cfg(feature = "zxcvbn")]
mod zxcvbn;

pub use estimator::Estimator;

/// Whether this build can estimate. Where it cannot, the rule `weak` leaves `minScore` to a side
/// that can.
pub const ESTIMATES: bool = cfg!(any(feature = "strength", feature = "zxcvbn"));

/// How guessable a password is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// 0 (too guessable) to 4 (very unguessable).
    pub score: u8,
    /// log10 of the guesses that an informed attacker needs; 0 or more, finite.
    pub guesses_log10: f64,
}

/// Estimates a password, in the form after NFC. `context` holds what an attacker knows of the
/// person, the likeliest first: names, addresses, the product's name. Total: any text has an
/// answer, in bounded time.
pub fn estimate(password: &str, context: &[&str]) -> Strength {
    #[cfg(feature = "zxcvbn")]
    return zxcvbn::estimate(password, context);
    #[cfg(all(feature = "strength", not(feature = "zxcvbn")))]
    return Estimator::built_in().estimate(password, context);
    #[cfg(not(any(feature = "strength", feature = "zxcvbn")))]
    {
        let _ = (password, context);
        Strength {
            score: 0,
            guesses_log10: 0.0,
        }
    }
}

/// The guesses from which on each score above 0 is given: as in zxcvbn, where a few more than the
/// round number count as that number.
const SCORES: [(f64, u8); 4] = [(1e3, 1), (1e6, 2), (1e8, 3), (1e10, 4)];
const A_FEW: f64 = 5.0;

fn score(guesses: f64) -> u8 {
    let mut reached = SCORES.iter().filter(|(least, _)| guesses >= least + A_FEW);
    reached.next_back().map_or(0, |(_, score)| *score)
}

#[cfg(test)]
mod tests;
