//! Accounts and the changes of their passwords.

use super::*;

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

both! {
    an_account_is_found_by_id_name_and_address_in_its_own_tenant,
    a_change_is_made_on_the_seen_version_alone,
    a_temporary_password_is_kept_sealed_until_it_is_sent,
}
