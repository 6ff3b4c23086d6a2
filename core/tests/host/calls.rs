//! Calls as the network brings them: each is written by the client's side of the wire.

use repass::otp::{Channel, Purpose};
use repass::secret::Secret;
use repass::wire::{Address, Body, Call, Caller, Device, HttpRequest, Request};

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

pub fn address(text: &str) -> Address {
    let channel = match text.contains('@') {
        true => Channel::Email,
        false => Channel::Sms,
    };
    Address::read(channel, text).unwrap()
}

/// Any call. The device is there for those that want one.
pub fn call(call: Call, caller: Caller, body: Body) -> HttpRequest {
    let device = Device {
        operating_system: "windows10".into(),
        fingerprint: "156aysdna213sc50".into(),
        agent: "Mozilla/5.0".into(),
        ip: None,
    };
    let request = Request {
        device: Some(device),
        ..Request::new(call, caller, body)
    };
    request.encode().unwrap()
}

pub fn application(client_id: &str) -> Caller {
    let client_id = client_id.into();
    Caller::Application { client_id }
}

/// EIAM: a code for an address.
pub fn send(client_id: &str, to: &str, purpose: Purpose, captcha_token: &str) -> HttpRequest {
    let address = address(to);
    let sending = match address.recipient.channel() {
        Channel::Email => Call::EmailSend,
        Channel::Sms => Call::SmsSend,
    };
    let body = Body::SendCode {
        address,
        purpose,
        captcha_token: Some(secret(captcha_token)),
    };
    call(sending, application(client_id), body)
}

/// EIAM: a forgotten password, by the code that went to an address.
pub fn forgot(client_id: &str, to: &str, code: &str, password: &str) -> HttpRequest {
    let address = address(to);
    let setting = match address.recipient.channel() {
        Channel::Email => Call::UpdateByEmail,
        Channel::Sms => Call::UpdateByMobile,
    };
    call(
        setting,
        application(client_id),
        redeem(Some(address), code, None, password),
    )
}

/// EIAM: a change by someone who is logged in.
pub fn change(
    by: Call,
    client_id: &str,
    id_token: &str,
    code: &str,
    password: &str,
) -> HttpRequest {
    let caller = Caller::IdToken {
        client_id: client_id.into(),
        id_token: secret(id_token),
    };
    call(by, caller, redeem(None, code, None, password))
}

/// EIAM: a change that logging in demanded, by a code.
pub fn forced(
    by: Call,
    client_id: &str,
    state_token: &str,
    code: &str,
    password: &str,
) -> HttpRequest {
    call(
        by,
        state(client_id, state_token),
        redeem(None, code, None, password),
    )
}

pub fn state(client_id: &str, state_token: &str) -> Caller {
    Caller::StateToken {
        client_id: client_id.into(),
        state_token: secret(state_token),
    }
}

fn redeem(to: Option<Address>, code: &str, token: Option<&str>, password: &str) -> Body {
    Body::Redeem {
        address: to,
        code: secret(code),
        token: token.map(secret),
        password: secret(password),
    }
}

fn client(client_id: &str, client_secret: Option<&str>) -> Caller {
    Caller::Client {
        client_id: client_id.into(),
        client_secret: client_secret.map(secret),
    }
}

/// CIAM: a code for an address.
pub fn otp_send(client_id: &str, client_secret: Option<&str>, to: &str) -> HttpRequest {
    let body = Body::SendCode {
        address: address(to),
        purpose: Purpose::ResetPassword,
        captcha_token: None,
    };
    call(Call::OtpSend, client(client_id, client_secret), body)
}

/// CIAM: a new password, by a code and its token.
pub fn reset(
    client_id: &str,
    client_secret: Option<&str>,
    to: &str,
    (code, token): (&str, &str),
    password: &str,
) -> HttpRequest {
    let body = redeem(Some(address(to)), code, Some(token), password);
    call(
        Call::ResetUserPassword,
        client(client_id, client_secret),
        body,
    )
}

pub fn login(client_id: &str, username: &str, password: &str) -> HttpRequest {
    let body = Body::LogIn {
        username: username.into(),
        password: secret(password),
    };
    call(Call::Login, application(client_id), body)
}

pub fn token(client_id: &str, client_secret: &str) -> HttpRequest {
    call(
        Call::Token,
        client(client_id, Some(client_secret)),
        Body::Nothing,
    )
}

/// An administrator's call about a user.
pub fn about(of: Call, user_id: &str, access_token: &str, body: Body) -> HttpRequest {
    let caller = Caller::AccessToken(secret(access_token));
    let request = Request {
        user_id: Some(user_id.into()),
        ..Request::new(of, caller, body)
    };
    request.encode().unwrap()
}

pub fn set(password: &str, must_change: bool) -> Body {
    Body::Set {
        password: secret(password),
        must_change,
    }
}

pub fn replace(old_password: &str, password: &str) -> Body {
    Body::Replace {
        old_password: secret(old_password),
        password: secret(password),
    }
}

pub fn captcha(client_id: &str) -> HttpRequest {
    call(Call::Captcha, application(client_id), Body::Nothing)
}

pub fn slide(client_id: &str, token: &str, x: f64, sender: &str) -> HttpRequest {
    let body = Body::Slide {
        token: secret(token),
        point_json: format!(r#"{{"x":{x},"y":5}}"#),
        x,
        sender: address(sender),
    };
    call(Call::CaptchaVerify, application(client_id), body)
}

/// The same call from this source address.
pub fn from(source: &str, http: &HttpRequest) -> HttpRequest {
    let mut http = http.clone();
    http.source = Some(source.into());
    http
}
