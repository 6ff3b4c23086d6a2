//! Challenges: opened with their message, claimed with an attempt.

use repass::operation::{Effect, Event};

use super::{Host, HostError, Performed};
use crate::store::{Claim, Content, NewChallenge};

impl Host {
    pub(super) async fn open_challenge(&self, effect: Effect) -> Performed {
        let Effect::OpenChallenge {
            scope,
            id,
            purpose,
            opened_at,
            expires_at,
            deliver_to,
            lang,
            profile,
            failures,
            cool_down,
        } = effect
        else {
            return Err(HostError::Ended);
        };
        let content = Content::VerificationCode {
            scope: scope.clone(),
            id: id.clone(),
            purpose,
            profile,
        };
        let challenge = NewChallenge {
            scope: &scope,
            id: &id,
            purpose,
            opened_at,
            expires_at,
            failures,
            cool_down,
            deliver_to: deliver_to.as_deref(),
            lang,
            content: &content,
        };
        let cooling_down = self.store.open_challenge(&challenge).await?;
        self.written.notify_one();
        Ok(match cooling_down {
            None => Event::ChallengeOpened,
            Some(retry_after) => Event::CoolingDown { retry_after },
        })
    }

    pub(super) async fn claim_attempt(&self, effect: Effect) -> Performed {
        let Effect::ClaimAttempt {
            scope,
            id,
            tries,
            failures,
            cool_down,
            now,
        } = effect
        else {
            return Err(HostError::Ended);
        };
        let claim = Claim {
            scope: &scope,
            id: id.as_ref(),
            tries,
            failures,
            cool_down,
            now,
        };
        let claimed = self.store.claim_attempt(&claim).await?;
        Ok(
            claimed.map_or(Event::AttemptRefused, |claimed| Event::AttemptClaimed {
                id: claimed.id,
                purpose: claimed.purpose,
                opened_at: claimed.opened_at,
            }),
        )
    }
}
