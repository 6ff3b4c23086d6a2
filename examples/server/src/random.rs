//! Tokens from the system's random source.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use repass::secret::Secret;
use zeroize::Zeroizing;

/// 256 random bits as text; none where the random source fails.
pub fn token() -> Option<Secret> {
    bytes().map(|bytes| Secret::new(URL_SAFE_NO_PAD.encode(bytes.as_slice())))
}

/// 32 random bytes.
pub fn bytes() -> Option<Zeroizing<[u8; 32]>> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice()).ok()?;
    Some(bytes)
}
