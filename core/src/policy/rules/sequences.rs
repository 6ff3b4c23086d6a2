//! `sequences`: runs in one direction such as abcd, 4321 or qwer, case ignored (ours; PWD.0005).

use super::super::document::Sequences;
use super::super::report::{Violation, count};
use crate::text::Text;

const ALPHABET: &[&str] = &["abcdefghijklmnopqrstuvwxyz", "0123456789"];
/// The rows of QWERTY, and the rows and columns of the numeric pad.
const KEYBOARD: &[&str] = &[
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "789",
    "456",
    "123",
    "741",
    "852",
    "963",
];

pub(in crate::policy) fn check(rule: &Sequences, password: &Text) -> Option<Violation> {
    let lines = ALPHABET
        .iter()
        .chain(if rule.keyboard { KEYBOARD } else { &[] });
    let longest = lines
        .flat_map(|line| {
            [
                longest_run(password, line, 1),
                longest_run(password, line, -1),
            ]
        })
        .max()
        .unwrap_or(0);
    let actual = count(longest);
    (actual > rule.max).then_some(Violation::Sequences {
        max: rule.max,
        actual,
    })
}

/// The longest run of neighbours on a line, forwards (1) or backwards (-1); one character of the
/// line is a run of one.
fn longest_run(password: &Text, line: &str, direction: isize) -> usize {
    let (mut longest, mut run, mut before) = (0, 0, None::<usize>);
    for point in password.points() {
        let place = line.find(point.to_ascii_lowercase());
        run = match (before, place) {
            (_, None) => 0,
            (Some(before), Some(place)) if before.checked_add_signed(direction) == Some(place) => {
                run + 1
            }
            _ => 1,
        };
        before = place;
        longest = longest.max(run);
    }
    longest
}
