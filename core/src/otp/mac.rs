//! HMAC-SHA-256 over parts that cannot run into each other.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// A key for one use.
pub(super) type SubKey = [u8; 32];

/// The MAC over a domain and parts, each behind its length (eight bytes, big-endian): so no two
/// lists of parts make the same input.
pub(super) fn mac(key: &SubKey, domain: &str, parts: &[&[u8]]) -> [u8; 32] {
    let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(key) else {
        // HMAC takes keys of any length.
        return [0; 32];
    };
    for part in core::iter::once(&domain.as_bytes()).chain(parts) {
        hmac.update(&(part.len() as u64).to_be_bytes());
        hmac.update(part);
    }
    hmac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = [7; 32];
        assert_ne!(
            mac(&key, "d", &[b"ab", b"c"]),
            mac(&key, "d", &[b"a", b"bc"])
        );
        assert_ne!(mac(&key, "d", &[b"ab"]), mac(&key, "d", &[b"ab", b""]));
        assert_ne!(mac(&key, "da", &[b"b"]), mac(&key, "d", &[b"ab"]));
    }
}
