//! The server's machines, tokens and codes for a host in JavaScript: requests, states, events and
//! effects are core's own JSON as plain objects.

use std::sync::Arc;

use js_sys::{Object, Reflect, Uint8Array};
use repass_bindings::{
    HttpResponse, Profile, Routed, Server as Prepared, ServerError, ServerStep, Text,
};
use wasm_bindgen::prelude::*;

use crate::input::{Wrong, json_text, profile, status, text, time, words};
use crate::output::{internal, nullable, parsed};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types/server.d.ts");

/// A server's keys, limits and choices: immutable, to be shared by all calls.
#[wasm_bindgen]
pub struct Server(Arc<Prepared>);

#[wasm_bindgen]
impl Server {
    /// Reads and validates a server's settings: JSON text, or the object itself. Throws an `Error`
    /// with the code `settings`, `member` and `reason`.
    pub fn parse(
        #[wasm_bindgen(unchecked_param_type = "string | Settings")] settings: &JsValue,
    ) -> Result<Server, JsValue> {
        let settings = json_text(settings, "")?;
        Ok(Self(Prepared::parse(settings.into()).map_err(refused)?))
    }

    /// Begins a call; null where the request is no call of ours. `now` is in milliseconds since 1970,
    /// as in every step.
    #[wasm_bindgen(unchecked_return_type = "Step | null")]
    pub fn start(
        &self,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let request = json(request, "request")?;
        let next = self.0.start(request, time(now, "now")?);
        match next.map_err(refused)? {
            Some(next) => step(next),
            None => Ok(JsValue::NULL),
        }
    }

    /// Goes on with what came of the last effect. The request is the one that the call began with.
    #[wasm_bindgen(unchecked_return_type = "Step")]
    pub fn step(
        &self,
        #[wasm_bindgen(unchecked_param_type = "State")] state: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Event")] event: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "HttpRequest")] request: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (state, event) = (json(state, "state")?, json(event, "event")?);
        let (request, now) = (json(request, "request")?, time(now, "now")?);
        step(self.0.step(state, event, request, now).map_err(refused)?)
    }

    /// Finds the call of a method and a path without its query; null where it is none of ours.
    #[wasm_bindgen(unchecked_return_type = "Routed | null")]
    pub fn route(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] method: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] path: &JsValue,
    ) -> Result<JsValue, JsValue> {
        match self.0.route(text(method, "method")?, text(path, "path")?) {
            Routed::Call {
                call,
                profile,
                user_id,
            } => object([
                ("call", call.into()),
                ("profile", profile.name().into()),
                ("userId", nullable(user_id.as_deref())),
            ]),
            Routed::MethodNotAllowed { method } => object([("methodNotAllowed", method.into())]),
            Routed::NotFound => Ok(JsValue::NULL),
        }
    }

    /// The code of a challenge, for the message; null where the server no longer has the challenge's
    /// key. Scope, id and purpose are those of the effect `open_challenge`; the profile is that of
    /// the call.
    #[wasm_bindgen(unchecked_return_type = "string | null")]
    pub fn code(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Scope")] scope: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Purpose")] purpose: &JsValue,
        #[wasm_bindgen(js_name = profile, unchecked_param_type = "Profile")] whose: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (scope, id) = (json(scope, "scope")?, text(id, "id")?);
        let (purpose, whose) = (text(purpose, "purpose")?, profile(whose, "profile")?);
        let code = self.0.code(scope, id, purpose, whose).map_err(refused)?;
        Ok(nullable(code.as_ref().map(Text::as_str)))
    }

    /// Makes the token of a challenge that lives from `issuedAt` to `expiresAt` (ms since 1970); null
    /// where the server does not have the challenge's key.
    #[wasm_bindgen(js_name = mintToken, unchecked_return_type = "string | null")]
    pub fn mint_token(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Scope")] scope: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] id: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Purpose")] purpose: &JsValue,
        #[wasm_bindgen(js_name = issuedAt, unchecked_param_type = "number")] issued_at: &JsValue,
        #[wasm_bindgen(js_name = expiresAt, unchecked_param_type = "number")] expires_at: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (scope, id) = (json(scope, "scope")?, text(id, "id")?);
        let purpose = text(purpose, "purpose")?;
        let (from, to) = (time(issued_at, "issuedAt")?, time(expires_at, "expiresAt")?);
        let token = self.0.mint_token(scope, id, purpose, from, to);
        Ok(nullable(token.map_err(refused)?.as_ref().map(Text::as_str)))
    }

    /// Opens a token that should be of this scope and one of these purposes; null where it is not, or
    /// is past its time. Whether the challenge is still live only the store knows.
    #[wasm_bindgen(js_name = openToken, unchecked_return_type = "OpenedToken | null")]
    pub fn open_token(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string")] token: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Scope")] scope: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Purpose[]")] purposes: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] now: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (token, scope) = (text(token, "token")?, json(scope, "scope")?);
        let (purposes, now) = (words(purposes, "purposes")?, time(now, "now")?);
        let opened = self.0.open_token(token, scope, purposes, now);
        let Some(opened) = opened.map_err(refused)? else {
            return Ok(JsValue::NULL);
        };
        object([
            ("id", opened.id.into()),
            ("purpose", opened.purpose.into()),
            ("issuedAt", (opened.issued_at as f64).into()),
            ("expiresAt", (opened.expires_at as f64).into()),
        ])
    }

    /// The key with which to seal what the outbox must not show, of the key with this name, or of the
    /// active one; null where there is no key of that name.
    #[wasm_bindgen(js_name = sealingKey, unchecked_return_type = "SealingKey | null")]
    pub fn sealing_key(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "string | null")] kid: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let kid = match kid.is_null() || kid.is_undefined() {
            true => None,
            false => Some(text(kid, "kid")?),
        };
        match self.0.sealing_key(kid) {
            Some(sealing) => object([
                ("kid", sealing.kid.into()),
                ("key", Uint8Array::from(sealing.key.as_slice()).into()),
            ]),
            None => Ok(JsValue::NULL),
        }
    }

    /// The one form of an address of a channel; null where the text is no address.
    #[wasm_bindgen(unchecked_return_type = "string | null")]
    pub fn recipient(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Channel")] channel: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "string")] address: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let (channel, address) = (text(channel, "channel")?, text(address, "address")?);
        let recipient = self.0.recipient(channel, address).map_err(refused)?;
        Ok(nullable(recipient.as_deref()))
    }
}

/// A fault as the vendor answers it. The headers are those besides the content type, which is JSON.
/// `lang` is a tag such as `zh` or `en`.
#[wasm_bindgen(unchecked_return_type = "HttpResponse")]
pub fn wire(
    #[wasm_bindgen(unchecked_param_type = "AnyFault")] fault: &JsValue,
    #[wasm_bindgen(js_name = profile, unchecked_param_type = "Profile")] whose: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
) -> Result<JsValue, JsValue> {
    let fault = json_text(fault, "fault")?;
    let (whose, lang) = (profile(whose, "profile")?, text(lang, "lang")?);
    let answer = repass_bindings::wire_of_json(&fault, whose, lang.as_str());
    response(answer.ok_or_else(|| Wrong::new("invalid_value", "fault"))?)
}

/// One vendor's answer in another's words. What the first does not say, or the second has no word
/// for, is lost; an answer that no table knows goes through as it came.
#[wasm_bindgen(unchecked_return_type = "HttpResponse")]
pub fn translate(
    #[wasm_bindgen(unchecked_param_type = "Profile")] from: &JsValue,
    #[wasm_bindgen(js_name = status, unchecked_param_type = "number")] answered: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] body: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Profile")] to: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "string")] lang: &JsValue,
) -> Result<JsValue, JsValue> {
    let (from, to): (Profile, Profile) = (profile(from, "from")?, profile(to, "to")?);
    let (status, body) = (status(answered, "status")?, text(body, "body")?);
    let lang = String::from(text(lang, "lang")?);
    response(repass_bindings::translate(from, status, body, to, lang))
}

fn json(value: &JsValue, member: &str) -> Result<Text, Wrong> {
    json_text(value, member).map(Text::from)
}

fn step(step: ServerStep) -> Result<JsValue, JsValue> {
    object([
        ("state", parsed(&step.state)?),
        ("effect", parsed(step.effect.as_str())?),
    ])
}

fn response(response: HttpResponse) -> Result<JsValue, JsValue> {
    let headers = js_sys::Array::new();
    for header in &response.headers {
        let pair: js_sys::Array = [header.name.as_str(), header.value.as_str()]
            .into_iter()
            .map(JsValue::from_str)
            .collect();
        headers.push(&pair);
    }
    object([
        ("status", response.status.into()),
        ("headers", headers.into()),
        ("body", response.body.as_str().into()),
    ])
}

fn refused(error: ServerError) -> Wrong {
    let ServerError::Invalid {
        code,
        member,
        reason,
    } = error;
    Wrong::new(code.name(), member).because(reason)
}

/// An object with these members.
fn object<const N: usize>(members: [(&str, JsValue); N]) -> Result<JsValue, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &name.into(), &value).map_err(|_| internal())?;
    }
    Ok(object.into())
}
