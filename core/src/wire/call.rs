//! The calls: one row each, with what a router, a client and a server must know of them.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use super::escape::{segment_decoded, segment_encoded};
use crate::fault::Profile;
use crate::otp::Channel;

/// A vendor's call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// EIAM 1: an administrator resets a user's password; a temporary one is sent to the user.
    RestPassword,
    /// EIAM 2: an administrator sets a user's password.
    ChangePassword,
    /// EIAM 3: the same, with the old password.
    ChangePasswordVerify,
    /// EIAM 4: forgot, by mobile.
    UpdateByMobile,
    /// EIAM 5: forgot, by e-mail.
    UpdateByEmail,
    /// EIAM 6: change after login, by mobile.
    ChangeByMobile,
    /// EIAM 7: change after login, by e-mail.
    ChangeByEmail,
    /// EIAM 8: an expired or expiring password, by the old one.
    UpdatePassword,
    /// EIAM 9: the same, by mobile.
    AfterLoginByMobile,
    /// EIAM 10: the same, by e-mail.
    AfterLoginByEmail,
    /// EIAM 11: goes on with a password that expires soon.
    SkipUpdate,
    /// EIAM: gets a CAPTCHA.
    Captcha,
    /// EIAM: hands in a CAPTCHA's solution.
    CaptchaVerify,
    /// EIAM: sends a code by SMS.
    SmsSend,
    /// EIAM: sends a code by e-mail.
    EmailSend,
    /// EIAM: logs in with name and password.
    Login,
    /// EIAM: an application's credentials for an access token.
    Token,
    /// CIAM: sends a code.
    OtpSend,
    /// CIAM: sets a password with a code and its token.
    ResetUserPassword,
}

/// How a call says who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallerKind {
    /// `Authorization: Bearer {access_token}`.
    AccessToken,
    /// `X-client-id` and the device's headers.
    Application,
    /// The same and `Authorization: Bearer {id_token}`.
    IdToken,
    /// The same as for an application and `X-state-token`.
    StateToken,
    /// `Authorization: Basic`, and nothing else will do.
    Basic,
    /// `Authorization: Basic`, or the members `client_id` and `client_secret`.
    BasicOrBody,
}

/// What a call carries besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing.
    Nothing,
    /// The query `send_mode`.
    SendMode,
    /// `password` and, if need be, `pwd_must_modify`.
    Set,
    /// The old password and, under this name, the new one.
    Replace(&'static str),
    /// An address under its own name where one is named, `verify_code`, and the new password.
    Redeem {
        /// Whether the address stands in the request, under the channel's name.
        with_address: Option<Channel>,
        /// The new password's member.
        password: &'static str,
    },
    /// CIAM's reset.
    RedeemToken,
    /// An address, the vendor's word for the purpose, the CAPTCHA's proof.
    Send(Channel),
    /// CIAM's sending.
    SendOtp,
    /// `point_json`, `token`, `sender`.
    Slide,
    /// `user_name` and `password`.
    LogIn,
    /// OAuth's `grant_type`, in a form, as JSON, or left out.
    Grant,
}

/// What a call answers when all went well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerShape {
    /// An empty body.
    Done,
    /// `{user_id}`.
    User,
    /// A login's outcome.
    Session,
    /// OAuth's token answer.
    AccessToken,
    /// The CAPTCHA's images.
    Captcha,
    /// `{captcha_token}`.
    CaptchaToken,
    /// `{otp_token}`.
    OtpToken,
}

#[derive(Debug)]
pub(super) struct Row {
    call: Call,
    pub(super) profile: Profile,
    pub(super) method: &'static str,
    path: &'static str,
    pub(super) caller: CallerKind,
    pub(super) shape: Shape,
    pub(super) answer: AnswerShape,
}

/// The one place in a path that is not fixed.
const USER_ID: &str = "{user_id}";

/// Source: the five pages; the siblings' pages for the rest.
#[rustfmt::skip]
static ROWS: [Row; 19] = {
    use CallerKind as By;
    use AnswerShape as Ok;
    use Call::*;
    use Channel::{Email, Sms};
    use Profile::{EiamSdk, EiamTenant, TencentCiam};
    use Shape as With;
    const fn row(
        call: Call, profile: Profile, method: &'static str, path: &'static str,
        caller: CallerKind, shape: Shape, answer: AnswerShape,
    ) -> Row {
        Row { call, profile, method, path, caller, shape, answer }
    }
    const fn redeem(with_address: Option<Channel>, password: &'static str) -> Shape {
        Shape::Redeem { with_address, password }
    }
    [
        row(RestPassword, EiamTenant, "PUT", "/api/v2/tenant/users/{user_id}/rest-password", By::AccessToken, With::SendMode, Ok::User),
        row(ChangePassword, EiamTenant, "PUT", "/api/v2/tenant/users/{user_id}/change-password", By::AccessToken, With::Set, Ok::User),
        row(ChangePasswordVerify, EiamTenant, "PUT", "/api/v2/tenant/users/{user_id}/change-password-verify", By::AccessToken, With::Replace("password"), Ok::User),
        row(UpdateByMobile, EiamSdk, "POST", "/api/v2/sdk/pwd/update-by-mobile", By::Application, redeem(Some(Sms), "password"), Ok::Done),
        row(UpdateByEmail, EiamSdk, "POST", "/api/v2/sdk/pwd/update-by-email", By::Application, redeem(Some(Email), "password"), Ok::Done),
        row(ChangeByMobile, EiamSdk, "POST", "/api/v2/sdk/pwd/change-by-mobile", By::IdToken, redeem(None, "password"), Ok::Done),
        row(ChangeByEmail, EiamSdk, "POST", "/api/v2/sdk/pwd/change-by-email", By::IdToken, redeem(None, "password"), Ok::Done),
        row(UpdatePassword, EiamSdk, "POST", "/api/v2/sdk/pwd/update", By::StateToken, With::Replace("new_password"), Ok::Session),
        row(AfterLoginByMobile, EiamSdk, "POST", "/api/v2/sdk/after-login/pwd/update-by-mobile", By::StateToken, redeem(None, "new_password"), Ok::Session),
        row(AfterLoginByEmail, EiamSdk, "POST", "/api/v2/sdk/after-login/pwd/update-by-email", By::StateToken, redeem(None, "new_password"), Ok::Session),
        row(SkipUpdate, EiamSdk, "GET", "/api/v2/sdk/pwd/skip-update", By::StateToken, With::Nothing, Ok::Session),
        row(Captcha, EiamSdk, "GET", "/api/v2/sdk/captcha", By::Application, With::Nothing, Ok::Captcha),
        row(CaptchaVerify, EiamSdk, "POST", "/api/v2/sdk/captcha/verify", By::Application, With::Slide, Ok::CaptchaToken),
        row(SmsSend, EiamSdk, "POST", "/api/v2/sdk/sms/send", By::Application, With::Send(Sms), Ok::Done),
        row(EmailSend, EiamSdk, "POST", "/api/v2/sdk/email/send", By::Application, With::Send(Email), Ok::Done),
        row(Login, EiamSdk, "POST", "/api/v2/sdk/login", By::Application, With::LogIn, Ok::Session),
        row(Token, EiamTenant, "POST", "/api/v2/tenant/token", By::Basic, With::Grant, Ok::AccessToken),
        row(OtpSend, TencentCiam, "POST", "/otp/send", By::BasicOrBody, With::SendOtp, Ok::OtpToken),
        row(ResetUserPassword, TencentCiam, "POST", "/reset_user_password", By::BasicOrBody, With::RedeemToken, Ok::Done),
    ]
};

/// Which call a request is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Routed {
    /// This one; the user's id where the path names a user.
    Call(Call, Option<String>),
    /// A path that is known, with another method: the one that it takes.
    MethodNotAllowed(&'static str),
    /// No call of ours.
    NotFound,
}

impl Call {
    /// All calls.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.call)
    }

    /// Finds the call of a method and a path without its query.
    pub fn route(method: &str, path: &str) -> Routed {
        let mut routed = Routed::NotFound;
        for row in &ROWS {
            let Some(user_id) = row.matches(path) else {
                continue;
            };
            if row.method == method {
                return Routed::Call(row.call, user_id);
            }
            routed = Routed::MethodNotAllowed(row.method);
        }
        routed
    }

    /// Whose words its faults are told in.
    pub fn profile(self) -> Profile {
        self.row().profile
    }

    /// The method and the path; `{user_id}` stands for a user's id.
    pub fn address(self) -> (&'static str, &'static str) {
        (self.row().method, self.row().path)
    }

    pub(super) fn row(self) -> &'static Row {
        // Every call has a row, which a test holds; the first stands in for the compiler alone.
        let found = ROWS.iter().find(|row| row.call == self);
        found.unwrap_or(&ROWS[0])
    }

    pub(super) fn path_for(self, user_id: &str) -> String {
        self.row().path.replace(USER_ID, &segment_encoded(user_id))
    }
}

impl Row {
    /// None where the path is another; the user's id where it has one.
    fn matches(&self, path: &str) -> Option<Option<String>> {
        let Some((before, after)) = self.path.split_once(USER_ID) else {
            return (self.path == path).then_some(None);
        };
        let user_id = path.strip_prefix(before)?.strip_suffix(after)?;
        if user_id.is_empty() || user_id.contains('/') {
            return None;
        }
        // A broken escape is nobody's id.
        Some(Some(segment_decoded(user_id).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;
    use alloc::format;

    #[test]
    fn every_call_has_one_row_and_is_found_by_its_path() {
        let mut addresses = BTreeSet::new();
        for call in Call::all() {
            assert_eq!(call.row().call, call);
            let (method, path) = call.address();
            assert!(addresses.insert((method, path)), "{path}");
            let user_id = path.contains(USER_ID).then(|| String::from("a b/c"));
            let filled = call.path_for("a b/c");
            assert_eq!(Call::route(method, &filled), Routed::Call(call, user_id));
        }
        assert_eq!(addresses.len(), 19);
    }

    #[test]
    fn another_method_is_told_and_another_path_is_none() {
        let path = "/api/v2/sdk/login";
        assert_eq!(Call::route("GET", path), Routed::MethodNotAllowed("POST"));
        let users = "/api/v2/tenant/users";
        for path in [
            "/",
            "/api/v2/sdk/login/",
            &format!("{users}//change-password"),
            &format!("{users}/a/b/change-password"),
            &format!("{users}/change-password"),
        ] {
            assert_eq!(Call::route("PUT", path), Routed::NotFound, "{path}");
        }
        let broken = format!("{users}/%zz/change-password");
        let nobody = Routed::Call(Call::ChangePassword, Some(String::new()));
        assert_eq!(Call::route("PUT", &broken), nobody);
    }
}
