//! `length`: from min to max code points after NFC, both inclusive (PWD.0002).

use super::super::document::{Length, MAX_LENGTH};
use super::super::report::{Violation, count};
use crate::text::{MAX_BYTES, Text, TooLong};

/// Code points that never take more bytes than a password may have.
const ALWAYS_FITS: u32 = (MAX_BYTES / 4) as u32;

pub(in crate::policy) fn check(rule: &Length, password: &Text) -> Option<Violation> {
    let actual = count(password.len());
    (actual < rule.min || actual > rule.max).then_some(Violation::Length {
        min: rule.min,
        max: rule.max,
        actual,
    })
}

/// What is said of a password that is too long to be looked at, whatever the document says. Its
/// code points may be fewer than the document's most: then the most is what always fits.
pub(in crate::policy) fn too_long(rule: Option<Length>, password: TooLong) -> Violation {
    let Length { min, max } = rule.unwrap_or(Length {
        min: 1,
        max: MAX_LENGTH,
    });
    let actual = count(password.points);
    let max = if actual > max { max } else { ALWAYS_FITS };
    Violation::Length { min, max, actual }
}
