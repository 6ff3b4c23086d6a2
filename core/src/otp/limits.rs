//! How long a challenge lives, how often it may be tried, how often a code is sent.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Digits, Scope};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The limits of one vendor's profile. Times in ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Limits {
    /// How many digits a code has.
    pub digits: Digits,
    /// How long the code lives.
    pub code_lives: i64,
    /// How long the token and the challenge live; not shorter than the code.
    pub token_lives: i64,
    /// How long until another code may be sent to the same address.
    pub resend_after: i64,
    /// Codes an hour to an address; none for no such limit.
    pub per_hour: Option<u32>,
    /// Codes a day to an address.
    pub per_day: u32,
    /// Comparisons a challenge.
    pub tries: u32,
    /// Failed comparisons an address, over all its challenges, until it must cool down.
    pub failures: u32,
    /// How long codes to that address are then refused. Never a login: that would be a weapon.
    pub cool_down: i64,
    /// Comparisons a minute from one source address.
    pub checks_per_minute: u32,
    /// Codes an hour for one source address, to whomever: messages cost money.
    pub sends_per_hour: u32,
}

/// A member of the limits is out of range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("limits: {member} is out of range")]
pub struct LimitsError {
    /// The member's name in JSON.
    pub member: &'static str,
}

/// Something that is counted in a window of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// What is counted.
    pub key: String,
    /// The most.
    pub limit: u32,
    /// In so many ms.
    pub window: i64,
}

impl Limits {
    /// BambooCloud EIAM. The pages do not say; chosen to be safe.
    pub const EIAM: Self = Self {
        digits: Digits::SIX,
        code_lives: 5 * MINUTE,
        token_lives: 5 * MINUTE,
        resend_after: 60 * SECOND,
        per_hour: Some(5),
        per_day: 10,
        tries: 5,
        failures: 50,
        cool_down: DAY,
        checks_per_minute: 600,
        sends_per_hour: 120,
    };

    /// Tencent CIAM: times and daily limit as its page on sending codes has them.
    pub const CIAM: Self = Self {
        digits: Digits::SIX,
        code_lives: 60 * SECOND,
        token_lives: 300 * SECOND,
        resend_after: 30 * SECOND,
        per_hour: None,
        per_day: 50,
        ..Self::EIAM
    };

    /// Whether limits from a configuration can be kept and still protect.
    pub fn validated(self) -> Result<Self, LimitsError> {
        let checks = [
            ("codeLives", (1..=HOUR).contains(&self.code_lives)),
            (
                "tokenLives",
                (self.code_lives..=DAY).contains(&self.token_lives),
            ),
            ("resendAfter", (0..=HOUR).contains(&self.resend_after)),
            ("perHour", self.per_hour != Some(0)),
            ("perDay", self.per_day > 0),
            ("tries", (1..=10).contains(&self.tries)),
            ("failures", (self.tries..=100).contains(&self.failures)),
            ("coolDown", (HOUR..=30 * DAY).contains(&self.cool_down)),
            ("checksPerMinute", self.checks_per_minute > 0),
            ("sendsPerHour", self.sends_per_hour > 0),
        ];
        match checks.into_iter().find(|(_, is_in_range)| !is_in_range) {
            Some((member, _)) => Err(LimitsError { member }),
            None => Ok(self),
        }
    }

    /// What is counted before a code is sent, the shortest window first. The address counts for the
    /// whole tenant: another application does not buy more messages to it.
    pub fn send_quotas(&self, scope: &Scope) -> Vec<Quota> {
        let windows = [
            ("resend", Some(1), self.resend_after),
            ("hour", self.per_hour, HOUR),
            ("day", Some(self.per_day), DAY),
        ];
        let key = |name: &str| {
            let (tenant, channel) = (&scope.tenant, scope.channel().name());
            format!(
                "send.{name}.{}.{tenant}.{channel}.{}",
                tenant.len(),
                scope.recipient.canonical()
            )
        };
        windows
            .into_iter()
            .filter_map(|(name, limit, window)| {
                Some(Quota {
                    key: key(name),
                    limit: limit?,
                    window,
                })
            })
            .filter(|quota| quota.window > 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::otp::Recipient;

    #[test]
    fn the_defaults_are_in_range_and_as_documented() {
        assert_eq!(Limits::EIAM.validated(), Ok(Limits::EIAM));
        assert_eq!(Limits::CIAM.validated(), Ok(Limits::CIAM));
        assert_eq!(
            (Limits::CIAM.code_lives, Limits::CIAM.token_lives),
            (60_000, 300_000)
        );
    }

    #[test]
    fn limits_that_do_not_protect_are_refused_by_name() {
        let refused = |limits: Limits| limits.validated().unwrap_err().member;
        assert_eq!(
            refused(Limits {
                code_lives: 0,
                ..Limits::EIAM
            }),
            "codeLives"
        );
        assert_eq!(
            refused(Limits {
                token_lives: 59_999,
                ..Limits::CIAM
            }),
            "tokenLives"
        );
        assert_eq!(
            refused(Limits {
                tries: 11,
                ..Limits::EIAM
            }),
            "tries"
        );
        assert_eq!(
            refused(Limits {
                failures: 4,
                ..Limits::EIAM
            }),
            "failures"
        );
        assert_eq!(
            refused(Limits {
                failures: 101,
                ..Limits::EIAM
            }),
            "failures"
        );
        assert_eq!(
            refused(Limits {
                per_hour: Some(0),
                ..Limits::EIAM
            }),
            "perHour"
        );
        assert_eq!(
            refused(Limits {
                cool_down: 1,
                ..Limits::EIAM
            }),
            "coolDown"
        );
    }

    #[test]
    fn an_address_is_counted_for_the_whole_tenant() {
        let scope = |tenant: &str, client_id: &str| Scope {
            tenant: tenant.into(),
            client_id: client_id.into(),
            recipient: Recipient::email("a@b.cn").unwrap(),
        };
        let quotas = |tenant, client_id| Limits::EIAM.send_quotas(&scope(tenant, client_id));
        assert_eq!(quotas("t", "c1"), quotas("t", "c2"));
        assert_ne!(quotas("t", "c1"), quotas("u", "c1"));
        let limits: Vec<(u32, i64)> = quotas("t", "c")
            .iter()
            .map(|quota| (quota.limit, quota.window))
            .collect();
        assert_eq!(limits, [(1, 60_000), (5, 3_600_000), (10, 86_400_000)]);
        assert_eq!(Limits::CIAM.send_quotas(&scope("t", "c")).len(), 2);
    }
}
