//! Performs the machines' effects. Nothing is decided here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use repass::operation::{Effect, Event, State, Step, change_password, token};
use repass::secret::Secret;
use repass::wire::eiam;
use repass::wire::{HttpRequest, HttpResponse};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::applications::{Application, Applications};
use crate::passwords::{PasswordError, Passwords};
use crate::store::{Store, Stored};

/// What the effects are performed on.
#[derive(Debug)]
pub struct Host {
    pub applications: Applications,
    pub store: Store,
    pub passwords: Passwords,
}

/// Why an effect could not be performed.
#[derive(Debug, Error)]
enum HostError {
    #[error("database: {0}")]
    Store(#[from] sqlx::Error),
    #[error("password: {0}")]
    Password(#[from] PasswordError),
    #[error("the random source failed")]
    Random,
    #[error("the calling application is no longer configured")]
    ApplicationGone,
    #[error("the account has no password, or is gone")]
    NoPassword,
}

impl Host {
    /// Answers `POST /api/v2/tenant/token`.
    pub async fn token(&self, request: &HttpRequest) -> HttpResponse {
        let request = eiam::token::Request::decode(request);
        self.run(token::start(&request), token::step).await
    }

    /// Answers `PUT /api/v2/tenant/users/{user_id}/change-password`.
    pub async fn change_password(&self, user_id: &str, request: &HttpRequest) -> HttpResponse {
        let request = eiam::change_password::Request::decode(user_id, request);
        self.run(change_password::start(&request), |state, event| {
            change_password::step(state, event, &request)
        })
        .await
    }

    async fn run<A>(
        &self,
        mut step: Step<A>,
        next: impl Fn(State<A>, Event) -> Step<A>,
    ) -> HttpResponse {
        loop {
            match step.effect {
                Effect::Respond(response) => return response,
                Effect::Misuse(response) => {
                    tracing::error!("a machine was handed an event that it did not await");
                    return response;
                }
                effect => {
                    let name = name(&effect);
                    let event = self.perform(effect).await.unwrap_or_else(|error| {
                        tracing::error!(effect = name, %error, "an effect failed");
                        Event::Failed
                    });
                    step = next(step.state, event);
                }
            }
        }
    }

    async fn perform(&self, effect: Effect) -> Result<Event, HostError> {
        match effect {
            Effect::Authenticate { access_token } => self.authenticate(&access_token).await,
            Effect::VerifyClient {
                client_id,
                client_secret,
            } => {
                let application = self.applications.verify(&client_id, &client_secret);
                Ok(application.map_or(Event::NotAuthenticated, authenticated))
            }
            Effect::IssueAccessToken {
                client_id,
                lifetime,
            } => self.issue(&client_id, lifetime).await,
            Effect::FindAccount { client_id, user_id } => {
                self.find_account(&client_id, &user_id).await
            }
            Effect::CompareHistory {
                user_id,
                password,
                remember,
            } => {
                let hashes = self.store.password_hashes(&user_id, remember).await?;
                if hashes.is_empty() {
                    return Err(HostError::NoPassword);
                }
                let used = self.passwords.is_one_of(password, hashes).await?;
                Ok(Event::HistoryCompared { used })
            }
            Effect::HashPassword { password } => {
                let hash = self.passwords.hash(password).await?;
                Ok(Event::PasswordHashed { hash })
            }
            Effect::StorePassword {
                user_id,
                seen_version,
                hash,
                must_change,
                remember,
            } => {
                // Another application may hold the same users to a longer history than this one.
                let kept = remember.max(self.applications.longest_history());
                let stored = self
                    .store
                    .store_password(&user_id, seen_version, &hash, must_change, kept)
                    .await?;
                tracing::debug!(user_id, ?stored, "a password was to be stored");
                Ok(match stored {
                    Stored::Done => Event::PasswordStored,
                    Stored::Changed => Event::VersionChanged,
                })
            }
            // Both end the loop before they come here.
            Effect::Respond(_) | Effect::Misuse(_) => Ok(Event::Failed),
        }
    }

    async fn authenticate(&self, access_token: &Secret) -> Result<Event, HostError> {
        let owner = self.store.token_owner(&hash(access_token)).await?;
        let application = owner.and_then(|client_id| self.applications.find(&client_id));
        Ok(application.map_or(Event::NotAuthenticated, authenticated))
    }

    async fn issue(&self, client_id: &str, lifetime: u32) -> Result<Event, HostError> {
        let mut bytes = Zeroizing::new([0; 32]);
        getrandom::fill(bytes.as_mut_slice()).map_err(|_| HostError::Random)?;
        let access_token = Secret::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()));
        self.store
            .add_token(&hash(&access_token), client_id, lifetime)
            .await?;
        Ok(Event::AccessTokenIssued { access_token })
    }

    async fn find_account(&self, client_id: &str, user_id: &str) -> Result<Event, HostError> {
        let application = self.applications.find(client_id);
        let application = application.ok_or(HostError::ApplicationGone)?;
        let account = self.store.account(&application.tenant, user_id).await?;
        Ok(
            account.map_or(Event::AccountNotFound, |account| Event::AccountFound {
                account,
                policy: application.policy.policy.clone(),
            }),
        )
    }
}

fn authenticated(application: &Application) -> Event {
    Event::Authenticated {
        client_id: application.client_id.clone(),
        permissions: application.permissions.clone(),
    }
}

fn hash(access_token: &Secret) -> [u8; 32] {
    Sha256::digest(access_token.expose().as_bytes()).into()
}

/// The kind of an effect, for logs: the effect itself may hold a secret.
fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Authenticate { .. } => "authenticate",
        Effect::VerifyClient { .. } => "verify_client",
        Effect::IssueAccessToken { .. } => "issue_access_token",
        Effect::FindAccount { .. } => "find_account",
        Effect::CompareHistory { .. } => "compare_history",
        Effect::HashPassword { .. } => "hash_password",
        Effect::StorePassword { .. } => "store_password",
        Effect::Respond(_) => "respond",
        Effect::Misuse(_) => "misuse",
    }
}
