//! `personal`: the password contains the user's name, mobile number, e-mail prefix, own name in
//! pinyin, or a given word (PWD.0009). On keys, also with leet undone.

use alloc::vec::Vec;

use super::super::document::Contains;
use super::super::report::{PersonalItem, Violation};
use super::super::subject::{Subject, word_key};
use crate::text::pinyin::{self, Spellings};
use crate::text::{Key, Text};

/// A mobile number is known by its last digits too.
const MOBILE_ENDING: usize = 8;
/// Fewer digits stand in too many passwords by chance. `minLength` is for names and words.
const MIN_MOBILE: usize = 4;
/// No person has more words; what follows is not looked at, so that a check stays bounded.
const MAX_WORDS: usize = 1_000;

/// What is looked for, prepared for one person.
#[derive(Debug, Clone)]
pub(in crate::policy) struct Needles {
    words: Vec<(PersonalItem, Key)>,
    name: Spellings,
    /// The name has characters that this build cannot read.
    is_partial: bool,
}

impl Needles {
    pub(in crate::policy) fn new(rule: &Contains, subject: &Subject) -> Self {
        let mut words = Vec::new();
        let mut look_for = |item, word: &str| {
            if let Some(key) = word_key(word, rule.min_length) {
                words.push((item, key));
            }
        };
        if rule.username {
            look_for(
                PersonalItem::Username,
                subject.username.as_deref().unwrap_or_default(),
            );
        }
        if rule.email_prefix {
            look_for(
                PersonalItem::EmailPrefix,
                subject.email_prefix().unwrap_or_default(),
            );
        }
        for word in rule
            .words
            .iter()
            .chain(subject.words.iter().take(MAX_WORDS))
        {
            look_for(PersonalItem::Word, word);
        }
        if rule.mobile
            && let Some(number) = subject.national_number()
        {
            let mut look_for_digits = |digits: &str| {
                if digits.len() >= MIN_MOBILE {
                    words.push((PersonalItem::Mobile, Key::new(digits)));
                }
            };
            look_for_digits(&number);
            // The whole number contains its ending, so the ending alone decides where there is one.
            if let Some(ending) = number
                .len()
                .checked_sub(MOBILE_ENDING)
                .and_then(|start| number.get(start..))
            {
                look_for_digits(ending);
            }
        }
        let name = subject
            .name
            .as_deref()
            .filter(|_| rule.name_pinyin)
            .unwrap_or_default();
        Self {
            words,
            name: Spellings::of(name),
            is_partial: pinyin::is_beyond(name),
        }
    }

    /// Whether words of the document or of the person are looked for.
    pub(in crate::policy) fn has_words(&self) -> bool {
        self.words
            .iter()
            .any(|(item, _)| *item == PersonalItem::Word)
    }

    /// Whether only another build can judge all of it.
    pub(in crate::policy) fn is_partial(&self) -> bool {
        self.is_partial
    }

    pub(in crate::policy) fn check(&self, password: &Text) -> Option<Violation> {
        let mut items: Vec<PersonalItem> = self
            .words
            .iter()
            .filter(|(_, word)| password.key().contains(word))
            .map(|(item, _)| *item)
            .collect();
        if self.name.found_in(password.key()) {
            items.push(PersonalItem::NamePinyin);
        }
        items.sort_unstable();
        items.dedup();
        (!items.is_empty()).then_some(Violation::Personal { items })
    }
}
