//! The characters that a generated password is made of.

use alloc::vec::Vec;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::super::document::{ASCII_PUNCTUATION, Characters, Class, Counting, Document, Other};
use super::super::rules::personal::Needles;
use super::super::subject::Subject;
use super::plan::least;
use crate::text::Text;

/// Read for one another, in many typefaces: never used.
const LOOK_ALIKES: &str = "Il1O0";
/// Special characters that come through: they are in the basic alphabet of SMS (GSM 03.38), need
/// no escape in HTML, end neither a link nor a sentence, and are no brackets or quotes.
const PLAIN: &str = "!#$%+-=?";
/// Special characters that are read for letters or for one another (a bar for I and l), and quotes
/// that mail programs make round.
const AMBIGUOUS: &str = "|'`\"";

/// More special characters than this do not make a password better and cost time at each place.
const MAX_SPECIAL: usize = 256;

/// The characters with their classes. Of the special ones only what is needed is taken: the plain
/// ones, then what else ASCII has, then any.
pub(super) fn alphabet(
    document: &Document,
    subject: &Subject,
    min_length: u32,
) -> Vec<(char, Class)> {
    let rule = document.characters.clone().unwrap_or_default();
    let needles = document
        .contains
        .as_ref()
        .map(|rule| Needles::new(rule, subject));
    // A word of one character is in every password that has the character.
    let is_word = |point: char| {
        let text = Text::new(point.encode_utf8(&mut [0; 4]));
        let finds = |needles: &Needles| text.is_ok_and(|text| needles.check(&text).is_some());
        needles.as_ref().is_some_and(finds)
    };
    // How often one character of so many may be used, if need be.
    let uses = |count: usize| match document.repeats {
        Some(rule) if rule.counting == Counting::Total || count == 1 => rule.max as usize,
        _ => usize::MAX,
    };
    let suffices = |count: usize, places: u32| count.saturating_mul(uses(count)) >= places as usize;

    let mut alphabet = letters_and_digits();
    alphabet.retain(|(point, _)| !is_word(*point));
    let others = alphabet.len();
    let mut special = special(&rule);
    special.retain(|(_, point)| !is_word(*point));
    special.truncate(MAX_SPECIAL);
    for wanted in [Rank::Plain, Rank::Ascii, Rank::Any] {
        let is_enough = suffices(alphabet.len() - others, least(&rule, Class::Special).max(1))
            && suffices(alphabet.len(), min_length);
        if !is_enough {
            let of_rank = special.iter().filter(|(rank, _)| *rank == wanted);
            alphabet.extend(of_rank.map(|(_, point)| (*point, Class::Special)));
        }
    }
    alphabet
}

/// How well a special character is suited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Plain,
    Ascii,
    Any,
}

fn rank(point: char) -> Rank {
    match point {
        _ if PLAIN.contains(point) => Rank::Plain,
        '!'..='~' if !AMBIGUOUS.contains(point) => Rank::Ascii,
        _ => Rank::Any,
    }
}

fn letters_and_digits() -> Vec<(char, Class)> {
    let classes = [
        ('a'..='z', Class::Lower),
        ('A'..='Z', Class::Upper),
        ('0'..='9', Class::Digit),
    ];
    classes
        .into_iter()
        .flat_map(|(points, class)| points.map(move |point| (point, class)))
        .filter(|(point, _)| !LOOK_ALIKES.contains(*point))
        .collect()
}

/// What counts as special and can be seen and typed, the best suited first.
fn special(rule: &Characters) -> Vec<(Rank, char)> {
    let usable = |text: &str| -> Vec<(Rank, char)> {
        let points = text.chars().filter(|point| is_usable(*point));
        points.map(|point| (rank(point), point)).collect()
    };
    let mut special = usable(rule.special());
    if special.is_empty() && rule.other == Other::Special {
        special = usable(ASCII_PUNCTUATION);
    }
    special.sort_unstable();
    special.dedup();
    special
}

/// Whether a character is seen by itself, and stays itself beside any other.
fn is_usable(point: char) -> bool {
    let is_invisible = matches!(point,
        // Unicode's default ignorables, and what steers the direction of writing.
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}');
    !is_invisible
        && !point.is_whitespace()
        && !point.is_control()
        && !is_combining_mark(point)
        && is_nfc_quick(core::iter::once(point)) == IsNormalized::Yes
}
