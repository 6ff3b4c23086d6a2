//! A setup from JSON text, member by member: serde's own errors would repeat the caller's values.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Kind, Setup, SetupError};
use crate::fault::Lang;
use crate::json::{Json, first_duplicate};
use crate::policy::{Policy, PolicyErrorCode as Code, Subject};
use crate::secret::Secret;
use crate::wire::{Device, LoginStatus};

/// A policy of the greatest size and all else fit in.
const MAX_BYTES: usize = 524_288;
/// A member's own name in an error is cut off here.
const MAX_NAME: usize = 64;

type Read<T> = Result<T, SetupError>;

pub(super) fn setup(text: &str) -> Read<Setup> {
    if text.len() > MAX_BYTES {
        return Err(SetupError::new(Code::TooLarge, ""));
    }
    let json = Json::parse(text).map_err(|_| SetupError::new(Code::NotJson, ""))?;
    let (mut kind, mut client_id, mut policy) = (None, None, None);
    let (mut client_secret, mut id_token, mut state_token) = (None, None, None);
    let (mut device, mut login_status, mut resend_after, mut digits) = (None, None, None, None);
    let (mut lang, mut subject) = (Lang::default(), Subject::default());
    for value in members(&json, "")? {
        match value.path.as_str() {
            "kind" => kind = Some(value.word(&KINDS)?),
            "clientId" => client_id = Some(value.text()?),
            "policy" => policy = Some(value.policy()?),
            _ if value.is_absent() => value.ensure_known()?,
            "clientSecret" => client_secret = Some(Secret::new(value.text()?)),
            "device" => device = Some(self::device(&value)?),
            "lang" => lang = value.word(&[("en", Lang::En), ("zh", Lang::Zh)])?,
            "subject" => subject = self::subject(&value)?,
            "idToken" => id_token = Some(Secret::new(value.text()?)),
            "stateToken" => state_token = Some(Secret::new(value.text()?)),
            "loginStatus" => login_status = Some(value.word(&STATUSES)?),
            "resendAfter" => resend_after = Some(value.whole()?),
            "digits" => {
                let number = u8::try_from(value.whole()?);
                digits = Some(number.map_err(|_| value.wrong(Code::InvalidValue))?);
            }
            _ => return Err(value.wrong(Code::UnknownMember)),
        }
    }
    let missing = |member: &str| SetupError::new(Code::MissingMember, member);
    Ok(Setup {
        kind: kind.ok_or_else(|| missing("kind"))?,
        client_id: client_id.ok_or_else(|| missing("clientId"))?,
        client_secret,
        device,
        lang,
        policy: policy.ok_or_else(|| missing("policy"))?,
        subject,
        id_token,
        state_token,
        login_status,
        resend_after,
        digits,
    })
}

/// Members that may be null, as some languages write what is absent.
const OPTIONAL: [&str; 9] = [
    "clientSecret",
    "device",
    "lang",
    "subject",
    "idToken",
    "stateToken",
    "loginStatus",
    "resendAfter",
    "digits",
];

const KINDS: [(&str, Kind); 7] = [
    ("forgot_by_email", Kind::ForgotByEmail),
    ("forgot_by_mobile", Kind::ForgotByMobile),
    ("change_by_mobile", Kind::ChangeByMobile),
    ("change_by_email", Kind::ChangeByEmail),
    ("forced_change", Kind::ForcedChange),
    ("reset_by_email", Kind::ResetByEmail),
    ("reset_by_mobile", Kind::ResetByMobile),
];

const STATUSES: [(&str, LoginStatus); 5] = [
    ("SUCCESS", LoginStatus::Success),
    ("PASSWORD_WARN", LoginStatus::PasswordWarn),
    ("PASSWORD_EXPIRED", LoginStatus::PasswordExpired),
    ("MFA_AUTH", LoginStatus::MfaAuth),
    ("ACCESS_DENIED", LoginStatus::AccessDenied),
];

fn device(json: &Value) -> Read<Device> {
    let (mut operating_system, mut fingerprint, mut agent, mut ip) = (None, None, None, None);
    for value in members(json.json, &json.path)? {
        match value.name {
            "operatingSystem" => operating_system = Some(value.text()?),
            "fingerprint" => fingerprint = Some(value.text()?),
            "agent" => agent = Some(value.text()?),
            "ip" if value.is_absent() => {}
            "ip" => ip = Some(value.text()?),
            _ => return Err(value.wrong(Code::UnknownMember)),
        }
    }
    let missing = |name: &str| SetupError::new(Code::MissingMember, format!("device.{name}"));
    Ok(Device {
        operating_system: operating_system.ok_or_else(|| missing("operatingSystem"))?,
        fingerprint: fingerprint.ok_or_else(|| missing("fingerprint"))?,
        agent: agent.ok_or_else(|| missing("agent"))?,
        ip,
    })
}

fn subject(json: &Value) -> Read<Subject> {
    let mut subject = Subject::default();
    for value in members(json.json, &json.path)? {
        let place = match value.name {
            "username" => &mut subject.username,
            "mobile" => &mut subject.mobile,
            "email" => &mut subject.email,
            "name" => &mut subject.name,
            "words" => {
                subject.words = value.texts()?;
                continue;
            }
            _ => return Err(value.wrong(Code::UnknownMember)),
        };
        if !value.is_absent() {
            *place = Some(value.text()?);
        }
    }
    Ok(subject)
}

/// A value of the setup and the path to it.
struct Value<'a> {
    name: &'a str,
    json: &'a Json,
    path: String,
}

fn members<'a>(json: &'a Json, path: &str) -> Read<Vec<Value<'a>>> {
    let child = |name: &str| {
        let name: String = name.chars().take(MAX_NAME).collect();
        match path {
            "" => name,
            path => format!("{path}.{name}"),
        }
    };
    let wrong = |code| SetupError::new(code, path);
    let members = json.as_object().ok_or_else(|| wrong(Code::WrongType))?;
    if let Some(name) = first_duplicate(members) {
        return Err(SetupError::new(Code::DuplicateMember, child(name)));
    }
    let value = |(name, json): &'a (String, Json)| Value {
        name,
        json,
        path: child(name),
    };
    Ok(members.iter().map(value).collect())
}

impl Value<'_> {
    fn wrong(&self, code: Code) -> SetupError {
        SetupError::new(code, self.path.as_str())
    }

    fn is_absent(&self) -> bool {
        matches!(self.json, Json::Null)
    }

    fn ensure_known(&self) -> Read<()> {
        if OPTIONAL.contains(&self.name) {
            Ok(())
        } else {
            Err(self.wrong(Code::UnknownMember))
        }
    }

    fn text(&self) -> Read<String> {
        let text = self.json.as_str();
        text.map(String::from)
            .ok_or_else(|| self.wrong(Code::WrongType))
    }

    fn texts(&self) -> Read<Vec<String>> {
        let Json::Array(items) = self.json else {
            return Err(self.wrong(Code::WrongType));
        };
        let text = |(place, item): (usize, &Json)| {
            let path = format!("{}[{place}]", self.path);
            let text = item.as_str().map(String::from);
            text.ok_or_else(|| SetupError::new(Code::WrongType, path))
        };
        items.iter().enumerate().map(text).collect()
    }

    fn word<T: Copy>(&self, words: &[(&str, T)]) -> Read<T> {
        let text = self.json.as_str();
        let text = text.ok_or_else(|| self.wrong(Code::WrongType))?;
        let found = words.iter().find(|(word, _)| *word == text);
        found
            .map(|(_, value)| *value)
            .ok_or_else(|| self.wrong(Code::InvalidValue))
    }

    fn whole(&self) -> Read<i64> {
        let Json::Number(number) = *self.json else {
            return Err(self.wrong(Code::WrongType));
        };
        let whole = number as i64;
        // Exact comparison is meant: 8.0 is the whole number 8, 8.5 is none.
        if whole as f64 == number {
            Ok(whole)
        } else {
            Err(self.wrong(Code::InvalidValue))
        }
    }

    fn policy(&self) -> Read<Policy> {
        Policy::from_value(self.json).map_err(|error| {
            let path = match error.member.as_str() {
                "" => self.path.clone(),
                member => format!("{}.{member}", self.path),
            };
            SetupError::new(error.code, path)
        })
    }
}
