//! How a candidate grows, place by place.
//!
//! First the kind of a place is drawn, from those that the policy demands and the free ones:
//! drawing without putting back is the shuffle of Fisher and Yates. Then its character is drawn
//! evenly from those that may stand behind what is there already. So `repeats` and `sequences` are
//! kept however long a password must be.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::super::document::{
    Characters, Class, Counting, Document, Length, MAX_LENGTH, Repeats, Sequences,
};
use super::super::report::count;
use super::super::rules::sequences;
use super::super::subject::Subject;
use super::TARGET_BITS;
use super::alphabet::alphabet;
use super::stream::{Stream, Ways};
use crate::secret::Secret;
use crate::text::{MAX_BYTES, Text};

/// A class, or none where a place is free.
type Place = Option<Class>;

/// What a document wants of a password, before anything is drawn.
pub(super) struct Plan<'a> {
    document: &'a Document,
    length: Length,
    alphabet: Vec<(char, Class)>,
    /// How many places of each kind a password has at first.
    places: BTreeMap<Place, u32>,
}

impl<'a> Plan<'a> {
    /// None where a class is demanded of which no character is to be had.
    pub(super) fn new(document: &'a Document, subject: &Subject) -> Option<Self> {
        let length = document.length.unwrap_or(Length {
            min: 1,
            max: MAX_LENGTH,
        });
        let alphabet = alphabet(document, subject, length.min);
        let mut places = document
            .characters
            .as_ref()
            .map_or_else(BTreeMap::new, |rule| demanded(rule, &alphabet));
        let has = |wanted: &Class| alphabet.iter().any(|(_, class)| class == wanted);
        if !places.keys().flatten().all(has) {
            return None;
        }
        let demanded: u32 = places.values().sum();
        let (mut ways, mut all) = (Ways::ONE, 0);
        while all < length.max && (all < demanded.max(length.min) || ways.bits() < TARGET_BITS) {
            ways = ways.times(count(alphabet.len()));
            all += 1;
        }
        places.insert(None, all.saturating_sub(demanded));
        Some(Self {
            document,
            length,
            alphabet,
            places,
        })
    }

    /// A password, not yet checked, and in how many ways it could have come out; none where no
    /// character is left for a place that must be filled.
    ///
    /// It grows until the ways are enough. As this holds for each order of classes, no password is
    /// likelier than its ways say.
    pub(super) fn candidate(&self, stream: &mut Stream) -> Option<(Secret, Ways)> {
        let (min, max) = (self.length.min as usize, self.length.max as usize);
        let mut places = self.places.clone();
        let mut ways = Ways::ONE;
        // As many as there can be: a list that grows would leave copies behind it.
        let mut password: Zeroizing<Vec<char>> = Zeroizing::new(Vec::with_capacity(max));
        loop {
            places.retain(|_, left| *left > 0);
            if places.is_empty() {
                if password.len() >= max || ways.bits() >= TARGET_BITS {
                    break;
                }
                places.insert(None, 1);
            }
            let open = self.open(&places, &password);
            let Some((place, choices)) = draw_place(&open, stream) else {
                let left: u32 = places.values().sum();
                let only_free = places.keys().eq([&None]);
                if !places.contains_key(&None) && password.len() + (left as usize) < max {
                    // A place more, between those that may not stand together.
                    places.insert(None, 1);
                    continue;
                }
                // Free places may stay empty.
                if only_free && password.len() >= min {
                    break;
                }
                return None;
            };
            let all = count(choices.len());
            password.push(choices.get(stream.below(all) as usize).copied()?);
            ways = ways.times(all);
            places.entry(place).and_modify(|left| *left -= 1);
        }
        Some((Secret::new(text(password.iter().copied())), ways))
    }

    /// The kinds of places that can be filled now: how many there are, and with what.
    fn open(
        &self,
        places: &BTreeMap<Place, u32>,
        password: &[char],
    ) -> Vec<(Place, u32, Vec<char>)> {
        let allowed = self.allowed(places, password);
        let reserved = self.reserved(places, password);
        let choices = |place: Place| -> Vec<char> {
            let fits = |class: Class| {
                place.map_or(!reserved.contains(&class), |demanded| demanded == class)
            };
            let fitting = allowed.iter().filter(|(_, class)| fits(*class));
            fitting.map(|(point, _)| *point).collect()
        };
        places
            .iter()
            .map(|(place, left)| (*place, *left, choices(*place)))
            .filter(|(_, _, choices)| !choices.is_empty())
            .collect()
    }

    /// The characters that may stand behind what is there already.
    fn allowed(&self, places: &BTreeMap<Place, u32>, password: &[char]) -> Vec<(char, Class)> {
        let bytes: usize = password.iter().map(|point| point.len_utf8()).sum();
        let left: u32 = places.values().sum();
        // Each place that stays empty for now needs a byte.
        let room = (MAX_BYTES + 1).saturating_sub(bytes + left as usize);
        // Only a run that is as long as it may be can become too long.
        let rule = self.document.sequences.filter(|rule| {
            let max = rule.max.saturating_sub(1);
            has_run(Sequences { max, ..*rule }, last(password, rule.max), None)
        });
        let is_allowed = |point: char| {
            point.len_utf8() <= room
                && self.uses_left(point, password) > 0
                && !rule.is_some_and(|rule| has_run(rule, last(password, rule.max), Some(point)))
        };
        let alphabet = self.alphabet.iter();
        alphabet
            .filter(|(point, _)| is_allowed(*point))
            .copied()
            .collect()
    }

    /// Classes whose characters, each of which may stand only so many times in all, are needed
    /// for their own places.
    fn reserved(&self, places: &BTreeMap<Place, u32>, password: &[char]) -> Vec<Class> {
        let is_total = |rule: Repeats| rule.counting == Counting::Total;
        if !self.document.repeats.is_some_and(is_total) {
            return Vec::new();
        }
        let uses_left = |wanted: Class| -> u32 {
            let class = self.alphabet.iter().filter(|(_, class)| *class == wanted);
            class
                .map(|(point, _)| self.uses_left(*point, password))
                .sum()
        };
        let is_reserved =
            |class: &Class| places.get(&Some(*class)).copied().unwrap_or(0) >= uses_left(*class);
        Class::ALL.into_iter().filter(is_reserved).collect()
    }

    /// How often a character may still come next.
    fn uses_left(&self, point: char, password: &[char]) -> u32 {
        self.document.repeats.map_or(u32::MAX, |rule| {
            let is_same = |other: &&char| **other == point;
            let used = match rule.counting {
                Counting::Consecutive => password.iter().rev().take_while(is_same).count(),
                Counting::Total => password.iter().filter(is_same).count(),
            };
            rule.max.saturating_sub(count(used))
        })
    }
}

/// The places that must be filled with a class, so that there is enough of each and there are
/// enough classes.
fn demanded(rule: &Characters, alphabet: &[(char, Class)]) -> BTreeMap<Place, u32> {
    let least = |class| least(rule, class);
    let named = Class::ALL.map(|class| (Some(class), least(class)));
    let mut places = BTreeMap::from(named);
    places.retain(|_, least| *least > 0);
    let mut others = Class::ALL;
    others.sort_by_key(|wanted| !alphabet.iter().any(|(_, class)| class == wanted));
    for class in others {
        if places.len() < rule.at_least_classes.unwrap_or(0) as usize {
            places.entry(Some(class)).or_insert(1);
        }
    }
    places
}

/// How many characters of a class the document demands by name.
pub(super) fn least(rule: &Characters, class: Class) -> u32 {
    let required = u32::from(rule.require.contains(&class));
    rule.minimum.of(class).max(required)
}

/// Draws one of the places that can be filled: its kind and its choices.
fn draw_place<'a>(
    open: &'a [(Place, u32, Vec<char>)],
    stream: &mut Stream,
) -> Option<(Place, &'a [char])> {
    let all = open.iter().map(|(_, left, _)| left).sum();
    let mut drawn = stream.below(all);
    let (place, _, choices) = open.iter().find(|(_, left, _)| {
        let is_drawn = drawn < *left;
        drawn = drawn.saturating_sub(*left);
        is_drawn
    })?;
    Some((*place, choices))
}

/// The last so many characters.
fn last(password: &[char], most: u32) -> &[char] {
    let start = password.len().saturating_sub(most as usize);
    password.get(start..).unwrap_or_default()
}

/// Whether there is a run that the rule refuses. Too long a text has none: it is refused anyway.
fn has_run(rule: Sequences, password: &[char], next: Option<char>) -> bool {
    let text = Zeroizing::new(text(password.iter().copied().chain(next)));
    Text::new(&text).is_ok_and(|text| sequences::check(&rule, &text).is_some())
}

/// The text, in a buffer that does not grow: that would leave copies behind it.
fn text(points: impl Iterator<Item = char> + Clone) -> String {
    let mut text = String::with_capacity(points.clone().map(char::len_utf8).sum());
    text.extend(points);
    text
}
