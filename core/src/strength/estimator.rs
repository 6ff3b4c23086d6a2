//! The estimate: what every matcher finds, and the cheapest cover.

#[cfg(feature = "strength")]
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "strength")]
use once_cell::race::OnceBox;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::Strength;
use super::leet::Leet;
#[cfg(feature = "strength")]
use super::lexicon;
use super::matches::Matches;
use super::stretch::{Password, Stretch};
use super::trie::{self, Trie};
use super::{cover, date, keyboard, number, repeat, sequence, words, year};

/// Code points that are scored.
const MAX_POINTS: usize = 100;

/// An estimator with a dictionary of ranked words.
#[derive(Debug)]
pub struct Estimator {
    words: Trie,
}

impl Estimator {
    /// With the built-in words. They are unfolded once, at the first call.
    #[cfg(feature = "strength")]
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceBox<Estimator> = OnceBox::new();
        BUILT_IN.get_or_init(|| {
            Box::new(Self {
                words: lexicon::unfold(),
            })
        })
    }

    /// With words of one's own: lower case, each with its rank, 1 for the commonest.
    pub fn from_words<'a>(words: impl IntoIterator<Item = (&'a str, u16)>) -> Self {
        let words = words.into_iter().filter(|(word, _)| word.is_ascii());
        let words = words.map(|(word, rank)| (word.as_bytes().to_vec(), rank));
        Self {
            words: trie::from_words(words.collect()),
        }
    }

    /// Estimates a password, as [`estimate`](super::estimate) does.
    pub fn estimate(&self, password: &str, context: &[&str]) -> Strength {
        let mut points = Zeroizing::new(Vec::with_capacity(MAX_POINTS));
        points.extend(password.nfc().take(MAX_POINTS));
        let password = Password::new(points);
        let known = known(&password, context);
        let guesses = self.guesses(password.whole(), &known);
        Strength {
            score: super::score(guesses),
            guesses_log10: number::log10(guesses),
        }
    }

    fn guesses(&self, password: Stretch, known: &Trie) -> f64 {
        let mut matches = Matches::new(password.len());
        let leet = Leet::new(password);
        for dictionary in [&self.words, known] {
            words::find(password, dictionary, &mut matches);
            words::find_reversed(password, dictionary, &mut matches);
            leet.find(password, dictionary, &mut matches);
        }
        keyboard::find(password, &mut matches);
        sequence::find(password, &mut matches);
        year::find(password, &mut matches);
        date::find(password, &mut matches);
        // What is repeated is at most half as long: this ends.
        repeat::find(password, &mut matches, |base| self.guesses(base, known));
        cover::cheapest(&matches)
    }
}

/// The words of the context, ranked as they come.
fn known(password: &Password, context: &[&str]) -> Trie {
    let words = context.iter().zip(1_u16..).filter_map(|(word, rank)| {
        let word: Zeroizing<String> = Zeroizing::new(word.nfc().take(MAX_POINTS + 1).collect());
        let word = password.encode(&word)?;
        (!word.is_empty()).then_some((word, rank))
    });
    trie::from_words(words.collect())
}
