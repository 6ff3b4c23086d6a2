//! Seals what the outbox must not show: AES-256-GCM under the active key, bound to whom it is for.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use repass::otp::KeyRing;
use repass::secret::Secret;
use zeroize::Zeroizing;

/// Seals a text as `kid.base64url(nonce, ciphertext, tag)`. `whose` must be the same when it is
/// opened. None where the random source fails.
pub fn seal(keys: &KeyRing, whose: &str, text: &Secret) -> Option<String> {
    let (kid, key) = keys.sealing_key(None)?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key.as_slice()).ok()?);
    // Few texts are sealed under one key: a random nonce does not come twice.
    let mut nonce = [0; NONCE_LEN];
    getrandom::fill(&mut nonce).ok()?;
    let mut sealed = text.expose().as_bytes().to_vec();
    key.seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(whose),
        &mut sealed,
    )
    .ok()?;
    let bytes = [&nonce[..], &sealed].concat();
    Some(format!("{kid}.{}", URL_SAFE_NO_PAD.encode(bytes)))
}

/// Opens what [`seal`] made; none where the key is gone or anything was altered.
pub fn open(keys: &KeyRing, whose: &str, sealed: &str) -> Option<Secret> {
    let (kid, bytes) = sealed.split_once('.')?;
    let (_, key) = keys.sealing_key(Some(kid))?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key.as_slice()).ok()?);
    let mut bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(bytes).ok()?);
    let (nonce, sealed) = bytes.split_at_mut_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let text = key.open_in_place(nonce, Aad::from(whose), sealed).ok()?;
    Some(Secret::new(std::str::from_utf8(text).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(names: &[&str]) -> KeyRing {
        let keys: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (*name, [name.as_bytes()[0]; 32]))
            .map(|(name, key)| (name, &*Box::leak(Box::new(key))))
            .map(|(name, key): (&str, &[u8; 32])| (name, key.as_slice()))
            .collect();
        KeyRing::new(&keys).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_for_the_same_person_alone() {
        let password = Secret::new("Brook#71Lantern");
        let sealed = seal(&ring(&["a"]), "user 1", &password).unwrap();
        assert!(!sealed.contains("Brook"));
        assert_eq!(open(&ring(&["b", "a"]), "user 1", &sealed), Some(password));
        assert_eq!(open(&ring(&["a"]), "user 2", &sealed), None);
        assert_eq!(open(&ring(&["b"]), "user 1", &sealed), None);
    }

    #[test]
    fn what_was_altered_does_not_open() {
        let sealed = seal(&ring(&["a"]), "u", &Secret::new("Brook#71Lantern")).unwrap();
        let bytes = URL_SAFE_NO_PAD.decode(&sealed[2..]).unwrap();
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 1;
            let altered = format!("a.{}", URL_SAFE_NO_PAD.encode(altered));
            assert_eq!(open(&ring(&["a"]), "u", &altered), None, "{place}");
        }
        for text in ["", "a", "a.", "a.AAAA", "a.!", ".AAAA"] {
            assert_eq!(open(&ring(&["a"]), "u", text), None, "{text}");
        }
    }
}
