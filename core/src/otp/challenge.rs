//! What a store keeps of codes, and the conditions on which it is written: a scope's live challenge,
//! a recipient's budget of failures, a counter.
//!
//! A database has these conditions in its statements. A host that keeps rows elsewhere calls these
//! functions while it holds the row, and writes what they leave; either way the conditions are these.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::{ChallengeId, Limits, Purpose, Quota};

/// A scope's live challenge. It has two clocks: the code's own time, and the challenge's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Challenge {
    /// Which one.
    pub id: ChallengeId,
    /// What its code is for.
    pub purpose: Purpose,
    /// When it was opened (ms since 1970).
    pub opened_at: i64,
    /// When it ends (ms since 1970); a token lives as long.
    pub expires_at: i64,
    /// How many tries were claimed.
    pub attempts: u32,
    /// The operation that consumed it.
    pub consumed_by: Option<String>,
}

/// How often a recipient's codes were tried in vain, over all challenges of the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Budget {
    /// Tries that were counted.
    pub failures: u32,
    /// When the last one was (ms since 1970).
    pub last_at: i64,
}

/// How much was counted under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Counter {
    /// So much.
    pub count: u32,
    /// When the window began (ms since 1970).
    pub began_at: i64,
}

impl Challenge {
    /// A challenge that was opened just now.
    pub fn new(id: ChallengeId, purpose: Purpose, limits: &Limits, now: i64) -> Self {
        Self {
            id,
            purpose,
            opened_at: now,
            expires_at: now.saturating_add(limits.token_lives),
            attempts: 0,
            consumed_by: None,
        }
    }

    /// Claims a try, from the challenge and from its recipient's budget, or changes nothing. `named`
    /// is the challenge that the caller's token names, if there is a token.
    pub fn claim(
        &mut self,
        budget: &mut Budget,
        named: Option<&ChallengeId>,
        limits: &Limits,
        now: i64,
    ) -> bool {
        let is_open = named.is_none_or(|named| *named == self.id)
            && self.attempts < limits.tries
            && self.consumed_by.is_none()
            && now < self.expires_at;
        let is_claimed = is_open && budget.claim(limits, now);
        self.attempts += u32::from(is_claimed);
        is_claimed
    }

    /// Whether the code is still good: its own time is the shorter of the two.
    pub fn code_is_in_time(&self, limits: &Limits, now: i64) -> bool {
        now < self.opened_at.saturating_add(limits.code_lives)
    }

    /// Consumes it, once. The try was no failure and goes back to the budget.
    pub fn consume(&mut self, budget: &mut Budget, operation_id: &str) -> bool {
        if self.consumed_by.is_some() {
            return false;
        }
        self.consumed_by = Some(operation_id.into());
        budget.failures = budget.failures.saturating_sub(1);
        true
    }
}

impl Budget {
    /// How long until the budget begins anew (ms); none while some of it is left.
    pub fn cools_down_for(&self, limits: &Limits, now: i64) -> Option<i64> {
        let left = self.left(limits, now);
        (left == 0).then(|| self.last_at.saturating_add(limits.cool_down) - now)
    }

    fn claim(&mut self, limits: &Limits, now: i64) -> bool {
        let left = self.left(limits, now);
        if left == 0 {
            return false;
        }
        *self = Self {
            failures: limits.failures - left + 1,
            last_at: now,
        };
        true
    }

    /// It begins anew once the cool-down has passed since the last failure.
    fn left(&self, limits: &Limits, now: i64) -> u32 {
        if now.saturating_sub(self.last_at) >= limits.cool_down {
            return limits.failures;
        }
        limits.failures.saturating_sub(self.failures)
    }
}

impl Counter {
    /// Counts one, or says how many seconds to wait until one more is counted.
    pub fn take(&mut self, quota: &Quota, now: i64) -> Result<(), u32> {
        // Before the first there is no window: a fresh counter began long ago.
        if now.saturating_sub(self.began_at) >= quota.window {
            *self = Self {
                count: 0,
                began_at: now,
            };
        }
        if self.count >= quota.limit {
            let wait = self.began_at.saturating_add(quota.window) - now;
            return Err(u32::try_from(wait.max(0))
                .unwrap_or(u32::MAX)
                .div_ceil(1_000));
        }
        self.count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::otp::KeyRing;

    const NOW: i64 = 1_700_000_000_000;
    const LIMITS: Limits = Limits::CIAM;

    fn id(byte: u8) -> ChallengeId {
        KeyRing::new(&[("k", &[1; 32])])
            .unwrap()
            .challenge_id([byte; 16])
    }

    fn opened() -> Challenge {
        Challenge::new(id(1), Purpose::ResetPassword, &LIMITS, NOW)
    }

    #[test]
    fn a_challenge_has_so_many_tries_and_no_more() {
        let (mut challenge, mut budget) = (opened(), Budget::default());
        let claimed = (0..9).filter(|_| challenge.claim(&mut budget, None, &LIMITS, NOW));
        assert_eq!(claimed.count(), 5);
        assert_eq!((challenge.attempts, budget.failures), (5, 5));
    }

    #[test]
    fn the_two_clocks_run_out_one_after_the_other() {
        let (mut challenge, mut budget) = (opened(), Budget::default());
        assert!(challenge.code_is_in_time(&LIMITS, NOW + 59_999));
        assert!(!challenge.code_is_in_time(&LIMITS, NOW + 60_000));
        assert!(challenge.claim(&mut budget, None, &LIMITS, NOW + 299_999));
        assert!(!challenge.claim(&mut budget, None, &LIMITS, NOW + 300_000));
    }

    #[test]
    fn another_challenges_token_claims_nothing() {
        let (mut challenge, mut budget) = (opened(), Budget::default());
        assert!(!challenge.claim(&mut budget, Some(&id(2)), &LIMITS, NOW));
        assert_eq!((challenge.attempts, budget.failures), (0, 0));
        assert!(challenge.claim(&mut budget, Some(&id(1)), &LIMITS, NOW));
    }

    #[test]
    fn a_challenge_is_consumed_once_and_tried_no_more() {
        let (mut challenge, mut budget) = (opened(), Budget::default());
        assert!(challenge.claim(&mut budget, None, &LIMITS, NOW));
        assert!(challenge.consume(&mut budget, "first"));
        assert!(!challenge.consume(&mut budget, "second"));
        assert_eq!(challenge.consumed_by.as_deref(), Some("first"));
        assert_eq!(budget.failures, 0);
        assert!(!challenge.claim(&mut budget, None, &LIMITS, NOW));
    }

    #[test]
    fn a_budget_outlives_challenges_and_cools_down_from_its_last_failure() {
        let mut budget = Budget::default();
        let mut now = NOW;
        for _ in 0..10 {
            let mut challenge = Challenge::new(id(1), Purpose::ResetPassword, &LIMITS, now);
            assert_eq!(budget.cools_down_for(&LIMITS, now), None);
            while challenge.claim(&mut budget, None, &LIMITS, now) {}
            now += 3_600_000;
        }
        let mut challenge = Challenge::new(id(1), Purpose::ResetPassword, &LIMITS, now);
        assert!(!challenge.claim(&mut budget, None, &LIMITS, now));
        let wait = budget.cools_down_for(&LIMITS, now).unwrap();
        assert_eq!(wait, LIMITS.cool_down - 3_600_000);
        let later = now + wait;
        let mut challenge = Challenge::new(id(1), Purpose::ResetPassword, &LIMITS, later);
        assert!(challenge.claim(&mut budget, None, &LIMITS, later));
        assert_eq!(budget.failures, 1);
    }

    #[test]
    fn a_counter_counts_in_windows() {
        let quota = Quota {
            key: "k".into(),
            limit: 2,
            window: 60_000,
        };
        let mut counter = Counter::default();
        assert_eq!(counter.take(&quota, NOW), Ok(()));
        assert_eq!(counter.take(&quota, NOW + 59_000), Ok(()));
        assert_eq!(counter.take(&quota, NOW + 59_001), Err(1));
        assert_eq!(counter.take(&quota, NOW + 1), Err(60));
        assert_eq!(counter.take(&quota, NOW + 60_000), Ok(()));
        assert_eq!(counter.count, 1);
    }
}
