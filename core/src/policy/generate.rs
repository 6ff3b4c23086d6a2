//! Passwords made up for a person: temporary ones, and suggestions.
//!
//! What can be kept while a password grows is kept then (`plan.rs`); all other rules are left to
//! the check, and what it refuses is drawn anew.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::document::MAX_LENGTH;
use super::report::{Rule, Violation};
use super::{Policy, Subject};
use crate::secret::Secret;

mod alphabet;
mod plan;
mod stream;

use plan::Plan;
use stream::{Stream, Ways};

/// A generated password has so many bits, unless its policy forbids it.
pub const WANTED_BITS: u32 = 96;
/// Candidates that are drawn before giving up.
const ATTEMPTS: u32 = 64;
/// What the check can cost: the password is one of so many candidates, so that it is at most so
/// many times likelier than one of them.
const CHECK_BITS: u32 = ATTEMPTS.ilog2();
/// What a candidate has, where it can.
const TARGET_BITS: u32 = WANTED_BITS + CHECK_BITS;
/// With a longest password shorter than this, letters and digits alone do not make enough bits.
const ENOUGH_PLACES: u32 = 18;

/// A password that its policy accepts, and how hard it is to guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The password.
    pub password: Secret,
    /// Bits of entropy, rounded down: who knows the policy, the person and this code, but not the
    /// caller's entropy, guesses it at once with a chance of at most 1 in 2 to their power. Six
    /// are taken off for the candidates that the check may have refused.
    pub bits: u32,
    /// Why there are fewer than [`WANTED_BITS`], where there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<Shortfall>,
}

/// What of the policy keeps a password from having [`WANTED_BITS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortfall {
    /// `length.max`: so short a password cannot have them.
    MaxLength,
    /// The characters: it could be long enough, but too few may be used in its places.
    Alphabet,
}

/// Why no password came out.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "code", content = "args", rename_all = "snake_case")]
pub enum CannotGenerate {
    /// The characters do not suffice, without those that look alike and white space, for what the
    /// policy demands of length, classes, repeats and sequences.
    #[error("too few characters for the policy")]
    OutOfCharacters,
    /// Each candidate was refused by the check.
    #[error("the policy refused every candidate")]
    Refused {
        /// The rules that refused, in the order of reports; never a candidate.
        rules: Vec<Rule>,
    },
}

impl Policy {
    /// Makes up a password for a person, which this policy's check accepts for them; what the
    /// check defers stays for the other side to judge.
    ///
    /// The same entropy, policy and person give the same password, as long as the rules and the
    /// features of the build are the same. The entropy must be evenly random, secret, and used
    /// for nothing else. The password is as long as [`WANTED_BITS`] need and the policy demands;
    /// it has no I, l, 1, O, 0 and no white space, and of the special characters those that mail
    /// and SMS carry well, as long as the policy lists such. Fails only where 64 candidates were
    /// all refused.
    pub fn generate(
        &self,
        subject: &Subject,
        entropy: &[u8; 32],
    ) -> Result<Generated, CannotGenerate> {
        let checker = self.for_subject(subject);
        let plan = Plan::new(self.document(), subject).ok_or(CannotGenerate::OutOfCharacters)?;
        let mut stream = Stream::new(entropy);
        let mut rules = BTreeSet::new();
        for _ in 0..ATTEMPTS {
            let Some((password, ways)) = plan.candidate(&mut stream) else {
                continue;
            };
            let report = checker.check(password.expose());
            if report.violations.is_empty() {
                return Ok(self.generated(password, ways));
            }
            rules.extend(report.violations.iter().map(Violation::rule));
        }
        if rules.is_empty() {
            return Err(CannotGenerate::OutOfCharacters);
        }
        Err(CannotGenerate::Refused {
            rules: rules.into_iter().collect(),
        })
    }

    fn generated(&self, password: Secret, ways: Ways) -> Generated {
        let bits = ways.bits().saturating_sub(CHECK_BITS);
        let max = self
            .document()
            .length
            .map_or(MAX_LENGTH, |length| length.max);
        let reason = if max < ENOUGH_PLACES {
            Shortfall::MaxLength
        } else {
            Shortfall::Alphabet
        };
        Generated {
            password,
            bits,
            shortfall: (bits < WANTED_BITS).then_some(reason),
        }
    }
}

#[cfg(test)]
mod tests;
