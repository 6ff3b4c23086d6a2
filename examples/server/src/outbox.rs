//! What rows of the outbox become: a row into a message, a message on its way.

use std::sync::Arc;
use std::time::Duration;

use repass::operation::Settings;
use repass::otp::{Binding, code};
use repass::secret::Secret;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::messages::{Message, SendError, Sender, Tells};
use crate::store::{Content, Outcome, Store, Waiting};
use crate::{clock, seal};

/// How many messages a worker takes at once.
const BATCH: u32 = 16;
/// How long others leave a message to the worker that took it (ms): longer than sending may last.
const LEASE: i64 = 60_000;
/// How often the worker looks for messages that another node wrote or that are due again.
const PAUSE: Duration = Duration::from_secs(1);
/// Waits after a failure (ms): a mail server that is down for a while costs no message its life.
const WAITS: [i64; 6] = [1_000, 5_000, 15_000, 60_000, 300_000, 900_000];

/// The message of a row; none where it can no longer be made: its key was taken out of the ring, or
/// its password was sent.
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

fn milliseconds(time: i64) -> Duration {
    Duration::from_millis(u64::try_from(time).unwrap_or(0))
}

/// Seals a temporary password for its row.
pub fn sealed(settings: &Settings, deliver_to: &str, password: &Secret) -> Option<String> {
    seal::seal(&settings.keys, deliver_to, password)
}

/// Sends what is due, until it is dropped.
#[derive(Debug, Clone)]
pub struct Worker {
    pub store: Arc<dyn Store>,
    pub sender: Arc<dyn Sender>,
    pub settings: Arc<Settings>,
    /// Told when this node wrote a message.
    pub written: Arc<Notify>,
}

impl Worker {
    pub async fn run(self) {
        loop {
            match self.send_due().await {
                // There may be more.
                Ok(sent) if sent == BATCH as usize => continue,
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            let written = self.written.notified();
            let _ = tokio::time::timeout(PAUSE, written).await;
        }
    }

    /// Takes messages that are due and sends them; how many it took.
    async fn send_due(&self) -> Result<usize, sqlx::Error> {
        let now = clock::now();
        let channels = self.sender.channels();
        let until = now.saturating_add(LEASE);
        let rows = self.store.take_due(channels, now, until, BATCH).await?;
        let taken = rows.len();
        let mut sending = JoinSet::new();
        for row in rows {
            let worker = self.clone();
            sending.spawn(async move { worker.send(row).await });
        }
        while let Some(sent) = sending.join_next().await {
            // A task that panicked leaves its message to the next who looks.
            sent.unwrap_or(Ok(()))?;
        }
        Ok(taken)
    }

    async fn send(&self, row: Waiting) -> Result<(), sqlx::Error> {
        let now = clock::now();
        let message = (now < row.expires_at)
            .then(|| message(&row, &self.settings))
            .flatten();
        let Some(message) = message else {
            tracing::warn!(id = row.id, "a message is no longer worth sending");
            return self.store.finish_message(&row, Outcome::Failed).await;
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
                let place = usize::try_from(row.attempts.saturating_sub(1)).unwrap_or(usize::MAX);
                let [.., longest] = WAITS;
                let wait = WAITS.get(place).copied().unwrap_or(longest);
                let due_at = clock::now().saturating_add(wait);
                self.store.postpone_message(row.id, due_at).await?;
                tracing::warn!(id = row.id, %error, wait, "a message was not sent, and will be");
                Ok(())
            }
        }
    }
}
