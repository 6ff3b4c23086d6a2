//! Words written with digits and signs for letters.
//!
//! Which sign is which letter is settled for the whole password, as in zxcvbn: a letter takes one
//! of the signs that are there, a sign means one letter, and it stays itself only where another
//! took its place. zxcvbn looks the password up once for each way to settle that. Here a dictionary
//! is walked once, with the set of all ways that what was read so far leaves open.

use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::matches::Matches;
use super::number::variations;
use super::stretch::Stretch;
use super::trie::{Place, Trie};
use super::words::capitals;

/// Letters and what is written for them. Letters that share a sign stand in one group: their
/// choices hang together.
const GROUPS: &[&[(u8, &[u8])]] = &[
    &[(b'a', b"4@")],
    &[(b'b', b"8")],
    &[(b'c', b"({[<")],
    &[(b'e', b"3")],
    &[(b'g', b"69")],
    &[(b'i', b"1!|"), (b'l', b"1|7"), (b't', b"+7")],
    &[(b'o', b"0")],
    &[(b's', b"$5")],
    &[(b'x', b"%")],
    &[(b'z', b"2")],
];
const MOST_LETTERS: usize = 3;
/// One character is no word: nearly every digit would be the word `a` or `i`.
const LEAST_LENGTH: usize = 2;

/// How the signs of one group are settled: for each of its letters the sign that it takes, or 0.
type Ways = Vec<[u8; MOST_LETTERS]>;

/// What a sign may mean, and under which ways: one bit for each way of each group.
struct Meaning {
    sign: u8,
    /// A letter, or the sign itself.
    meant: u8,
    ways: u64,
}

/// The signs of one password. All groups have 40 ways at most.
pub(super) struct Leet {
    meanings: Vec<Meaning>,
    /// The signs whose group has ways, a bit for each ASCII character.
    signs: u128,
}

impl Leet {
    pub(super) fn new(password: Stretch) -> Self {
        let written = password.codes.iter().fold(0, |set, code| set | bit(*code));
        let mut leet = Self {
            meanings: Vec::new(),
            signs: 0,
        };
        let mut first_way = 0;
        for group in GROUPS {
            let signs = group.iter().flat_map(|(_, signs)| signs.iter());
            if signs.fold(0, |set, sign| set | bit(*sign)) & written != 0 {
                leet.add(group, written, &mut first_way);
            }
        }
        leet
    }

    pub(super) fn find(&self, password: Stretch, words: &Trie, matches: &mut Matches) {
        let Some(last) = password.codes.iter().rposition(|code| self.is_sign(*code)) else {
            return;
        };
        let mut walk = Walk {
            leet: self,
            password,
            words,
            matches,
            word: Zeroizing::new(Vec::with_capacity(password.len())),
        };
        for first in 0..=last {
            walk.go(first, first, Trie::START, u64::MAX, false);
        }
    }

    fn add(&mut self, group: &[(u8, &[u8])], written: u128, first_way: &mut u32) {
        let ways = ways(group, written);
        let mut add = |sign: u8, meant: u8, is: &dyn Fn(&[u8; MOST_LETTERS]) -> bool| {
            let bits = ways.iter().zip(*first_way..).filter(|(way, _)| is(way));
            let ways = bits.fold(0, |set, (_, place)| set | 1 << place);
            if ways != 0 {
                self.meanings.push(Meaning { sign, meant, ways });
                self.signs |= bit(sign);
            }
        };
        for (index, (letter, signs)) in group.iter().enumerate() {
            for sign in signs.iter().filter(|sign| bit(**sign) & written != 0) {
                add(*sign, *letter, &|way| way.get(index) == Some(sign));
                // A sign of two letters stays itself once.
                let before = group.iter().take(index);
                if !before.into_iter().any(|(_, others)| others.contains(sign)) {
                    add(*sign, *sign, &|way| !way.contains(sign));
                }
            }
        }
        *first_way += u32::try_from(ways.len()).unwrap_or_default();
    }

    fn is_sign(&self, code: u8) -> bool {
        self.signs & bit(code) != 0
    }
}

/// All ways to settle the signs of a group that are written, made letter by letter. A letter takes
/// each of its signs in turn; where another letter has that sign, both outcomes count.
fn ways(group: &[(u8, &[u8])], written: u128) -> Ways {
    let mut ways: Ways = [[0; MOST_LETTERS]].into();
    for (index, (_, signs)) in group.iter().enumerate() {
        let mut signs = signs
            .iter()
            .filter(|sign| bit(**sign) & written != 0)
            .peekable();
        if signs.peek().is_none() {
            continue;
        }
        let mut next = Ways::new();
        let add = |next: &mut Ways, way| {
            if !next.contains(&way) {
                next.push(way);
            }
        };
        for sign in signs {
            for way in &ways {
                let mut taken = way.map(|held| if held == *sign { 0 } else { held });
                if taken != *way {
                    add(&mut next, *way);
                }
                taken
                    .iter_mut()
                    .skip(index)
                    .take(1)
                    .for_each(|held| *held = *sign);
                add(&mut next, taken);
            }
        }
        ways = next;
    }
    ways
}

struct Walk<'a> {
    leet: &'a Leet,
    password: Stretch<'a>,
    words: &'a Trie,
    matches: &'a mut Matches,
    /// The letters from the first place to here.
    word: Zeroizing<Vec<u8>>,
}

impl Walk<'_> {
    /// Reads on at a place. `open` are the ways that are left.
    fn go(&mut self, first: usize, at: usize, place: Place, open: u64, substituted: bool) {
        let Some(code) = self.password.codes.get(at).copied() else {
            return;
        };
        if !self.leet.is_sign(code) {
            self.read(code, first, at, place, open, substituted);
            return;
        }
        let leet = self.leet;
        let own = leet.meanings.iter().filter(|meaning| meaning.sign == code);
        // Every way of the sign's group gives it some meaning.
        let group = own.clone().fold(0, |set, meaning| set | meaning.ways);
        for meaning in own {
            let left = open & (meaning.ways | !group);
            if left & group != 0 {
                let substituted = substituted || meaning.meant != code;
                self.read(meaning.meant, first, at, place, left, substituted);
            }
        }
    }

    fn read(
        &mut self,
        letter: u8,
        first: usize,
        at: usize,
        place: Place,
        open: u64,
        substituted: bool,
    ) {
        let Some(place) = self.words.next(place, letter) else {
            return;
        };
        self.word.push(letter);
        if substituted
            && self.word.len() >= LEAST_LENGTH
            && let Some(rank) = self.words.rank(place)
        {
            let guesses = f64::from(rank)
                * capitals(self.password.part(first, at))
                * self.substitutions(first, at);
            self.matches.add(first, at, guesses);
        }
        self.go(first, at + 1, place, open, substituted);
        self.word.pop();
    }

    /// What an attacker tries to find which letters are written as signs.
    fn substitutions(&self, first: usize, last: usize) -> f64 {
        let codes = self.password.codes.get(first..=last).unwrap_or_default();
        let how_many = |wanted: u8| codes.iter().filter(|code| **code == wanted).count();
        let mut seen = 0;
        let mut product = 1.0;
        for (code, letter) in codes.iter().zip(self.word.iter()) {
            if code != letter && seen & bit(*code) == 0 {
                seen |= bit(*code);
                product *= variations(how_many(*code), how_many(*letter));
            }
        }
        product
    }
}

/// A set of one ASCII character; of none for others.
fn bit(code: u8) -> u128 {
    if code.is_ascii() { 1 << code } else { 0 }
}
