//! The `Authorization` header: Bearer (RFC 6750) and Basic (RFC 7617).

use alloc::format;
use alloc::string::String;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::HttpRequest;
use super::escape::{form_decoded, form_encoded};
use crate::secret::Secret;

/// An application's credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Credentials {
    /// The client id.
    pub(super) client_id: String,
    /// The client secret.
    pub(super) client_secret: Secret,
}

/// The token of `Authorization: Bearer …`; none where the header is absent, stands twice or is of
/// another form.
pub(super) fn bearer(request: &HttpRequest) -> Option<Secret> {
    let token = of_scheme(request, "Bearer")?;
    (!token.is_empty() && !token.contains(char::is_whitespace)).then(|| Secret::new(token))
}

/// The credentials of `Authorization: Basic base64(url_encode(id) ":" url_encode(secret))`: split
/// first, decoded after, so that an encoded colon stays where it is.
pub(super) fn basic(request: &HttpRequest) -> Option<Credentials> {
    let bytes = STANDARD.decode(of_scheme(request, "Basic")?).ok()?;
    let text = Secret::new(String::from_utf8(bytes).ok()?);
    let (client_id, client_secret) = text.expose().split_once(':')?;
    Some(Credentials {
        client_id: form_decoded(client_id)?,
        client_secret: Secret::new(form_decoded(client_secret)?),
    })
}

fn of_scheme<'a>(request: &'a HttpRequest, wanted: &str) -> Option<&'a str> {
    let (scheme, rest) = request.header("Authorization")?.split_once(' ')?;
    scheme.eq_ignore_ascii_case(wanted).then(|| rest.trim())
}

/// The value of the header that carries a token.
pub(super) fn bearer_header(token: &Secret) -> String {
    format!("Bearer {}", token.expose())
}

/// The value of the header that carries an application's credentials: encoded first, joined after.
pub(super) fn basic_header(client_id: &str, client_secret: &Secret) -> String {
    let client_secret = Secret::new(form_encoded(client_secret.expose()));
    let pair = format!("{}:{}", form_encoded(client_id), client_secret.expose());
    format!("Basic {}", STANDARD.encode(Secret::new(pair).expose()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(authorization: &[&str]) -> HttpRequest {
        let header = |value: &&str| ("authorization".into(), (*value).into());
        HttpRequest {
            method: "POST".into(),
            target: "/".into(),
            headers: authorization.iter().map(header).collect(),
            body: None,
            source: None,
        }
    }

    fn encoded(text: &str) -> String {
        [String::from("Basic "), STANDARD.encode(text)].concat()
    }

    #[test]
    fn the_documented_header_is_read() {
        let header = "Basic VEVOQU5UX0NMSUVOVF9JRDpURU5BTlRfQ0xJRU5UX1NFQ1JFVA==";
        let credentials = basic(&request(&[header])).unwrap();
        assert_eq!(credentials.client_id, "TENANT_CLIENT_ID");
        assert_eq!(
            credentials.client_secret,
            Secret::new("TENANT_CLIENT_SECRET")
        );
    }

    #[test]
    fn the_colon_splits_before_anything_is_decoded() {
        let credentials = basic(&request(&[&encoded("a%3Ab+c:d%2Be:f")])).unwrap();
        assert_eq!(credentials.client_id, "a:b c");
        assert_eq!(credentials.client_secret, Secret::new("d+e:f"));
    }

    #[test]
    fn what_is_sent_is_what_is_read() {
        for (client_id, client_secret) in [
            ("TENANT_CLIENT_ID", "TENANT_CLIENT_SECRET"),
            ("a:b c", "d+e:f%"),
        ] {
            let secret = Secret::new(client_secret);
            let credentials = basic(&request(&[&basic_header(client_id, &secret)])).unwrap();
            assert_eq!(credentials.client_id, client_id);
            assert_eq!(credentials.client_secret, secret);
        }
    }

    #[test]
    fn broken_credentials_are_none() {
        for header in [
            "Basic",
            "Basic !!!",
            "Bearer abc",
            &encoded("no-colon"),
            &encoded("a%zz:b"),
        ] {
            assert_eq!(basic(&request(&[header])), None, "{header}");
        }
        assert_eq!(basic(&request(&["Basic YTpi", "Basic YTpi"])), None);
        assert_eq!(basic(&request(&[])), None);
    }

    #[test]
    fn a_bearer_token_is_one_word() {
        assert_eq!(bearer(&request(&["bearer abc"])), Some(Secret::new("abc")));
        for header in ["Bearer", "Bearer ", "Bearer a b", "Basic abc", "abc"] {
            assert_eq!(bearer(&request(&[header])), None, "{header}");
        }
        assert_eq!(bearer(&request(&["Bearer a", "Bearer b"])), None);
    }
}
