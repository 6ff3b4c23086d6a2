//! Tokens and codes: what a host derives itself, for a message or for a table of its own.

use repass::otp::{
    Binding, ChallengeId, Channel, Opened, Purpose, PurposeSet, Recipient, Scope, code, mint, open,
};

use super::{Server, ServerError, read};
use crate::{Profile, Text};

/// What a token says once it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OpenedToken {
    /// The challenge's identifier.
    pub id: String,
    /// The purpose that it is bound to, one of those asked for.
    pub purpose: String,
    /// When it was made (ms since 1970).
    pub issued_at: i64,
    /// When it ends (ms since 1970).
    pub expires_at: i64,
}

/// The key with which a host seals what its outbox must not show. It is not for logs.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SealingKey {
    /// The name of the server's key that it comes from, to be stored beside what is sealed.
    pub kid: String,
    /// 32 bytes.
    pub key: Vec<u8>,
}

#[cfg_attr(feature = "uniffi", uniffi::export)]
impl Server {
    /// The code of a challenge, for the message; none where the server no longer has the challenge's
    /// key. Scope, id and purpose are those of the effect `open_challenge`; the profile is that of the
    /// call.
    pub fn code(
        &self,
        scope: Text,
        id: Text,
        purpose: Text,
        profile: Profile,
    ) -> Result<Option<Text>, ServerError> {
        let scope: Scope = read(&scope, "scope")?;
        let binding = Binding {
            scope: &scope,
            purpose: purpose_of(&purpose, "purpose")?,
        };
        let digits = self.0.limits(profile.into()).digits;
        let code = code(&self.0.keys, &challenge_id(&id)?, binding, digits);
        Ok(code.map(Into::into))
    }

    /// Makes the token of a challenge that lives from `issued_at` to `expires_at` (ms since 1970);
    /// none where the server does not have the challenge's key.
    pub fn mint_token(
        &self,
        scope: Text,
        id: Text,
        purpose: Text,
        issued_at: i64,
        expires_at: i64,
    ) -> Result<Option<Text>, ServerError> {
        let scope: Scope = read(&scope, "scope")?;
        let binding = Binding {
            scope: &scope,
            purpose: purpose_of(&purpose, "purpose")?,
        };
        let id = challenge_id(&id)?;
        let token = mint(&self.0.keys, &id, binding, issued_at, expires_at);
        Ok(token.map(Into::into))
    }

    /// Opens a token that should be of this scope and one of these purposes; none where it is not, or
    /// is past its time. Whether the challenge is still live only the store knows.
    pub fn open_token(
        &self,
        token: Text,
        scope: Text,
        purposes: Vec<Text>,
        now: i64,
    ) -> Result<Option<OpenedToken>, ServerError> {
        let scope: Scope = read(&scope, "scope")?;
        let purposes: Result<Vec<Purpose>, _> = purposes
            .iter()
            .map(|purpose| purpose_of(purpose, "purposes"))
            .collect();
        let purposes = PurposeSet::of(&purposes?);
        let opened = open(&self.0.keys, &token.into(), &scope, purposes, now);
        Ok(opened.ok().map(Into::into))
    }

    /// The key with which to seal what the outbox must not show, of the key with this name, or of the
    /// active one; none where there is no key of that name.
    pub fn sealing_key(&self, kid: Option<Text>) -> Option<SealingKey> {
        let (kid, key) = self.0.keys.sealing_key(kid.as_ref().map(Text::as_str))?;
        Some(SealingKey {
            kid: kid.into(),
            key: key.to_vec(),
        })
    }

    /// The one form of an address of a channel (`email` or `sms`); none where the text is no address.
    pub fn recipient(&self, channel: Text, text: Text) -> Result<Option<String>, ServerError> {
        let channel = [Channel::Email, Channel::Sms]
            .into_iter()
            .find(|known| known.name() == channel.as_str())
            .ok_or_else(|| ServerError::argument("channel", "neither email nor sms"))?;
        let recipient = Recipient::of(channel, text.as_str()).ok();
        Ok(recipient.map(|recipient| recipient.canonical().into()))
    }
}

fn challenge_id(text: &Text) -> Result<ChallengeId, ServerError> {
    let id = ChallengeId::try_from(String::from(text.as_str()));
    id.map_err(|_| ServerError::argument("id", "not a challenge's identifier"))
}

fn purpose_of(text: &Text, member: &str) -> Result<Purpose, ServerError> {
    let mut purposes = Purpose::ALL.into_iter();
    purposes
        .find(|purpose| purpose.name() == text.as_str())
        .ok_or_else(|| ServerError::argument(member, "not a purpose"))
}

impl From<Opened> for OpenedToken {
    fn from(opened: Opened) -> Self {
        Self {
            id: opened.id.into(),
            purpose: opened.purpose.name().into(),
            issued_at: opened.issued_at,
            expires_at: opened.expires_at,
        }
    }
}

impl std::fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealingKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}
