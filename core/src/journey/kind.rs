//! The journeys: one row each.

use serde::{Deserialize, Serialize};

use crate::otp::{Channel, Purpose};
use crate::wire::Call;

/// Which journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// EIAM: the password was forgotten; a code goes to an e-mail address that the person gives.
    ForgotByEmail,
    /// The same with a mobile number.
    ForgotByMobile,
    /// EIAM: logged in; a code goes to the person's own mobile number.
    ChangeByMobile,
    /// The same with their e-mail address.
    ChangeByEmail,
    /// EIAM: logging in said that the password must or should be changed; the old one is the proof.
    ForcedChange,
    /// CIAM: a code and the token that came with it, to an e-mail address that the person gives.
    ResetByEmail,
    /// The same with a mobile number.
    ResetByMobile,
}

/// How a journey's requests say who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Authority {
    /// An application and a device (EIAM).
    Application,
    /// The same, and for the password the id_token.
    IdToken,
    /// The same, and the state token.
    StateToken,
    /// An application's credentials (CIAM).
    Client,
}

/// What a journey does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// How a code is sent, where one is.
    pub(super) channel: Option<Channel>,
    /// Whether the person gives the address.
    pub(super) asks_address: bool,
    pub(super) authority: Authority,
    /// The call that sends the code.
    pub(super) send: Option<Call>,
    /// What the code is asked for. The pages of EIAM's forgot calls name CHANGE_PWD as well.
    pub(super) purpose: Purpose,
    /// The call that sets the password.
    pub(super) set: Call,
}

impl Plan {
    /// Whether a CAPTCHA comes before each code.
    pub(super) fn has_captcha(&self) -> bool {
        matches!(self.send, Some(Call::SmsSend | Call::EmailSend))
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::ForgotByEmail,
        Self::ForgotByMobile,
        Self::ChangeByMobile,
        Self::ChangeByEmail,
        Self::ForcedChange,
        Self::ResetByEmail,
        Self::ResetByMobile,
    ];

    pub(super) fn plan(self) -> Plan {
        use Authority::{Application, Client, IdToken, StateToken};
        use Channel::{Email, Sms};
        let plan = |channel, asks_address, authority, send, purpose, set| Plan {
            channel,
            asks_address,
            authority,
            send,
            purpose,
            set,
        };
        let change = Purpose::ChangePassword;
        let reset = Purpose::ResetPassword;
        let (email, sms) = (Some(Call::EmailSend), Some(Call::SmsSend));
        let otp = Some(Call::OtpSend);
        #[rustfmt::skip]
        let plan = match self {
            Self::ForgotByEmail => plan(Some(Email), true, Application, email, change, Call::UpdateByEmail),
            Self::ForgotByMobile => plan(Some(Sms), true, Application, sms, change, Call::UpdateByMobile),
            Self::ChangeByMobile => plan(Some(Sms), false, IdToken, sms, change, Call::ChangeByMobile),
            Self::ChangeByEmail => plan(Some(Email), false, IdToken, email, change, Call::ChangeByEmail),
            Self::ForcedChange => plan(None, false, StateToken, None, change, Call::UpdatePassword),
            Self::ResetByEmail => plan(Some(Email), true, Client, otp, reset, Call::ResetUserPassword),
            Self::ResetByMobile => plan(Some(Sms), true, Client, otp, reset, Call::ResetUserPassword),
        };
        plan
    }
}
