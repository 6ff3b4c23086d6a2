//! The password calls as data: within four flows they differ in little.

use crate::fault::Profile;
use crate::otp::{Accepted, Channel, PurposeSet};
use crate::wire::Call;

/// One password call: its profile, its flow, and whether a session is its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Whose words its faults are told in.
    pub profile: Profile,
    /// How it proves that it may set the password.
    pub flow: Flow,
    /// Whether the person is logged in by it.
    pub opens_session: bool,
}

/// How a password call proves that it may set the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Administrator, old password, state token: the account first, then all rules at once.
    WithoutCode {
        /// Who calls.
        authority: Authority,
        /// Whether the old password is asked for.
        old_password: bool,
        /// Where the new one comes from.
        password: NewPassword,
    },
    /// A code sent to an address in the request (forgot by e-mail or mobile).
    CodeToAddress {
        /// How it was sent.
        channel: Channel,
        /// What it may have been sent for.
        purposes: Purposes,
    },
    /// A code sent to the signed-in account's own address (change by mobile or e-mail, forced
    /// change).
    CodeToAccount {
        /// Who calls.
        authority: Authority,
        /// How it was sent.
        channel: Channel,
        /// What it may have been sent for.
        purposes: Purposes,
    },
    /// A code and the token that came with it (CIAM).
    CodeWithToken {
        /// What it may have been sent for.
        purposes: Purposes,
    },
}

/// By what the caller shows who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// An administrator's application, by its access token.
    AccessToken,
    /// A person who is logged in, by the id_token.
    IdToken,
    /// A person whom logging in told to change their password, by the state token.
    StateToken,
}

/// Where the new password comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPassword {
    /// It stands in the request.
    Given,
    /// The server makes a temporary one and sends it.
    Generated,
}

/// Which row of the configured [`Accepted`] a call goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purposes {
    /// Forgot.
    Forgot,
    /// Change.
    Change,
    /// CIAM's reset.
    Reset,
}

impl Purposes {
    pub(super) fn of(self, accepted: &Accepted) -> PurposeSet {
        match self {
            Self::Forgot => accepted.forgot,
            Self::Change => accepted.change,
            Self::Reset => accepted.reset,
        }
    }
}

/// The plan of a password call; none for a call that sets no password. A vendor's new call is a row
/// here, and codecs for its shape.
pub fn plan(call: Call) -> Option<Plan> {
    use Authority::{AccessToken, IdToken, StateToken};
    use Channel::{Email, Sms};
    use NewPassword::{Generated, Given};
    let without_code = |authority, old_password, password| Flow::WithoutCode {
        authority,
        old_password,
        password,
    };
    let to_address = |channel| Flow::CodeToAddress {
        channel,
        purposes: Purposes::Forgot,
    };
    let to_account = |authority, channel| Flow::CodeToAccount {
        authority,
        channel,
        purposes: Purposes::Change,
    };
    let (flow, opens_session) = match call {
        Call::RestPassword => (without_code(AccessToken, false, Generated), false),
        Call::ChangePassword => (without_code(AccessToken, false, Given), false),
        Call::ChangePasswordVerify => (without_code(AccessToken, true, Given), false),
        Call::UpdateByMobile => (to_address(Sms), false),
        Call::UpdateByEmail => (to_address(Email), false),
        Call::ChangeByMobile => (to_account(IdToken, Sms), false),
        Call::ChangeByEmail => (to_account(IdToken, Email), false),
        Call::UpdatePassword => (without_code(StateToken, true, Given), true),
        Call::AfterLoginByMobile => (to_account(StateToken, Sms), true),
        Call::AfterLoginByEmail => (to_account(StateToken, Email), true),
        Call::ResetUserPassword => {
            let purposes = Purposes::Reset;
            (Flow::CodeWithToken { purposes }, false)
        }
        Call::SkipUpdate
        | Call::Captcha
        | Call::CaptchaVerify
        | Call::SmsSend
        | Call::EmailSend
        | Call::Login
        | Call::Token
        | Call::OtpSend => return None,
    };
    Some(Plan {
        profile: call.profile(),
        flow,
        opens_session,
    })
}
