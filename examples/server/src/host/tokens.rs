//! Tokens: made, stored by their hashes, looked up.

use repass::operation::{Effect, Event, Whose};
use repass::secret::Secret;

use super::{Host, HostError, Performed};
use crate::store::{NewSession, StateToken, hash};
use crate::{clock, random};

impl Host {
    pub(super) async fn authenticate(&self, access_token: &Secret) -> Performed {
        let owner = self
            .store
            .access_token_owner(&hash(access_token), clock::now())
            .await?;
        let found = owner.and_then(|client_id| self.applications.find(&client_id));
        Ok(self.application(found))
    }

    pub(super) async fn issue_access_token(&self, client_id: &str, lifetime: u32) -> Performed {
        let access_token = random::token().ok_or(HostError::Random)?;
        let expires_at = after(clock::now(), lifetime);
        self.store
            .add_access_token(&hash(&access_token), client_id, expires_at)
            .await?;
        Ok(Event::AccessTokenIssued { access_token })
    }

    pub(super) fn verify_id_token(&self, client_id: &str, id_token: &Secret) -> Event {
        match self.id_tokens.verify(client_id, id_token) {
            None => Event::TokenRefused,
            Some(verified) => Event::TokenVerified {
                user_id: verified.user_id,
                version: verified.version,
                status: None,
            },
        }
    }

    pub(super) async fn issue_session(
        &self,
        client_id: &str,
        user_id: &str,
        version: i64,
        lifetime: u32,
    ) -> Performed {
        let application = self.applications.find(client_id);
        let application = application.ok_or(HostError::ApplicationGone)?;
        let whose = Whose::Id(user_id.into());
        let account = self.store.account(&application.tenant, &whose).await?;
        // What is in the token belongs to this version: the row is written for no other.
        let Some(account) = account.filter(|account| account.version == version) else {
            return Ok(Event::AccountChanged);
        };
        let now = clock::now();
        let id_token = self.id_tokens.sign(client_id, &account, now, lifetime);
        let id_token = id_token.ok_or(HostError::Crypto)?;
        let session_token = random::token().ok_or(HostError::Random)?;
        let session = NewSession {
            token: &hash(&session_token),
            client_id,
            account_id: user_id,
            version,
            expires_at: after(now, lifetime),
        };
        Ok(match self.store.add_session(&session).await? {
            false => Event::AccountChanged,
            true => Event::SessionIssued {
                session_token,
                id_token,
            },
        })
    }

    pub(super) async fn verify_state_token(
        &self,
        client_id: &str,
        state_token: &Secret,
    ) -> Performed {
        let login = self
            .store
            .state_token(&hash(state_token), client_id, clock::now())
            .await?;
        Ok(
            login.map_or(Event::TokenRefused, |login| Event::TokenVerified {
                user_id: login.account_id,
                version: login.version,
                status: Some(login.status),
            }),
        )
    }

    pub(super) async fn take_state_token(
        &self,
        client_id: &str,
        state_token: &Secret,
    ) -> Performed {
        let is_taken = self
            .store
            .take_state_token(&hash(state_token), client_id, clock::now())
            .await?;
        Ok(match is_taken {
            true => Event::StateTokenTaken,
            false => Event::StateTokenGone,
        })
    }

    pub(super) async fn issue_state_token(&self, effect: Effect) -> Performed {
        let Effect::IssueStateToken {
            client_id,
            user_id,
            version,
            status,
            expires_at,
        } = effect
        else {
            return Err(HostError::Ended);
        };
        let state_token = random::token().ok_or(HostError::Random)?;
        let state = StateToken {
            client_id: &client_id,
            account_id: &user_id,
            version,
            status,
            expires_at,
        };
        self.store
            .add_state_token(&hash(&state_token), &state)
            .await?;
        Ok(Event::StateTokenIssued { state_token })
    }
}

/// So many seconds later.
fn after(now: i64, seconds: u32) -> i64 {
    now.saturating_add(i64::from(seconds) * 1_000)
}
