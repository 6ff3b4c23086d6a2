//! A JSON body as an object whose members stand once, read and written.

use alloc::string::String;

use super::HttpRequest;
use crate::fault::Fault;
use crate::json::{Json, first_duplicate};
use crate::secret::Secret;

/// A member's own name in a fault is cut off here.
const MAX_NAME: usize = 64;

/// The members of a JSON body; dropped with the body's values, which are erased then.
pub(super) struct Members(Json);

impl Members {
    /// Reads the body of a call that takes JSON.
    pub(super) fn of(request: &HttpRequest) -> Result<Self, Fault> {
        if request.media_type().as_deref() != Some("application/json") {
            return Err(invalid("Content-Type"));
        }
        Self::parse(request.text().ok_or_else(|| invalid("body"))?)
    }

    /// Reads a text that is a JSON object.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        let json = Json::parse(text).map_err(|_| invalid("body"))?;
        let members = json.as_object().ok_or_else(|| invalid("body"))?;
        match first_duplicate(members) {
            Some(name) => Err(invalid(&name.chars().take(MAX_NAME).collect::<String>())),
            None => Ok(Self(json)),
        }
    }

    /// A member that must be a string; an empty one is a value.
    pub(super) fn text(&self, name: &str) -> Result<&str, Fault> {
        self.optional(name)?.ok_or_else(|| blank(name))
    }

    /// A member that must be a string that is not empty.
    pub(super) fn filled(&self, name: &str) -> Result<&str, Fault> {
        match self.text(name)? {
            text if text.trim().is_empty() => Err(blank(name)),
            text => Ok(text),
        }
    }

    /// A secret that must be a string; an empty one is a value.
    pub(super) fn secret(&self, name: &str) -> Result<Secret, Fault> {
        self.text(name).map(Secret::new)
    }

    /// A member that, where it stands, is a string.
    pub(super) fn optional(&self, name: &str) -> Result<Option<&str>, Fault> {
        match self.value(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
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

    /// A member that must be a number.
    pub(super) fn number(&self, name: &str) -> Result<f64, Fault> {
        match self.value(name) {
            None => Err(blank(name)),
            Some(Json::Number(number)) if number.is_finite() => Ok(*number),
            Some(_) => Err(invalid(name)),
        }
    }

    /// A member's value, whatever it is.
    pub(super) fn value(&self, wanted: &str) -> Option<&Json> {
        let members = self.0.as_object().unwrap_or_default();
        members
            .iter()
            .find_map(|(name, value)| (name == wanted).then_some(value))
    }
}

/// Writes an object whose members are strings, in this order.
pub(super) fn object(members: &[(&str, &str)]) -> String {
    // As long as it may become: a text that grows would leave copies of what is in it.
    let most = |(name, value): &(&str, &str)| 6 * (name.len() + value.len()) + 6;
    let mut text = String::with_capacity(2 + members.iter().map(most).sum::<usize>());
    text.push('{');
    for (place, (name, value)) in members.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        quoted(&mut text, name);
        text.push(':');
        quoted(&mut text, value);
    }
    text.push('}');
    text
}

fn quoted(text: &mut String, value: &str) {
    text.push('"');
    for point in value.chars() {
        match point {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            control if u32::from(control) < 0x20 => {
                text.push_str(&alloc::format!("\\u{:04x}", u32::from(control)));
            }
            other => text.push(other),
        }
    }
    text.push('"');
}

/// The fault of a parameter that is malformed, of another type or there twice.
pub(super) fn invalid(parameter: &str) -> Fault {
    Fault::ParameterInvalid {
        parameter: Some(parameter.into()),
    }
}

/// The fault of a parameter that is missing or blank.
pub(super) fn blank(parameter: &str) -> Fault {
    Fault::ParameterBlank {
        parameter: Some(parameter.into()),
    }
}

/// The fault of a parameter in a wrong format.
pub(super) fn malformed(parameter: &str) -> Fault {
    Fault::ParameterFormat {
        parameter: Some(parameter.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let odd = "a\"b\\c\u{0}\n\u{1f}d/曾\u{fffd}";
        let members = Members::parse(&object(&[("x", odd), ("y", "")]))
            .ok()
            .unwrap();
        assert_eq!(members.text("x"), Ok(odd));
        assert_eq!(members.text("y"), Ok(""));
        assert_eq!(members.filled("y"), Err(blank("y")));
        assert_eq!(members.optional("z"), Ok(None));
        assert_eq!(object(&[]), "{}");
    }
}
