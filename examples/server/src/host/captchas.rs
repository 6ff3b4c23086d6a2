//! CAPTCHAs: drawn here, judged by the core.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use repass::operation::Event;
use repass::otp::Recipient;
use repass::secret::Secret;
use repass::wire::Captcha;

use super::{Host, HostError, Performed};
use crate::store::{CaptchaProof, hash};
use crate::{captcha, random};

impl Host {
    pub(super) async fn open_captcha(&self, client_id: &str, expires_at: i64) -> Performed {
        let token = random::token().ok_or(HostError::Random)?;
        let seed = random::bytes().ok_or(HostError::Random)?;
        let turn = Arc::clone(&self.drawing).acquire_owned().await;
        let puzzle = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            captcha::draw(&seed)
        });
        let puzzle = puzzle
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or(HostError::Captcha)?;
        self.store
            .add_captcha(&hash(&token), client_id, puzzle.x, expires_at)
            .await?;
        Ok(Event::CaptchaOpened {
            captcha: Captcha {
                token,
                original_image: STANDARD.encode(&puzzle.image),
                jigsaw_image: STANDARD.encode(&puzzle.piece),
            },
        })
    }

    pub(super) async fn take_captcha(
        &self,
        client_id: &str,
        token: &Secret,
        now: i64,
    ) -> Performed {
        let x = self
            .store
            .take_captcha(&hash(token), client_id, now)
            .await?;
        Ok(x.map_or(Event::CaptchaGone, |x| Event::CaptchaTaken {
            x: f64::from(x),
        }))
    }

    pub(super) async fn store_captcha_proof(
        &self,
        client_id: &str,
        recipient: &Recipient,
        token: &Secret,
        expires_at: i64,
    ) -> Performed {
        let proof = CaptchaProof {
            token: &hash(token),
            client_id,
            recipient,
        };
        self.store.add_captcha_proof(&proof, expires_at).await?;
        Ok(Event::CaptchaProofStored)
    }

    pub(super) async fn take_captcha_proof(
        &self,
        client_id: &str,
        recipient: &Recipient,
        token: &Secret,
        now: i64,
    ) -> Performed {
        let proof = CaptchaProof {
            token: &hash(token),
            client_id,
            recipient,
        };
        let is_taken = self.store.take_captcha_proof(&proof, now).await?;
        Ok(match is_taken {
            true => Event::CaptchaProofTaken,
            false => Event::CaptchaProofRefused,
        })
    }
}
