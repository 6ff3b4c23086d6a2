//! How a mail server is spoken to: step by step, and no step may take for ever.
//!
//! The SMTP library's own transport waits without end for a server that took the connection and
//! says nothing, and after STARTTLS it takes for an answer what came before TLS. Both would let
//! one bad server, or somebody on the way to it, hold up or mislead the sending of all mail.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::SendError;

/// How long the server may take for each step.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take for all of them: less than a message is left to who sends it.
pub(super) const PATIENCE_IN_ALL: Duration = Duration::from_secs(40);

/// How what is said is kept from others.
pub(super) enum Security {
    /// Not at all: on a loopback address alone.
    Plain,
    /// By TLS before anything is said of a mail.
    StartTls(TlsParameters),
    /// By TLS from the first byte.
    Tls(TlsParameters),
}

/// A mail server.
pub(super) struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub credentials: Option<Credentials>,
    /// For each step.
    pub patience: Duration,
    pub patience_in_all: Duration,
}

impl MailServer {
    /// Hands over a mail for one address.
    pub async fn deliver(
        &self,
        from: &Address,
        to: &Address,
        mail: &[u8],
    ) -> Result<(), SendError> {
        let handing_over = async {
            let mut connection = self.open().await?;
            let answer = self.hand_over(&mut connection, from, to, mail).await;
            Ok((connection, answer))
        };
        let all = timeout(self.patience_in_all, handing_over).await;
        let (mut connection, answer) = all.unwrap_or(Err(SendError::Later))?;
        // Says QUIT. What the server says to that changes nothing.
        let _ = timeout(self.patience, connection.abort()).await;
        answer
    }

    /// A connection on which a mail may be spoken of.
    async fn open(&self) -> Result<AsyncSmtpConnection, SendError> {
        let name = ClientId::default();
        let server = (self.host.as_str(), self.port);
        let mut connection = if let Security::Tls(tls) = &self.security {
            let tls = Some(tls.clone());
            let patience = Some(self.patience);
            let opening = AsyncSmtpConnection::connect_tokio1(server, patience, &name, tls, None);
            self.step(opening, of_server).await?
        } else {
            let stream = timeout(self.patience, TcpStream::connect(server)).await;
            let stream = stream.map_err(|_| SendError::Later)?;
            let stream = Bytewise(stream.map_err(|_| SendError::Later)?);
            let opening = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &name);
            self.step(opening, of_server).await?
        };
        if let Security::StartTls(tls) = &self.security {
            self.step(connection.starttls(tls.clone(), &name), of_server)
                .await?;
        }
        if let Some(credentials) = &self.credentials {
            let showing = connection.auth(DEFAULT_MECHANISMS, credentials);
            self.step(showing, of_server).await?;
        }
        Ok(connection)
    }

    async fn hand_over(
        &self,
        connection: &mut AsyncSmtpConnection,
        from: &Address,
        to: &Address,
        mail: &[u8],
    ) -> Result<(), SendError> {
        let mut parameters = Vec::new();
        if ![from, to]
            .iter()
            .all(|address| address.to_string().is_ascii())
        {
            // RFC 6531, section 3.4. A server that does not know such addresses has nobody there.
            if !connection
                .server_info()
                .supports_feature(Extension::SmtpUtfEight)
            {
                return Err(SendError::Refused);
            }
            parameters.push(MailParameter::SmtpUtfEight);
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = Mail::new(Some(from.clone()), parameters);
        self.step(connection.command(from), of_mail).await?;
        let to = Rcpt::new(to.clone(), Vec::new());
        self.step(connection.command(to), of_mail).await?;
        self.step(connection.command(Data), of_mail).await?;
        self.step(connection.message(mail), of_mail).await?;
        Ok(())
    }

    async fn step<T>(
        &self,
        step: impl Future<Output = Result<T, Error>>,
        failed: fn(Error) -> SendError,
    ) -> Result<T, SendError> {
        match timeout(self.patience, step).await {
            Ok(answer) => answer.map_err(failed),
            Err(_) => Err(SendError::Later),
        }
    }
}

/// A server that refuses us has refused no mail: its settings or ours are wrong, and may be right
/// later.
fn of_server(_: Error) -> SendError {
    SendError::Later
}

/// What the server says of a mail. Its words may repeat the address: only their kind is told.
fn of_mail(error: Error) -> SendError {
    match error.is_permanent() {
        true => SendError::Refused,
        false => SendError::Later,
    }
}

/// A stream that is read a byte at a time, so that nobody reads beyond the line that answers
/// STARTTLS: what somebody put behind it comes to TLS, which refuses it, and is never taken for an
/// answer that came through TLS (RFC 3207, section 6).
#[derive(Debug)]
struct Bytewise(TcpStream);

impl AsyncTokioStream for Bytewise {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.0.peer_addr()
    }
}

impl AsyncRead for Bytewise {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if into.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        let mut byte = [0];
        let mut byte = ReadBuf::new(&mut byte);
        ready!(Pin::new(&mut self.0).poll_read(context, &mut byte))?;
        into.put_slice(byte.filled());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Bytewise {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::super::scripted::Scripted;
    use super::*;

    const WELL: [&str; 6] = [
        "220 test",
        "250 test",
        "250 ok",
        "250 ok",
        "354 go on",
        "250 ok",
    ];
    const STARTTLS: [&str; 3] = ["220 test", "250-test\r\n250 STARTTLS", "220 go"];

    fn known_at(server: &Scripted, security: Security) -> MailServer {
        MailServer {
            host: "127.0.0.1".into(),
            port: server.port,
            security,
            credentials: None,
            patience: Duration::from_millis(200),
            patience_in_all: PATIENCE_IN_ALL,
        }
    }

    fn tls() -> Security {
        Security::StartTls(TlsParameters::new("localhost".into()).unwrap())
    }

    async fn deliver(server: &MailServer, to: &str) -> Result<(), SendError> {
        let [from, to] = ["login@example.com", to].map(|address| address.parse().unwrap());
        let delivered = server.deliver(&from, &to, b"Subject: a\r\n\r\nb\r\n");
        timeout(Duration::from_secs(8), delivered).await.unwrap()
    }

    #[tokio::test]
    async fn a_server_that_falls_silent_is_left_at_every_step() {
        for answers in 0..WELL.len() {
            let script = Scripted::start(&WELL[..answers]);
            let server = known_at(&script, Security::Plain);
            let answer = deliver(&server, "a@b.cn").await;
            assert_eq!(answer, Err(SendError::Later), "after {answers}");
        }
        let script = Scripted::start(&STARTTLS);
        let answer = deliver(&known_at(&script, tls()), "a@b.cn").await;
        assert_eq!(answer, Err(SendError::Later));
    }

    #[tokio::test]
    async fn all_steps_together_have_an_end_before_that_of_each() {
        let script = Scripted::start(&WELL[..3]);
        let mut server = known_at(&script, Security::Plain);
        server.patience = Duration::from_secs(99);
        server.patience_in_all = Duration::from_millis(300);
        assert_eq!(deliver(&server, "a@b.cn").await, Err(SendError::Later));
    }

    #[tokio::test]
    async fn a_mail_that_was_taken_is_sent_though_the_server_says_no_goodbye() {
        let script = Scripted::start(&WELL);
        let server = known_at(&script, Security::Plain);
        assert_eq!(deliver(&server, "a@b.cn").await, Ok(()));
        let heard = script.heard();
        assert!(heard.contains(&"RCPT TO:<a@b.cn>".into()), "{heard:?}");
        assert_eq!(heard.last().unwrap(), "QUIT");
    }

    #[tokio::test]
    async fn what_is_said_of_the_mail_decides_whether_it_is_tried_again() {
        for at in 2..WELL.len() {
            for (says, expected) in [("550 no", SendError::Refused), ("451 no", SendError::Later)] {
                let mut script = WELL;
                script[at] = says;
                let script = Scripted::start(&script);
                let server = known_at(&script, Security::Plain);
                let answer = deliver(&server, "a@b.cn").await;
                assert_eq!(answer, Err(expected), "{says} at {at}");
            }
        }
    }

    #[tokio::test]
    async fn a_server_that_refuses_us_has_refused_no_mail() {
        let auth = "250-test\r\n250 AUTH PLAIN";
        for script in [
            &["554 no service"][..],
            &["220 test", "550 who"],
            &["220 test", auth, "535 wrong password"],
            &["220 test", "250 no AUTH here"],
        ] {
            let script = Scripted::start(script);
            let mut server = known_at(&script, Security::Plain);
            server.credentials = Some(Credentials::new("u".into(), "p".into()));
            let answer = deliver(&server, "a@b.cn").await;
            assert_eq!(answer, Err(SendError::Later));
        }
    }

    #[tokio::test]
    async fn nothing_is_said_of_a_mail_or_a_password_where_tls_is_not_offered() {
        let script = Scripted::start(&["220 test", "250-test\r\n250 AUTH PLAIN", "250 ok"]);
        let mut server = known_at(&script, tls());
        server.credentials = Some(Credentials::new("u".into(), "p".into()));
        assert_eq!(deliver(&server, "a@b.cn").await, Err(SendError::Later));
        let heard = script.heard();
        assert!(
            heard.iter().all(|line| line.starts_with("EHLO ")),
            "{heard:?}"
        );
    }

    #[tokio::test]
    async fn what_stands_behind_the_answer_to_starttls_comes_to_tls_which_refuses_it() {
        let [greeting, offer, go] = STARTTLS;
        let injected = format!("{go}\r\n250-test\r\n250 AUTH PLAIN");
        let script = Scripted::start(&[greeting, offer, &injected]);
        let mut server = known_at(&script, tls());
        server.patience = Duration::from_secs(6);
        let began = Instant::now();
        assert_eq!(deliver(&server, "a@b.cn").await, Err(SendError::Later));
        // Had it been kept for later, TLS would have waited for the server's hello.
        assert!(began.elapsed() < server.patience, "TLS never saw it");
    }

    #[tokio::test]
    async fn an_address_beyond_ascii_goes_where_such_are_known() {
        let to = "张伟@例子.cn";
        let script = Scripted::start(&WELL);
        let answer = deliver(&known_at(&script, Security::Plain), to).await;
        assert_eq!(answer, Err(SendError::Refused));
        assert!(!script.heard().iter().any(|line| line.starts_with("MAIL")));
        let mut knows = WELL;
        knows[1] = "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8";
        let script = Scripted::start(&knows);
        let answer = deliver(&known_at(&script, Security::Plain), to).await;
        assert_eq!(answer, Ok(()));
        assert!(script.heard().contains(&format!("RCPT TO:<{to}>")));
    }
}
