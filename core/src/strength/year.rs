//! Recent years.

use super::matches::Matches;
use super::stretch::Stretch;

/// The year that others are measured from. It is data of a release: a clock would let two sides
/// disagree.
const REFERENCE: u16 = 2026;
/// Years nearer than this are as good as each other.
const LEAST_DISTANCE: u16 = 20;

pub(super) fn find(password: Stretch, matches: &mut Matches) {
    let mut first = 0;
    while let Some(digits) = password.codes.get(first..first + 4) {
        if let Some(year) = recent(digits) {
            matches.add(first, first + 3, f64::from(distance(year)));
            first += 4;
        } else {
            first += 1;
        }
    }
}

/// How many years an attacker tries before this one.
pub(super) fn distance(year: u16) -> u16 {
    year.abs_diff(REFERENCE).max(LEAST_DISTANCE)
}

/// How far a year is from the release's.
pub(super) fn from_reference(year: u16) -> u16 {
    year.abs_diff(REFERENCE)
}

fn recent(digits: &[u8]) -> Option<u16> {
    let [century @ .., ten, one] = digits else {
        return None;
    };
    let century = match (century, ten) {
        (b"19", b'0'..=b'9') => 1900,
        (b"20", b'0' | b'1') => 2000,
        _ => return None,
    };
    let digit = |code: &u8| u16::from(code.wrapping_sub(b'0'));
    one.is_ascii_digit()
        .then(|| century + digit(ten) * 10 + digit(one))
}
