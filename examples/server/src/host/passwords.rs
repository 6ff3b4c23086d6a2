//! Passwords: compared, hashed, changed.

use repass::fault::Lang;
use repass::operation::{Event, PasswordChange};
use repass::otp::{ChallengeId, Scope};
use repass::secret::Secret;

use super::{Host, HostError, Performed};
use crate::store::{Change, Redemption, Stored};
use crate::{clock, outbox};

impl Host {
    pub(super) async fn verify_password(
        &self,
        user_id: Option<&str>,
        password: Secret,
    ) -> Performed {
        // Nobody has the empty id: whom nobody knows costs the same query.
        let hashes = self.store.hashes(user_id.unwrap_or_default(), 0).await?;
        let Some((user_id, hash)) = user_id.zip(hashes.into_iter().next()) else {
            self.passwords.compare_with_nobodys(password).await?;
            return Ok(Event::PasswordVerified { matches: false });
        };
        let verified = self.passwords.verify(password, hash.clone()).await?;
        if let Some(stronger) = verified.stronger {
            self.store.rehash(user_id, &hash, &stronger).await?;
        }
        Ok(Event::PasswordVerified {
            matches: verified.matches,
        })
    }

    pub(super) async fn compare_history(
        &self,
        user_id: &str,
        password: Secret,
        remember: u32,
    ) -> Performed {
        let hashes = self.store.hashes(user_id, remember).await?;
        if hashes.is_empty() {
            return Err(HostError::NoPassword);
        }
        let used = self.passwords.is_one_of(password, hashes).await?;
        Ok(Event::HistoryCompared { used })
    }

    pub(super) async fn store_password(&self, change: &PasswordChange, lang: Lang) -> Performed {
        let sealed = self.sealed(change)?;
        let change = self.change(change, sealed.as_deref(), lang);
        let stored = self.store.store_password(&change).await?;
        Ok(self.told(stored, &change))
    }

    pub(super) async fn redeem(
        &self,
        scope: &Scope,
        id: &ChallengeId,
        operation_id: &str,
        change: &PasswordChange,
        lang: Lang,
    ) -> Performed {
        let sealed = self.sealed(change)?;
        let redemption = Redemption {
            scope,
            id,
            operation_id,
            change: self.change(change, sealed.as_deref(), lang),
        };
        let stored = self.store.redeem(&redemption).await?;
        Ok(self.told(stored, &redemption.change))
    }

    fn sealed(&self, change: &PasswordChange) -> Result<Option<String>, HostError> {
        let Some(temporary) = &change.temporary else {
            return Ok(None);
        };
        outbox::sealed(&self.settings, &temporary.deliver_to, &temporary.password)
            .map(Some)
            .ok_or(HostError::Crypto)
    }

    fn change<'a>(
        &self,
        change: &'a PasswordChange,
        sealed: Option<&'a str>,
        lang: Lang,
    ) -> Change<'a> {
        Change {
            change,
            // Another application may hold the same users to a longer history than this one.
            keep: change.remember.max(self.applications.longest_history()),
            lang,
            sealed,
            now: clock::now(),
        }
    }

    fn told(&self, stored: Stored, change: &Change<'_>) -> Event {
        let user_id = &change.change.user_id;
        tracing::debug!(user_id, ?stored, "a password was to be stored");
        self.written.notify_one();
        match stored {
            Stored::Done => Event::PasswordStored,
            Stored::AccountChanged => Event::AccountChanged,
            Stored::StateTokenGone => Event::StateTokenGone,
            Stored::ChallengeGone => Event::ChallengeGone,
        }
    }
}
