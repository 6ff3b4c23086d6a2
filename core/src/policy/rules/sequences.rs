//! `sequences`: runs in one direction such as abcd, 4321 or qwer, case ignored (ours; PWD.0005).

use super::super::document::Sequences;
use super::super::report::{Violation, count};
use crate::text::Text;

/// For each ASCII character its place on a line, from 1; 0 where it is not on it.
type Places = [u8; 128];

static ALPHABET: [Places; 2] = [places("abcdefghijklmnopqrstuvwxyz"), places("0123456789")];
/// The rows of QWERTY, and the rows and columns of the numeric pad.
static KEYBOARD: [Places; 10] = [
    places("1234567890"),
    places("qwertyuiop"),
    places("asdfghjkl"),
    places("zxcvbnm"),
    places("789"),
    places("456"),
    places("123"),
    places("741"),
    places("852"),
    places("963"),
];

pub(in crate::policy) fn check(rule: &Sequences, password: &Text) -> Option<Violation> {
    let keyboard: &[Places] = if rule.keyboard { &KEYBOARD } else { &[] };
    let lines = ALPHABET.iter().chain(keyboard);
    let longest = lines
        .map(|line| longest_run(password, line))
        .max()
        .unwrap_or(0);
    let actual = count(longest);
    (actual > rule.max).then_some(Violation::Sequences {
        max: rule.max,
        actual,
    })
}

/// The longest run of neighbours on a line in one direction; one character of the line is a run of
/// one.
fn longest_run(password: &Text, line: &Places) -> usize {
    let (mut longest, mut forwards, mut backwards, mut before) = (0, 0, 0, 0);
    for point in password.points() {
        let place = place(*point, line);
        let run = |run: usize, is_next: bool| match place {
            0 => 0,
            _ if is_next => run + 1,
            _ => 1,
        };
        forwards = run(forwards, before != 0 && place == before + 1);
        backwards = run(backwards, place + 1 == before);
        longest = longest.max(forwards).max(backwards);
        before = place;
    }
    longest
}

fn place(point: char, line: &Places) -> u8 {
    let index = point.to_ascii_lowercase() as usize;
    line.get(index).copied().unwrap_or(0)
}

#[allow(clippy::indexing_slicing)] // evaluated when this is compiled: out of bounds would be an error then
const fn places(line: &str) -> Places {
    let mut places = [0; 128];
    let line = line.as_bytes();
    let mut index = 0;
    while index < line.len() {
        places[line[index] as usize] = index as u8 + 1;
        index += 1;
    }
    places
}
