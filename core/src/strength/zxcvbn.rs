//! The estimate by the zxcvbn crate, in the place of our own. It reads the year from the clock, the
//! one impurity of this crate; nobody outside this folder may notice which estimator answers.

use alloc::string::String;
use alloc::vec::Vec;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::Strength;

/// Code points of a password, and of a context word, that are looked at: more would take seconds.
const MAX_POINTS: usize = 32;

pub(super) fn estimate(password: &str, context: &[&str]) -> Strength {
    let mut scored = Zeroizing::new(String::with_capacity(MAX_POINTS * 4));
    scored.extend(password.nfc().take(MAX_POINTS));
    let context: Vec<&str> = context.iter().map(|word| first_points(word)).collect();
    let entropy = ::zxcvbn::zxcvbn(&scored, &context);
    let guesses_log10 = entropy.guesses_log10();
    Strength {
        score: entropy.score().into(),
        guesses_log10: if guesses_log10.is_finite() {
            guesses_log10.max(0.0)
        } else {
            0.0
        },
    }
}

fn first_points(text: &str) -> &str {
    text.char_indices()
        .nth(MAX_POINTS)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}
