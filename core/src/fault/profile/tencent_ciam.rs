//! Tencent CIAM: OAuth's shape, one word a fault, no language. Its page on resetting a password and
//! its siblings on sending codes and changing a password.

use super::row::{Row, inward, out, row};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    // One word for every rule but the history: which rule it was is lost.
    row("password_refused", 400, "invalid_new_password", "", ""),
    out("empty", 400, "invalid_new_password", "", ""),
    out("length", 400, "invalid_new_password", "", ""),
    out("username_equal", 400, "invalid_new_password", "", ""),
    out("username_reversed", 400, "invalid_new_password", "", ""),
    out("characters", 400, "invalid_new_password", "", ""),
    out("weak", 400, "invalid_new_password", "", ""),
    out("repeats", 400, "invalid_new_password", "", ""),
    out("personal", 400, "invalid_new_password", "", ""),
    out("sequences", 400, "invalid_new_password", "", ""),
    out("breached", 400, "invalid_new_password", "", ""),
    row("history", 400, "recurrent_password", "", ""),
    row("current_password", 400, "duplicate_password", "", ""),
    row("old_password_wrong", 400, "wrong_old_password", "", ""),
    row("user_not_found", 400, "user_not_found", "", ""),
    row("account_frozen", 400, "abnormal_user_status", "User is frozen.", "User is frozen."),
    // Only the description tells it from a frozen one, and texts do not decide.
    out("account_locked", 400, "abnormal_user_status", "User is locked.", "User is locked."),
    row("email_token_bad", 400, "bad_email_otp_token", "", ""),
    row("email_code_wrong", 400, "bad_email_otp", "", ""),
    row("sms_token_bad", 400, "bad_phone_number_otp_token", "", ""),
    row("sms_code_wrong", 400, "bad_phone_number_otp", "", ""),
    row("email_malformed", 400, "malformed_email", "", ""),
    inward("email_malformed", 400, "invalid_email"),
    row("mobile_malformed", 400, "malformed_phone_number", "", ""),
    row("sms_quota_exceeded", 400, "sms_rate_limit_exceeded", "Too many messages to this number.", "Too many messages to this number."),
    inward("sms_quota_exceeded", 400, "insufficient_sms_quota"),
    out("quota_exceeded", 400, "sms_rate_limit_exceeded", "Too many requests.", "Too many requests."),
    row("email_quota_exceeded", 400, "insufficient_email_quota", "", ""),
    row("message_failed", 503, "temporarily_unavailable", "", ""),
    row("parameter_invalid", 400, "illegal_parameter_value", "", ""),
    row("request_invalid", 400, "invalid_request", "", ""),
    out("parameter_blank", 400, "invalid_request", "", ""),
    out("parameter_format", 400, "invalid_request", "", ""),
    out("parameter_type", 400, "invalid_request", "", ""),
    out("parameter_expired", 400, "invalid_request", "", ""),
    row("client_invalid", 401, "invalid_client", "", ""),
    out("client_unknown", 401, "invalid_client", "", ""),
    row("grant_type_unsupported", 400, "unsupported_grant_type", "", ""),
    // Told by the header alone (RFC 6750): there is no body.
    row("unauthenticated", 401, "", "", ""),
    row("forbidden", 403, "", "", ""),
    row("busy", 500, "server_error", "", ""),
];

/// Faults that these calls cannot have, and why.
#[rustfmt::skip]
pub(super) const ABSENT: &[(&str, &str)] = &[
    ("device_incomplete", "no call takes device headers"),
    ("signature_invalid", "no call is signed"),
    ("authentication_unconfigured", "belongs to EIAM's logging in"),
    ("enterprise_centre_unconfigured", "belongs to EIAM's logging in"),
    ("area_code_unconfigured", "belongs to EIAM's logging in"),
    ("application_key_missing", "belongs to EIAM's logging in"),
    ("send_mode_invalid", "no call takes a way of sending"),
    ("mobile_missing", "the address is in the request"),
    ("email_missing", "the address is in the request"),
    ("captcha_wrong", "no call takes a CAPTCHA"),
    ("state_token_bad", "no call takes a state token"),
    ("interface_failed", "belongs to EIAM's logging in"),
    ("user_not_bound", "belongs to EIAM's logging in"),
    ("policy_unavailable", "belongs to EIAM's logging in"),
    ("password_wrong", "belongs to EIAM's logging in"),
];
