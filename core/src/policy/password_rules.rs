//! The `passwordrules` attribute that Apple's password managers read. It cannot say "k of n":
//! that becomes the strictest form, so that what a manager makes up always passes.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::document::{Characters, Class, Counting, Document};

pub(super) fn attribute(document: &Document) -> String {
    let mut parts = Vec::new();
    if let Some(length) = document.length {
        parts.push(format!("minlength: {}", length.min));
        parts.push(format!("maxlength: {}", length.max));
    }
    if let Some(characters) = &document.characters {
        let (required, allowed): (Vec<Class>, Vec<Class>) = Class::ALL
            .into_iter()
            .filter(|class| *class != Class::Special || !ascii_special(characters).is_empty())
            .partition(|class| is_required(characters, *class));
        parts.extend(
            required
                .into_iter()
                .map(|class| format!("required: {}", name(characters, class))),
        );
        if !allowed.is_empty() {
            let allowed: Vec<String> = allowed
                .into_iter()
                .map(|class| name(characters, class))
                .collect();
            parts.push(format!("allowed: {}", allowed.join(", ")));
        }
    }
    if let Some(repeats) = document
        .repeats
        .filter(|repeats| repeats.counting == Counting::Consecutive)
    {
        parts.push(format!("max-consecutive: {}", repeats.max));
    }
    parts.join("; ")
}

fn is_required(characters: &Characters, class: Class) -> bool {
    let is_required =
        |class: Class| characters.require.contains(&class) || characters.minimum.of(class) > 0;
    let required = Class::ALL
        .into_iter()
        .filter(|class| is_required(*class))
        .count();
    let chooses = characters
        .at_least_classes
        .is_some_and(|least| least as usize > required);
    is_required(class) || (chooses && characters.can_have(class))
}

fn name(characters: &Characters, class: Class) -> String {
    match class {
        Class::Special => bracketed(&ascii_special(characters)),
        class => class.name().into(),
    }
}

/// The special characters that the attribute can carry, in order.
fn ascii_special(characters: &Characters) -> Vec<char> {
    let mut special: Vec<char> = characters
        .special()
        .chars()
        .filter(|point| matches!(point, ' '..='~'))
        .collect();
    special.sort_unstable();
    special.dedup();
    special
}

/// A class of characters; the grammar wants `-` first and `]` last in it.
fn bracketed(special: &[char]) -> String {
    let ordinary = special.iter().filter(|point| !matches!(point, '-' | ']'));
    let has = |wanted: char| special.contains(&wanted).then_some(wanted);
    let mut class = String::from("[");
    class.extend(has('-'));
    class.extend(ordinary);
    class.extend(has(']'));
    class.push(']');
    class
}
