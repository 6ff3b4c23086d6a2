//! The configuration file: policies, and the applications that use them.
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

const APPLICATION: [&str; 5] = [
    "client_id",
    "client_secret",
    "tenant",
    "permissions",
    "policy",
];

/// Reads the file. The error names the file and the member, and no value.
pub fn read(path: &Path) -> Result<Applications, StartError> {
    let named = |problem: String| StartError::Usage(format!("{}: {problem}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    parse(&text).map_err(named)
}

fn parse(text: &str) -> Result<Applications, String> {
    // Where the text is no JSON, the reason has a line and a column and nothing of the text.
    let not_json = |error: serde_json::Error| match error.classify() {
        Category::Data => error.to_string(),
        _ => format!("not JSON: {error}"),
    };
    let NoDuplicates = serde_json::from_str(text).map_err(not_json)?;
    let file: Value = serde_json::from_str(text).map_err(not_json)?;
    let file = file.as_object().ok_or("not a JSON object")?;
    refuse_unknown(file, &["policies", "applications"], "")?;
    let policies = policies(list(file, "policies", "")?)?;
    let mut applications = Applications::default();
    for (index, value) in list(file, "applications", "")?.iter().enumerate() {
        let place = format!("applications[{index}].");
        if !applications.add(application(value, &place, &policies)?) {
            return Err(format!("{place}client_id: there twice"));
        }
    }
    Ok(applications)
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
    let policy = text(members, "policy", place)?;
    let policy = policies
        .get(policy)
        .ok_or_else(|| format!("{place}policy: no policy of this file has this id"))?;
    let secret = match members.get("client_secret") {
        None => None,
        Some(_) => Some(Secret::new(text(members, "client_secret", place)?)),
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
        client_id: text(members, "client_id", place)?.into(),
        secret: secret.as_ref().map(SecretHash::of),
        tenant: text(members, "tenant", place)?.into(),
        permissions: permissions.collect::<Result<_, String>>()?,
        policy: Arc::clone(policy),
    })
}

fn text<'a>(members: &'a Map<String, Value>, name: &str, place: &str) -> Result<&'a str, String> {
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
        parse(&format!(
            r#"{{"policies":[{POLICY}],"applications":[{application}]}}"#
        ))
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
        assert!(applications.find("a").is_some());
        assert!(applications.verify("a", Some(&Secret::new(""))).is_none());
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
    fn a_bad_policy_is_named() {
        let problem = |text: &str| parse(text).unwrap_err();
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
