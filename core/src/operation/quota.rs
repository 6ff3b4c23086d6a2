//! What is counted besides the codes that are sent to an address.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::reply::Context;
use super::{Effect, Whose};
use crate::otp::Quota;
use crate::text::fold;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

impl Context<'_> {
    /// Codes checked from one source address; none where the host knows no address.
    pub(super) fn check_quota(&self) -> Option<Quota> {
        self.source_quota("check", self.limits().checks_per_minute, MINUTE)
    }

    /// Codes sent for one source address.
    pub(super) fn send_quota(&self) -> Option<Quota> {
        self.source_quota("send", self.limits().sends_per_hour, HOUR)
    }

    /// CAPTCHAs handed out to one source address.
    pub(super) fn captcha_quota(&self) -> Option<Quota> {
        self.source_quota("captcha", self.limits().checks_per_minute, MINUTE)
    }

    /// Passwords guessed: for one account and from one source address. The account is a name for
    /// whom nobody knows too.
    pub(super) fn guess_quotas(&self, tenant: &str, whose: &Whose) -> Vec<Quota> {
        let limits = &self.settings.logins;
        let whose = match whose {
            Whose::Id(id) => format!("id.{id}"),
            Whose::Username(name) => format!("name.{}", fold(name)),
            Whose::Recipient(recipient) => format!("address.{}", recipient.canonical()),
        };
        let account = Quota {
            key: format!("guess.account.{}.{tenant}.{whose}", tenant.len()),
            limit: limits.per_account,
            window: limits.window,
        };
        let source = self.source_quota("guess", limits.per_source, limits.window);
        [Some(account), source].into_iter().flatten().collect()
    }

    pub(super) fn take(&self, quota: Quota) -> Effect {
        Effect::TakeQuota {
            quota,
            now: self.now,
        }
    }

    fn source_quota(&self, of: &str, limit: u32, window: i64) -> Option<Quota> {
        let source: &String = self.request.source.as_ref()?;
        Some(Quota {
            key: format!("{of}.source.{source}"),
            limit,
            window,
        })
    }
}
