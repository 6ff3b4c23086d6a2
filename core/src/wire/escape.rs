//! Percent-encoding: of paths (RFC 3986) and of forms (`application/x-www-form-urlencoded`).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A form's value with its escapes undone; none where an escape is broken or the bytes are no UTF-8.
pub(super) fn form_decoded(text: &str) -> Option<String> {
    decoded(text, true)
}

/// A path's segment with its escapes undone, under the same conditions; a plus is a plus.
pub(super) fn segment_decoded(text: &str) -> Option<String> {
    decoded(text, false)
}

/// A text as a form writes it.
pub(super) fn form_encoded(text: &str) -> String {
    encoded(text, |byte| matches!(byte, b'*' | b'-' | b'.' | b'_')).replace("%20", "+")
}

/// A text as one segment of a path.
pub(super) fn segment_encoded(text: &str) -> String {
    encoded(text, |byte| matches!(byte, b'-' | b'.' | b'_' | b'~'))
}

fn decoded(text: &str, plus_is_space: bool) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' if plus_is_space => b' ',
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

fn encoded(text: &str, is_plain: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded_again() {
        for text in ["", "abc", "a b+c", "a:b/c?d&e=f", "曾丽君", "100%"] {
            assert_eq!(form_decoded(&form_encoded(text)).as_deref(), Some(text));
            assert_eq!(
                segment_decoded(&segment_encoded(text)).as_deref(),
                Some(text)
            );
        }
        assert_eq!(form_encoded("a b:+"), "a+b%3A%2B");
        assert_eq!(segment_encoded("a b/+"), "a%20b%2F%2B");
    }

    #[test]
    fn a_broken_escape_is_none() {
        for text in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(form_decoded(text), None, "{text}");
            assert_eq!(segment_decoded(text), None, "{text}");
        }
    }
}
