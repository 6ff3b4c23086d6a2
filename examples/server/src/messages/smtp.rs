//! Mail by SMTP.

use std::net::IpAddr;

use async_trait::async_trait;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::TlsParameters;
use repass::otp::Channel;
use thiserror::Error;
use zeroize::Zeroizing;

use super::connection::{MailServer, PATIENCE, PATIENCE_IN_ALL, Security};
use super::{Message, SendError, Sender, render};

/// Sends mail through a server.
pub struct Smtp {
    server: MailServer,
    from: Address,
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
        let (security, port) = match (server.is_implicit, server.is_loopback()) {
            (true, _) => (Security::Tls(tls()?), 465),
            (false, false) => (Security::StartTls(tls()?), 587),
            (false, true) => (Security::Plain, 25),
        };
        let credentials = server.credentials;
        Ok(Self {
            server: MailServer {
                host: server.host,
                port: server.port.unwrap_or(port),
                security,
                credentials: credentials.map(|(user, password)| Credentials::new(user, password)),
                patience: PATIENCE,
                patience_in_all: PATIENCE_IN_ALL,
            },
            from,
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
            .from(Mailbox::new(None, self.from.clone()))
            .to(Mailbox::new(None, to.clone()))
            .subject(rendered.subject)
            .message_id(None)
            // Nobody's automatic answer to an automatic message (RFC 3834, section 5).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".into(),
            ))
            .singlepart(body)
            .map_err(|_| SendError::Refused)?;
        let mail = Zeroizing::new(mail.formatted());
        self.server.deliver(&self.from, &to, &mail).await
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
    use std::time::Duration;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use repass::fault::Lang;
    use repass::secret::Secret;

    use super::super::Tells;
    use super::super::scripted::Scripted;
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

    #[tokio::test]
    async fn a_mail_arrives_whole_with_one_recipient_and_all_headers() {
        let answers = [
            "220 test",
            "250 test",
            "250 ok",
            "250 ok",
            "354 go on",
            "250 ok",
            "221 bye",
        ];
        let server = Scripted::start(&answers);
        let url = format!("smtp://127.0.0.1:{}", server.port);
        let message = Message {
            channel: Channel::Email,
            to: "asdas@bamboocloud.cn".into(),
            lang: Lang::Zh,
            tells: Tells::VerificationCode {
                code: Secret::new("040507"),
                valid_for: Duration::from_secs(300),
            },
        };
        let smtp = Smtp::new(&url, "login@example.com").unwrap();
        assert_eq!(smtp.send(&message).await, Ok(()));

        let heard = server.heard();
        assert!(heard.iter().all(|line| line.is_ascii() && line.len() < 998));
        let recipients = heard.iter().filter(|line| line.starts_with("RCPT"));
        assert_eq!(
            recipients.collect::<Vec<_>>(),
            ["RCPT TO:<asdas@bamboocloud.cn>"]
        );
        let mail = heard.join("\n");
        let (_, mail) = mail.split_once("DATA\n").unwrap();
        let (head, body) = mail.split_once("\n\n").unwrap();
        for header in [
            "From: login@example.com",
            "To: asdas@bamboocloud.cn",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(head.lines().any(|line| line == header), "{header}: {head}");
        }
        for name in ["Date: ", "Message-ID: <", "Subject: =?utf-8?"] {
            let named = head.lines().filter(|line| line.starts_with(name));
            assert_eq!(named.count(), 1, "{name}: {head}");
        }
        let (body, _) = body.split_once("\n.\n").unwrap();
        let text = STANDARD.decode(body.replace('\n', "")).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.starts_with("有人为您的账号请求了验证码。"), "{text}");
        assert!(
            text.contains("    040507") && text.contains("5 分钟"),
            "{text}"
        );
    }

    #[tokio::test]
    async fn what_is_no_single_address_comes_to_no_server() {
        let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        server.set_nonblocking(true).unwrap();
        let url = format!("smtp://{}", server.local_addr().unwrap());
        let smtp = Smtp::new(&url, "login@example.com").unwrap();
        for to in [
            "a@b.cn\r\nRCPT TO:<c@d.cn>",
            "a@b.cn, c@d.cn",
            "Name <a@b.cn>",
        ] {
            let message = Message {
                channel: Channel::Email,
                to: to.into(),
                lang: Lang::En,
                tells: Tells::PasswordChanged,
            };
            assert_eq!(smtp.send(&message).await, Err(SendError::Refused));
        }
        assert!(server.accept().is_err());
    }

    #[test]
    fn only_a_loopback_address_is_spoken_to_without_tls() {
        let security = |url| Smtp::new(url, "a@b.cn").unwrap().server.security;
        for url in [
            "smtp://127.0.0.1",
            "smtp://[::1]:25",
            "smtp://u:p@localhost",
        ] {
            assert!(matches!(security(url), Security::Plain), "{url}");
        }
        for url in [
            "smtp://u:p@mail.example",
            "smtp://10.0.0.1",
            "smtp://127.0.0.1.example",
        ] {
            assert!(matches!(security(url), Security::StartTls(_)), "{url}");
        }
        for url in ["smtps://mail.example", "smtps://127.0.0.1"] {
            assert!(matches!(security(url), Security::Tls(_)), "{url}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_the_server() {
        let smtp = Smtp::new("smtp://user:hunter2@mail.example", "a@b.cn").unwrap();
        assert_eq!(format!("{smtp:?}"), "Smtp");
    }
}
