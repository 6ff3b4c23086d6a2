//! The configuration file: policies, the applications that use them, limits and keys.
//!
//! Read by hand and not by a derive: a derive's errors repeat the values, secrets among them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use repass::policy::Policy;
use repass::secret::Secret;
use serde_json::error::Category;
use serde_json::{Map, Value};

use crate::applications::{Application, Applications, SecretHash};
use crate::duplicates::NoDuplicates;
use crate::error::StartError;
use crate::policy::Published;

const MEMBERS: [&str; 5] = [
    "policies",
    "applications",
    "settings",
    "signing_keys",
    "issuer",
];
const APPLICATION: [&str; 5] = [
    "client_id",
    "client_secret",
    "tenant",
    "permissions",
    "policy",
];

/// Who signs id_tokens where nothing else is said.
const ISSUER: &str = "repass";

/// What the file says.
pub struct Config {
    pub applications: Applications,
    /// The members of the core's settings; its `keys` may be missing here.
    pub settings: Map<String, Value>,
    /// Names and keys (PKCS#8 in base64) of who signs id_tokens, the active one first.
    pub signing_keys: Vec<(String, Secret)>,
    /// The claim `iss` of id_tokens.
    pub issuer: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            applications: Applications::default(),
            settings: Map::new(),
            signing_keys: Vec::new(),
            issuer: ISSUER.into(),
        }
    }
}

/// Reads the file. The error names the file and the member, and no value.
pub fn read(path: &Path) -> Result<Config, StartError> {
    let named = |problem: String| StartError::Usage(format!("{}: {problem}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    parse(&text).map_err(named)
}

fn parse(text: &str) -> Result<Config, String> {
    // Where the text is no JSON, the reason has a line and a column and nothing of the text.
    let not_json = |error: serde_json::Error| match error.classify() {
        Category::Data => error.to_string(),
        _ => format!("not JSON: {error}"),
    };
    let NoDuplicates = serde_json::from_str(text).map_err(not_json)?;
    let file: Value = serde_json::from_str(text).map_err(not_json)?;
    let file = file.as_object().ok_or("not a JSON object")?;
    refuse_unknown(file, &MEMBERS, "")?;
    let policies = policies(list(file, "policies", "")?)?;
    let mut applications = Applications::default();
    for (index, value) in list(file, "applications", "")?.iter().enumerate() {
        let place = format!("applications[{index}].");
        if !applications.add(application(value, &place, &policies)?) {
            return Err(format!("{place}client_id: there twice"));
        }
    }
    let settings = match file.get("settings") {
        None => Map::new(),
        Some(Value::Object(settings)) => settings.clone(),
        Some(_) => return Err("settings: not an object".into()),
    };
    Ok(Config {
        applications,
        settings,
        signing_keys: signing_keys(list(file, "signing_keys", "")?)?,
        issuer: match file.get("issuer") {
            None => ISSUER.into(),
            Some(_) => text_member(file, "issuer", "")?.into(),
        },
    })
}

fn signing_keys(values: &[Value]) -> Result<Vec<(String, Secret)>, String> {
    let mut keys: Vec<(String, Secret)> = Vec::new();
    for (index, value) in values.iter().enumerate() {
        let place = format!("signing_keys[{index}].");
        let members = value
            .as_object()
            .ok_or_else(|| format!("signing_keys[{index}]: not an object"))?;
        refuse_unknown(members, &["kid", "key"], &place)?;
        let kid = text_member(members, "kid", &place)?;
        if keys.iter().any(|(other, _)| other == kid) {
            return Err(format!("{place}kid: there twice"));
        }
        let key = Secret::new(text_member(members, "key", &place)?);
        keys.push((kid.into(), key));
    }
    Ok(keys)
}

fn policies(values: &[Value]) -> Result<HashMap<String, Arc<Published>>, String> {
    let mut policies = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        let place = format!("policies[{index}]");
        let policy =
            Policy::from_json(&value.to_string()).map_err(|error| match error.member.as_str() {
                "" => format!("{place}: {}", error.code),
                member => format!("{place}.{member}: {}", error.code),
            })?;
        let id = policy.document().id.clone();
        let id = id.ok_or_else(|| format!("{place}.id: missing member"))?;
        if policies
            .insert(id, Arc::new(Published::new(policy)))
            .is_some()
        {
            return Err(format!("{place}.id: there twice"));
        }
    }
    Ok(policies)
}

fn application(
    value: &Value,
    place: &str,
    policies: &HashMap<String, Arc<Published>>,
) -> Result<Application, String> {
    let members = value
        .as_object()
        .ok_or_else(|| format!("{}: not an object", place.trim_end_matches('.')))?;
    refuse_unknown(members, &APPLICATION, place)?;
    let policy = text_member(members, "policy", place)?;
    let policy = policies
        .get(policy)
        .ok_or_else(|| format!("{place}policy: no policy of this file has this id"))?;
    let secret = match members.get("client_secret") {
        None => None,
        Some(_) => Some(Secret::new(text_member(members, "client_secret", place)?)),
    };
    let permissions =
        list(members, "permissions", place)?
            .iter()
            .enumerate()
            .map(|(index, value)| match value.as_str() {
                Some(permission) if !permission.is_empty() => Ok(permission.into()),
                _ => Err(format!("{place}permissions[{index}]: not a text")),
            });
    Ok(Application {
        client_id: text_member(members, "client_id", place)?.into(),
        secret: secret.as_ref().map(SecretHash::of),
        tenant: text_member(members, "tenant", place)?.into(),
        permissions: permissions.collect::<Result<_, String>>()?,
        policy: Arc::clone(policy),
    })
}

fn text_member<'a>(
    members: &'a Map<String, Value>,
    name: &str,
    place: &str,
) -> Result<&'a str, String> {
    match members.get(name) {
        None => Err(format!("{place}{name}: missing member")),
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(Value::String(_)) => Err(format!("{place}{name}: empty")),
        Some(_) => Err(format!("{place}{name}: not a text")),
    }
}

/// A list; an empty one where there is none.
fn list<'a>(
    members: &'a Map<String, Value>,
    name: &str,
    place: &str,
) -> Result<&'a [Value], String> {
    match members.get(name) {
        None => Ok(&[]),
        Some(Value::Array(values)) => Ok(values),
        Some(_) => Err(format!("{place}{name}: not a list")),
    }
}

fn refuse_unknown(members: &Map<String, Value>, known: &[&str], place: &str) -> Result<(), String> {
    // A misspelt member would otherwise be a permission that nobody has, or a rule that is off.
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("{place}{name}: unknown member")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = r#"{"version":1,"id":"p","length":{"min":8,"max":50}}"#;

    fn with(application: &str) -> Result<Applications, String> {
        let file = format!(r#"{{"policies":[{POLICY}],"applications":[{application}]}}"#);
        parse(&file).map(|config| config.applications)
    }

    #[test]
    fn an_application_is_read() {
        let applications = with(
            r#"{"client_id":"a","client_secret":"s","tenant":"t","permissions":["user_all"],"policy":"p"}"#,
        );
        let applications = applications.unwrap();
        let found = applications.verify("a", Some(&Secret::new("s"))).unwrap();
        assert_eq!(found.permissions, ["user_all"]);
        assert!(applications.verify("a", Some(&Secret::new("x"))).is_none());
        assert!(applications.verify("b", Some(&Secret::new("s"))).is_none());
    }

    #[test]
    fn without_a_secret_nothing_is_the_right_one() {
        let applications = with(r#"{"client_id":"a","tenant":"t","policy":"p"}"#).unwrap();
        assert!(applications.verify("a", None).is_some());
        assert!(applications.verify("a", Some(&Secret::new(""))).is_none());
        let with_secret =
            with(r#"{"client_id":"a","client_secret":"s","tenant":"t","policy":"p"}"#);
        assert!(with_secret.unwrap().verify("a", None).is_none());
    }

    #[test]
    fn a_member_that_stands_twice_is_refused_wherever_it_stands() {
        let weaker = POLICY.replace("\"min\":8", "\"min\":8,\"min\":1");
        let file = format!(r#"{{"policies":[{weaker}],"applications":[]}}"#);
        let refused = parse(&file).err().unwrap();
        assert!(refused.starts_with("min: there twice"), "{refused}");
        let refused = with(r#"{"client_id":"a","client_secret":"s","client_secret":"hunter2"}"#);
        let refused = refused.err().unwrap();
        assert!(
            refused.starts_with("client_secret: there twice"),
            "{refused}"
        );
    }

    #[test]
    fn what_is_wrong_is_named_and_no_value_is_repeated() {
        for (application, problem) in [
            ("7", "applications[0]: not an object"),
            ("{}", "applications[0].policy: missing member"),
            (
                r#"{"policy":"q"}"#,
                "applications[0].policy: no policy of this file has this id",
            ),
            (
                r#"{"policy":"p"}"#,
                "applications[0].client_id: missing member",
            ),
            (
                r#"{"policy":"p","client_id":""}"#,
                "applications[0].client_id: empty",
            ),
            (
                r#"{"policy":"p","client_id":"a","client_secret":["hunter2"]}"#,
                "applications[0].client_secret: not a text",
            ),
            (
                r#"{"policy":"p","client_id":"a","permission":"x"}"#,
                "applications[0].permission: unknown member",
            ),
            (
                r#"{"policy":"p","client_id":"a","tenant":"t","permissions":["a",1]}"#,
                "applications[0].permissions[1]: not a text",
            ),
        ] {
            assert_eq!(with(application).unwrap_err(), problem);
        }
        let twice = r#"{"policy":"p","client_id":"a","tenant":"t"}"#;
        let twice = with(&format!("{twice},{twice}"));
        assert_eq!(twice.unwrap_err(), "applications[1].client_id: there twice");
    }

    #[test]
    fn keys_and_limits_are_read() {
        let file = r#"{"settings":{"eiam":{"tries":3}},"issuer":"https://login.example",
            "signing_keys":[{"kid":"a","key":"AAAA"}]}"#;
        let config = parse(file).ok().unwrap();
        assert!(config.settings.contains_key("eiam"));
        assert_eq!(config.signing_keys, [("a".into(), Secret::new("AAAA"))]);
        assert_eq!(config.issuer, "https://login.example");
        for (file, problem) in [
            (r#"{"settings":[]}"#, "settings: not an object"),
            (r#"{"signing_keys":[7]}"#, "signing_keys[0]: not an object"),
            (
                r#"{"signing_keys":[{"kid":"a","key":["hunter2"]}]}"#,
                "signing_keys[0].key: not a text",
            ),
            (
                r#"{"signing_keys":[{"kid":"a","key":"x"},{"kid":"a","key":"y"}]}"#,
                "signing_keys[1].kid: there twice",
            ),
            (r#"{"issuer":""}"#, "issuer: empty"),
        ] {
            assert_eq!(parse(file).err().unwrap(), problem);
        }
    }

    #[test]
    fn a_bad_policy_is_named() {
        let problem = |text: &str| parse(text).err().unwrap();
        assert_eq!(
            problem(r#"{"policies":[{"version":1,"id":"p","length":{"min":"8"}}]}"#),
            "policies[0].length.min: wrong type"
        );
        assert_eq!(
            problem(r#"{"policies":[{"version":1}]}"#),
            "policies[0].id: missing member"
        );
        assert!(problem("{").starts_with("not JSON: EOF"));
        assert_eq!(problem("[]"), "not a JSON object");
    }
}
