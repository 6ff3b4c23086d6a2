//! Messages, and what is removed in time.

use super::*;

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
    a_message_is_taken_by_one_worker_and_again_after_it_died,
    what_has_ended_is_removed_some_time_later,
    what_was_not_sent_in_time_is_ended_and_keeps_no_secret,
}
