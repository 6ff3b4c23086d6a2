//! id_tokens: signed with RS256, and the public keys that they are verified with elsewhere.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use repass::operation::Account;
use repass::secret::Secret;
use repass::wire::Claims;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

/// How long an id_token is good, in seconds, where its session is not shorter: as the vendor has it.
const LIFETIME: u32 = 7_200;
/// How much the clocks of two nodes may differ, in seconds.
const LEEWAY: u64 = 30;

/// Makes and verifies id_tokens.
pub struct IdTokens {
    issuer: String,
    /// The first signs; the others still verify what they signed.
    keys: Vec<SigningKey>,
}

struct SigningKey {
    kid: String,
    private: EncodingKey,
    public: DecodingKey,
    jwk: Jwk,
}

/// Why a signing key was refused. It is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SigningKeyError {
    #[error("no key")]
    NoKey,
    #[error("not an RSA key of 2048 bits or more (PKCS#8) in base64")]
    BadKey,
}

/// What a verified id_token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub user_id: String,
    /// The account's credential version when it was made.
    pub version: i64,
}

#[derive(Serialize, Deserialize)]
struct Payload {
    iss: String,
    aud: String,
    sub: String,
    /// Seconds since 1970, as `exp`.
    iat: i64,
    exp: i64,
    /// The account's credential version.
    version: i64,
    /// The claim that the vendor has: a JSON text within the JSON.
    api: String,
}

impl IdTokens {
    /// With named keys, each a PKCS#8 document in base64.
    pub fn new(issuer: String, keys: &[(String, Secret)]) -> Result<Self, SigningKeyError> {
        if keys.is_empty() {
            return Err(SigningKeyError::NoKey);
        }
        let keys = keys.iter().map(|(kid, key)| SigningKey::read(kid, key));
        let keys = keys.collect::<Result<_, _>>()?;
        Ok(Self { issuer, keys })
    }

    /// Signs a token for an application: who the person is, and of which credential version. `now` is
    /// in ms; `lifetime`, of the session, in seconds.
    pub fn sign(
        &self,
        client_id: &str,
        account: &Account,
        now: i64,
        lifetime: u32,
    ) -> Option<Secret> {
        let key = self.keys.first()?;
        let subject = &account.subject;
        let claims = Claims {
            id: account.id.clone(),
            user_name: subject.username.clone(),
            name: subject.name.clone(),
            mobile: subject.mobile.clone(),
            email: subject.email.clone(),
        };
        let issued_at = now.div_euclid(1_000);
        let payload = Payload {
            iss: self.issuer.clone(),
            aud: client_id.into(),
            sub: account.id.clone(),
            iat: issued_at,
            exp: issued_at.saturating_add(i64::from(lifetime.min(LIFETIME))),
            version: account.version,
            api: claims.to_api(),
        };
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(key.kid.clone());
        let token = jsonwebtoken::encode(&header, &payload, &key.private).ok()?;
        Some(Secret::new(token))
    }

    /// Verifies the signature by the one algorithm that is used here, the issuer, the end, and that
    /// the token is for this application.
    pub fn verify(&self, client_id: &str, token: &Secret) -> Option<Verified> {
        let header = jsonwebtoken::decode_header(token.expose().as_bytes()).ok()?;
        let kid = header.kid?;
        let key = self.keys.iter().find(|key| key.kid == kid)?;
        let mut validation = Validation::new(Algorithm::RS256);
        validation.leeway = LEEWAY;
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        validation.set_audience(&[client_id]);
        validation.set_issuer(&[&self.issuer]);
        let token = token.expose().as_bytes();
        let read = jsonwebtoken::decode::<Payload>(token, &key.public, &validation).ok()?;
        Some(Verified {
            user_id: read.claims.sub,
            version: read.claims.version,
        })
    }

    /// The public keys (RFC 7517).
    pub fn jwks(&self) -> JwkSet {
        JwkSet {
            keys: self.keys.iter().map(|key| key.jwk.clone()).collect(),
        }
    }
}

impl SigningKey {
    fn read(kid: &str, key: &Secret) -> Result<Self, SigningKeyError> {
        let is_key = STANDARD
            .decode(key.expose())
            .ok()
            .map(Zeroizing::new)
            .and_then(|der| KeyPair::from_pkcs8(&der).ok())
            .is_some_and(|pair| pair.public_modulus_len() >= 256);
        if !is_key {
            return Err(SigningKeyError::BadKey);
        }
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            key.expose()
        );
        let pem = Zeroizing::new(pem);
        let private = EncodingKey::from_rsa_pem(pem.as_bytes());
        let private = private.map_err(|_| SigningKeyError::BadKey)?;
        let mut jwk = Jwk::from_encoding_key(&private, Algorithm::RS256)
            .map_err(|_| SigningKeyError::BadKey)?;
        jwk.common.key_id = Some(kid.into());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        let public = DecodingKey::from_jwk(&jwk).map_err(|_| SigningKeyError::BadKey)?;
        Ok(Self {
            kid: kid.into(),
            private,
            public,
            jwk,
        })
    }
}

/// A new key as PKCS#8 in base64. It takes about a second.
pub fn new_key() -> Option<Secret> {
    let pair = KeyPair::generate(KeySize::Rsa2048).ok()?;
    let der = AsDer::<aws_lc_rs::encoding::Pkcs8V1Der<'_>>::as_der(&pair).ok()?;
    Some(Secret::new(STANDARD.encode(der.as_ref())))
}

impl std::fmt::Debug for IdTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("IdTokens")
    }
}
