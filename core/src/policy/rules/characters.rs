//! `characters`: at least so many of the classes, required ones, and only allowed characters
//! (PWD.0005). Control characters and U+FFFD are never allowed, whatever the document says.

use alloc::vec::Vec;

use super::super::document::{Characters, Class, EdgeSpace, Other};
use super::super::report::{Disallowed, Violation, count};
use crate::text::{Kind, Text};

/// What a character is to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    In(Class),
    /// Allowed, in no class.
    Free,
    Disallowed(Kind),
}

/// What a password's characters are to a document.
pub(in crate::policy) struct Findings {
    present: Vec<Class>,
    missing: Vec<Class>,
    disallowed: Vec<Disallowed>,
}

impl Findings {
    /// Without a rule, only what is never allowed is found.
    pub(in crate::policy) fn new(rule: Option<&Characters>, password: &Text) -> Self {
        let mut counts = [0_u32; 4];
        let mut disallowed = Vec::new();
        let last = password.len().saturating_sub(1);
        for (position, point) in password.points().iter().enumerate() {
            let is_edge = position == 0 || position == last;
            let standing = rule.map_or_else(
                || standing_without_rule(*point),
                |rule| standing(rule, *point),
            );
            if let Standing::In(class) = standing
                && let Some(count) = counts.get_mut(class as usize)
            {
                *count += 1;
            }
            if let Standing::Disallowed(kind) = standing {
                disallow(&mut disallowed, kind, count(position));
            } else if is_edge && point.is_whitespace() && forbids_edge_space(rule) {
                disallow(&mut disallowed, Kind::Space, count(position));
            }
        }
        disallowed.sort_by_key(|entry| entry.kind);
        let count_of = |class: Class| counts.get(class as usize).copied().unwrap_or(0);
        Self {
            present: Class::ALL
                .into_iter()
                .filter(|class| count_of(*class) > 0)
                .collect(),
            missing: rule.map_or_else(Vec::new, |rule| missing(rule, count_of)),
            disallowed,
        }
    }

    /// Whether the classes are as they should be.
    pub(in crate::policy) fn has_classes(&self) -> bool {
        self.missing.is_empty()
    }

    /// Whether every character is allowed.
    pub(in crate::policy) fn is_allowed(&self) -> bool {
        self.disallowed.is_empty()
    }

    pub(in crate::policy) fn violation(self) -> Option<Violation> {
        (!self.has_classes() || !self.is_allowed()).then_some(Violation::Characters {
            present: self.present,
            missing: self.missing,
            disallowed: self.disallowed,
        })
    }
}

/// Classes to add: required ones and those below their minimum, and where fewer classes occur
/// than there must be, every other one that can be had.
fn missing(rule: &Characters, count_of: impl Fn(Class) -> u32) -> Vec<Class> {
    let present = Class::ALL
        .into_iter()
        .filter(|class| count_of(*class) > 0)
        .count();
    let too_few = rule
        .at_least_classes
        .is_some_and(|least| present < least as usize);
    Class::ALL
        .into_iter()
        .filter(|class| {
            let count = count_of(*class);
            count < rule.minimum.of(*class)
                || (count == 0
                    && (rule.require.contains(class) || (too_few && rule.can_have(*class))))
        })
        .collect()
}

fn forbids_edge_space(rule: Option<&Characters>) -> bool {
    rule.is_some_and(|rule| rule.edge_space == Some(EdgeSpace::Forbid))
}

fn standing(rule: &Characters, point: char) -> Standing {
    let kind = Kind::of(point);
    if matches!(kind, Kind::Control | Kind::Unencodable) {
        return Standing::Disallowed(kind);
    }
    match class_of(point, rule.special()) {
        Some(class) => Standing::In(class),
        None if kind == Kind::Space => Standing::Disallowed(kind),
        None => match rule.other {
            Other::Forbid => Standing::Disallowed(kind),
            Other::Special => Standing::In(Class::Special),
            Other::Letter => Standing::Free,
        },
    }
}

fn standing_without_rule(point: char) -> Standing {
    let kind = Kind::of(point);
    if matches!(kind, Kind::Control | Kind::Unencodable) {
        return Standing::Disallowed(kind);
    }
    class_of(point, Characters::default().special()).map_or(Standing::Free, Standing::In)
}

fn class_of(point: char, special: &str) -> Option<Class> {
    match point {
        'a'..='z' => Some(Class::Lower),
        'A'..='Z' => Some(Class::Upper),
        '0'..='9' => Some(Class::Digit),
        _ if special.chars().any(|listed| listed == point) => Some(Class::Special),
        _ => None,
    }
}

fn disallow(disallowed: &mut Vec<Disallowed>, kind: Kind, position: u32) {
    match disallowed.iter_mut().find(|entry| entry.kind == kind) {
        Some(entry) => entry.positions.push(position),
        None => disallowed.push(Disallowed {
            kind,
            positions: alloc::vec![position],
        }),
    }
}
