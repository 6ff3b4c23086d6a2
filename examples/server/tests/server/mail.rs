//! Messages: from the outbox to a mail server.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::ciam::{self, otp_send, reset};
use crate::support::smtp::{MailServer, Manner};
use crate::support::{ADMIN, Answer, Backend, Folder, KEYS, Server, ZHANGWEI, both};

const KNOWN: &str = "MOCK_EMAIL@163.com";
const OTHER: &str = "asdas@bamboocloud.cn";
const UNKNOWN: &str = "nobody@example.com";
const NEW: &str = "Violet#Brisk1";

/// The demo with a mail server.
fn demo(backend: Backend, mail: &MailServer) -> Server {
    let folder = Arc::new(Folder::new());
    let database = backend.new_database(&folder);
    demo_at(&folder, &database, mail)
}

fn demo_at(folder: &Arc<Folder>, database: &str, mail: &MailServer) -> Server {
    folder.write("config.json", KEYS);
    let (url, from) = (mail.url(), "login@example.com");
    let arguments = [
        "--config",
        "config.json",
        "--smtp",
        &url,
        "--mail-from",
        from,
    ];
    Server::demo_at(folder, database, &arguments)
}

fn a_code_arrives_and_then_the_notice(backend: Backend) {
    let mail = MailServer::start(Manner::Well);
    let server = demo(backend, &mail);
    let sent = otp_send(server.address, KNOWN).header("Accept-Language", "zh");
    let token = sent.send().member("otp_token");
    let mails = mail.wait_for(1);
    assert_eq!(mails[0].recipients, ["MOCK_EMAIL@163.com"]);
    assert!(mails[0].text().contains("您的账号"), "{}", mails[0].text());
    assert_eq!(mails[0].header("From"), "login@example.com");
    assert_eq!(mails[0].header("Auto-Submitted"), "auto-generated");
    assert!(mails[0].header("Subject").starts_with("=?utf-8?"));
    let code = mails[0].code();
    let answer = reset(server.address, KNOWN, &token, &code, NEW).send();
    assert_eq!(ciam::error(&answer), "");
    let mails = mail.wait_for(2);
    assert_eq!(mails[1].recipients, ["MOCK_EMAIL@163.com"]);
    assert!(
        mails[1]
            .header("Subject")
            .contains("Your password was changed")
    );
    assert!(!mails[1].text().contains(NEW));
}

fn a_temporary_password_arrives_and_is_in_no_row_any_more(backend: Backend) {
    let mail = MailServer::start(Manner::Well);
    let server = demo(backend, &mail);
    let token = server.token(ADMIN);
    let path = format!("/api/v2/tenant/users/{ZHANGWEI}/rest-password?send_mode=EMAIL");
    let call = server
        .put(&path)
        .header("Authorization", format!("Bearer {token}"));
    assert_eq!(call.send().status, 200);
    let sealed = "SELECT content FROM outbox WHERE content LIKE '%temporary%'";
    let mails = mail.wait_for(2);
    let temporary = mails
        .iter()
        .find(|mail| mail.text().contains("temporary") || mail.text().contains("Until"));
    let text = temporary.expect("the password").text();
    let password = text
        .lines()
        .find(|line| line.starts_with("    "))
        .unwrap()
        .trim();
    let login = server.login("zhangwei", password);
    assert_eq!(login.member("status"), "PASSWORD_EXPIRED", "{}", login.body);
    let began = Instant::now();
    while server.database().texts(sealed) != [r#"{"template":"temporary_password","sealed":null}"#]
    {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "it is still sealed"
        );
        thread::sleep(Duration::from_millis(20));
    }
}

fn answers_tell_nothing_of_who_is_known_however_the_mail_server_is(backend: Backend) {
    for manner in [
        Manner::Well,
        Manner::Slow(Duration::from_secs(3)),
        Manner::Closes,
        Manner::Refuses(550),
    ] {
        let mail = MailServer::start(manner);
        let server = demo(backend, &mail);
        let began = Instant::now();
        let known = otp_send(server.address, KNOWN).send();
        let unknown = otp_send(server.address, UNKNOWN).send();
        // An answer that waited for a mail would have waited for the first step at least.
        assert!(began.elapsed() < Duration::from_secs(3), "{manner:?}");
        assert_eq!(shape(&known), shape(&unknown), "{manner:?}");
        // Asked again too soon, and a wrong code: the same for both.
        let again = [KNOWN, UNKNOWN].map(|email| otp_send(server.address, email).send());
        let again = again.map(|answer| without_wait(&answer));
        assert_eq!(again[0], again[1], "{manner:?}");
        let wrong = [(KNOWN, &known), (UNKNOWN, &unknown)].map(|(email, answer)| {
            let token = answer.member("otp_token");
            reset(server.address, email, &token, "0", NEW).send()
        });
        assert_eq!(wrong[0].bytes(), wrong[1].bytes(), "{manner:?}");
    }
}

fn what_could_not_be_sent_is_sent_later(backend: Backend) {
    let mail = MailServer::start(Manner::Closes);
    let server = demo(backend, &mail);
    otp_send(server.address, KNOWN).send();
    server.wait_for_output(0, "was not sent");
    assert!(mail.mails().is_empty());
    mail.becomes(Manner::Well);
    assert_eq!(mail.wait_for(1)[0].recipients, ["MOCK_EMAIL@163.com"]);
    mail.becomes(Manner::Refuses(451));
    let logged = server.output().len();
    otp_send(server.address, OTHER).send();
    server.wait_for_output(logged, "was not sent");
    mail.becomes(Manner::Well);
    assert_eq!(mail.wait_for(2)[1].recipients, [OTHER]);
}

fn what_is_refused_for_good_is_not_tried_again(backend: Backend) {
    let mail = MailServer::start(Manner::Refuses(550));
    let server = demo(backend, &mail);
    otp_send(server.address, KNOWN).send();
    server.wait_for_output(0, "refused for good");
    let states = server.database().texts("SELECT state FROM outbox");
    assert_eq!(states, ["failed"]);
    for secret in ["163.com", "MOCK_EMAIL"] {
        assert!(!server.log().contains(secret));
    }
}

fn a_server_that_was_killed_leaves_its_messages_to_the_next(backend: Backend) {
    let mail = MailServer::start(Manner::Closes);
    let folder = Arc::new(Folder::new());
    let database = backend.new_database(&folder);
    let server = demo_at(&folder, &database, &mail);
    otp_send(server.address, KNOWN).send();
    server.wait_for_output(0, "was not sent");
    server.kill();
    mail.becomes(Manner::Well);
    let _server = demo_at(&folder, &database, &mail);
    assert_eq!(mail.wait_for(1)[0].recipients, ["MOCK_EMAIL@163.com"]);
}

fn asked_to_stop_a_server_ends_the_mail_that_it_is_sending(backend: Backend) {
    // Seven answers each.
    let mail = MailServer::start(Manner::Slow(Duration::from_millis(500)));
    let server = demo(backend, &mail);
    let mut database = server.database();
    otp_send(server.address, KNOWN).send();
    while database.numbers("SELECT attempts FROM outbox") == [0] {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(server.stop().status.success());
    assert_eq!(mail.mails().len(), 1);
    assert_eq!(database.texts("SELECT state FROM outbox"), ["sent"]);
}

/// Everything of an answer but how many seconds are left: between two calls one may have passed.
fn without_wait(answer: &Answer) -> String {
    let wait = answer.header("Retry-After");
    let seconds: u32 = wait.parse().unwrap();
    assert!((1..=30).contains(&seconds), "{seconds}");
    let header = format!("retry-after: {wait}\n");
    assert!(answer.bytes().contains(&header));
    answer.bytes().replace(&header, "")
}

/// Everything of an answer but the bytes of its token.
fn shape(answer: &Answer) -> (u16, usize, String) {
    let token = answer.member("otp_token");
    assert!(!token.is_empty(), "{}", answer.body);
    let masked = answer.bytes().replace(&token, "TOKEN");
    (answer.status, token.len(), masked)
}

both! {
    a_code_arrives_and_then_the_notice,
    a_temporary_password_arrives_and_is_in_no_row_any_more,
    answers_tell_nothing_of_who_is_known_however_the_mail_server_is,
    what_could_not_be_sent_is_sent_later,
    what_is_refused_for_good_is_not_tried_again,
    a_server_that_was_killed_leaves_its_messages_to_the_next,
    asked_to_stop_a_server_ends_the_mail_that_it_is_sending,
}
