//! `otp_token`: proof that a code was asked for, without saying for whom.
//!
//! `v1.<kid>.<base64url(jti, iat, exp, flags)>.<base64url(HMAC-SHA-256)>`. The MAC takes in the
//! tenant, client, purpose, channel and recipient; the token does not contain them. The caller sends
//! them again, so a mismatch is a bad token and nothing leaks.

use alloc::format;
use alloc::vec::Vec;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq;
use thiserror::Error;

use super::keys::Keys;
use super::mac::mac;
use super::{Binding, ChallengeId, KeyRing, Purpose, PurposeSet, Scope};
use crate::secret::Secret;

const DOMAIN: &str = "repass otp token v1";
const VERSION: &str = "v1";
/// jti, iat, exp, flags.
const PAYLOAD: usize = 16 + 8 + 8 + 1;
/// No token of ours is longer.
const MAX_TOKEN: usize = 128;

/// What a token says once it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The challenge.
    pub id: ChallengeId,
    /// The purpose that it is bound to, one of those asked for.
    pub purpose: Purpose,
    /// When it was made (ms since 1970).
    pub issued_at: i64,
    /// When it ends (ms since 1970).
    pub expires_at: i64,
}

/// The token is malformed, of another binding, of an unknown key, or past its time: one fault, so
/// that none of these can be told from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("bad token")]
pub struct TokenRefused;

/// Makes the token of a challenge that lives from `issued_at` to `expires_at` (ms since 1970). None
/// where the ring does not have the challenge's key.
pub fn mint(
    ring: &KeyRing,
    id: &ChallengeId,
    binding: Binding<'_>,
    issued_at: i64,
    expires_at: i64,
) -> Option<Secret> {
    let keys = ring.find(&id.kid)?;
    let mut payload = Vec::with_capacity(PAYLOAD);
    payload.extend_from_slice(&id.jti);
    payload.extend_from_slice(&issued_at.to_be_bytes());
    payload.extend_from_slice(&expires_at.to_be_bytes());
    // No flag is in use; a token with one is of a later version.
    payload.push(0);
    let mac = URL_SAFE_NO_PAD.encode(token_mac(keys, &payload, binding));
    let payload = URL_SAFE_NO_PAD.encode(payload);
    Some(Secret::new(format!("{VERSION}.{}.{payload}.{mac}", id.kid)))
}

/// Opens a token that should be of this scope and one of these purposes, at `now` (ms since 1970).
/// It does not look whether the challenge is still live: only the store knows.
pub fn open(
    ring: &KeyRing,
    token: &Secret,
    scope: &Scope,
    purposes: PurposeSet,
    now: i64,
) -> Result<Opened, TokenRefused> {
    let parsed = Parsed::of(token.expose()).ok_or(TokenRefused)?;
    let known = ring.find(parsed.kid);
    // An unknown key costs the same work as a wrong MAC.
    let keys = known.or_else(|| ring.any()).ok_or(TokenRefused)?;
    let mut found = None;
    for purpose in purposes.iter() {
        let expected = token_mac(keys, &parsed.payload, Binding { scope, purpose });
        if bool::from(expected.ct_eq(&parsed.mac)) {
            found = Some(purpose);
        }
    }
    let purpose = found.filter(|_| known.is_some()).ok_or(TokenRefused)?;
    let opened = parsed.opened(purpose).ok_or(TokenRefused)?;
    let is_in_time = opened.issued_at < opened.expires_at && now < opened.expires_at;
    if is_in_time {
        Ok(opened)
    } else {
        Err(TokenRefused)
    }
}

fn token_mac(keys: &Keys, payload: &[u8], binding: Binding<'_>) -> [u8; 32] {
    let [tenant, client_id, purpose, channel, recipient] = binding.parts();
    let parts = [
        keys.kid.as_bytes(),
        payload,
        tenant,
        client_id,
        purpose,
        channel,
        recipient,
    ];
    mac(&keys.token, DOMAIN, &parts)
}

struct Parsed<'a> {
    kid: &'a str,
    payload: [u8; PAYLOAD],
    mac: [u8; 32],
}

impl<'a> Parsed<'a> {
    /// The shape alone; the base64 alphabet has one spelling for each byte string.
    fn of(token: &'a str) -> Option<Self> {
        if token.len() > MAX_TOKEN {
            return None;
        }
        let mut parts = token.split('.');
        let (version, kid) = (parts.next()?, parts.next()?);
        let payload = URL_SAFE_NO_PAD
            .decode(parts.next()?)
            .ok()?
            .try_into()
            .ok()?;
        let mac = URL_SAFE_NO_PAD
            .decode(parts.next()?)
            .ok()?
            .try_into()
            .ok()?;
        (version == VERSION && parts.next().is_none()).then_some(Self { kid, payload, mac })
    }

    fn opened(&self, purpose: Purpose) -> Option<Opened> {
        let (jti, rest) = self.payload.split_first_chunk::<16>()?;
        let (issued_at, rest) = rest.split_first_chunk::<8>()?;
        let (expires_at, flags) = rest.split_first_chunk::<8>()?;
        (flags == [0]).then_some(Opened {
            id: ChallengeId {
                kid: self.kid.into(),
                jti: *jti,
            },
            purpose,
            issued_at: i64::from_be_bytes(*issued_at),
            expires_at: i64::from_be_bytes(*expires_at),
        })
    }
}

#[cfg(test)]
mod tests;
