//! Refuses a document that no password could satisfy.

use alloc::vec::Vec;

use super::super::document::{Characters, Class, Counting, Document, Lifecycle, MAX_LENGTH, Other};
use super::super::error::{PolicyError, PolicyErrorCode as Code};

const MINUTES_A_DAY: u32 = 24 * 60;

pub(super) fn ensure(document: &Document) -> Result<(), PolicyError> {
    let (min, max) = document
        .length
        .map_or((1, MAX_LENGTH), |length| (length.min, length.max));
    if min > max {
        return Err(Code::Impossible.at("length.min"));
    }
    if let Some(characters) = &document.characters {
        ensure_classes(characters, max)?;
    }
    ensure_repeats(document, min)?;
    document.lifecycle.map_or(Ok(()), ensure_ages)
}

fn ensure_classes(characters: &Characters, max_length: u32) -> Result<(), PolicyError> {
    let can_be_had = Class::ALL
        .into_iter()
        .filter(|class| characters.can_have(*class))
        .count();
    if let Some(least) = characters.at_least_classes
        && (least as usize > can_be_had || least > max_length)
    {
        return Err(Code::Impossible.at("characters.atLeastClasses"));
    }
    if characters
        .require
        .iter()
        .any(|class| !characters.can_have(*class))
        || characters.require.len() > max_length as usize
    {
        return Err(Code::Impossible.at("characters.require"));
    }
    if characters.minimum.special > 0 && !characters.can_have(Class::Special) {
        return Err(Code::Impossible.at("characters.minimum.special"));
    }
    if least_characters(characters) > max_length {
        return Err(Code::Impossible.at("characters.minimum"));
    }
    Ok(())
}

/// How many characters a password must have for its classes: each one's minimum, one of each
/// required, and one of each other class until there are enough.
fn least_characters(characters: &Characters) -> u32 {
    let least_of = |class: Class| {
        let required = u32::from(characters.require.contains(&class));
        characters.minimum.of(class).max(required)
    };
    let named = Class::ALL.into_iter().map(least_of);
    let classes = u32::try_from(named.clone().filter(|least| *least > 0).count()).unwrap_or(0);
    let more = characters
        .at_least_classes
        .unwrap_or(0)
        .saturating_sub(classes);
    named.sum::<u32>().saturating_add(more)
}

/// Where each character may stand only so many times in all, the characters there are must do for
/// the length and for each class's minimum.
fn ensure_repeats(document: &Document, min_length: u32) -> Result<(), PolicyError> {
    let Some(repeats) = document
        .repeats
        .filter(|repeats| repeats.counting == Counting::Total)
    else {
        return Ok(());
    };
    let Some(characters) = &document.characters else {
        return Ok(());
    };
    for class in Class::ALL {
        let least = characters.minimum.of(class);
        if alphabet(characters, class).is_some_and(|size| size.saturating_mul(repeats.max) < least)
        {
            return Err(Code::Impossible.at(alloc::format!("characters.minimum.{}", class.name())));
        }
    }
    let allowed = allowed_characters(characters);
    if allowed.is_some_and(|allowed| allowed.saturating_mul(repeats.max) < min_length) {
        return Err(Code::Impossible.at("repeats.max"));
    }
    Ok(())
}

/// How many characters a class has; none where they are too many to count.
fn alphabet(characters: &Characters, class: Class) -> Option<u32> {
    match class {
        Class::Lower | Class::Upper => Some(26),
        Class::Digit => Some(10),
        Class::Special if characters.other == Other::Special => None,
        Class::Special => {
            let mut special: Vec<char> = characters.special().chars().collect();
            special.sort_unstable();
            special.dedup();
            u32::try_from(special.len()).ok()
        }
    }
}

/// How many different characters may be used, where that is few.
fn allowed_characters(characters: &Characters) -> Option<u32> {
    if characters.other != Other::Forbid {
        return None;
    }
    Class::ALL
        .into_iter()
        .map(|class| alphabet(characters, class))
        .sum()
}

fn ensure_ages(lifecycle: Lifecycle) -> Result<(), PolicyError> {
    let Some(max_days) = lifecycle.max_age_days else {
        return Ok(());
    };
    if lifecycle.warn_days.is_some_and(|warn| warn >= max_days) {
        return Err(Code::Impossible.at("lifecycle.warnDays"));
    }
    if lifecycle
        .min_age_minutes
        .is_some_and(|min| min > max_days * MINUTES_A_DAY)
    {
        return Err(Code::Impossible.at("lifecycle.minAgeMinutes"));
    }
    Ok(())
}
