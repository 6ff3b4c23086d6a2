//! The keys: read from the configuration, or made for a demo.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use repass::operation::Settings;
use repass::secret::Secret;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::config::Config;
use crate::error::StartError;
use crate::id_tokens::{self, IdTokens};
use crate::random;

/// Takes the settings and the keys out of a configuration. A demo makes what is missing; without one
/// a missing key stops the start.
pub fn take(config: &mut Config, is_demo: bool) -> Result<(Settings, IdTokens), StartError> {
    if is_demo && !config.settings.contains_key("keys") {
        config.settings.insert("keys".into(), new_keys()?);
    }
    if is_demo && config.signing_keys.is_empty() {
        config.signing_keys.push((new_kid()?, new_signing_key()?));
    }
    let settings = Value::Object(std::mem::take(&mut config.settings));
    let settings = Settings::from_json(&Zeroizing::new(settings.to_string()));
    let settings = settings.map_err(|error| match error.member.as_str() {
        "keys" => StartError::Usage(format!("--config: {error} (--new-keys prints some)")),
        _ => StartError::Usage(format!("--config: {error}")),
    })?;
    let id_tokens = IdTokens::new(config.issuer.clone(), &config.signing_keys);
    let id_tokens = id_tokens.map_err(|error| {
        let text = format!("--config: signing_keys: {error} (--new-keys prints one)");
        StartError::Usage(text)
    })?;
    Ok((settings, id_tokens))
}

/// Fresh keys, as members of a configuration.
pub fn fresh() -> Result<String, StartError> {
    let members = json!({
        "settings": { "keys": new_keys()? },
        "signing_keys": [{ "kid": new_kid()?, "key": new_signing_key()?.expose() }],
    });
    serde_json::to_string_pretty(&members).map_err(|error| StartError::failed("keys", error))
}

fn new_keys() -> Result<Value, StartError> {
    let key = random::bytes().ok_or_else(|| StartError::Failed("the random source".into()))?;
    Ok(json!([{ "kid": new_kid()?, "key": STANDARD.encode(key.as_slice()) }]))
}

/// A name that no other key has: under a name that came again, what an old key made would be opened
/// with the new one.
fn new_kid() -> Result<String, StartError> {
    let name = getrandom::u32().map_err(|error| StartError::failed("the random source", error))?;
    Ok(format!("{name:08x}"))
}

fn new_signing_key() -> Result<Secret, StartError> {
    id_tokens::new_key().ok_or_else(|| StartError::Failed("no RSA key could be made".into()))
}
