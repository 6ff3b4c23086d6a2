//! A policy prepared for one person: what runs on each keystroke.

use alloc::vec::Vec;

use super::report::{Report, Rule, Violation, count};
use super::rules::characters::Findings;
use super::rules::personal::Needles;
use super::rules::username::Names;
use super::rules::weak::Weakness;
use super::rules::{length, repeats, sequences};
use super::{Line, Policy, Subject, checklist};
use crate::strength::Strength;
use crate::text::Text;

/// A policy prepared for one person.
#[derive(Debug, Clone)]
pub struct Checker {
    policy: Policy,
    names: Option<Names>,
    needles: Option<Needles>,
    weakness: Option<Weakness>,
}

impl Checker {
    pub(super) fn new(policy: Policy, subject: &Subject) -> Self {
        let document = policy.document();
        Self {
            names: document
                .username
                .as_ref()
                .map(|rule| Names::new(rule, subject)),
            needles: document
                .contains
                .as_ref()
                .map(|rule| Needles::new(rule, subject)),
            weakness: document
                .weak
                .as_ref()
                .map(|rule| Weakness::new(rule, document, subject)),
            policy,
        }
    }

    /// Checks a password. Total: any text has a report, in bounded time.
    pub fn check(&self, password: &str) -> Report {
        self.examine(password).0
    }

    /// The report, and whether all rules were looked at: of an empty or over-long password they
    /// were not.
    fn examine(&self, password: &str) -> (Report, bool) {
        let document = self.policy.document();
        let strength = self
            .weakness
            .as_ref()
            .and_then(|weakness| weakness.strength(password));
        let text = Text::new(password);
        let is_seen = text.as_ref().is_ok_and(|text| !text.is_empty());
        let (length, violations) = match text {
            Err(too_long) => (
                too_long.points,
                alloc::vec![length::too_long(document.length, too_long)],
            ),
            Ok(text) if text.is_empty() => (0, alloc::vec![Violation::Empty]),
            Ok(text) => (text.len(), self.violations(&text, strength)),
        };
        let report = Report {
            ok: violations.is_empty(),
            length: count(length),
            violations,
            deferred: self.deferred(),
            strength,
        };
        (report, is_seen)
    }

    /// Every rule that is not kept, in the vendor's order.
    fn violations(&self, text: &Text, strength: Option<Strength>) -> Vec<Violation> {
        let document = self.policy.document();
        let found = [
            document
                .length
                .as_ref()
                .and_then(|rule| length::check(rule, text)),
            self.names.as_ref().and_then(|names| names.check(text)),
            Findings::new(document.characters.as_ref(), text).violation(),
            self.weakness
                .as_ref()
                .and_then(|weakness| weakness.check(text, strength)),
            document
                .repeats
                .as_ref()
                .and_then(|rule| repeats::check(rule, text)),
            self.needles
                .as_ref()
                .and_then(|needles| needles.check(text)),
            document
                .sequences
                .as_ref()
                .and_then(|rule| sequences::check(rule, text)),
        ];
        found.into_iter().flatten().collect()
    }

    /// Each active rule as a line with its state, in the order that a person reads.
    pub fn checklist(&self, password: &str) -> Vec<Line> {
        self.check_with_checklist(password).1
    }

    /// Both in one: the password is looked at once.
    pub fn check_with_checklist(&self, password: &str) -> (Report, Vec<Line>) {
        let (report, is_seen) = self.examine(password);
        let has_words = self.needles.as_ref().is_some_and(Needles::has_words);
        let lines = checklist::lines(self.policy.document(), has_words, &report, is_seen);
        (report, lines)
    }

    /// Rules that only another side can judge, whatever the password.
    fn deferred(&self) -> Vec<Rule> {
        let document = self.policy.document();
        let judged_elsewhere = [
            (
                Rule::Weak,
                self.weakness.as_ref().is_some_and(Weakness::is_partial),
            ),
            (Rule::History, document.history.is_some()),
            (
                Rule::Personal,
                self.needles.as_ref().is_some_and(Needles::is_partial),
            ),
            (Rule::Breached, document.breached.is_some()),
        ];
        judged_elsewhere
            .into_iter()
            .filter_map(|(rule, is_elsewhere)| is_elsewhere.then_some(rule))
            .collect()
    }
}
