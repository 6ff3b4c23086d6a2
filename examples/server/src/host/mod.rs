//! Performs the machines' effects. Nothing is decided here.

use std::sync::Arc;

use repass::fault::{Lang, Profile};
use repass::operation::{self, Effect, Event, Nonce, Settings};
use repass::otp::Channel;
use repass::wire::{HttpRequest, HttpResponse, Request};
use thiserror::Error;
use tokio::sync::{Notify, Semaphore};

use crate::applications::{Application, Applications};
use crate::clock;
use crate::id_tokens::IdTokens;
use crate::passwords::{PasswordError, Passwords};
use crate::store::Store;

mod captchas;
mod challenges;
mod passwords;
mod tokens;

/// What the effects are performed on.
#[derive(Debug)]
pub struct Host {
    pub applications: Applications,
    pub store: Arc<dyn Store>,
    pub passwords: Passwords,
    pub settings: Arc<Settings>,
    pub id_tokens: IdTokens,
    /// How messages can be sent.
    pub channels: Vec<Channel>,
    /// So many CAPTCHAs are drawn at once; more wait.
    pub drawing: Arc<Semaphore>,
    /// Told when a message was written.
    pub written: Arc<Notify>,
}

/// Why an effect could not be performed.
#[derive(Debug, Error)]
pub enum HostError {
    #[error("database: {0}")]
    Store(#[from] sqlx::Error),
    #[error("password: {0}")]
    Password(#[from] PasswordError),
    #[error("the random source failed")]
    Random,
    #[error("the CAPTCHA could not be drawn")]
    Captcha,
    #[error("the calling application is no longer configured")]
    ApplicationGone,
    #[error("the account has no password, or is gone")]
    NoPassword,
    #[error("a token could not be signed, or a text sealed")]
    Crypto,
    #[error("the machine has ended")]
    Ended,
}

type Performed = Result<Event, HostError>;

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
                    let performed = self.perform(effect, notice_lang(&request)).await;
                    let event = performed.unwrap_or_else(|error| {
                        tracing::error!(effect = name, %error, "an effect failed");
                        Event::Failed
                    });
                    tracing::trace!(effect = name, "an effect was performed");
                    let now = clock::now();
                    step = operation::step(step.state, event, &request, &self.settings, now);
                }
            }
        }
    }

    /// Performs one effect. `notice` is the language of the notice that a change sends.
    async fn perform(&self, effect: Effect, notice: Lang) -> Performed {
        match effect {
            Effect::Authenticate { access_token } => self.authenticate(&access_token).await,
            Effect::VerifyClient {
                client_id,
                client_secret,
            } => {
                let verified = self.applications.verify(&client_id, client_secret.as_ref());
                Ok(self.application(verified))
            }
            Effect::FindApplication { client_id } => {
                Ok(self.application(self.applications.find(&client_id)))
            }
            Effect::VerifyIdToken {
                client_id,
                id_token,
            } => Ok(self.verify_id_token(&client_id, &id_token)),
            Effect::VerifyStateToken {
                client_id,
                state_token,
            } => self.verify_state_token(&client_id, &state_token).await,
            Effect::TakeStateToken {
                client_id,
                state_token,
            } => self.take_state_token(&client_id, &state_token).await,
            Effect::FindAccount { client_id, whose } => self.find_account(&client_id, &whose).await,
            Effect::TakeQuota { quota, now } => {
                Ok(match self.store.take_quota(&quota, now).await? {
                    None => Event::QuotaTaken,
                    Some(retry_after) => Event::QuotaExceeded { retry_after },
                })
            }
            Effect::DrawRandom => {
                let mut bytes = [0; 16];
                getrandom::fill(&mut bytes).map_err(|_| HostError::Random)?;
                let bytes = Nonce(bytes);
                Ok(Event::RandomDrawn { bytes })
            }
            effect @ Effect::OpenChallenge { .. } => self.open_challenge(effect).await,
            effect @ Effect::ClaimAttempt { .. } => self.claim_attempt(effect).await,
            Effect::VerifyPassword { user_id, password } => {
                self.verify_password(user_id.as_deref(), password).await
            }
            Effect::CompareHistory {
                user_id,
                password,
                remember,
            } => self.compare_history(&user_id, password, remember).await,
            Effect::HashPassword { password } => {
                let hash = self.passwords.hash(password).await?;
                Ok(Event::PasswordHashed { hash })
            }
            Effect::StorePassword(change) => self.store_password(&change, notice).await,
            Effect::Redeem {
                scope,
                id,
                operation_id,
                change,
            } => {
                self.redeem(&scope, &id, &operation_id, &change, notice)
                    .await
            }
            Effect::FindRedeemer { id, operation_id } => {
                let is_this = self.store.is_redeemer(&id, &operation_id).await?;
                Ok(Event::RedeemerFound { is_this })
            }
            Effect::OpenCaptcha {
                client_id,
                expires_at,
            } => self.open_captcha(&client_id, expires_at).await,
            Effect::TakeCaptcha {
                client_id,
                token,
                now,
            } => self.take_captcha(&client_id, &token, now).await,
            Effect::StoreCaptchaProof {
                client_id,
                recipient,
                captcha_token,
                expires_at,
            } => {
                self.store_captcha_proof(&client_id, &recipient, &captcha_token, expires_at)
                    .await
            }
            Effect::TakeCaptchaProof {
                client_id,
                recipient,
                captcha_token,
                now,
            } => {
                self.take_captcha_proof(&client_id, &recipient, &captcha_token, now)
                    .await
            }
            Effect::IssueAccessToken {
                client_id,
                lifetime,
            } => self.issue_access_token(&client_id, lifetime).await,
            Effect::IssueSession {
                client_id,
                user_id,
                version,
                lifetime,
            } => {
                self.issue_session(&client_id, &user_id, version, lifetime)
                    .await
            }
            effect @ Effect::IssueStateToken { .. } => self.issue_state_token(effect).await,
            Effect::Respond(_) | Effect::Misuse(_) => Err(HostError::Ended),
        }
    }

    fn application(&self, found: Option<&Application>) -> Event {
        let Some(application) = found else {
            return Event::ApplicationNotFound;
        };
        let is_down = |channel: &Channel| !self.channels.contains(channel);
        let channels = [Channel::Email, Channel::Sms];
        Event::ApplicationFound {
            application: operation::Application {
                client_id: application.client_id.clone(),
                tenant: application.tenant.clone(),
                permissions: application.permissions.clone(),
                policy: application.policy.policy.clone(),
                unavailable: channels.into_iter().filter(is_down).collect(),
            },
        }
    }

    async fn find_account(&self, client_id: &str, whose: &operation::Whose) -> Performed {
        let application = self.applications.find(client_id);
        let application = application.ok_or(HostError::ApplicationGone)?;
        let account = self.store.account(&application.tenant, whose).await?;
        Ok(
            account.map_or(Event::AccountNotFound, |account| Event::AccountFound {
                account,
                policy: application.policy.policy.clone(),
            }),
        )
    }
}

/// The language that the person is told in that the password was changed: that of the request where
/// the person makes it. What an administrator reads says nothing of the person.
fn notice_lang(request: &Request) -> Lang {
    match request.call.profile() {
        Profile::EiamTenant => Lang::default(),
        _ => request.form.lang,
    }
}
