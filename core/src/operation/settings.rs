//! What a server is configured with; all nodes of one server have the same.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::fault::Profile;
use crate::json::{Json, first_duplicate};
use crate::otp::{Accepted, KeyRing, KeyRingError, Limits, Purpose, PurposeSet};

/// Nothing that is issued lives longer, in seconds: 31 days.
const MAX_LIFETIME: u32 = 31 * 86_400;
/// What a code that sets a password may have been asked for. One for logging in, opening an account,
/// binding or a second factor never sets one, whatever a configuration says.
const OF_PASSWORDS: PurposeSet = PurposeSet::of(&[
    Purpose::ForgetPassword,
    Purpose::ChangePassword,
    Purpose::ResetPassword,
]);

/// A server's keys, limits and choices.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The keys of tokens and codes.
    pub keys: KeyRing,
    /// How often and how long, for EIAM's calls.
    pub eiam: Limits,
    /// The same for CIAM's.
    pub ciam: Limits,
    /// Which purposes each flow accepts.
    pub accepted: Accepted,
    /// How often a password may be guessed.
    pub logins: LoginLimits,
    /// How long what is issued lives.
    pub lifetimes: Lifetimes,
}

/// How often a password may be guessed. Right guesses count too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoginLimits {
    /// Guesses for one account in a window: so few that guessing is hopeless, and a window so short
    /// that it is no weapon against the account's owner.
    pub per_account: u32,
    /// Guesses from one source address in a window.
    pub per_source: u32,
    /// The window (ms).
    pub window: i64,
}

/// How long what is issued lives, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifetimes {
    /// An access token.
    pub access_token: u32,
    /// A session that logging in opens.
    pub session: u32,
    /// A session that changing a password opens.
    pub changed_session: u32,
    /// A state token.
    pub state_token: u32,
    /// A CAPTCHA.
    pub captcha: u32,
    /// The proof of a solved CAPTCHA.
    pub captcha_proof: u32,
    /// A password that the server made and sent.
    pub temporary_password: u32,
}

/// Why settings were refused. It names the member and repeats no value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct SettingsError {
    /// The member's path, such as `eiam.tries`; empty for the document itself.
    pub member: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.member.as_str() {
            "" => write!(f, "settings: {}", self.reason),
            member => write!(f, "settings: {member}: {}", self.reason),
        }
    }
}

impl Settings {
    /// The defaults, with these keys.
    pub fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            eiam: Limits::EIAM,
            ciam: Limits::CIAM,
            accepted: Accepted::default(),
            logins: LoginLimits::DEFAULT,
            lifetimes: Lifetimes::DEFAULT,
        }
    }

    /// Reads settings: `{"keys":[{"kid":"2026-11","key":"<base64, 32 bytes or more>"}]}`, the first
    /// key active, and any member of the others that is not to be the default, as in
    /// `"eiam":{"tries":3}` or `"accepted":{"forgot":["forget_password"]}`.
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        let json = Json::parse(text).map_err(|_| wrong("", "not JSON"))?;
        let all = members(&json, "")?;
        let keys = all.iter().find(|(name, _)| name == "keys");
        let (_, keys) = keys.ok_or_else(|| wrong("keys", "missing"))?;
        let mut settings = Self::new(key_ring(keys)?);
        for (name, value) in all {
            match name.as_str() {
                "keys" => {}
                "eiam" => settings.eiam = overridden(settings.eiam, value, name)?,
                "ciam" => settings.ciam = overridden(settings.ciam, value, name)?,
                "accepted" => accepted(&mut settings.accepted, value)?,
                "logins" => settings.logins = overridden(settings.logins, value, name)?,
                "lifetimes" => settings.lifetimes = overridden(settings.lifetimes, value, name)?,
                _ => return Err(wrong(name, "not a known member")),
            }
        }
        settings.validated()
    }

    /// The limits of a vendor's profile.
    pub fn limits(&self, profile: Profile) -> &Limits {
        match profile {
            Profile::TencentCiam => &self.ciam,
            _ => &self.eiam,
        }
    }

    fn validated(self) -> Result<Self, SettingsError> {
        for (name, limits) in [("eiam", self.eiam), ("ciam", self.ciam)] {
            let checked = limits.validated();
            checked.map_err(|error| wrong(&format!("{name}.{}", error.member), "out of range"))?;
        }
        let logins = self.logins;
        if logins.per_account == 0 || logins.per_source == 0 || logins.window <= 0 {
            return Err(wrong("logins", "out of range"));
        }
        let lives = self.lifetimes;
        for (member, seconds) in [
            ("accessToken", lives.access_token),
            ("session", lives.session),
            ("changedSession", lives.changed_session),
            ("stateToken", lives.state_token),
            ("captcha", lives.captcha),
            ("captchaProof", lives.captcha_proof),
            ("temporaryPassword", lives.temporary_password),
        ] {
            if !(1..=MAX_LIFETIME).contains(&seconds) {
                return Err(wrong(&format!("lifetimes.{member}"), "out of range"));
            }
        }
        Ok(self)
    }
}

impl LoginLimits {
    /// 20 for an account and 300 from an address in five minutes.
    pub const DEFAULT: Self = Self {
        per_account: 20,
        per_source: 300,
        window: 300_000,
    };
}

impl Lifetimes {
    /// The vendors' figures where their pages have them.
    pub const DEFAULT: Self = Self {
        access_token: 7_200,
        session: 604_800,
        changed_session: 43_200,
        state_token: 600,
        captcha: 120,
        captcha_proof: 300,
        temporary_password: 86_400,
    };
}

fn wrong(member: &str, reason: &'static str) -> SettingsError {
    SettingsError {
        member: member.chars().take(64).collect(),
        reason,
    }
}

fn members<'a>(json: &'a Json, path: &str) -> Result<&'a [(String, Json)], SettingsError> {
    let members = json
        .as_object()
        .ok_or_else(|| wrong(path, "not an object"))?;
    match first_duplicate(members) {
        Some(name) => Err(wrong(name, "there twice")),
        None => Ok(members),
    }
}

fn key_ring(json: &Json) -> Result<KeyRing, SettingsError> {
    let not_a_list = wrong("keys", "not a list of {\"kid\", \"key\"}");
    let Json::Array(entries) = json else {
        return Err(not_a_list);
    };
    let mut keys: Vec<(&str, Zeroizing<Vec<u8>>)> = Vec::new();
    for entry in entries {
        let members = members(entry, "keys")?;
        let text = |wanted: &str| {
            let (_, value) = members.iter().find(|(name, _)| name == wanted)?;
            value.as_str()
        };
        if members.len() != 2 {
            return Err(not_a_list);
        }
        let (Some(kid), Some(key)) = (text("kid"), text("key")) else {
            return Err(not_a_list);
        };
        let key = STANDARD.decode(key);
        let key = key.map_err(|_| wrong("keys.key", "not base64"))?;
        keys.push((kid, Zeroizing::new(key)));
    }
    let keys: Vec<(&str, &[u8])> = keys.iter().map(|(kid, key)| (*kid, &key[..])).collect();
    KeyRing::new(&keys).map_err(|error| match error {
        KeyRingError::NoKey => wrong("keys", "no key"),
        KeyRingError::ShortKey { .. } => wrong("keys.key", "shorter than 32 bytes"),
        KeyRingError::BadName => wrong("keys.kid", "not 1 to 16 letters, digits, - or _"),
        KeyRingError::DuplicateName { .. } => wrong("keys.kid", "there twice"),
    })
}

/// The default with some of its members replaced: all are whole numbers, or null for none.
fn overridden<T>(default: T, json: &Json, path: &str) -> Result<T, SettingsError>
where
    T: Serialize + DeserializeOwned + Clone,
{
    let mut merged = default;
    for (name, value) in members(json, path)? {
        let at = format!("{path}.{name}");
        let Ok(Value::Object(mut object)) = serde_json::to_value(&merged) else {
            return Err(wrong(path, "not an object"));
        };
        let number = match value {
            // f64 is exact for all whole numbers that are in range anywhere here.
            Json::Number(number) if number.abs() < 1e15 && *number == (*number as i64) as f64 => {
                Value::Number(Number::from(*number as i64))
            }
            Json::Null => Value::Null,
            _ => return Err(wrong(&at, "not a whole number")),
        };
        if object.insert(name.clone(), number).is_none() {
            return Err(wrong(&at, "not a known member"));
        }
        let parsed = serde_json::from_value(Value::Object(object));
        merged = parsed.map_err(|_| wrong(&at, "out of range"))?;
    }
    Ok(merged)
}

fn accepted(accepted: &mut Accepted, json: &Json) -> Result<(), SettingsError> {
    for (name, value) in members(json, "accepted")? {
        let at = format!("accepted.{name}");
        let set = match name.as_str() {
            "forgot" => &mut accepted.forgot,
            "change" => &mut accepted.change,
            "reset" => &mut accepted.reset,
            _ => return Err(wrong(&at, "not a known member")),
        };
        let Json::Array(words) = value else {
            return Err(wrong(&at, "not a list of a password's purposes"));
        };
        let purpose = |word: &Json| {
            let word = word.as_str()?;
            OF_PASSWORDS.iter().find(|purpose| purpose.name() == word)
        };
        let purposes: Option<Vec<Purpose>> = words.iter().map(purpose).collect();
        let purposes = purposes.ok_or_else(|| wrong(&at, "not a list of a password's purposes"))?;
        *set = PurposeSet::of(&purposes);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &str =
        r#""keys":[{"kid":"a","key":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}]"#;

    fn read(more: &str) -> Result<Settings, SettingsError> {
        Settings::from_json(&format!("{{{KEYS}{more}}}"))
    }

    #[test]
    fn what_is_not_said_is_the_default() {
        let settings = read("").unwrap();
        assert_eq!(settings.eiam, Limits::EIAM);
        assert_eq!(settings.lifetimes, Lifetimes::DEFAULT);
        let other =
            r#","eiam":{"tries":3,"perHour":null},"ciam":{"digits":4},"lifetimes":{"session":60}"#;
        let settings = read(other).unwrap();
        assert_eq!((settings.eiam.tries, settings.eiam.per_hour), (3, None));
        assert_eq!(u8::from(settings.ciam.digits), 4);
        assert_eq!(settings.lifetimes.session, 60);
        let one = read(r#","accepted":{"forgot":["forget_password"]}"#).unwrap();
        let purposes: Vec<Purpose> = one.accepted.forgot.iter().collect();
        assert_eq!(purposes, [Purpose::ForgetPassword]);
        assert_eq!(one.accepted.change, Accepted::default().change);
    }

    #[test]
    fn what_is_wrong_is_named_and_not_repeated() {
        for (more, member) in [
            (r#","eiam":{"tries":0}"#, "eiam.tries"),
            (r#","eiam":{"tries":-1}"#, "eiam.tries"),
            (r#","eiam":{"tries":1.5}"#, "eiam.tries"),
            (r#","eiam":{"tries":"hunter2"}"#, "eiam.tries"),
            (r#","eiam":{"digits":9}"#, "eiam.digits"),
            (r#","eiam":{"attempts":3}"#, "eiam.attempts"),
            (r#","ciam":{"codeLives":null}"#, "ciam.codeLives"),
            (r#","eiam":[]"#, "eiam"),
            (r#","logins":{"perAccount":0}"#, "logins"),
            (r#","accepted":{"forgot":["hunter2"]}"#, "accepted.forgot"),
            (r#","accepted":{"forgot":["login"]}"#, "accepted.forgot"),
            (r#","accepted":{"x":[]}"#, "accepted.x"),
            (
                r#","lifetimes":{"temporaryPassword":0}"#,
                "lifetimes.temporaryPassword",
            ),
            (
                r#","lifetimes":{"captchaProof":2678401}"#,
                "lifetimes.captchaProof",
            ),
            (r#","else":1"#, "else"),
            (r#","eiam":{},"eiam":{}"#, "eiam"),
        ] {
            let error = read(more).unwrap_err();
            assert_eq!(error.member, member, "{more}");
            assert!(!format!("{error}").contains("hunter2"));
        }
        let refused = |text: &str| Settings::from_json(text).unwrap_err().member;
        assert_eq!(refused("{}"), "keys");
        assert_eq!(refused("["), "");
        assert_eq!(refused(r#"{"keys":{}}"#), "keys");
        assert_eq!(refused(r#"{"keys":[]}"#), "keys");
        assert_eq!(
            refused(r#"{"keys":[{"kid":"a","key":"hunter2!"}]}"#),
            "keys.key"
        );
        assert_eq!(
            refused(r#"{"keys":[{"kid":"a","key":"aHVudGVyMg=="}]}"#),
            "keys.key"
        );
    }
}
