//! A client writes a call.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::HttpRequest;
use super::authorization::{basic_header, bearer_header};
use super::call::{CallerKind, Shape};
use super::decode::{ciam_members, member_of};
use super::members::object;
use super::request::{Body, Caller, Request};
use crate::fault::Profile;
use crate::otp::{Channel, Dialect};
use crate::secret::Secret;

type Headers = Vec<(String, String)>;

impl Request {
    /// Writes the call. None where caller or body are not of the kind that the call takes.
    pub fn encode(&self) -> Option<HttpRequest> {
        let row = self.call.row();
        let (caller, body) = (self.caller.as_ref().ok()?, self.body.as_ref().ok()?);
        let mut headers = Headers::new();
        authorise(row.caller, caller, &mut headers)?;
        self.describe(row.profile, &mut headers);
        let mut target = self
            .call
            .path_for(self.user_id.as_deref().unwrap_or_default());
        let text = match (row.shape, body) {
            (Shape::Nothing | Shape::Grant, Body::Nothing) => String::new(),
            (Shape::SendMode, Body::Generate { channel }) => {
                target.push_str(match channel {
                    Channel::Sms => "?send_mode=SMS",
                    Channel::Email => "?send_mode=EMAIL",
                });
                String::new()
            }
            (shape, body) => {
                headers.push((
                    "Content-Type".into(),
                    "application/json; charset=utf-8".into(),
                ));
                let members = members(shape, body)?;
                let with_client = self.with_client(row.caller, caller, &members);
                object(&with_client)
            }
        };
        Some(HttpRequest {
            method: row.method.into(),
            target,
            headers,
            body: Some(text),
            source: None,
        })
    }

    /// A public application has no credentials for a header: its name stands in the body.
    fn with_client<'a>(
        &self,
        kind: CallerKind,
        caller: &'a Caller,
        members: &'a Members,
    ) -> Vec<(&'static str, &'a str)> {
        let own = members.iter().map(|(name, value)| (*name, value.expose()));
        match (kind, caller) {
            (
                CallerKind::BasicOrBody,
                Caller::Client {
                    client_id,
                    client_secret: None,
                },
            ) => core::iter::once(("client_id", client_id.as_str()))
                .chain(own)
                .collect(),
            _ => own.collect(),
        }
    }

    /// The device, the language, and how the answer is wanted.
    fn describe(&self, profile: Profile, headers: &mut Headers) {
        let mut add = |name: &str, value: &str| headers.push((name.into(), value.into()));
        if let Some(device) = &self.device {
            add("X-operating-sys-version", &device.operating_system);
            add("X-device-fingerprint", &device.fingerprint);
            add("X-agent", &device.agent);
            if let Some(ip) = &device.ip {
                add("X-device-ip", ip);
            }
        }
        match profile {
            Profile::EiamSdk => add("X-L", self.form.lang.tag()),
            Profile::EiamTenant => add("Accept-Language", self.form.lang.tag()),
            _ => {}
        }
        if self.form.wants_violations {
            add("Prefer", "return=violations");
        }
    }
}

fn authorise(kind: CallerKind, caller: &Caller, headers: &mut Headers) -> Option<()> {
    let mut add = |name: &str, value: String| headers.push((name.into(), value));
    match (kind, caller) {
        (CallerKind::AccessToken, Caller::AccessToken(token)) => {
            add("Authorization", bearer_header(token));
        }
        (CallerKind::Application, Caller::Application { client_id }) => {
            add("X-client-id", client_id.clone());
        }
        (
            CallerKind::IdToken,
            Caller::IdToken {
                client_id,
                id_token,
            },
        ) => {
            add("X-client-id", client_id.clone());
            add("Authorization", bearer_header(id_token));
        }
        (
            CallerKind::StateToken,
            Caller::StateToken {
                client_id,
                state_token,
            },
        ) => {
            add("X-client-id", client_id.clone());
            add("X-state-token", state_token.expose().into());
        }
        (
            CallerKind::Basic | CallerKind::BasicOrBody,
            Caller::Client {
                client_id,
                client_secret: Some(client_secret),
            },
        ) => add("Authorization", basic_header(client_id, client_secret)),
        (CallerKind::BasicOrBody, Caller::Client { .. }) => {}
        _ => return None,
    }
    Some(())
}

/// Names and values of a body, erased when dropped.
type Members = Vec<(&'static str, Secret)>;

fn members(shape: Shape, body: &Body) -> Option<Members> {
    let plain = |text: &str| Secret::new(text);
    Some(match (shape, body) {
        (
            Shape::Set,
            Body::Set {
                password,
                must_change,
            },
        ) => Members::from([
            ("password", password.clone()),
            ("pwd_must_modify", plain(&format!("{must_change}"))),
        ]),
        (
            Shape::Replace(name),
            Body::Replace {
                old_password,
                password,
            },
        ) => Members::from([
            (name, password.clone()),
            ("old_password", old_password.clone()),
        ]),
        (
            Shape::Redeem {
                with_address,
                password: name,
            },
            Body::Redeem {
                address,
                code,
                password,
                ..
            },
        ) => {
            let mut members = Members::new();
            if let Some(channel) = with_address {
                let address = address.as_ref()?;
                (address.recipient.channel() == channel).then_some(())?;
                members.push((member_of(channel), plain(&address.text)));
            }
            members.push(("verify_code", code.clone()));
            members.push((name, password.clone()));
            members
        }
        (
            Shape::RedeemToken,
            Body::Redeem {
                address: Some(address),
                code,
                token: Some(token),
                password,
            },
        ) => {
            let [name, of_code, of_token] = ciam_members(address.recipient.channel());
            Members::from([
                ("password", password.clone()),
                (name, plain(&address.text)),
                (of_code, code.clone()),
                (of_token, token.clone()),
            ])
        }
        (
            Shape::Send(channel),
            Body::SendCode {
                address,
                purpose,
                captcha_token: Some(captcha_token),
            },
        ) if address.recipient.channel() == channel => Members::from([
            (member_of(channel), plain(&address.text)),
            ("type", plain(purpose.wire_name(Dialect::Eiam, channel)?)),
            ("captcha_token", captcha_token.clone()),
        ]),
        (
            Shape::SendOtp,
            Body::SendCode {
                address, purpose, ..
            },
        ) => {
            let channel = address.recipient.channel();
            let [name, ..] = ciam_members(channel);
            Members::from([
                (name, plain(&address.text)),
                ("usage", plain(purpose.wire_name(Dialect::Ciam, channel)?)),
            ])
        }
        (
            Shape::Slide,
            Body::Slide {
                token,
                point_json,
                sender,
                ..
            },
        ) => Members::from([
            ("point_json", plain(point_json)),
            ("token", token.clone()),
            ("sender", plain(&sender.text)),
        ]),
        (Shape::LogIn, Body::LogIn { username, password }) => Members::from([
            ("user_name", plain(username)),
            ("password", password.clone()),
        ]),
        _ => return None,
    })
}
