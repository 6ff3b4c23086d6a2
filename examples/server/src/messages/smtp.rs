//! Mail by SMTP.

use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use repass::otp::Channel;
use thiserror::Error;

use super::{Message, SendError, Sender, render};

/// How long the server may take for each step.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends mail through a server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail server cannot be used. Repeats nothing of its URL, which may have a password in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SmtpConfigError {
    #[error("expected smtp://USER:PASSWORD@HOST:PORT or smtps://…")]
    Url,
    #[error("--mail-from is no address")]
    From,
    #[error("TLS cannot be set up for this host")]
    Tls,
}

impl Smtp {
    /// `smtp://` begins without TLS and must change to it, except on a loopback address, where no
    /// password is needed either; `smtps://` is TLS from the first byte.
    pub fn new(url: &str, from: &str) -> Result<Self, SmtpConfigError> {
        let server = Server::read(url).ok_or(SmtpConfigError::Url)?;
        let from = address(from).ok_or(SmtpConfigError::From)?;
        let tls = || TlsParameters::new(server.host.clone()).map_err(|_| SmtpConfigError::Tls);
        let (tls, port) = match (server.is_implicit, server.is_loopback()) {
            (true, _) => (Tls::Wrapper(tls()?), 465),
            (false, false) => (Tls::Required(tls()?), 587),
            (false, true) => (Tls::None, 25),
        };
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
                .port(server.port.unwrap_or(port))
                .tls(tls)
                .timeout(Some(PATIENCE));
        if let Some((user, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self {
            transport: builder.build(),
            from: Mailbox::new(None, from),
        })
    }
}

#[async_trait]
impl Sender for Smtp {
    fn channels(&self) -> &[Channel] {
        &[Channel::Email]
    }

    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let to = address(&message.to).ok_or(SendError::Refused)?;
        let rendered = render(message);
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(rendered.text.expose().to_owned());
        let mail = lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(rendered.subject)
            .message_id(None)
            // Nobody's automatic answer to an automatic message (RFC 3834, section 5).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .singlepart(body)
            .map_err(|_| SendError::Refused)?;
        // What the server says may repeat the address: only its kind is told.
        match self.transport.send(mail).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(SendError::Refused),
            Err(_) => Err(SendError::Later),
        }
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp")
    }
}

/// Exactly one address. What ends a line, or a list, or stands in a name beside an address, is none.
fn address(text: &str) -> Option<Address> {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace() && !",;<>\"".contains(c);
    if !text.chars().all(is_plain) {
        return None;
    }
    text.parse().ok()
}

/// A mail server's URL.
struct Server {
    /// TLS from the first byte.
    is_implicit: bool,
    credentials: Option<(String, String)>,
    host: String,
    port: Option<u16>,
}

impl Server {
    fn read(url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let is_implicit = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return None,
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (credentials, server) = match rest.rsplit_once('@') {
            None => (None, rest),
            Some((pair, server)) => {
                let (user, password) = pair.split_once(':')?;
                (Some((unescaped(user)?, unescaped(password)?)), server)
            }
        };
        let (host, port) = match server.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.strip_prefix(':')?)),
            None => match server.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (server, None),
            },
        };
        let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:_".contains(c);
        if host.is_empty() || !host.chars().all(is_host) {
            return None;
        }
        Some(Self {
            is_implicit,
            credentials,
            host: host.into(),
            port: port.map(str::parse).transpose().ok()?,
        })
    }

    fn is_loopback(&self) -> bool {
        let address = self.host.parse::<IpAddr>();
        address.map_or(self.host == "localhost", |address| address.is_loopback())
    }
}

/// A part of a URL with its `%XX` read.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_with_escapes_and_ports() {
        let server = Server::read("smtps://user%40b.cn:p%3Aw@mail.example:466").unwrap();
        assert!(server.is_implicit && !server.is_loopback());
        assert_eq!(server.credentials, Some(("user@b.cn".into(), "p:w".into())));
        assert_eq!(
            (server.host.as_str(), server.port),
            ("mail.example", Some(466))
        );
        let local = Server::read("smtp://[::1]:2525/").unwrap();
        assert!(local.is_loopback());
        assert_eq!(local.port, Some(2_525));
        assert!(Server::read("smtp://localhost").unwrap().is_loopback());
        assert!(
            !Server::read("smtp://localhost.example")
                .unwrap()
                .is_loopback()
        );
    }

    #[test]
    fn a_url_that_is_none_is_refused_and_not_repeated() {
        for url in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp://hunter2@mail.example",
            "smtp://u:hunter2%G1@mail.example",
            "smtp://mail.example:port",
            "smtp://mail example",
        ] {
            let error = Smtp::new(url, "a@b.cn").unwrap_err();
            assert_eq!(error, SmtpConfigError::Url, "{url}");
            assert!(!error.to_string().contains("hunter2"));
        }
        let error = Smtp::new("smtp://mail.example", "nobody").unwrap_err();
        assert_eq!(error, SmtpConfigError::From);
    }

    #[test]
    fn an_address_is_one_address() {
        assert!(address("asdas@bamboocloud.cn").is_some());
        for text in [
            "",
            "a",
            "a@b.cn\r\nBcc: c@d.cn",
            "a@b.cn\nx",
            "a@b.cn, c@d.cn",
            "a@b.cn;c@d.cn",
            "Name <a@b.cn>",
            "a b@c.cn",
            "a@b.cn\0",
            "a@b.cn\u{2028}",
        ] {
            assert!(address(text).is_none(), "{text:?}");
        }
    }
}
