//! `weak`: a common password, little more than an administrator's word, or easy to guess
//! (PWD.0006). The first of these that holds is told.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::document::{Contains, Dictionary, Document, Weak};
use super::super::report::{Violation, WeakReason};
use super::super::subject::Subject;
use crate::strength::{self, Strength};
use crate::text::Text;
use crate::text::pinyin::Spellings;

mod common;
mod words;

use words::ScoredWords;

/// More words than this do not change an estimate and cost time on each keystroke.
const MAX_CONTEXT: usize = 100;

/// What the rule needs, prepared for one person.
#[derive(Debug, Clone)]
pub(in crate::policy) struct Weakness {
    dictionary: Dictionary,
    words: ScoredWords,
    min_score: Option<u8>,
    context: Vec<String>,
}

impl Weakness {
    pub(in crate::policy) fn new(rule: &Weak, document: &Document, subject: &Subject) -> Self {
        Self {
            dictionary: rule.dictionary,
            words: ScoredWords::new(&rule.words),
            min_score: rule.min_score,
            context: if rule.min_score.is_some() {
                context(rule, document.contains.as_ref(), subject)
            } else {
                Vec::new()
            },
        }
    }

    /// How guessable the password is, where the document asks.
    pub(in crate::policy) fn strength(&self, password: &str) -> Option<Strength> {
        self.min_score.filter(|_| strength::ESTIMATES)?;
        let context: Vec<&str> = self.context.iter().map(String::as_str).collect();
        Some(strength::estimate(password, &context))
    }

    /// Whether only another build can judge all of it.
    pub(in crate::policy) fn is_partial(&self) -> bool {
        !strength::ESTIMATES && self.min_score.is_some_and(|score| score > 0)
    }

    pub(in crate::policy) fn check(
        &self,
        password: &Text,
        strength: Option<Strength>,
    ) -> Option<Violation> {
        let is_guessable = || matches!((strength, self.min_score), (Some(strength), Some(least)) if strength.score < least);
        let reason = if common::is_common(password.key(), self.dictionary) {
            WeakReason::Common
        } else if self.words.are_most_of(password) {
            WeakReason::Word
        } else if is_guessable() {
            WeakReason::Guessable
        } else {
            return None;
        };
        Some(Violation::Weak { reason })
    }
}

/// What an attacker knows: the person's data, the name's spellings, the document's words.
fn context(rule: &Weak, contains: Option<&Contains>, subject: &Subject) -> Vec<String> {
    let own = [
        &subject.username,
        &subject.email,
        &subject.mobile,
        &subject.name,
    ];
    let spellings = Spellings::of(subject.name.as_deref().unwrap_or_default());
    let named = contains.map_or(&[][..], |contains| &contains.words);
    let mut context: Vec<String> = own.into_iter().flatten().cloned().collect();
    context.extend(subject.email_prefix().map(String::from));
    context.extend(subject.national_number());
    context.extend(
        subject
            .words
            .iter()
            .chain(named)
            .chain(&rule.words)
            .cloned(),
    );
    context.extend(
        spellings
            .contained
            .iter()
            .map(|key| key.points().iter().collect()),
    );
    context.retain(|word| !word.is_empty());
    context.truncate(MAX_CONTEXT);
    context
}

#[cfg(all(test, any(feature = "strength", feature = "zxcvbn")))]
mod tests {
    use crate::policy::{Policy, Subject};

    #[test]
    fn what_an_attacker_knows_of_the_person_makes_a_password_guessable() {
        let policy = Policy::from_json(r#"{"version":1,"weak":{"minScore":3}}"#).unwrap();
        let known = |subject: Subject| !policy.check("Quzhkamorwil", &subject).ok;
        let word = || Some("quzhkamorwil".into());
        assert!(!known(Subject::default()));
        assert!(known(Subject {
            username: word(),
            ..Subject::default()
        }));
        assert!(known(Subject {
            name: word(),
            ..Subject::default()
        }));
        assert!(known(Subject {
            email: Some("quzhkamorwil@example.com".into()),
            ..Subject::default()
        }));
        assert!(known(Subject {
            words: ["quzhkamorwil".into()].into(),
            ..Subject::default()
        }));
    }

    #[test]
    fn the_documents_words_are_known_too() {
        let policy = Policy::from_json(
            r#"{"version":1,"contains":{"words":["quzhkamorwil"]},"weak":{"minScore":3}}"#,
        );
        let report = policy.unwrap().check("quzhkamorwil", &Subject::default());
        assert_eq!(report.strength.map(|strength| strength.score), Some(0));
    }
}
