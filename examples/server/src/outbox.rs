//! What rows of the outbox become: a row into a message, a message on its way.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use repass::operation::Settings;
use repass::otp::{Binding, code};
use repass::secret::Secret;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::messages::{Message, SendError, Sender, Tells};
use crate::store::{Content, Outcome, Store, Waiting};
use crate::{clock, seal};

/// How many messages a worker sends at once. One that takes long keeps its own place and no other.
const AT_ONCE: usize = 16;
/// How long others leave a message to the worker that took it (ms): longer than sending may last.
const LEASE: i64 = 60_000;
/// How long it waits for more once one is written: what is written meanwhile is taken together, which
/// costs the database one write.
const GATHER: Duration = Duration::from_millis(50);
/// How often the worker looks for messages that another node wrote or that are due again.
const PAUSE: Duration = Duration::from_secs(1);
/// Waits after a failure (ms): a mail server that is down for a while costs no message its life.
const WAITS: [i64; 6] = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000];

/// The message of a row; none where it cannot be made: its key is not in this node's ring, or its
/// password was sent.
pub fn message(row: &Waiting, settings: &Settings) -> Option<Message> {
    let tells = match &row.content {
        Content::VerificationCode {
            scope,
            id,
            purpose,
            profile,
        } => {
            let limits = settings.limits(*profile);
            let binding = Binding {
                scope,
                purpose: *purpose,
            };
            Tells::VerificationCode {
                code: code(&settings.keys, id, binding, limits.digits)?,
                valid_for: milliseconds(limits.code_lives),
            }
        }
        Content::PasswordChanged => Tells::PasswordChanged,
        Content::TemporaryPassword { sealed } => Tells::TemporaryPassword {
            password: seal::open(&settings.keys, &row.deliver_to, sealed.as_ref()?)?,
            valid_for: milliseconds(row.expires_at - row.created_at),
        },
    };
    Some(Message {
        channel: row.channel,
        to: row.deliver_to.clone(),
        lang: row.lang,
        tells,
    })
}

/// When the message is no longer worth sending: a code ends before its challenge does.
fn end(row: &Waiting, settings: &Settings) -> i64 {
    match &row.content {
        Content::VerificationCode { profile, .. } => {
            let code_lives = settings.limits(*profile).code_lives;
            row.expires_at
                .min(row.created_at.saturating_add(code_lives))
        }
        _ => row.expires_at,
    }
}

fn milliseconds(time: i64) -> Duration {
    Duration::from_millis(u64::try_from(time).unwrap_or(0))
}

/// Seals a temporary password for its row.
pub fn sealed(settings: &Settings, deliver_to: &str, password: &Secret) -> Option<String> {
    seal::seal(&settings.keys, deliver_to, password)
}

/// Sends what is due.
#[derive(Debug, Clone)]
pub struct Worker {
    pub store: Arc<dyn Store>,
    pub sender: Arc<dyn Sender>,
    pub settings: Arc<Settings>,
    /// Told when this node wrote a message.
    pub written: Arc<Notify>,
}

impl Worker {
    /// Sends until `stop` is done; then it takes no more, and ends what it has begun.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut sending = JoinSet::new();
        loop {
            // A task that panicked leaves its message to the next who looks.
            while sending.try_join_next().is_some() {}
            let free = AT_ONCE.saturating_sub(sending.len());
            let taken = self.take(free).await;
            // Where every place was taken there may be more for the next that is free.
            let may_be_more = taken.len() == free;
            for row in taken {
                let worker = self.clone();
                sending.spawn(async move { worker.send_and_note(row).await });
            }
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = sending.join_next(), if may_be_more => {}
                written = timeout(PAUSE, self.written.notified()) => {
                    if written.is_ok() {
                        sleep(GATHER).await;
                    }
                }
            }
        }
        while sending.join_next().await.is_some() {}
    }

    /// Takes messages that are due; none where the outbox cannot be read, which is tried again.
    async fn take(&self, most: usize) -> Vec<Waiting> {
        let Some(most) = u32::try_from(most).ok().filter(|most| *most > 0) else {
            return Vec::new();
        };
        let (now, channels) = (clock::now(), self.sender.channels());
        let until = now.saturating_add(LEASE);
        let taken = self.store.take_due(channels, now, until, most).await;
        taken.unwrap_or_else(|error| {
            tracing::error!(%error, "the outbox cannot be read");
            Vec::new()
        })
    }

    async fn send_and_note(&self, row: Waiting) {
        let id = row.id;
        if let Err(error) = self.send(row).await {
            tracing::error!(id, %error, "what came of a message cannot be noted");
        }
    }

    async fn send(&self, row: Waiting) -> Result<(), sqlx::Error> {
        if clock::now() >= end(&row, &self.settings) {
            tracing::warn!(id = row.id, "a message is no longer worth sending");
            return self.store.finish_message(&row, Outcome::Failed).await;
        }
        let Some(message) = message(&row, &self.settings) else {
            // Keys change on one node after another: another may have this one.
            tracing::warn!(id = row.id, "a message is of a key that is not here");
            return self.postpone(&row).await;
        };
        match self.sender.send(&message).await {
            Ok(()) => {
                let outcome = match self.sender.shows_sent() {
                    true => Outcome::Shown,
                    false => Outcome::Sent,
                };
                self.store.finish_message(&row, outcome).await
            }
            Err(SendError::Refused) => {
                self.store.finish_message(&row, Outcome::Failed).await?;
                tracing::warn!(id = row.id, "a message was refused for good");
                Ok(())
            }
            Err(error @ SendError::Later) => {
                self.postpone(&row).await?;
                tracing::warn!(id = row.id, %error, "a message was not sent, and will be");
                Ok(())
            }
        }
    }

    /// Leaves it for later, the longer the more often it was tried.
    async fn postpone(&self, row: &Waiting) -> Result<(), sqlx::Error> {
        let place = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let [.., longest] = WAITS;
        let wait = WAITS.get(place).copied().unwrap_or(longest);
        let due_at = clock::now().saturating_add(wait);
        self.store.postpone_message(row.id, due_at).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use async_trait::async_trait;
    use repass::fault::{Lang, Profile};
    use repass::otp::{Channel, KeyRing, Limits, Purpose, Recipient, Scope};
    use sqlx::{AnyConnection, Connection, Executor};

    use super::*;
    use crate::demo::Temporary;
    use crate::store::{NewChallenge, SqlStore};

    const FIRST: &str = "first@example.com";
    const SECOND: &str = "second@example.com";
    const HOUR: i64 = 3_600_000;

    /// Notes whom a message went to; for all but the first person it takes a while.
    #[derive(Debug, Default)]
    struct Noted(Mutex<Vec<String>>);

    #[async_trait]
    impl Sender for Noted {
        fn channels(&self) -> &[Channel] {
            &[Channel::Email]
        }

        async fn send(&self, message: &Message) -> Result<(), SendError> {
            if message.to != FIRST {
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            self.0.lock().unwrap().push(message.to.clone());
            Ok(())
        }
    }

    struct Bench {
        folder: Temporary,
        store: Arc<SqlStore>,
        noted: Arc<Noted>,
    }

    impl Bench {
        async fn new() -> Self {
            let folder = Temporary::new().unwrap();
            let store = SqlStore::sqlite(&folder.file()).await.unwrap();
            Self {
                folder,
                store: Arc::new(store),
                noted: Arc::default(),
            }
        }

        /// Opens a challenge of CIAM's, whose message is thereby in the outbox.
        async fn write(&self, keys: &KeyRing, address: &str, opened_at: i64) {
            let scope = Scope {
                tenant: "t".into(),
                client_id: "c".into(),
                recipient: Recipient::email(address).unwrap(),
            };
            let (id, purpose) = (keys.challenge_id([7; 16]), Purpose::ResetPassword);
            let content = Content::VerificationCode {
                scope: scope.clone(),
                id: id.clone(),
                purpose,
                profile: Profile::TencentCiam,
            };
            let challenge = NewChallenge {
                scope: &scope,
                id: &id,
                purpose,
                opened_at,
                expires_at: opened_at + Limits::CIAM.token_lives,
                failures: Limits::CIAM.failures,
                cool_down: Limits::CIAM.cool_down,
                deliver_to: Some(address),
                lang: Lang::En,
                content: &content,
            };
            assert_eq!(self.store.open_challenge(&challenge).await.unwrap(), None);
        }

        fn worker(&self, keys: KeyRing) -> Worker {
            Worker {
                store: self.store.clone(),
                sender: self.noted.clone(),
                settings: Arc::new(Settings::new(keys)),
                written: Arc::default(),
            }
        }

        /// Sends what is due now.
        async fn send_due(&self, keys: KeyRing) {
            self.worker(keys).run(async {}).await;
        }

        /// How many messages wait; all of them are due at once thereafter.
        async fn waiting(&self) -> usize {
            let now = clock::now();
            let due = self.store.take_due(&[Channel::Email], now + HOUR, now, 9);
            due.await.unwrap().len()
        }

        /// Whether there is a message that no worker has taken yet.
        async fn waiting_to_be_taken(&self) -> bool {
            let newest = self.store.newest_messages(9).await.unwrap();
            newest.iter().any(|row| row.attempts == 0)
        }

        fn sent(&self) -> Vec<String> {
            self.noted.0.lock().unwrap().clone()
        }
    }

    fn ring(names: &[&str]) -> KeyRing {
        let keys: Vec<(&str, Vec<u8>)> = names
            .iter()
            .map(|name| (*name, name.as_bytes().repeat(32)))
            .collect();
        let keys: Vec<(&str, &[u8])> = keys.iter().map(|(name, key)| (*name, &key[..])).collect();
        KeyRing::new(&keys).unwrap()
    }

    #[tokio::test]
    async fn a_message_whose_end_cannot_be_noted_breaks_off_no_other() {
        let bench = Bench::new().await;
        for address in [FIRST, SECOND] {
            bench.write(&ring(&["a"]), address, clock::now()).await;
        }
        let url = format!("sqlite:{}", bench.folder.file().display());
        let mut beside = AnyConnection::connect(&url).await.unwrap();
        let refuses = "CREATE TRIGGER refuses BEFORE UPDATE OF state ON outbox
            WHEN old.deliver_to = 'first@example.com'
            BEGIN SELECT RAISE(ABORT, 'refused'); END";
        beside.execute(refuses).await.unwrap();
        bench.send_due(ring(&["a"])).await;
        assert_eq!(bench.sent(), [FIRST, SECOND]);
        assert_eq!(bench.waiting().await, 1);
    }

    #[tokio::test]
    async fn a_message_that_takes_long_holds_up_no_later_one() {
        let bench = Bench::new().await;
        bench.write(&ring(&["a"]), SECOND, clock::now()).await;
        let worker = bench.worker(ring(&["a"]));
        let written = worker.written.clone();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let running = tokio::spawn(worker.run(async { drop(stopped.await) }));
        while bench.waiting_to_be_taken().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bench.write(&ring(&["a"]), FIRST, clock::now()).await;
        written.notify_one();
        while bench.sent().is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(bench.sent(), [FIRST]);
        drop(stop);
        running.await.unwrap();
        assert_eq!(bench.sent(), [FIRST, SECOND]);
        assert_eq!(bench.waiting().await, 0);
    }

    #[tokio::test]
    async fn a_code_past_its_own_time_is_not_sent_though_its_challenge_lives() {
        let bench = Bench::new().await;
        let long_ago = clock::now() - Limits::CIAM.code_lives;
        bench.write(&ring(&["a"]), FIRST, long_ago).await;
        bench.write(&ring(&["a"]), SECOND, clock::now()).await;
        bench.send_due(ring(&["a"])).await;
        assert_eq!(bench.sent(), [SECOND]);
        assert_eq!(bench.waiting().await, 0);
    }

    #[tokio::test]
    async fn a_code_of_a_key_that_only_another_node_has_is_left_to_it() {
        let bench = Bench::new().await;
        bench
            .write(&ring(&["new", "old"]), FIRST, clock::now())
            .await;
        bench.send_due(ring(&["old"])).await;
        assert_eq!(bench.sent(), [""; 0]);
        assert_eq!(bench.waiting().await, 1);
        bench.send_due(ring(&["new", "old"])).await;
        assert_eq!(bench.sent(), [FIRST]);
        assert_eq!(bench.waiting().await, 0);
    }
}
