//! A call as typed data: who calls, and what is asked.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::Call;
use crate::fault::{Fault, Lang};
use crate::otp::{Channel, Purpose, Recipient};
use crate::secret::Secret;

/// A call. A server reads one from an [`HttpRequest`](super::HttpRequest), a client writes one.
///
/// What is wrong with it stays beside what is right: an administrator's call tells a malformed body
/// only to those who may make the call.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Which call.
    pub call: Call,
    /// The user whom the path names.
    pub user_id: Option<String>,
    /// Who calls, or what is wrong with the headers.
    pub caller: Result<Caller, Fault>,
    /// What is asked, or what is wrong with the body.
    pub body: Result<Body, Fault>,
    /// The device that an app or page runs on: EIAM's calls under `/api/v2/sdk` want it.
    pub device: Option<Device>,
    /// How the caller wants to be answered.
    pub form: AnswerForm,
    /// The caller's network address, as the server itself knows it.
    pub source: Option<String>,
}

impl Request {
    /// A call to be sent.
    pub fn new(call: Call, caller: Caller, body: Body) -> Self {
        Self {
            call,
            user_id: None,
            caller: Ok(caller),
            body: Ok(body),
            device: None,
            form: AnswerForm::default(),
            source: None,
        }
    }
}

/// Who calls, and by what they show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// An administrator's application, by its access token.
    AccessToken(Secret),
    /// An application, by its name alone.
    Application {
        /// The client id.
        client_id: String,
    },
    /// A person who is logged in.
    IdToken {
        /// The application that they use.
        client_id: String,
        /// The id_token, as logging in answered it.
        id_token: Secret,
    },
    /// A person whom logging in told to change their password.
    StateToken {
        /// The application that they use.
        client_id: String,
        /// The state token, as logging in answered it.
        state_token: Secret,
    },
    /// An application, by its credentials.
    Client {
        /// The client id.
        client_id: String,
        /// The client secret; none for an application that can keep none.
        client_secret: Option<Secret>,
    },
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Nothing that the path does not say.
    Nothing,
    /// A temporary password, sent this way.
    Generate {
        /// How it is sent.
        channel: Channel,
    },
    /// This password.
    Set {
        /// The new password.
        password: Secret,
        /// Whether it must be changed at the next login.
        must_change: bool,
    },
    /// This password in place of that one.
    Replace {
        /// The old password.
        old_password: Secret,
        /// The new password.
        password: Secret,
    },
    /// This password, by a code.
    Redeem {
        /// Where the code was sent; none where the account says it.
        address: Option<Address>,
        /// The code, as the person typed it.
        code: Secret,
        /// The token that came when the code was asked for (CIAM).
        token: Option<Secret>,
        /// The new password.
        password: Secret,
    },
    /// A code, sent to this address.
    SendCode {
        /// Where to.
        address: Address,
        /// What for.
        purpose: Purpose,
        /// The proof of a solved CAPTCHA (EIAM).
        captcha_token: Option<Secret>,
    },
    /// A CAPTCHA's solution.
    Slide {
        /// The CAPTCHA's token.
        token: Secret,
        /// The solution, as it came: the proof repeats it.
        point_json: String,
        /// Where the jigsaw's left edge was put, in pixels of the original image.
        x: f64,
        /// The address that a code is to be sent to.
        sender: Address,
    },
    /// A name and a password.
    LogIn {
        /// The name, as the person typed it.
        username: String,
        /// The password.
        password: Secret,
    },
}

/// Where a code is sent to, as a person writes it and as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// As it is put on the wire: an e-mail address as it was typed, China's mobile numbers bare.
    pub text: String,
    /// The one form of it.
    pub recipient: Recipient,
}

impl Address {
    /// Reads an address of a channel.
    pub fn read(channel: Channel, text: &str) -> Result<Self, Fault> {
        let recipient = Recipient::of(channel, text).map_err(|_| match channel {
            Channel::Email => Fault::EmailMalformed,
            Channel::Sms => Fault::MobileMalformed,
        })?;
        let text = match &recipient {
            Recipient::Email(_) => text.trim(),
            Recipient::Sms(number) => number.strip_prefix("+86").unwrap_or(number),
        };
        Ok(Self {
            text: text.into(),
            recipient,
        })
    }
}

/// The device that an app or page runs on, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Device {
    /// `X-operating-sys-version`, such as `windows10.1.1`.
    pub operating_system: String,
    /// `X-device-fingerprint`.
    pub fingerprint: String,
    /// `X-agent`: the user agent.
    pub agent: String,
    /// `X-device-ip`: what the device says of itself. Never a key for limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// How a caller wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerForm {
    /// The language of texts (`X-L`, `Accept-Language`).
    pub lang: Lang,
    /// Whether all violations are wanted beside the vendor's one code (`Prefer:
    /// return=violations`).
    pub wants_violations: bool,
}
