//! Policies and checkers as objects.

use std::sync::Arc;

use repass::fault::Lang;
use repass::policy;

use crate::{ChecklistLine, PolicyError, Report, Subject, Text};

/// A validated password policy: immutable, to be shared.
#[derive(Debug)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Object))]
pub struct Policy(policy::Policy);

// UniFFI does not see defaults inside a `cfg_attr` of a method: the packages add them by hand.
#[cfg_attr(feature = "uniffi", uniffi::export)]
impl Policy {
    /// Reads and validates a policy document (JSON text). The error names the member.
    #[cfg_attr(feature = "uniffi", uniffi::constructor)]
    pub fn parse(json: Text) -> Result<Arc<Self>, PolicyError> {
        Ok(Arc::new(Self(policy::Policy::from_json(json.as_str())?)))
    }

    /// Checks one password for one person.
    pub fn check(&self, password: Text, subject: Option<Subject>) -> Report {
        self.prepared(subject).check(password.as_str()).into()
    }

    /// Prepares the checks for one person, for checking while they type.
    pub fn for_subject(&self, subject: Subject) -> Arc<Checker> {
        Arc::new(Checker(self.prepared(Some(subject))))
    }

    /// Each active rule as a line with its state and text, in the order that a person reads.
    /// `lang` is a tag such as `zh` or `en`.
    pub fn checklist(
        &self,
        password: Text,
        subject: Option<Subject>,
        lang: String,
    ) -> Vec<ChecklistLine> {
        ChecklistLine::all(
            self.prepared(subject).checklist(password.as_str()),
            Lang::from_tag(&lang),
        )
    }

    /// The `passwordrules` attribute that Apple's password managers read.
    pub fn password_rules(&self) -> String {
        self.0.password_rules()
    }
}

impl Policy {
    fn prepared(&self, subject: Option<Subject>) -> policy::Checker {
        self.0.for_subject(&subject.unwrap_or_default().into())
    }
}

/// A policy prepared for one person.
#[derive(Debug)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Object))]
pub struct Checker(policy::Checker);

#[cfg_attr(feature = "uniffi", uniffi::export)]
impl Checker {
    /// Checks a password.
    pub fn check(&self, password: Text) -> Report {
        self.0.check(password.as_str()).into()
    }

    /// Each active rule as a line with its state and text.
    pub fn checklist(&self, password: Text, lang: String) -> Vec<ChecklistLine> {
        ChecklistLine::all(self.0.checklist(password.as_str()), Lang::from_tag(&lang))
    }
}
