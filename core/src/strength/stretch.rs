//! What is scored: a password, and stretches of it.

use alloc::vec::Vec;

use icu_casemap::CaseMapper;
use zeroize::Zeroizing;

/// Codes from here on stand for the password's own characters outside ASCII.
const FIRST_FOREIGN: u8 = 128;

/// A password of at most 100 code points, with what every matcher asks of it.
pub(super) struct Password {
    points: Zeroizing<Vec<char>>,
    codes: Zeroizing<Vec<u8>>,
    foreign: Zeroizing<Vec<char>>,
    cases: Zeroizing<Vec<Cases>>,
}

impl Password {
    pub(super) fn new(points: Zeroizing<Vec<char>>) -> Self {
        let mut password = Self {
            codes: Zeroizing::new(Vec::with_capacity(points.len())),
            foreign: Zeroizing::new(Vec::with_capacity(points.len())),
            cases: Zeroizing::new(Vec::with_capacity(points.len() + 1)),
            points,
        };
        let mut cases = Cases::default();
        password.cases.push(cases);
        for point in password.points.iter().copied() {
            let lower = lower(point);
            if !lower.is_ascii() && !password.foreign.contains(&lower) {
                password.foreign.push(lower);
            }
            cases.upper += u8::from(point.is_ascii_uppercase());
            cases.lower += u8::from(point.is_ascii_lowercase());
            password.cases.push(cases);
        }
        let lowered = password.points.iter().copied().map(lower);
        let codes = lowered.map(|point| password.code(point).unwrap_or_default());
        let mut codes_of_all = Zeroizing::new(Vec::with_capacity(password.points.len()));
        codes_of_all.extend(codes);
        password.codes = codes_of_all;
        password
    }

    pub(super) fn whole(&self) -> Stretch<'_> {
        Stretch {
            points: &self.points,
            codes: &self.codes,
            cases: &self.cases,
        }
    }

    /// A word in the password's codes; nothing where no stretch of the password can be that word.
    pub(super) fn encode(&self, word: &str) -> Option<Vec<u8>> {
        let fits = word.chars().nth(self.points.len()).is_none();
        let codes = word.chars().map(|point| self.code(lower(point)));
        fits.then(|| codes.collect()).flatten()
    }

    /// The code of a character in lower case: its own in ASCII, another's by its place among
    /// those of the password.
    fn code(&self, lower: char) -> Option<u8> {
        if lower.is_ascii() {
            return u8::try_from(lower).ok();
        }
        let place = self.foreign.iter().position(|known| *known == lower)?;
        FIRST_FOREIGN.checked_add(u8::try_from(place).ok()?)
    }
}

/// A part of the password, scored as if it were one.
#[derive(Clone, Copy)]
pub(super) struct Stretch<'a> {
    /// The characters as written.
    pub(super) points: &'a [char],
    /// A byte for each, the same in either case.
    pub(super) codes: &'a [u8],
    /// One more than characters: the letters before each place.
    cases: &'a [Cases],
}

impl<'a> Stretch<'a> {
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    /// From one place to another, both inclusive.
    pub(super) fn part(&self, first: usize, last: usize) -> Stretch<'a> {
        Stretch {
            points: self.points.get(first..=last).unwrap_or_default(),
            codes: self.codes.get(first..=last).unwrap_or_default(),
            cases: self.cases.get(first..=last + 1).unwrap_or_default(),
        }
    }

    /// How many ASCII letters are capitals, and how many are not.
    pub(super) fn letters(&self) -> (usize, usize) {
        match self.cases {
            [before, .., after] => (
                usize::from(after.upper - before.upper),
                usize::from(after.lower - before.lower),
            ),
            _ => (0, 0),
        }
    }
}

/// How many ASCII letters of either case stand before a place.
#[derive(Clone, Copy, Default)]
struct Cases {
    upper: u8,
    lower: u8,
}

impl zeroize::DefaultIsZeroes for Cases {}

/// A character's lower case, of one character always.
fn lower(point: char) -> char {
    if point.is_ascii() {
        point.to_ascii_lowercase()
    } else {
        CaseMapper::new().simple_lowercase(point)
    }
}
