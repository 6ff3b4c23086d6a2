//! id_tokens that nobody should believe, signed with the server's own key where that is worse.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Map, Value, json};

use super::*;
use crate::support::{FIRST_PASSWORD, SDK, ZENGLIJUN, ZHANGWEI, both};

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

/// What the server itself would sign.
fn claims() -> Map<String, Value> {
    let claims = json!({
        "iss": "repass", "aud": SDK, "sub": ZHANGWEI, "iat": now(), "exp": now() + 600,
        "version": 1, "api": "{}",
    });
    claims.as_object().unwrap().clone()
}

fn with(name: &str, value: Value) -> Map<String, Value> {
    let mut claims = claims();
    claims.insert(name.into(), value);
    claims
}

fn header(algorithm: Algorithm, kid: Option<&str>) -> Header {
    let mut header = Header::new(algorithm);
    header.kid = kid.map(Into::into);
    header
}

fn pem(label: &str, base64: &str) -> String {
    format!("-----BEGIN {label}-----\n{base64}\n-----END {label}-----\n")
}

fn rsa(key: &str) -> EncodingKey {
    EncodingKey::from_rsa_pem(pem("PRIVATE KEY", key).as_bytes()).unwrap()
}

/// Signed with the server's own key, by its own algorithm.
fn signed(claims: &Map<String, Value>) -> String {
    encode(
        &header(Algorithm::RS256, Some(SIGNING_KID)),
        claims,
        &rsa(&SIGNING_KEY),
    )
    .unwrap()
}

/// Whether the token is believed: then the code is what is wrong.
fn is_believed(server: &Server, token: &str) -> bool {
    let answer = change_by_email(server, token, WRONG, NEW).send();
    match (answer.status, outcome(&answer).as_str()) {
        (400, "SDK.SMS.1006") => true,
        (401, "AUTH.0001") => false,
        _ => panic!("{}", answer.body),
    }
}

/// What all forgeries below differ from.
fn a_token_like_the_servers_own_is_believed(backend: Backend) {
    let server = demo_with(backend, json!({}), &[]);
    assert!(is_believed(&server, &signed(&claims())));
    let own = server.login("zhangwei", FIRST_PASSWORD).member("id_token");
    assert!(is_believed(&server, &own));
    // The vendor's header, of a scheme in whichever letters.
    let without_scheme = change_by_email(&server, "", WRONG, NEW).send();
    assert_eq!(without_scheme.status, 401);
}

fn jsonwebtoken_cve_2026_25537_exp_of_the_wrong_json_type(backend: Backend) {
    let server = demo_with(backend, json!({}), &[]);
    let later = now() + 600;
    for exp in [
        json!(later.to_string()),
        json!(format!("{later}x")),
        json!(""),
        json!([later]),
        json!({ "exp": later }),
        json!(true),
        Value::Null,
        json!(u64::MAX),
        json!(1e300),
        json!(-1),
        json!(0),
    ] {
        assert!(
            !is_believed(&server, &signed(&with("exp", exp.clone()))),
            "{exp}"
        );
    }
    let mut without = claims();
    without.remove("exp");
    assert!(!is_believed(&server, &signed(&without)));
}

fn a_token_of_another_time_application_issuer_or_version_is_not_believed(backend: Backend) {
    let server = demo_with(backend, json!({}), &[]);
    for (name, value) in [
        // Further ago than two clocks may differ.
        ("exp", json!(now() - 60)),
        ("aud", json!("TENANT_SPA_ID")),
        ("aud", json!(["TENANT_SPA_ID", "demo-admin"])),
        ("aud", Value::Null),
        ("iss", json!("https://evil.example")),
        ("iss", Value::Null),
        ("version", json!(0)),
        ("version", json!(2)),
        ("version", json!("1")),
        ("sub", json!("")),
        ("sub", json!("nobody")),
        ("sub", json!([ZHANGWEI])),
        ("sub", Value::Null),
    ] {
        let token = signed(&with(name, value.clone()));
        assert!(!is_believed(&server, &token), "{name} {value}");
        let mut without = claims();
        without.remove(name);
        assert!(!is_believed(&server, &signed(&without)), "without {name}");
    }
}

/// PyJWT CVE-2022-29217, jsonwebtoken for Node CVE-2015-9235, and many others since.
fn a_token_by_another_algorithm_is_not_believed(backend: Backend) {
    let server = demo_with(backend, json!({}), &[]);
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let payload = part(&Value::Object(claims()));
    let own_signature = signed(&claims()).rsplit_once('.').unwrap().1.to_owned();
    for algorithm in ["none", "None", "NONE", "nOnE", ""] {
        let head = part(&json!({ "alg": algorithm, "typ": "JWT", "kid": SIGNING_KID }));
        for signature in ["", "AAAA", &own_signature] {
            let token = format!("{head}.{payload}.{signature}");
            assert!(!is_believed(&server, &token), "{algorithm}");
        }
        assert!(
            !is_believed(&server, &format!("{head}.{payload}")),
            "{algorithm}"
        );
    }
    // HMAC, its key what everyone may know: the public key, in each of its forms.
    let pair = KeyPair::from_pkcs8(&STANDARD.decode(&*SIGNING_KEY).unwrap()).unwrap();
    let spki =
        AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(pair.public_key()).unwrap();
    let text = pem("PUBLIC KEY", &STANDARD.encode(spki.as_ref()));
    let jwks = server.get("/.well-known/jwks.json").send();
    let jwk = &jwks.json()["keys"][0];
    let (modulus, whole) = (jwk["n"].as_str().unwrap(), jwk.to_string());
    let keys: [&[u8]; 9] = [
        spki.as_ref(),
        text.as_bytes(),
        text.trim_end().as_bytes(),
        pair.public_key().as_ref(),
        modulus.as_bytes(),
        &URL_SAFE_NO_PAD.decode(modulus).unwrap(),
        whole.as_bytes(),
        jwks.body.as_bytes(),
        b"",
    ];
    for key in keys {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let secret = EncodingKey::from_secret(key);
            let token = encode(&header(algorithm, Some(SIGNING_KID)), &claims(), &secret).unwrap();
            assert!(!is_believed(&server, &token), "{algorithm:?}");
        }
    }
    // The right key, by algorithms that it was not given for.
    for algorithm in [Algorithm::RS384, Algorithm::RS512, Algorithm::PS256] {
        let token = encode(
            &header(algorithm, Some(SIGNING_KID)),
            &claims(),
            &rsa(&SIGNING_KEY),
        )
        .unwrap();
        assert!(!is_believed(&server, &token), "{algorithm:?}");
    }
}

/// A key that the token names or brings along is not asked.
fn a_token_by_another_key_is_not_believed(backend: Backend) {
    let server = demo_with(backend, json!({}), &[]);
    let other = rsa(new_key().unwrap().expose());
    let jwk = jsonwebtoken::jwk::Jwk::from_encoding_key(&other, Algorithm::RS256).unwrap();
    for kid in [
        Some(SIGNING_KID),
        Some("other"),
        Some(""),
        Some("../own"),
        None,
    ] {
        let mut header = header(Algorithm::RS256, kid);
        assert!(
            !is_believed(&server, &encode(&header, &claims(), &other).unwrap()),
            "{kid:?}"
        );
        header.jwk = Some(jwk.clone());
        header.jku = Some(format!("http://{}/.well-known/jwks.json", server.address));
        assert!(
            !is_believed(&server, &encode(&header, &claims(), &other).unwrap()),
            "{kid:?}"
        );
    }
    for kid in [Some("other"), Some(""), None] {
        let own = encode(
            &header(Algorithm::RS256, kid),
            &claims(),
            &rsa(&SIGNING_KEY),
        )
        .unwrap();
        assert!(!is_believed(&server, &own), "{kid:?}");
    }
    // One's own signature, another's name.
    let token = signed(&claims());
    let parts: Vec<&str> = token.split('.').collect();
    let zenglijun = Value::Object(with("sub", json!(ZENGLIJUN))).to_string();
    let moved = format!(
        "{}.{}.{}",
        parts[0],
        URL_SAFE_NO_PAD.encode(zenglijun),
        parts[2]
    );
    assert!(!is_believed(&server, &moved));
    assert!(!is_believed(&server, &token[..token.len() - 1]));
    assert!(!is_believed(&server, &format!("{token}.{}", parts[2])));
}

both! {
    a_token_like_the_servers_own_is_believed,
    jsonwebtoken_cve_2026_25537_exp_of_the_wrong_json_type,
    a_token_of_another_time_application_issuer_or_version_is_not_believed,
    a_token_by_another_algorithm_is_not_believed,
    a_token_by_another_key_is_not_believed,
}
