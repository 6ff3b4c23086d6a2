//! What an effect comes to on the rows as they are: the event, and the rows to be written.
//!
//! Looking and writing are two things here, so that a store can do them as one, as it must, or one
//! after the other, as it must not.

mod codes;
mod passwords;
mod tokens;

pub use tokens::PIECE;

use repass::operation::{Application, Effect, Event, Nonce};
use repass::otp::Quota;
use repass::secret::Secret;

use super::random::Random;
use super::store::{Store, Write};

/// What came of an effect, once these rows are written.
#[derive(Debug, Clone)]
pub struct Decision {
    pub event: Event,
    pub writes: Vec<Write>,
}

/// Nothing is written.
fn only(event: Event) -> Decision {
    let writes = Vec::new();
    Decision { event, writes }
}

/// `now` is the host's own clock, for effects that bring no time.
pub fn decide(store: &Store, effect: &Effect, now: i64, random: &mut Random) -> Decision {
    match effect {
        Effect::Authenticate { access_token } => authenticate(store, access_token, now),
        Effect::VerifyClient {
            client_id,
            client_secret,
        } => verify_client(store, client_id, client_secret.as_ref()),
        Effect::FindApplication { client_id } => found(store, client_id),
        Effect::TakeQuota { quota, now } => take_quota(store, quota, *now),
        Effect::DrawRandom => only(Event::RandomDrawn {
            bytes: Nonce(random.bytes()),
        }),
        Effect::OpenChallenge { .. }
        | Effect::ClaimAttempt { .. }
        | Effect::Redeem { .. }
        | Effect::FindRedeemer { .. } => codes::decide(store, effect, now),
        Effect::FindAccount { .. }
        | Effect::VerifyPassword { .. }
        | Effect::CompareHistory { .. }
        | Effect::HashPassword { .. }
        | Effect::StorePassword(_) => passwords::decide(store, effect, now),
        Effect::VerifyIdToken { .. }
        | Effect::VerifyStateToken { .. }
        | Effect::TakeStateToken { .. }
        | Effect::TakeCaptchaProof { .. }
        | Effect::OpenCaptcha { .. }
        | Effect::TakeCaptcha { .. }
        | Effect::StoreCaptchaProof { .. }
        | Effect::IssueAccessToken { .. }
        | Effect::IssueSession { .. }
        | Effect::IssueStateToken { .. } => tokens::decide(store, effect, now, random),
        Effect::Respond(_) | Effect::Misuse(_) => panic!("the operation is over"),
    }
}

fn found(store: &Store, client_id: &str) -> Decision {
    only(match store.applications.get(client_id) {
        None => Event::ApplicationNotFound,
        Some(row) => Event::ApplicationFound {
            application: row.application.clone(),
        },
    })
}

fn authenticate(store: &Store, access_token: &Secret, now: i64) -> Decision {
    match store.access_tokens.get(access_token.expose()) {
        Some(Some(token)) if now < token.ends_at => found(store, &token.client_id),
        _ => only(Event::ApplicationNotFound),
    }
}

fn verify_client(store: &Store, client_id: &str, secret: Option<&Secret>) -> Decision {
    let row = store.applications.get(client_id);
    match row {
        Some(row) if row.secret.as_deref() == secret.map(Secret::expose) => found(store, client_id),
        _ => only(Event::ApplicationNotFound),
    }
}

fn take_quota(store: &Store, quota: &Quota, now: i64) -> Decision {
    let mut counter = store.counters.get(&quota.key).copied().unwrap_or_default();
    match counter.take(quota, now) {
        Err(retry_after) => only(Event::QuotaExceeded { retry_after }),
        Ok(()) => Decision {
            event: Event::QuotaTaken,
            writes: vec![Write::Counter(quota.key.clone(), counter)],
        },
    }
}

/// The application's tenant and the application, where there is one.
fn application<'a>(store: &'a Store, client_id: &str) -> Option<&'a Application> {
    store
        .applications
        .get(client_id)
        .map(|row| &row.application)
}
