//! The storage effects, one by one, on both databases.

use std::sync::Arc;

use repass::fault::{Lang, Profile};
use repass::operation::{AccountStatus, PasswordChange, TemporaryPassword, Whose};
use repass::otp::{ChallengeId, Channel, KeyRing, Limits, Purpose, Quota, Recipient, Scope};
use repass::secret::Secret;
use repass::wire::LoginStatus;
use repass_server::store::{
    CaptchaProof, Change, Claim, Content, NewAccount, NewChallenge, NewSession, Outcome,
    Redemption, StateToken, Store, Stored,
};

use crate::support::{Backend, Folder, Rows, both, runtime};

const NOW: i64 = 1_700_000_000_000;
const LIMITS: Limits = Limits::CIAM;

/// Runs a test on a store with one account, `u`, in it.
fn with_store(backend: Backend, test: impl AsyncFnOnce(Arc<dyn Store>, &str)) {
    let folder = Folder::new();
    let url = backend.new_database(&folder);
    runtime().block_on(async {
        let store = Backend::open(&url).await;
        assert!(store.add_account(&account("u"), NOW).await.unwrap());
        test(Arc::clone(&store), &url).await;
        store.close().await;
    });
}

fn account(id: &str) -> NewAccount<'_> {
    static FIRST: std::sync::LazyLock<Secret> = std::sync::LazyLock::new(|| Secret::new("first"));
    NewAccount {
        id,
        tenant: "t",
        username: "Zhang",
        name: Some("张伟"),
        email: Some("Someone@Example.com"),
        mobile: Some("+86-13800138000"),
        status: AccountStatus::Active,
        password_hash: &FIRST,
    }
}

fn scope() -> Scope {
    Scope {
        tenant: "t".into(),
        client_id: "c".into(),
        recipient: Recipient::email("someone@example.com").unwrap(),
    }
}

fn id(byte: u8) -> ChallengeId {
    let ring = KeyRing::new(&[("k", &[1; 32])]).unwrap();
    ring.challenge_id([byte; 16])
}

fn change(seen_version: i64) -> PasswordChange {
    PasswordChange {
        user_id: "u".into(),
        seen_version,
        hash: Secret::new(format!("hash {seen_version}")),
        must_change: true,
        remember: 2,
        state_token: None,
        temporary: None,
    }
}

fn with_change(change: &PasswordChange) -> Change<'_> {
    Change {
        change,
        keep: 2,
        lang: Lang::Zh,
        sealed: None,
        now: NOW,
    }
}

async fn open(store: &dyn Store, id: &ChallengeId, deliver_to: Option<&str>) -> Option<u32> {
    let (scope, purpose) = (scope(), Purpose::ResetPassword);
    let content = Content::VerificationCode {
        scope: scope.clone(),
        id: id.clone(),
        purpose,
        profile: Profile::TencentCiam,
    };
    let challenge = NewChallenge {
        scope: &scope,
        id,
        purpose,
        opened_at: NOW,
        expires_at: NOW + LIMITS.token_lives,
        failures: LIMITS.failures,
        cool_down: LIMITS.cool_down,
        deliver_to,
        lang: Lang::En,
        content: &content,
    };
    store.open_challenge(&challenge).await.unwrap()
}

async fn claim(store: &dyn Store, named: Option<&ChallengeId>, now: i64) -> Option<ChallengeId> {
    let scope = scope();
    let claim = Claim {
        scope: &scope,
        id: named,
        tries: LIMITS.tries,
        failures: LIMITS.failures,
        cool_down: LIMITS.cool_down,
        now,
    };
    let claimed = store.claim_attempt(&claim).await.unwrap();
    claimed.map(|claimed| {
        assert_eq!(
            (claimed.purpose, claimed.opened_at),
            (Purpose::ResetPassword, NOW)
        );
        claimed.id
    })
}

async fn redeem(store: &dyn Store, id: &ChallengeId, operation_id: &str, version: i64) -> Stored {
    let change = change(version);
    let redemption = Redemption {
        scope: &scope(),
        id,
        operation_id,
        change: with_change(&change),
    };
    store.redeem(&redemption).await.unwrap()
}

async fn version(store: &dyn Store) -> i64 {
    let found = store.account("t", &Whose::Id("u".into())).await.unwrap();
    found.unwrap().version
}

fn an_account_is_found_by_id_name_and_address_in_its_own_tenant(backend: Backend) {
    with_store(backend, async |store, _| {
        let by = [
            Whose::Id("u".into()),
            Whose::Username("zhang".into()),
            Whose::Recipient(Recipient::email("SOMEONE@example.COM").unwrap()),
            Whose::Recipient(Recipient::mobile("13800138000").unwrap()),
        ];
        for whose in &by {
            let found = store.account("t", whose).await.unwrap().unwrap();
            assert_eq!(found.subject.email.as_deref(), Some("Someone@Example.com"));
            assert_eq!((found.version, found.must_change), (1, false));
            assert!(store.account("other", whose).await.unwrap().is_none());
        }
        for nobody in ["v", "", "u\0", "%"] {
            let whose = Whose::Username(nobody.into());
            assert!(store.account("t", &whose).await.unwrap().is_none());
        }
        // Neither an id nor an address is given twice.
        assert!(!store.add_account(&account("u"), NOW).await.unwrap());
        assert!(store.add_account(&account("v"), NOW).await.is_err());
    });
}

fn a_change_is_made_on_the_seen_version_alone(backend: Backend) {
    with_store(backend, async |store, url| {
        let changed = store.store_password(&with_change(&change(1))).await;
        assert_eq!(changed.unwrap(), Stored::Done);
        let again = store.store_password(&with_change(&change(1))).await;
        assert_eq!(again.unwrap(), Stored::AccountChanged);
        for version in 2..5 {
            let changed = store.store_password(&with_change(&change(version))).await;
            assert_eq!(changed.unwrap(), Stored::Done);
        }
        let hashes = store.hashes("u", 5).await.unwrap();
        let hashes: Vec<&str> = hashes.iter().map(Secret::expose).collect();
        assert_eq!(hashes, ["hash 4", "hash 3", "hash 2"]);
        assert_eq!(store.hashes("u", 1).await.unwrap().len(), 2);
        let mut database = Rows::open(url).await;
        let sql = "SELECT session_generation FROM accounts";
        assert_eq!(database.numbers(sql).await, [5]);
        // The notice goes to both addresses, in the language of who changed it.
        let messages = store.newest_messages(100).await.unwrap();
        assert_eq!(messages.len(), 8);
        assert!(
            messages
                .iter()
                .all(|message| message.lang == Lang::Zh
                    && message.content == Content::PasswordChanged)
        );
        database
            .execute("UPDATE accounts SET status = 'frozen'")
            .await;
        let frozen = store.store_password(&with_change(&change(5))).await;
        assert_eq!(frozen.unwrap(), Stored::AccountChanged);
        assert_eq!(version(&*store).await, 5);
    });
}

fn a_temporary_password_is_kept_sealed_until_it_is_sent(backend: Backend) {
    with_store(backend, async |store, _| {
        let mut new = change(1);
        new.temporary = Some(TemporaryPassword {
            password: Secret::new("Brook#71Lantern"),
            channel: Channel::Sms,
            deliver_to: "+86-13800138000".into(),
            expires_at: NOW + 1_000,
        });
        let change = Change {
            sealed: Some("sealed"),
            ..with_change(&new)
        };
        assert_eq!(store.store_password(&change).await.unwrap(), Stored::Done);
        let found = store.account("t", &Whose::Id("u".into())).await.unwrap();
        assert_eq!(found.unwrap().password_expires_at, Some(NOW + 1_000));
        let due = store.take_due(&[Channel::Sms], NOW, NOW + 60_000, 10);
        let due = due.await.unwrap();
        let sealed = |sealed: Option<&str>| Content::TemporaryPassword {
            sealed: sealed.map(Into::into),
        };
        assert_eq!(due[1].content, sealed(Some("sealed")));
        store.finish_message(&due[1], Outcome::Sent).await.unwrap();
        let newest = store.newest_messages(1).await.unwrap();
        assert_eq!(newest[0].content, sealed(None));
        // A password that is set by the person is not temporary any more.
        let own = self::change(2);
        let stored = store.store_password(&with_change(&own)).await.unwrap();
        assert_eq!(stored, Stored::Done);
        let found = store.account("t", &Whose::Id("u".into())).await.unwrap();
        assert_eq!(found.unwrap().password_expires_at, None);
    });
}

fn a_challenge_has_its_tries_and_ends(backend: Backend) {
    with_store(backend, async |store, _| {
        assert_eq!(claim(&*store, None, NOW).await, None);
        assert_eq!(open(&*store, &id(1), None).await, None);
        assert_eq!(claim(&*store, Some(&id(2)), NOW).await, None);
        let end = NOW + LIMITS.token_lives;
        assert_eq!(claim(&*store, None, end).await, None);
        for named in [None, Some(&id(1)), None, None, None] {
            assert_eq!(claim(&*store, named, end - 1).await, Some(id(1)));
        }
        assert_eq!(claim(&*store, None, NOW).await, None);
        // A new one takes its place, with tries of its own.
        assert_eq!(open(&*store, &id(2), None).await, None);
        assert_eq!(claim(&*store, Some(&id(1)), NOW).await, None);
        assert_eq!(claim(&*store, Some(&id(2)), NOW).await, Some(id(2)));
    });
}

fn a_budget_outlives_challenges_and_begins_anew_after_the_cool_down(backend: Backend) {
    with_store(backend, async |store, _| {
        for round in 0..10 {
            assert_eq!(open(&*store, &id(round), None).await, None);
            for _ in 0..LIMITS.tries {
                assert!(claim(&*store, None, NOW).await.is_some());
            }
        }
        let seconds = u32::try_from(LIMITS.cool_down / 1_000).unwrap();
        assert_eq!(open(&*store, &id(99), None).await, Some(seconds));
        // What was refused replaced nothing.
        assert_eq!(claim(&*store, Some(&id(99)), NOW).await, None);
    });
}

fn a_challenge_is_consumed_once_with_its_change(backend: Backend) {
    with_store(backend, async |store, url| {
        open(&*store, &id(1), Some("Someone@Example.com")).await;
        claim(&*store, None, NOW).await.unwrap();
        assert_eq!(
            redeem(&*store, &id(2), "op", 1).await,
            Stored::ChallengeGone
        );
        assert_eq!(
            redeem(&*store, &id(1), "op", 7).await,
            Stored::AccountChanged
        );
        // The refused one left it as it was.
        assert!(!store.is_redeemer(&id(1), "op").await.unwrap());
        assert_eq!(redeem(&*store, &id(1), "op", 1).await, Stored::Done);
        assert_eq!(
            redeem(&*store, &id(1), "op 2", 2).await,
            Stored::ChallengeGone
        );
        assert!(store.is_redeemer(&id(1), "op").await.unwrap());
        assert!(!store.is_redeemer(&id(1), "op 2").await.unwrap());
        assert_eq!(claim(&*store, None, NOW).await, None);
        assert_eq!(version(&*store).await, 2);
        let mut database = Rows::open(url).await;
        let failures = database.numbers("SELECT failures FROM budgets").await;
        assert_eq!(failures, [0], "the attempt was no failure");
        // Who consumed it is known after another took its place.
        open(&*store, &id(3), None).await;
        assert!(store.is_redeemer(&id(1), "op").await.unwrap());
    });
}

fn a_challenge_is_not_redeemed_for_an_address_that_moved(backend: Backend) {
    with_store(backend, async |store, url| {
        open(&*store, &id(1), Some("Someone@Example.com")).await;
        claim(&*store, None, NOW).await.unwrap();
        let mut database = Rows::open(url).await;
        let moved = "UPDATE accounts SET email = 'b@c.cn', email_key = 'b@c.cn'";
        database.execute(moved).await;
        assert_eq!(
            redeem(&*store, &id(1), "op", 1).await,
            Stored::AccountChanged
        );
        assert!(!store.is_redeemer(&id(1), "op").await.unwrap());
    });
}

fn a_state_token_is_used_once_by_its_own_application(backend: Backend) {
    with_store(backend, async |store, _| {
        let (token, other) = (Secret::new("a token"), Secret::new("another"));
        let hash = repass_server::store::hash;
        let state = StateToken {
            client_id: "c",
            account_id: "u",
            version: 1,
            status: LoginStatus::PasswordExpired,
            expires_at: NOW + 1_000,
        };
        store.add_state_token(&hash(&token), &state).await.unwrap();
        let login = store.state_token(&hash(&token), "c", NOW).await.unwrap();
        let login = login.unwrap();
        assert_eq!(login.account_id, "u");
        assert_eq!(login.status, LoginStatus::PasswordExpired);
        for (token, client_id, now) in [
            (&token, "d", NOW),
            (&token, "c", NOW + 1_000),
            (&other, "c", NOW),
        ] {
            let found = store.state_token(&hash(token), client_id, now).await;
            assert!(found.unwrap().is_none());
            let taken = store.take_state_token(&hash(token), client_id, now).await;
            assert!(!taken.unwrap());
        }
        let mut new = change(1);
        new.state_token = Some(other);
        let gone = store.store_password(&with_change(&new)).await.unwrap();
        assert_eq!(gone, Stored::StateTokenGone);
        assert_eq!(version(&*store).await, 1, "nothing was stored");
        new.state_token = Some(token.clone());
        let done = store.store_password(&with_change(&new)).await.unwrap();
        assert_eq!(done, Stored::Done);
        let taken = store.take_state_token(&hash(&token), "c", NOW).await;
        assert!(!taken.unwrap(), "the change used it up");
    });
}

fn a_session_is_made_for_the_seen_version_alone(backend: Backend) {
    with_store(backend, async |store, url| {
        let session = |version, token| NewSession {
            token,
            client_id: "c",
            account_id: "u",
            version,
            expires_at: NOW + 1_000,
        };
        assert!(store.add_session(&session(1, &[1; 32])).await.unwrap());
        assert!(!store.add_session(&session(2, &[2; 32])).await.unwrap());
        store
            .store_password(&with_change(&change(1)))
            .await
            .unwrap();
        assert!(!store.add_session(&session(1, &[3; 32])).await.unwrap());
        let mut database = Rows::open(url).await;
        let live = "SELECT COUNT(*) FROM sessions JOIN accounts ON accounts.id = account_id
                    WHERE generation = session_generation";
        assert_eq!(database.numbers(live).await, [0], "the change ended it");
        database
            .execute("UPDATE accounts SET status = 'frozen'")
            .await;
        assert!(!store.add_session(&session(2, &[4; 32])).await.unwrap());
    });
}

fn a_captcha_and_its_proof_are_used_once(backend: Backend) {
    with_store(backend, async |store, _| {
        let token = [7; 32];
        store.add_captcha(&token, "c", 123, NOW + 1).await.unwrap();
        assert_eq!(store.take_captcha(&token, "d", NOW).await.unwrap(), None);
        assert_eq!(
            store.take_captcha(&token, "c", NOW + 1).await.unwrap(),
            None
        );
        assert_eq!(
            store.take_captcha(&token, "c", NOW).await.unwrap(),
            Some(123)
        );
        assert_eq!(store.take_captcha(&token, "c", NOW).await.unwrap(), None);
        let (own, others) = (
            Recipient::email("a@b.cn").unwrap(),
            Recipient::email("c@b.cn").unwrap(),
        );
        let proof = |recipient, client_id| CaptchaProof {
            token: &[8; 32],
            client_id,
            recipient,
        };
        store
            .add_captcha_proof(&proof(&own, "c"), NOW + 1)
            .await
            .unwrap();
        for (proof, now) in [
            (proof(&others, "c"), NOW),
            (proof(&own, "d"), NOW),
            (proof(&own, "c"), NOW + 1),
        ] {
            assert!(!store.take_captcha_proof(&proof, now).await.unwrap());
        }
        assert!(
            store
                .take_captcha_proof(&proof(&own, "c"), NOW)
                .await
                .unwrap()
        );
        assert!(
            !store
                .take_captcha_proof(&proof(&own, "c"), NOW)
                .await
                .unwrap()
        );
    });
}

fn a_quota_counts_in_windows(backend: Backend) {
    with_store(backend, async |store, _| {
        let quota = Quota {
            key: "k".repeat(100_000),
            limit: 2,
            window: 60_000,
        };
        let take = async |now| store.take_quota(&quota, now).await.unwrap();
        assert_eq!(take(NOW).await, None);
        assert_eq!(take(NOW + 59_000).await, None);
        assert_eq!(take(NOW + 59_001).await, Some(1));
        assert_eq!(take(NOW + 1).await, Some(60));
        assert_eq!(take(NOW + 60_000).await, None);
        assert_eq!(take(NOW + 60_000).await, None);
        assert_eq!(take(NOW + 60_001).await, Some(60));
    });
}

fn a_message_is_taken_by_one_worker_and_again_after_it_died(backend: Backend) {
    with_store(backend, async |store, _| {
        open(&*store, &id(1), Some("Someone@Example.com")).await;
        // A void row is for nobody.
        open(&*store, &id(2), None).await;
        let take = async |now| {
            let channels = [Channel::Email];
            store
                .take_due(&channels, now, now + 60_000, 10)
                .await
                .unwrap()
        };
        let (one, other) = tokio::join!(take(NOW), take(NOW));
        assert_eq!(one.len() + other.len(), 1);
        let later = take(NOW + 60_000).await;
        assert_eq!((later.len(), later[0].attempts), (1, 2));
        store
            .postpone_message(later[0].id, NOW + 70_000)
            .await
            .unwrap();
        assert!(take(NOW + 60_001).await.is_empty());
        let last = take(NOW + 70_000).await;
        store.finish_message(&last[0], Outcome::Sent).await.unwrap();
        assert!(take(NOW + 1_000_000).await.is_empty());
        let none = store.take_due(&[], NOW, NOW, 10).await.unwrap();
        assert!(none.is_empty());
    });
}

fn what_has_ended_is_removed_some_time_later(backend: Backend) {
    with_store(backend, async |store, url| {
        open(&*store, &id(1), None).await;
        claim(&*store, None, NOW).await.unwrap();
        let rows = "SELECT (SELECT COUNT(*) FROM challenges) + (SELECT COUNT(*) FROM budgets)";
        let mut database = Rows::open(url).await;
        let end = NOW + LIMITS.token_lives;
        store.sweep(end).await.unwrap();
        assert_eq!(database.numbers(rows).await, [2]);
        store.sweep(end + 600_000).await.unwrap();
        // Removing the budget with the challenge would give its failures back.
        assert_eq!(database.numbers(rows).await, [1]);
        store.sweep(NOW + LIMITS.cool_down + 600_000).await.unwrap();
        assert_eq!(database.numbers(rows).await, [0]);
    });
}

fn what_was_not_sent_in_time_is_ended_and_keeps_no_secret(backend: Backend) {
    with_store(backend, async |store, url| {
        let mut new = change(1);
        new.temporary = Some(TemporaryPassword {
            password: Secret::new("Brook#71Lantern"),
            channel: Channel::Sms,
            deliver_to: "+86-13800138000".into(),
            expires_at: NOW + 1_000,
        });
        let change = Change {
            sealed: Some("sealed"),
            ..with_change(&new)
        };
        assert_eq!(store.store_password(&change).await.unwrap(), Stored::Done);
        let mut database = Rows::open(url).await;
        let waiting = "SELECT content FROM outbox WHERE state = 'waiting' ORDER BY id";
        let notice = r#"{"template":"password_changed"}"#;
        store.sweep(NOW + 1_000).await.unwrap();
        assert_eq!(database.texts(waiting).await.len(), 3);
        store.sweep(NOW + 601_000).await.unwrap();
        assert_eq!(database.texts(waiting).await, [notice, notice]);
        let failed = "SELECT content FROM outbox WHERE state = 'failed'";
        let emptied = r#"{"template":"temporary_password","sealed":null}"#;
        assert_eq!(database.texts(failed).await, [emptied]);
    });
}

both! {
    what_was_not_sent_in_time_is_ended_and_keeps_no_secret,
    an_account_is_found_by_id_name_and_address_in_its_own_tenant,
    a_change_is_made_on_the_seen_version_alone,
    a_temporary_password_is_kept_sealed_until_it_is_sent,
    a_challenge_has_its_tries_and_ends,
    a_budget_outlives_challenges_and_begins_anew_after_the_cool_down,
    a_challenge_is_consumed_once_with_its_change,
    a_challenge_is_not_redeemed_for_an_address_that_moved,
    a_state_token_is_used_once_by_its_own_application,
    a_session_is_made_for_the_seen_version_alone,
    a_captcha_and_its_proof_are_used_once,
    a_quota_counts_in_windows,
    a_message_is_taken_by_one_worker_and_again_after_it_died,
    what_has_ended_is_removed_some_time_later,
}
