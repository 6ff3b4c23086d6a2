//! How guessable a password is.

use serde::{Deserialize, Serialize};

use crate::Text;

/// How guessable a password is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Strength {
    /// 0 (too guessable) to 4 (very unguessable).
    pub score: i32,
    /// log10 of the guesses that an informed attacker needs.
    pub guesses_log10: f64,
}

/// Estimates a password; `words` are what an attacker knows of the person.
#[cfg_attr(feature = "uniffi", uniffi::export(default(words = [])))]
pub fn strength(password: Text, words: Vec<Text>) -> Strength {
    let words: Vec<&str> = words.iter().map(Text::as_str).collect();
    repass::strength::estimate(password.as_str(), &words).into()
}

/// The score alone, 0 to 4.
#[cfg_attr(feature = "uniffi", uniffi::export(default(words = [])))]
pub fn score(password: Text, words: Vec<Text>) -> i32 {
    strength(password, words).score
}

impl From<repass::strength::Strength> for Strength {
    fn from(strength: repass::strength::Strength) -> Self {
        Self {
            score: strength.score.into(),
            guesses_log10: strength.guesses_log10,
        }
    }
}
