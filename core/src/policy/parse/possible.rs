//! Refuses a document that no password could satisfy.

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
    if let (Some(repeats), Some(allowed)) = (document.repeats, allowed_characters(document))
        && repeats.counting == Counting::Total
        && repeats.max.saturating_mul(allowed) < min
    {
        return Err(Code::Impossible.at("repeats.max"));
    }
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
    if characters.minimum.total() > max_length {
        return Err(Code::Impossible.at("characters.minimum"));
    }
    Ok(())
}

/// How many different characters may be used, where that is few.
fn allowed_characters(document: &Document) -> Option<u32> {
    let characters = document.characters.as_ref()?;
    if characters.other != Other::Forbid {
        return None;
    }
    let mut special: alloc::vec::Vec<char> = characters.special().chars().collect();
    special.sort_unstable();
    special.dedup();
    u32::try_from(26 + 26 + 10 + special.len()).ok()
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
