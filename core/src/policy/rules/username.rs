//! `username_equal` and `username_reversed`: the password is the user's name, as it stands or
//! backwards (PWD.0003, PWD.0004). Equal as keys; containing the name is another rule.

use super::super::document::Username;
use super::super::report::Violation;
use super::super::subject::Subject;
use crate::text::{Key, Text, reversed};

/// The user's name, prepared.
#[derive(Debug, Clone)]
pub(in crate::policy) struct Names {
    equal: Option<Key>,
    reversed: Option<Key>,
}

impl Names {
    pub(in crate::policy) fn new(rule: &Username, subject: &Subject) -> Self {
        let name = subject.username.as_deref().unwrap_or_default();
        let key =
            |wanted: bool, name: &str| Some(Key::new(name)).filter(|key| wanted && !key.is_empty());
        Self {
            equal: key(rule.equal, name),
            reversed: key(rule.reversed, &reversed(name)),
        }
    }

    /// A name that reads the same backwards is told as equal only.
    pub(in crate::policy) fn check(&self, password: &Text) -> Option<Violation> {
        if self.is_equal(password) {
            Some(Violation::UsernameEqual)
        } else if self.is_reversed(password) {
            Some(Violation::UsernameReversed)
        } else {
            None
        }
    }

    fn is_equal(&self, password: &Text) -> bool {
        self.equal.as_ref() == Some(password.key())
    }

    fn is_reversed(&self, password: &Text) -> bool {
        self.reversed.as_ref() == Some(password.key())
    }
}
