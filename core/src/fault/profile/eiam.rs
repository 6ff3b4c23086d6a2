//! What both kinds of BambooCloud EIAM's calls answer: the families PWD, SDK.COMMON and MSG. The
//! texts of PWD and MSG are those that the vendor's pages print.

use super::row::{Row, inward, out, row};

pub(super) const BUSY: Row = row("busy", 500, "SDK.COMMON.1008", "System busy", "系统繁忙");

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row("empty", 400, "PWD.0001", "Password cannot be empty", "密码不能为空"),
    row("length", 400, "PWD.0002", "Password length is {min}~{max} characters", "密码长度为{min}~{max}个字符"),
    row("username_equal", 400, "PWD.0003", "Password cannot match username", "密码不能与用户名一致"),
    row("username_reversed", 400, "PWD.0004", "Password does not allow reverse writing of username", "密码不允许使用用户名的倒写"),
    row("characters", 400, "PWD.0005", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    row("weak", 400, "PWD.0006", "The password is weak", "该密码为弱密码"),
    row("history", 400, "PWD.0007", "History passwords are not allowed", "不允许使用历史密码"),
    row("repeats", 400, "PWD.0008", "Maximum number of characters to repeat in password cannot exceed {max}", "密码中最大字符重复数不能超过{max}个"),
    row("personal", 400, "PWD.0009", "Passwords are not allowed to include: username, mobile phone number, email prefix, name pinyin", "密码中不允许包含:用户名、手机号、邮箱前缀、姓名拼音"),
    // Rules of ours and other vendors' words, in this vendor's nearest.
    out("sequences", 400, "PWD.0005", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("password_refused", 400, "PWD.0005", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("breached", 400, "PWD.0006", "The password is weak", "该密码为弱密码"),
    out("current_password", 400, "PWD.0007", "History passwords are not allowed", "不允许使用历史密码"),
    row("parameter_blank", 400, "SDK.COMMON.1001", "Parameter {parameter} cannot be left blank.", "参数{parameter}不能为空"),
    row("parameter_format", 400, "SDK.COMMON.1002", "Parameter {parameter} format is incorrect", "参数{parameter}格式不正确"),
    out("email_malformed", 400, "SDK.COMMON.1002", "Parameter email format is incorrect", "参数email格式不正确"),
    out("mobile_malformed", 400, "SDK.COMMON.1002", "Parameter mobile format is incorrect", "参数mobile格式不正确"),
    row("device_incomplete", 400, "SDK.COMMON.1003", "Device information is incomplete", "设备信息不完整"),
    row("signature_invalid", 400, "SDK.COMMON.1004", "Signature decryption error", "签名解密错误"),
    row("parameter_expired", 400, "SDK.COMMON.1005", "{parameter} has expired", "{parameter}已过期"),
    row("parameter_invalid", 400, "SDK.COMMON.1006", "Parameter {parameter} error", "参数{parameter}错误"),
    out("captcha_wrong", 400, "SDK.COMMON.1006", "Parameter captcha_token error", "参数captcha_token错误"),
    row("parameter_type", 400, "SDK.COMMON.1007", "Parameter {parameter} type error", "参数{parameter}类型错误"),
    BUSY,
    // The vendor has one code for both; the status tells them apart.
    row("quota_exceeded", 429, "SDK.COMMON.1008", "System busy", "系统繁忙"),
    out("sms_quota_exceeded", 429, "SDK.COMMON.1008", "System busy", "系统繁忙"),
    out("email_quota_exceeded", 429, "SDK.COMMON.1008", "System busy", "系统繁忙"),
    row("authentication_unconfigured", 400, "SDK.COMMON.1009", "Unknown authentication configuration", "未知的认证配置"),
    row("enterprise_centre_unconfigured", 400, "SDK.COMMON.1010", "No enterprise centre configuration", "没有企业中心配置"),
    row("area_code_unconfigured", 400, "SDK.COMMON.1011", "No area code configuration", "没有区号配置"),
    row("client_unknown", 400, "SDK.COMMON.1012", "X-client-id is incorrect, app not found", "X-client-id不正确,应用不存在"),
    row("application_key_missing", 400, "SDK.COMMON.1014", "Application private key not found", "应用私钥不存在"),
    row("message_failed", 400, "MSG.0001", "Message sending failed", "消息发送失败"),
    row("send_mode_invalid", 400, "MSG.0004", "The message sending mode does not meet the verification rules", "消息发送方式不符合校验规则"),
    row("unauthenticated", 401, "AUTH.0001", "The access token is missing, invalid or expired", "访问令牌缺失、无效或已过期"),
    out("state_token_bad", 401, "AUTH.0001", "The access token is missing, invalid or expired", "访问令牌缺失、无效或已过期"),
    row("forbidden", 403, "AUTH.0002", "The application does not have the permission", "应用没有权限"),
    row("mobile_missing", 400, "USER.0011", "Mobile number cannot be empty", "手机号不能为空"),
    row("email_missing", 400, "USER.0012", "Email cannot be empty", "邮箱不能为空"),
    // The families that belong to logging in and to codes; both kinds of calls may meet them.
    row("interface_failed", 400, "SDK.LOGIN.1001", "Error calling interface {interface}", "调用接口{interface}出错"),
    row("user_not_bound", 400, "SDK.LOGIN.1002", "User is not bound", "用户未绑定"),
    row("account_locked", 400, "SDK.LOGIN.1003", "The account is locked and will be unlocked in {minutes} minutes {seconds} seconds", "账号已锁定,将在{minutes}分{seconds}秒后解锁"),
    row("policy_unavailable", 400, "SDK.LOGIN.1004", "Failed to obtain the password policy", "获取密码策略失败"),
    row("password_wrong", 400, "SDK.LOGIN.1005", "Wrong password", "密码错误"),
    out("old_password_wrong", 400, "SDK.LOGIN.1005", "Wrong password", "密码错误"),
    row("sms_code_wrong", 400, "SDK.SMS.1005", "SMS verification code verification is incorrect", "短信验证码校验不正确"),
    row("email_code_wrong", 400, "SDK.SMS.1006", "Email verification code verification is incorrect", "邮箱验证码校验不正确"),
    // EIAM has no token beside the code.
    out("sms_token_bad", 400, "SDK.SMS.1005", "SMS verification code verification is incorrect", "短信验证码校验不正确"),
    out("email_token_bad", 400, "SDK.SMS.1006", "Email verification code verification is incorrect", "邮箱验证码校验不正确"),
    // OAuth's words and shape (RFC 6749, section 5.2), at the token call.
    row("client_invalid", 401, "invalid_client", "", ""),
    row("request_invalid", 400, "invalid_request", "", ""),
    row("grant_type_unsupported", 400, "unsupported_grant_type", "", ""),
];

/// The administrator's calls (`/api/v2/tenant/*`).
#[rustfmt::skip]
pub(super) const TENANT: &[Row] = &[
    row("user_not_found", 400, "USER.0001", "User does not exist", "用户不存在"),
    inward("user_not_found", 400, "SDK.COMMON.1013"),
    // The vendor has no word for it here: the user is named as what is wrong with the call.
    out("account_frozen", 400, "SDK.COMMON.1006", "Parameter user_id error", "参数user_id错误"),
];

/// The calls of apps and pages (`/api/v2/sdk/*`).
#[rustfmt::skip]
pub(super) const SDK: &[Row] = &[
    row("user_not_found", 400, "SDK.COMMON.1013", "User not found", "用户不存在"),
    inward("user_not_found", 400, "USER.0001"),
    // The nearest that the vendor has is a locked account, without a time.
    out("account_frozen", 400, "SDK.LOGIN.1003", "The account is locked", "账号已锁定"),
];
