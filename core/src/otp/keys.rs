//! The key ring: one key makes, the others still open what they made.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::mac::{SubKey, mac};

/// A key has at least so many bytes.
pub const MIN_KEY: usize = 32;
const MAX_KID: usize = 16;

/// The server's keys. `Debug` prints their names alone.
#[derive(Clone)]
pub struct KeyRing {
    /// The first one is active; there is always one.
    keys: Vec<Keys>,
}

/// What one key became: a sub-key for each use, so that no MAC of one use is a MAC of another.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(super) struct Keys {
    #[zeroize(skip)]
    pub(super) kid: String,
    pub(super) token: SubKey,
    pub(super) code: SubKey,
    /// Of temporary passwords.
    password: SubKey,
    /// Handed to the host, for what it seals.
    seal: SubKey,
}

/// Why a key ring was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyRingError {
    /// There is no key.
    #[error("no key")]
    NoKey,
    /// A key has fewer than [`MIN_KEY`] bytes.
    #[error("key {kid}: shorter than 32 bytes")]
    ShortKey {
        /// The key's name.
        kid: String,
    },
    /// A key's name is not 1 to 16 ASCII letters, digits, `-` or `_`.
    #[error("a key's name is not 1 to 16 letters, digits, - or _")]
    BadName,
    /// Two keys have one name.
    #[error("key {kid}: there twice")]
    DuplicateName {
        /// The keys' name.
        kid: String,
    },
}

impl KeyRing {
    /// A ring of named keys (at least [`MIN_KEY`] random bytes each). The first is active: it makes
    /// tokens and codes. The others only open what they made while they were.
    pub fn new(keys: &[(&str, &[u8])]) -> Result<Self, KeyRingError> {
        let mut ring = Self { keys: Vec::new() };
        for (kid, key) in keys {
            let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
            if kid.is_empty() || kid.len() > MAX_KID || !kid.bytes().all(is_name) {
                return Err(KeyRingError::BadName);
            }
            if key.len() < MIN_KEY {
                return Err(KeyRingError::ShortKey { kid: (*kid).into() });
            }
            if ring.find(kid).is_some() {
                return Err(KeyRingError::DuplicateName { kid: (*kid).into() });
            }
            ring.keys.push(Keys::derive(kid, key));
        }
        if ring.keys.is_empty() {
            Err(KeyRingError::NoKey)
        } else {
            Ok(ring)
        }
    }

    /// A new challenge's identifier under the active key. `random` is 16 fresh random bytes.
    pub fn challenge_id(&self, random: [u8; 16]) -> ChallengeId {
        let kid = self
            .keys
            .first()
            .map_or_else(String::new, |keys| keys.kid.clone());
        ChallengeId { kid, jti: random }
    }

    /// What a temporary password is generated from, the same for the same identifier. None where the
    /// ring no longer has its key.
    pub fn password_seed(&self, id: &ChallengeId) -> Option<Zeroizing<[u8; 32]>> {
        let keys = self.find(&id.kid)?;
        let seed = mac(&keys.password, "repass temporary password v1", &[&id.jti]);
        Some(Zeroizing::new(seed))
    }

    /// The key with which a host seals what its outbox must not show, under the name of the key that
    /// it comes from; none for a name that the ring does not have. Without a name it is the active
    /// key's.
    pub fn sealing_key(&self, kid: Option<&str>) -> Option<(&str, Zeroizing<[u8; 32]>)> {
        let keys = match kid {
            Some(kid) => self.find(kid)?,
            None => self.any()?,
        };
        Some((keys.kid.as_str(), Zeroizing::new(keys.seal)))
    }

    pub(super) fn find(&self, kid: &str) -> Option<&Keys> {
        self.keys.iter().find(|keys| keys.kid == kid)
    }

    /// A key to do the same work with when the wanted one is not there.
    pub(super) fn any(&self) -> Option<&Keys> {
        self.keys.first()
    }
}

impl Keys {
    fn derive(kid: &str, key: &[u8]) -> Self {
        let hkdf = Hkdf::<Sha256>::new(Some(b"repass/v1"), key);
        let sub_key = |of: &str| {
            let mut sub_key = [0; 32];
            // 32 bytes is one block of the 255 that HKDF can give.
            let _ = hkdf.expand(of.as_bytes(), &mut sub_key);
            sub_key
        };
        Self {
            kid: kid.into(),
            token: sub_key("otp-token"),
            code: sub_key("otp-code"),
            password: sub_key("temporary-password"),
            seal: sub_key("outbox-seal"),
        }
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.keys.iter().map(|keys| &keys.kid))
            .finish()
    }
}

/// Names a challenge, and the key that its token and code are made with: after a rotation the code
/// that is on its way still checks. As text `kid.base64url(jti)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ChallengeId {
    pub(super) kid: String,
    pub(super) jti: [u8; 16],
}

impl fmt::Display for ChallengeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.kid, URL_SAFE_NO_PAD.encode(self.jti))
    }
}

/// The text is no challenge's identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a challenge's identifier")]
pub struct NotAChallengeId;

impl From<ChallengeId> for String {
    fn from(id: ChallengeId) -> Self {
        alloc::format!("{id}")
    }
}

impl TryFrom<String> for ChallengeId {
    type Error = NotAChallengeId;

    fn try_from(text: String) -> Result<Self, NotAChallengeId> {
        let (kid, jti) = text.split_once('.').ok_or(NotAChallengeId)?;
        let bytes = URL_SAFE_NO_PAD.decode(jti).map_err(|_| NotAChallengeId)?;
        let jti = bytes.try_into().map_err(|_| NotAChallengeId)?;
        Ok(Self {
            kid: kid.into(),
            jti,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn a_missing_short_or_doubled_key_is_refused() {
        let key: &[u8] = &[1; 32];
        let refused = |keys: &[(&str, &[u8])]| KeyRing::new(keys).unwrap_err();
        assert_eq!(refused(&[]), KeyRingError::NoKey);
        assert_eq!(
            refused(&[("a", &[1; 31])]),
            KeyRingError::ShortKey { kid: "a".into() }
        );
        assert_eq!(
            refused(&[("a", key), ("a", key)]),
            KeyRingError::DuplicateName { kid: "a".into() }
        );
        for kid in ["", "a.b", "a b", "ключ", "12345678901234567"] {
            assert_eq!(refused(&[(kid, key)]), KeyRingError::BadName, "{kid}");
        }
        assert!(KeyRing::new(&[("2026-11", key), ("2026-10", &[2; 64])]).is_ok());
    }

    #[test]
    fn each_use_and_each_key_has_its_own_sub_key() {
        let ring = KeyRing::new(&[("a", &[1; 32]), ("b", &[2; 32])]).unwrap();
        let keys = ring.keys.iter();
        let sub_keys = keys.flat_map(|keys| [keys.token, keys.code, keys.password, keys.seal]);
        let different: alloc::collections::BTreeSet<SubKey> = sub_keys.collect();
        assert_eq!(different.len(), 8);
    }

    #[test]
    fn debug_prints_names_alone() {
        let ring = KeyRing::new(&[("a", b"0123456789abcdef0123456789abcdef")]).unwrap();
        assert_eq!(format!("{ring:?}"), r#"["a"]"#);
    }

    #[test]
    fn an_identifier_goes_through_text_and_back() {
        let ring = KeyRing::new(&[("k1", &[1; 32])]).unwrap();
        let id = ring.challenge_id(*b"0123456789abcdef");
        assert_eq!(format!("{id}"), "k1.MDEyMzQ1Njc4OWFiY2RlZg");
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<ChallengeId>(&json).unwrap(), id);
        for text in [
            "",
            "k1",
            "k1.",
            "k1.MDEy",
            "k1.MDEyMzQ1Njc4OWFiY2RlZg==",
            "k1.!!!",
        ] {
            assert_eq!(
                ChallengeId::try_from(String::from(text)),
                Err(NotAChallengeId),
                "{text}"
            );
        }
    }
}
