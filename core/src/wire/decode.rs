//! A server reads a call.

use alloc::string::String;

use super::authorization::{basic, bearer};
use super::call::{CallerKind, Routed, Shape};
use super::escape::form_decoded;
use super::members::{Members, blank, invalid, malformed};
use super::request::{Address, AnswerForm, Body, Caller, Device, Request};
use super::{Call, HttpRequest};
use crate::fault::{Fault, Lang, Profile};
use crate::otp::{Channel, Dialect, Purpose};
use crate::secret::Secret;

/// A name or a description in a header has at most so many bytes.
const MAX_HEADER: usize = 1_024;
/// A client id has at most so many bytes.
const MAX_CLIENT_ID: usize = 128;

impl Request {
    /// Reads a call: which one it is the method and the path say.
    pub fn decode(http: &HttpRequest) -> Result<Self, Routed> {
        let (call, user_id) = match Call::route(&http.method, http.path()) {
            Routed::Call(call, user_id) => (call, user_id),
            other => return Err(other),
        };
        let row = call.row();
        let body = body(row.shape, http);
        Ok(Self {
            call,
            user_id,
            caller: caller(row.caller, http),
            body: match row.profile {
                Profile::TencentCiam => body.map_err(oauth),
                _ => body,
            },
            device: device(http).ok(),
            form: AnswerForm::of(row.profile, http),
            source: http.source.clone(),
        })
    }
}

impl AnswerForm {
    fn of(profile: Profile, http: &HttpRequest) -> Self {
        let prefers = |value: &str| {
            value
                .split([',', ';'])
                .any(|part| part.trim().eq_ignore_ascii_case("return=violations"))
        };
        Self {
            lang: match profile {
                Profile::EiamSdk => Lang::from_tag(http.header("X-L").unwrap_or_default()),
                _ => Lang::from_accept_language(&http.list_header("Accept-Language")),
            },
            wants_violations: prefers(&http.list_header("Prefer")),
        }
    }
}

/// CIAM has one word for a body of a wrong shape; a parameter's value keeps its own.
fn oauth(fault: Fault) -> Fault {
    match fault {
        Fault::ParameterInvalid {
            parameter: Some(name),
        } if name == "usage" => Fault::ParameterInvalid {
            parameter: Some(name),
        },
        Fault::ParameterInvalid { .. } | Fault::ParameterBlank { .. } => Fault::RequestInvalid,
        other => other,
    }
}

fn caller(kind: CallerKind, http: &HttpRequest) -> Result<Caller, Fault> {
    match kind {
        CallerKind::AccessToken => bearer(http)
            .map(Caller::AccessToken)
            .ok_or(Fault::Unauthenticated),
        CallerKind::Application => {
            let client_id = application(http)?;
            Ok(Caller::Application { client_id })
        }
        CallerKind::IdToken => {
            let client_id = application(http)?;
            let id_token = bearer(http).ok_or(Fault::Unauthenticated)?;
            Ok(Caller::IdToken {
                client_id,
                id_token,
            })
        }
        CallerKind::StateToken => {
            let client_id = application(http)?;
            let state_token = http.header("X-state-token").filter(|token| is_token(token));
            Ok(Caller::StateToken {
                client_id,
                state_token: Secret::new(state_token.ok_or(Fault::StateTokenBad)?),
            })
        }
        CallerKind::Basic => {
            let credentials = basic(http).ok_or(Fault::ClientInvalid)?;
            Ok(Caller::Client {
                client_id: credentials.client_id,
                client_secret: Some(credentials.client_secret),
            })
        }
        CallerKind::BasicOrBody => client(http),
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The application that calls and, since these calls want it, the device.
fn application(http: &HttpRequest) -> Result<String, Fault> {
    let name = "X-client-id";
    let client_id = http.header(name).unwrap_or_default();
    if client_id.is_empty() {
        return Err(blank(name));
    }
    if !is_token(client_id) || client_id.len() > MAX_CLIENT_ID {
        return Err(malformed(name));
    }
    device(http)?;
    Ok(client_id.into())
}

fn device(http: &HttpRequest) -> Result<Device, Fault> {
    let required = |name: &str| match http.header(name).unwrap_or_default() {
        "" => Err(Fault::DeviceIncomplete),
        text if is_description(text) => Ok(String::from(text)),
        _ => Err(malformed(name)),
    };
    Ok(Device {
        operating_system: required("X-operating-sys-version")?,
        fingerprint: required("X-device-fingerprint")?,
        agent: required("X-agent")?,
        ip: match http.header("X-device-ip") {
            Some(text) if !is_description(text) => return Err(malformed("X-device-ip")),
            text => text.map(Into::into),
        },
    })
}

fn is_description(text: &str) -> bool {
    text.len() <= MAX_HEADER && !text.contains(char::is_control)
}

/// CIAM's application: Basic, the body's members, or both if they agree.
fn client(http: &HttpRequest) -> Result<Caller, Fault> {
    let has_basic = http
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("Authorization"));
    let by_header = match basic(http) {
        None if has_basic => return Err(Fault::ClientInvalid),
        credentials => credentials,
    };
    let members = match Members::of(http) {
        // A body that cannot be read is told as such.
        Err(_) if by_header.is_none() => return Err(Fault::RequestInvalid),
        members => members.ok(),
    };
    let member = |name: &str| match &members {
        Some(members) => members.optional(name).map_err(|_| Fault::ClientInvalid),
        None => Ok(None),
    };
    let (client_id, client_secret) = (member("client_id")?, member("client_secret")?);
    match by_header {
        Some(header) => {
            let is_other = client_id.is_some_and(|id| id != header.client_id)
                || client_secret.is_some_and(|secret| Secret::new(secret) != header.client_secret);
            if is_other {
                return Err(Fault::ClientInvalid);
            }
            Ok(Caller::Client {
                client_id: header.client_id,
                client_secret: some_secret(header.client_secret),
            })
        }
        None => Ok(Caller::Client {
            client_id: client_id
                .filter(|id| !id.is_empty())
                .ok_or(Fault::ClientInvalid)?
                .into(),
            client_secret: client_secret.map(Secret::new).and_then(some_secret),
        }),
    }
}

/// An application that can keep no secret may send an empty one (RFC 6749, section 2.3.1).
fn some_secret(secret: Secret) -> Option<Secret> {
    (!secret.expose().is_empty()).then_some(secret)
}

fn body(shape: Shape, http: &HttpRequest) -> Result<Body, Fault> {
    match shape {
        Shape::Nothing => Ok(Body::Nothing),
        Shape::SendMode => send_mode(http.query()),
        Shape::Grant => grant(http),
        _ => members(shape, &Members::of(http)?),
    }
}

fn members(shape: Shape, members: &Members) -> Result<Body, Fault> {
    Ok(match shape {
        Shape::Set => Body::Set {
            password: members.secret("password")?,
            must_change: members.flag("pwd_must_modify")?.unwrap_or(true),
        },
        Shape::Replace(password) => Body::Replace {
            old_password: Secret::new(members.filled("old_password")?),
            password: members.secret(password)?,
        },
        Shape::Redeem {
            with_address,
            password,
        } => Body::Redeem {
            address: with_address
                .map(|channel| Address::read(channel, members.filled(member_of(channel))?))
                .transpose()?,
            code: Secret::new(members.filled("verify_code")?),
            token: None,
            password: members.secret(password)?,
        },
        Shape::RedeemToken => redeem_token(members)?,
        Shape::Send(channel) => Body::SendCode {
            address: Address::read(channel, members.filled(member_of(channel))?)?,
            purpose: Purpose::from_wire_name(Dialect::Eiam, channel, members.filled("type")?)
                .ok_or_else(|| invalid("type"))?,
            captcha_token: Some(Secret::new(members.filled("captcha_token")?)),
        },
        Shape::SendOtp => {
            let address = one_address(members)?;
            let channel = address.recipient.channel();
            let usage = members.optional("usage")?.unwrap_or("login");
            Body::SendCode {
                address,
                purpose: Purpose::from_wire_name(Dialect::Ciam, channel, usage)
                    .ok_or_else(|| invalid("usage"))?,
                captcha_token: None,
            }
        }
        Shape::Slide => slide(members)?,
        Shape::LogIn => Body::LogIn {
            username: members.filled("user_name")?.into(),
            password: match members.secret("password")? {
                password if password.expose().is_empty() => return Err(blank("password")),
                password => password,
            },
        },
        Shape::Nothing | Shape::SendMode | Shape::Grant => Body::Nothing,
    })
}

/// An address's member in EIAM's bodies.
pub(super) fn member_of(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "email",
        Channel::Sms => "mobile",
    }
}

/// The members of a code in CIAM's bodies: address, code, token.
pub(super) fn ciam_members(channel: Channel) -> [&'static str; 3] {
    match channel {
        Channel::Email => ["email", "email_otp", "email_otp_token"],
        Channel::Sms => ["phone_number", "phone_number_otp", "phone_number_otp_token"],
    }
}

/// CIAM's address: an e-mail address or a number, not both.
fn one_address(members: &Members) -> Result<Address, Fault> {
    let given = |channel| {
        let [address, ..] = ciam_members(channel);
        members.optional(address)
    };
    match (given(Channel::Email)?, given(Channel::Sms)?) {
        (Some(email), None) => Address::read(Channel::Email, email),
        (None, Some(number)) => Address::read(Channel::Sms, number),
        _ => Err(Fault::RequestInvalid),
    }
}

fn redeem_token(members: &Members) -> Result<Body, Fault> {
    /// The vendor's own table misspells the member.
    const MISSPELT: &str = "hone_number_otp_token";
    let address = one_address(members)?;
    let channel = address.recipient.channel();
    let [_, code, token] = ciam_members(channel);
    let other = match channel {
        Channel::Email => Channel::Sms,
        Channel::Sms => Channel::Email,
    };
    if ciam_members(other)
        .iter()
        .any(|name| members.value(name).is_some())
    {
        return Err(Fault::RequestInvalid);
    }
    let misspelt = match channel {
        Channel::Sms => members.optional(MISSPELT)?,
        Channel::Email => None,
    };
    let token = match (members.optional(token)?, misspelt) {
        (Some(token), None) | (None, Some(token)) => token,
        _ => return Err(Fault::RequestInvalid),
    };
    Ok(Body::Redeem {
        address: Some(address),
        code: members.secret(code)?,
        token: Some(Secret::new(token)),
        password: members.secret("password")?,
    })
}

fn slide(members: &Members) -> Result<Body, Fault> {
    let point_json = members.filled("point_json")?;
    let x = Members::parse(point_json)
        .and_then(|point| point.number("x"))
        .map_err(|_| malformed("point_json"))?;
    let sender = members.filled("sender")?;
    Ok(Body::Slide {
        token: Secret::new(members.filled("token")?),
        point_json: point_json.into(),
        x,
        sender: Address::read(Channel::Email, sender)
            .or_else(|_| Address::read(Channel::Sms, sender))
            .map_err(|_| malformed("sender"))?,
    })
}

/// `send_mode`: once, and exactly `SMS` or `EMAIL`.
fn send_mode(query: &str) -> Result<Body, Fault> {
    match one_value(query, "send_mode") {
        Ok(Some(mode)) if mode == "SMS" => Ok(Body::Generate {
            channel: Channel::Sms,
        }),
        Ok(Some(mode)) if mode == "EMAIL" => Ok(Body::Generate {
            channel: Channel::Email,
        }),
        _ => Err(Fault::SendModeInvalid),
    }
}

/// OAuth's client credentials (RFC 6749, section 4.4): a form, JSON or no body at all.
fn grant(http: &HttpRequest) -> Result<Body, Fault> {
    let text = http.text().ok_or(Fault::RequestInvalid)?;
    let grant_type = match http.media_type().as_deref() {
        _ if text.is_empty() => None,
        Some("application/json") => {
            let members = Members::of(http).map_err(|_| Fault::RequestInvalid)?;
            let grant_type = members.optional("grant_type");
            grant_type
                .map_err(|_| Fault::RequestInvalid)?
                .map(String::from)
        }
        Some("application/x-www-form-urlencoded") => one_value(text, "grant_type")?,
        _ => return Err(Fault::RequestInvalid),
    };
    match grant_type.as_deref() {
        None | Some("client_credentials") => Ok(Body::Nothing),
        Some(_) => Err(Fault::GrantTypeUnsupported),
    }
}

/// A form's value that stands at most once.
fn one_value(form: &str, wanted: &str) -> Result<Option<String>, Fault> {
    let mut found = None;
    for pair in form.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if form_decoded(name).as_deref() == Some(wanted) {
            let value = form_decoded(value).ok_or(Fault::RequestInvalid)?;
            if found.replace(value).is_some() {
                return Err(Fault::RequestInvalid);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
