//! Who brings messages to people.

use async_trait::async_trait;
use repass::otp::Channel;
use thiserror::Error;

use super::Message;

/// Brings messages to people.
#[async_trait]
pub trait Sender: std::fmt::Debug + Send + Sync {
    /// The channels that it serves.
    fn channels(&self) -> &[Channel];
    /// Whether a message that was sent is still read in the outbox: then it keeps what it says.
    fn shows_sent(&self) -> bool {
        false
    }
    /// Sends a message, or says why it was not sent.
    async fn send(&self, message: &Message) -> Result<(), SendError>;
}

/// Why a message was not sent. Says nothing of the text or the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SendError {
    /// It never will be: the address is none, or the server refused it for good.
    #[error("refused for good")]
    Refused,
    /// It may be sent later.
    #[error("the mail server does not answer, or not now")]
    Later,
}

/// Sends nothing: messages are read in the demo's outbox, `/demo/outbox`.
#[derive(Debug, Clone, Copy)]
pub struct DemoOutbox;

#[async_trait]
impl Sender for DemoOutbox {
    fn channels(&self) -> &[Channel] {
        &[Channel::Email, Channel::Sms]
    }

    fn shows_sent(&self) -> bool {
        true
    }

    async fn send(&self, _: &Message) -> Result<(), SendError> {
        Ok(())
    }
}
