//! Performs the machines' effects. Nothing is decided here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use repass::operation::{self, Effect, Event, PasswordChange, Settings, Whose};
use repass::secret::Secret;
use repass::wire::{HttpRequest, HttpResponse, Request};
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::applications::{Application, Applications};
use crate::clock;
use crate::passwords::{PasswordError, Passwords};
use crate::store::{Store, Stored};

/// What the effects are performed on.
#[derive(Debug)]
pub struct Host {
    pub applications: Applications,
    pub store: Store,
    pub passwords: Passwords,
    pub settings: Settings,
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
    #[error("not an effect of the calls that are served here")]
    NotServed,
}

impl Host {
    /// Answers a call; none where the request is no call of the core's.
    pub async fn call(&self, http: &HttpRequest) -> Option<HttpResponse> {
        let request = Request::decode(http).ok()?;
        let mut step = operation::start(&request, &self.settings, clock::now());
        loop {
            match step.effect {
                Effect::Respond(response) => return Some(response),
                Effect::Misuse(response) => {
                    tracing::error!("a machine was handed an event that it did not await");
                    return Some(response);
                }
                effect => {
                    let name = effect.name();
                    let event = self.perform(effect).await.unwrap_or_else(|error| {
                        tracing::error!(effect = name, %error, "an effect failed");
                        Event::Failed
                    });
                    let now = clock::now();
                    step = operation::step(step.state, event, &request, &self.settings, now);
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
                let application = self.applications.verify(&client_id, client_secret.as_ref());
                Ok(application.map_or(Event::ApplicationNotFound, found))
            }
            Effect::IssueAccessToken {
                client_id,
                lifetime,
            } => self.issue(&client_id, lifetime).await,
            Effect::FindAccount {
                client_id,
                whose: Whose::Id(user_id),
            } => self.find_account(&client_id, &user_id).await,
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
            Effect::StorePassword(change) => self.store_password(change).await,
            _ => Err(HostError::NotServed),
        }
    }

    async fn store_password(&self, change: PasswordChange) -> Result<Event, HostError> {
        // Another application may hold the same users to a longer history than this one.
        let kept = change.remember.max(self.applications.longest_history());
        let stored = self
            .store
            .store_password(
                &change.user_id,
                change.seen_version,
                &change.hash,
                change.must_change,
                kept,
            )
            .await?;
        tracing::debug!(
            user_id = change.user_id,
            ?stored,
            "a password was to be stored"
        );
        Ok(match stored {
            Stored::Done => Event::PasswordStored,
            Stored::Changed => Event::AccountChanged,
        })
    }

    async fn authenticate(&self, access_token: &Secret) -> Result<Event, HostError> {
        let owner = self.store.token_owner(&hash(access_token)).await?;
        let application = owner.and_then(|client_id| self.applications.find(&client_id));
        Ok(application.map_or(Event::ApplicationNotFound, found))
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

fn found(application: &Application) -> Event {
    Event::ApplicationFound {
        application: operation::Application {
            client_id: application.client_id.clone(),
            tenant: application.tenant.clone(),
            permissions: application.permissions.clone(),
            policy: application.policy.policy.clone(),
            unavailable: Vec::new(),
        },
    }
}

fn hash(access_token: &Secret) -> [u8; 32] {
    Sha256::digest(access_token.expose().as_bytes()).into()
}
