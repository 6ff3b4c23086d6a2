//! What a journey is made from, and whether it can be made.

use alloc::string::String;

use thiserror::Error;

use super::kind::Authority;
use super::{Kind, read};
use crate::fault::Lang;
use crate::otp::{Channel, Digits};
use crate::policy::{Policy, PolicyErrorCode as Code, Subject};
use crate::secret::Secret;
use crate::wire::{Address, Claims, Device, LoginStatus};

/// A client id has at most so many bytes, as a server holds it.
const MAX_CLIENT_ID: usize = 128;
/// A description of the device has at most so many bytes, as a server holds it.
const MAX_DESCRIPTION: usize = 1_024;
/// Nobody waits longer than a day for a code.
const MAX_RESEND_AFTER: i64 = 86_400_000;

/// What a journey is made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Which journey.
    pub kind: Kind,
    /// The application's client id.
    pub client_id: String,
    /// The application's client secret: CIAM's kinds, where the application can keep one.
    pub client_secret: Option<Secret>,
    /// The device: EIAM's kinds want it.
    pub device: Option<Device>,
    /// The language of texts.
    pub lang: Lang,
    /// The policy that the server publishes.
    pub policy: Policy,
    /// What is known of the person. An address that they give, and what an id_token says, is added
    /// where the subject has nothing.
    pub subject: Subject,
    /// The id_token, for the kinds that are logged in.
    pub id_token: Option<Secret>,
    /// The state token that logging in answered, for the forced change.
    pub state_token: Option<Secret>,
    /// What logging in answered, for the forced change: with `PASSWORD_WARN` it may be skipped.
    pub login_status: Option<LoginStatus>,
    /// Milliseconds from one code to the next, at most a day. The default is the vendor's: 60 s for
    /// EIAM, 30 s for CIAM.
    pub resend_after: Option<i64>,
    /// How many digits a code has, 4 to 8. Without it a code is not looked at before it is sent.
    pub digits: Option<u8>,
}

/// Why there is no journey, and which member is to blame. It never repeats a value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{code}{}{member}", if member.is_empty() { "" } else { ": " })]
pub struct SetupError {
    /// What is wrong: the codes of policy documents serve here too.
    pub code: Code,
    /// The member's path, as in `device.agent` or `policy.length.min`; empty for the whole.
    pub member: String,
}

impl SetupError {
    pub(super) fn new(code: Code, member: impl Into<String>) -> Self {
        let member = member.into();
        Self { code, member }
    }
}

impl Setup {
    /// Reads a setup from JSON text. It is not validated yet: [`Journey::new`](super::Journey::new)
    /// does that.
    pub fn from_json(text: &str) -> Result<Self, SetupError> {
        read::setup(text)
    }

    /// Milliseconds from one code to the next.
    pub(super) fn resend_after(&self) -> i64 {
        self.resend_after
            .unwrap_or(match self.kind.plan().authority {
                Authority::Client => 30_000,
                _ => 60_000,
            })
    }

    /// Whether all that the kind needs is there and of the right form.
    pub(super) fn validate(&self) -> Result<(), SetupError> {
        let ensure = |holds: bool, code: Code, member: &str| match holds {
            true => Ok(()),
            false => Err(SetupError::new(code, member)),
        };
        let authority = self.kind.plan().authority;
        ensure(!self.client_id.is_empty(), Code::InvalidValue, "clientId")?;
        match authority {
            // Encoded in a header or a body, whatever it is.
            Authority::Client => {}
            _ => {
                let is_plain = is_token(&self.client_id) && self.client_id.len() <= MAX_CLIENT_ID;
                ensure(is_plain, Code::InvalidValue, "clientId")?;
                let device = self.device.as_ref();
                described(device.ok_or_else(|| SetupError::new(Code::MissingMember, "device"))?)?;
            }
        }
        let is_wanted = |wanted| authority == wanted;
        for (token, member, is_wanted) in [
            (&self.id_token, "idToken", is_wanted(Authority::IdToken)),
            (
                &self.state_token,
                "stateToken",
                is_wanted(Authority::StateToken),
            ),
        ] {
            match token {
                None => ensure(!is_wanted, Code::MissingMember, member)?,
                Some(token) => ensure(is_token(token.expose()), Code::InvalidValue, member)?,
            }
        }
        let may_change = |status| {
            matches!(
                status,
                LoginStatus::PasswordWarn | LoginStatus::PasswordExpired
            )
        };
        let may_change = self.login_status.is_none_or(may_change);
        ensure(may_change, Code::InvalidValue, "loginStatus")?;
        let is_wait = |wait| (0..=MAX_RESEND_AFTER).contains(&wait);
        ensure(
            self.resend_after.is_none_or(is_wait),
            Code::InvalidValue,
            "resendAfter",
        )?;
        let is_width = |digits| Digits::new(digits).is_some();
        ensure(
            self.digits.is_none_or(is_width),
            Code::InvalidValue,
            "digits",
        )
    }

    /// The subject, with what an id_token says besides.
    pub(super) fn known_subject(&self) -> Subject {
        let claims = self.id_token.as_ref().and_then(Claims::unverified);
        let claims = claims.unwrap_or_default();
        let subject = self.subject.clone();
        Subject {
            username: subject.username.or(claims.user_name),
            mobile: subject.mobile.or(claims.mobile),
            email: subject.email.or(claims.email),
            name: subject.name.or(claims.name),
            words: subject.words,
        }
    }

    /// The address that codes go to, where the person need not give it.
    pub(super) fn own_address(&self, known: &Subject) -> Result<Option<Address>, SetupError> {
        let plan = self.kind.plan();
        let Some(channel) = plan.channel.filter(|_| !plan.asks_address) else {
            return Ok(None);
        };
        let (member, given, known) = match channel {
            Channel::Email => ("subject.email", &self.subject.email, &known.email),
            Channel::Sms => ("subject.mobile", &self.subject.mobile, &known.mobile),
        };
        let Some(text) = known else {
            return Err(SetupError::new(Code::MissingMember, member));
        };
        let blamed = if given.is_some() { member } else { "idToken" };
        let address = Address::read(channel, text);
        address
            .map(Some)
            .map_err(|_| SetupError::new(Code::InvalidValue, blamed))
    }
}

/// What may stand in a header as it is.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn described(device: &Device) -> Result<(), SetupError> {
    let is_description =
        |text: &str| text.len() <= MAX_DESCRIPTION && !text.contains(char::is_control);
    for (text, member) in [
        (&device.operating_system, "device.operatingSystem"),
        (&device.fingerprint, "device.fingerprint"),
        (&device.agent, "device.agent"),
    ] {
        if text.trim().is_empty() || !is_description(text) {
            return Err(SetupError::new(Code::InvalidValue, member));
        }
    }
    match &device.ip {
        Some(ip) if !is_description(ip) => Err(SetupError::new(Code::InvalidValue, "device.ip")),
        _ => Ok(()),
    }
}
