//! How guessable a password is, on zxcvbn's scale (Wheeler 2016).

use alloc::string::String;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

#[cfg(feature = "zxcvbn")]
mod zxcvbn;

/// Code points that are scored. What stands behind them never lowers an estimate: it is not read.
const MAX_POINTS: usize = 32;
/// Code points of a context word that are looked at.
#[cfg(feature = "zxcvbn")]
const MAX_CONTEXT_POINTS: usize = 32;

/// Whether this build can estimate. Where it cannot, the rule `weak` leaves `minScore` to a side
/// that can.
pub const ESTIMATES: bool = cfg!(feature = "zxcvbn");

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
/// person: names, addresses, the product's name. Total: any text has an answer, in bounded time.
pub fn estimate(password: &str, context: &[&str]) -> Strength {
    let mut scored = Zeroizing::new(String::with_capacity(MAX_POINTS * 4));
    scored.extend(password.nfc().take(MAX_POINTS));
    if scored.is_empty() {
        return Strength {
            score: 0,
            guesses_log10: 0.0,
        };
    }
    guess(&scored, context)
}

#[cfg(feature = "zxcvbn")]
fn guess(password: &str, context: &[&str]) -> Strength {
    let context: alloc::vec::Vec<&str> = context
        .iter()
        .map(|word| first_points(word, MAX_CONTEXT_POINTS))
        .collect();
    zxcvbn::estimate(password, &context)
}

#[cfg(not(feature = "zxcvbn"))]
fn guess(_: &str, _: &[&str]) -> Strength {
    Strength {
        score: 0,
        guesses_log10: 0.0,
    }
}

#[cfg(feature = "zxcvbn")]
fn first_points(text: &str, most: usize) -> &str {
    text.char_indices()
        .nth(most)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}
