//! One-time codes: the keys, the token that goes to the client, the code that goes to the person.
//!
//! Nothing secret is stored anywhere. A challenge has an identifier; from it and its binding the
//! code is derived when the message is sent and again when it is checked, and the token proves the
//! same binding without containing it. The rules of storage stand with the effects in
//! [`crate::operation`].

mod binding;
mod challenge;
mod code;
mod keys;
mod limits;
mod mac;
mod purpose;
mod recipient;
mod token;

pub use binding::{Binding, Scope};
pub use challenge::{Budget, Challenge, Counter};
pub use code::{Digits, code, is_code};
pub use keys::{ChallengeId, KeyRing, KeyRingError, MIN_KEY};
pub use limits::{Limits, LimitsError, Quota};
pub use purpose::{Accepted, Dialect, Purpose, PurposeSet};
pub use recipient::{Channel, MalformedRecipient, Recipient};
pub use token::{Opened, TokenRefused, mint, open};
