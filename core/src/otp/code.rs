//! The verification code: derived, never stored.

use alloc::format;
use alloc::string::String;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::keys::Keys;
use super::mac::mac;
use super::{Binding, ChallengeId, KeyRing};
use crate::secret::Secret;

const DOMAIN: &str = "repass otp code v1";

/// How many digits a code has: 4 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Digits(u8);

impl Digits {
    /// The widest code, and the width that comparisons are made on.
    const MAX: usize = 8;

    /// So many digits; none outside 4 to 8.
    pub const fn new(digits: u8) -> Option<Self> {
        match digits {
            4..=8 => Some(Self(digits)),
            _ => None,
        }
    }

    /// Six digits, what most vendors send.
    pub const SIX: Self = Self(6);
}

impl From<Digits> for u8 {
    fn from(digits: Digits) -> Self {
        digits.0
    }
}

impl TryFrom<u8> for Digits {
    type Error = &'static str;

    fn try_from(digits: u8) -> Result<Self, Self::Error> {
        Self::new(digits).ok_or("not 4 to 8 digits")
    }
}

/// The code of a challenge, for the message. None where the ring no longer has the challenge's key.
pub fn code(
    ring: &KeyRing,
    id: &ChallengeId,
    binding: Binding<'_>,
    digits: Digits,
) -> Option<Secret> {
    let keys = ring.find(&id.kid)?;
    Some(Secret::new(derive(keys, id, binding, digits)))
}

/// Whether `given` is the code of the challenge. It takes the same time whichever digit is wrong and
/// whether or not the ring has the key. Call it only after the attempt was claimed.
pub fn is_code(
    ring: &KeyRing,
    id: &ChallengeId,
    binding: Binding<'_>,
    digits: Digits,
    given: &Secret,
) -> bool {
    let Some(keys) = ring.find(&id.kid).or_else(|| ring.any()) else {
        return false;
    };
    let expected = Secret::new(derive(keys, id, binding, digits));
    let is_equal = fixed(expected.expose()).ct_eq(&fixed(given.expose()));
    let has_width = given.expose().len() == usize::from(digits.0);
    bool::from(is_equal) & has_width & (keys.kid == id.kid)
}

/// 64 bits of the MAC, reduced to so many digits. 2^64 is so much greater than 10^8 that no code is
/// likelier than another by more than one part in 10^11.
fn derive(keys: &Keys, id: &ChallengeId, binding: Binding<'_>, digits: Digits) -> String {
    let [tenant, client_id, purpose, channel, recipient] = binding.parts();
    let parts = [&id.jti[..], tenant, client_id, purpose, channel, recipient];
    let bits = mac(&keys.code, DOMAIN, &parts)
        .into_iter()
        .take(8)
        .fold(0_u64, |bits, byte| (bits << 8) | u64::from(byte));
    let width = usize::from(digits.0);
    format!("{:0width$}", bits % 10_u64.pow(u32::from(digits.0)))
}

/// A code in a fixed width, for comparing; what is longer is cut off, which the width tells.
fn fixed(code: &str) -> [u8; Digits::MAX] {
    let mut fixed = [0; Digits::MAX];
    for (place, byte) in fixed.iter_mut().zip(code.bytes()) {
        *place = byte;
    }
    fixed
}
