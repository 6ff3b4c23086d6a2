//! Makes the dictionary of the strength estimate, for `cargo xtask data`: reads ranked words (a
//! line each, `word<TAB>rank`), writes the file whose form `strength/lexicon.rs` tells.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a generator stops at the first thing that is wrong"
)]

use std::{env, fs};

use repass::strength::Estimator;

/// Where one class of ranks ends and the next begins. A score changes at 1,004 guesses for a word
/// alone, and at ranks of 4,950 or 49 for a word with two digits or four; the half of these for a
/// word with a capital, and so on. Ranks on both sides of such a place may not be one class; between
/// them classes are as narrow as what they cost allows.
const EDGES: [u16; 25] = [
    2, 3, 4, 6, 9, 14, 21, 31, 50, 80, 124, 190, 248, 351, 495, 705, 1004, 1250, 1760, 2475, 3500,
    4950, 7000, 9900, 16000,
];
/// A word goes without being missed if the estimate without it is at most its rank times ten to this.
const TOLERANCE: f64 = 0.0;

#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    rank: u16,
}

fn main() {
    let mut arguments = env::args().skip(1);
    let lines = fs::read_to_string(arguments.next().unwrap()).unwrap();
    let words = lines.lines().map(|line| {
        let (text, rank) = line.split_once('\t').unwrap();
        Word {
            text,
            rank: rank.parse().unwrap(),
        }
    });
    let words = needed(words.collect());
    println!("{} words", words.len());
    fs::write(arguments.next().unwrap(), folded(&words)).unwrap();
}

/// Leaves out what the other words and patterns explain. Shorter words are settled first: a longer
/// one is explained by what is really there.
fn needed(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by_key(|word| (word.text.len(), word.text));
    let mut kept: Vec<Word> = Vec::new();
    for same_length in words.chunk_by(|one, other| one.text.len() == other.text.len()) {
        let shorter = Estimator::from_words(kept.iter().map(|word| (word.text, word.rank)));
        let is_needed = |word: &&Word| {
            let without = shorter.estimate(word.text, &[]).guesses_log10;
            without > f64::from(word.rank).log10() + TOLERANCE
        };
        kept.extend(same_length.iter().filter(is_needed));
    }
    kept.sort_by_key(|word| word.text);
    kept
}

fn folded(words: &[Word]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut nodes = 0;
    let mut before = "";
    for word in words {
        let pairs = before.bytes().zip(word.text.bytes());
        let shared = pairs.take_while(|(one, other)| one == other).count();
        text.push(u8::try_from(before.len() - shared).unwrap());
        text.extend(word.text[shared..].bytes());
        nodes += word.text.len() - shared;
        before = word.text;
    }
    let mut file = vec![u8::try_from(EDGES.len() + 1).unwrap()];
    let classes = 0..=EDGES.len();
    file.extend(classes.flat_map(|number| typical_rank(words, number).to_le_bytes()));
    file.extend(u32::try_from(nodes).unwrap().to_le_bytes());
    file.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
    file.extend(text);
    file.extend(
        words
            .iter()
            .map(|word| u8::try_from(class(word.rank)).unwrap()),
    );
    file
}

fn class(rank: u16) -> usize {
    EDGES.partition_point(|edge| *edge <= rank)
}

/// The geometric mean of the ranks in a class.
fn typical_rank(words: &[Word], number: usize) -> u16 {
    let ranks = words.iter().map(|word| word.rank);
    let logarithms: Vec<f64> = ranks
        .filter(|rank| class(*rank) == number)
        .map(|rank| f64::from(rank).ln())
        .collect();
    let mean = logarithms.iter().sum::<f64>() / logarithms.len() as f64;
    mean.exp().round() as u16
}
