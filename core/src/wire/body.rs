//! A request's body as an object whose members stand once.

use alloc::string::String;

use super::HttpRequest;
use crate::fault::Fault;
use crate::json::{Json, first_duplicate};

/// No body of these calls needs more bytes.
pub const MAX_BODY: usize = 16 * 1_024;

/// A member's own name in a fault is cut off here.
const MAX_NAME: usize = 64;

/// The members of a JSON body; dropped with the body's values, which are erased then.
pub(super) struct Members(Json);

impl Members {
    /// Reads the body of a call that takes JSON.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Fault> {
        if media_type(request).as_deref() != Some("application/json") {
            return Err(invalid("Content-Type"));
        }
        let bytes = bytes(request).ok_or_else(|| invalid("body"))?;
        let text = core::str::from_utf8(bytes).map_err(|_| invalid("body"))?;
        let json = Json::parse(text).map_err(|_| invalid("body"))?;
        let members = json.as_object().ok_or_else(|| invalid("body"))?;
        match first_duplicate(members) {
            Some(name) => Err(invalid(&name.chars().take(MAX_NAME).collect::<String>())),
            None => Ok(Self(json)),
        }
    }

    /// A member that must be a string; an empty one is a value.
    pub(super) fn text(&self, name: &str) -> Result<&str, Fault> {
        match self.value(name) {
            None => Err(Fault::ParameterBlank {
                parameter: Some(name.into()),
            }),
            Some(Json::String(text)) => Ok(text),
            Some(_) => Err(invalid(name)),
        }
    }

    /// A member that is `"true"`, `"false"`, `true` or `false`; none where it is absent.
    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Fault> {
        match self.value(name) {
            None => Ok(None),
            Some(Json::Bool(flag)) => Ok(Some(*flag)),
            Some(Json::String(text)) if text == "true" => Ok(Some(true)),
            Some(Json::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(invalid(name)),
        }
    }

    fn value(&self, wanted: &str) -> Option<&Json> {
        let members = self.0.as_object().unwrap_or_default();
        members
            .iter()
            .find_map(|(name, value)| (name == wanted).then_some(value))
    }
}

/// The body's bytes; none where it is too long.
pub(super) fn bytes(request: &HttpRequest) -> Option<&[u8]> {
    request
        .body
        .as_deref()
        .filter(|body| body.len() <= MAX_BODY)
}

/// The content type without its parameters, in lower case.
pub(super) fn media_type(request: &HttpRequest) -> Option<String> {
    let content_type = request.header("Content-Type")?;
    let media_type = content_type.split(';').next().unwrap_or_default();
    Some(media_type.trim().to_ascii_lowercase())
}

/// The fault of a parameter that is malformed, of another type or there twice.
pub(super) fn invalid(parameter: &str) -> Fault {
    Fault::ParameterInvalid {
        parameter: Some(parameter.into()),
    }
}
