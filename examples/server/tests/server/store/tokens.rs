//! Tokens, sessions, CAPTCHAs.

use super::*;

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

both! {
    a_state_token_is_used_once_by_its_own_application,
    a_session_is_made_for_the_seen_version_alone,
    a_captcha_and_its_proof_are_used_once,
}
