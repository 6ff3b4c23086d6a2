//! Challenges, budgets, quotas.

use super::*;

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

both! {
    a_challenge_has_its_tries_and_ends,
    a_budget_outlives_challenges_and_begins_anew_after_the_cool_down,
    a_challenge_is_consumed_once_with_its_change,
    a_challenge_is_not_redeemed_for_an_address_that_moved,
    a_quota_counts_in_windows,
}
