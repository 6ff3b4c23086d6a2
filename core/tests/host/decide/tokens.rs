//! Tokens and CAPTCHAs. Tokens are opaque here, and all of them have the word `canary` in them: so a
//! test sees where one gets to.

use repass::operation::{AccountStatus, Effect, Event};
use repass::secret::Secret;
use repass::wire::Captcha;

use super::{Decision, only};
use crate::host::random::Random;
use crate::host::store::{CaptchaRow, ProofRow, Store, TokenRow, Write};

pub(super) fn decide(store: &Store, effect: &Effect, now: i64, random: &mut Random) -> Decision {
    let mut fresh = |kind: &str| format!("{kind}-canary-{:016x}", random.next());
    match effect {
        Effect::VerifyIdToken {
            client_id,
            id_token,
        } => verify(store.id_tokens.get(id_token.expose()), client_id, now),
        Effect::VerifyStateToken {
            client_id,
            state_token,
        } => verify(store.state_tokens.get(state_token.expose()), client_id, now),
        Effect::TakeStateToken {
            client_id,
            state_token,
        } => {
            let token = state_token.expose();
            match verified(store.state_tokens.get(token), client_id, now) {
                None => only(Event::StateTokenGone),
                Some(_) => Decision {
                    event: Event::StateTokenTaken,
                    writes: vec![Write::StateToken(token.into(), None)],
                },
            }
        }
        Effect::TakeCaptchaProof {
            client_id,
            recipient,
            captcha_token,
            now,
        } => match store.proofs.get(captcha_token.expose()) {
            Some(Some(proof))
                if (&proof.client_id, &proof.recipient) == (client_id, recipient)
                    && *now < proof.ends_at =>
            {
                Decision {
                    event: Event::CaptchaProofTaken,
                    writes: vec![Write::Proof(captcha_token.expose().into(), None)],
                }
            }
            _ => only(Event::CaptchaProofRefused),
        },
        Effect::OpenCaptcha {
            client_id,
            expires_at,
        } => {
            let token = fresh("captcha");
            let captcha = Captcha {
                token: Secret::new(token.as_str()),
                original_image: "AAAA".into(),
                jigsaw_image: "AAAA".into(),
            };
            let row = CaptchaRow {
                client_id: client_id.clone(),
                x: PIECE,
                ends_at: *expires_at,
            };
            Decision {
                event: Event::CaptchaOpened { captcha },
                writes: vec![Write::Captcha(token, Some(row))],
            }
        }
        Effect::TakeCaptcha {
            client_id,
            token,
            now,
        } => match store.captchas.get(token.expose()) {
            Some(Some(row)) if row.client_id == *client_id && *now < row.ends_at => Decision {
                event: Event::CaptchaTaken { x: row.x },
                writes: vec![Write::Captcha(token.expose().into(), None)],
            },
            _ => only(Event::CaptchaGone),
        },
        Effect::StoreCaptchaProof {
            client_id,
            recipient,
            captcha_token,
            expires_at,
        } => {
            let row = ProofRow {
                client_id: client_id.clone(),
                recipient: recipient.clone(),
                ends_at: *expires_at,
            };
            Decision {
                event: Event::CaptchaProofStored,
                writes: vec![Write::Proof(captcha_token.expose().into(), Some(row))],
            }
        }
        Effect::IssueAccessToken {
            client_id,
            lifetime,
        } => {
            let token = fresh("access");
            let row = row(client_id, "", 0, now + i64::from(*lifetime) * 1_000);
            Decision {
                event: Event::AccessTokenIssued {
                    access_token: Secret::new(token.as_str()),
                },
                writes: vec![Write::AccessToken(token, Some(row))],
            }
        }
        Effect::IssueSession {
            client_id,
            user_id,
            version,
            lifetime,
        } => {
            let account = &store.account(user_id).account;
            if account.version != *version || account.status != AccountStatus::Active {
                return only(Event::AccountChanged);
            }
            let token = fresh("id");
            let ends_at = now + i64::from(*lifetime) * 1_000;
            let row = row(client_id, user_id, *version, ends_at);
            Decision {
                event: Event::SessionIssued {
                    session_token: Secret::new(fresh("session")),
                    id_token: Secret::new(token.as_str()),
                },
                writes: vec![Write::IdToken(token, Some(row))],
            }
        }
        Effect::IssueStateToken {
            client_id,
            user_id,
            version,
            status,
            expires_at,
        } => {
            let token = fresh("state");
            let row = TokenRow {
                status: Some(*status),
                ..row(client_id, user_id, *version, *expires_at)
            };
            Decision {
                event: Event::StateTokenIssued {
                    state_token: Secret::new(token.as_str()),
                },
                writes: vec![Write::StateToken(token, Some(row))],
            }
        }
        _ => unreachable!(),
    }
}

/// Where every CAPTCHA's piece belongs.
pub const PIECE: f64 = 120.0;

fn row(client_id: &str, user_id: &str, version: i64, ends_at: i64) -> TokenRow {
    TokenRow {
        client_id: client_id.into(),
        user_id: user_id.into(),
        version,
        status: None,
        ends_at,
    }
}

fn verified<'a>(
    row: Option<&'a Option<TokenRow>>,
    client_id: &str,
    now: i64,
) -> Option<&'a TokenRow> {
    let row = row?.as_ref()?;
    (row.client_id == client_id && now < row.ends_at).then_some(row)
}

fn verify(row: Option<&Option<TokenRow>>, client_id: &str, now: i64) -> Decision {
    only(match verified(row, client_id, now) {
        None => Event::TokenRefused,
        Some(row) => Event::TokenVerified {
            user_id: row.user_id.clone(),
            version: row.version,
            status: row.status,
        },
    })
}
