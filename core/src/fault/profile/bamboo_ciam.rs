//! BambooCloud CIAM, as far as its numbers are known: the same family of products as EIAM, with
//! other numbers. The known list may go on.

use super::row::{Row, inward, out, row};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    row("history", 400, "IDAAS.TENANT.PWD.0001", "History passwords are not allowed", "不允许使用历史密码"),
    out("current_password", 400, "IDAAS.TENANT.PWD.0001", "History passwords are not allowed", "不允许使用历史密码"),
    row("username_reversed", 400, "IDAAS.TENANT.PWD.0002", "Password does not allow reverse writing of username", "密码不允许使用用户名的倒写"),
    row("personal", 400, "IDAAS.TENANT.PWD.0003", "Passwords are not allowed to include: username, mobile phone number, email prefix, name pinyin", "密码中不允许包含:用户名、手机号、邮箱前缀、姓名拼音"),
    out("username_equal", 400, "IDAAS.TENANT.PWD.0003", "Passwords are not allowed to include: username, mobile phone number, email prefix, name pinyin", "密码中不允许包含:用户名、手机号、邮箱前缀、姓名拼音"),
    row("characters", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("empty", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("length", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("repeats", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("sequences", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("password_refused", 400, "IDAAS.TENANT.PWD.0004", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    row("weak", 400, "IDAAS.TENANT.PWD.0005", "The password is weak", "该密码为弱密码"),
    out("breached", 400, "IDAAS.TENANT.PWD.0005", "The password is weak", "该密码为弱密码"),
    row("user_not_found", 400, "IDAAS.TENANT.USER.0001", "User does not exist", "用户不存在"),
    row("device_incomplete", 400, "IDAAS.SDK.PARAM.0001", "Device information is incomplete", "设备信息不完整"),
    inward("parameter_blank", 400, "IDAAS.SDK.PARAM.0002"),
    row("client_unknown", 400, "IDAAS.SDK.PARAM.0003", "The application is not registered", "应用未注册"),
    inward("parameter_blank", 400, "IDAAS.SDK.PARAM.0009"),
    row("state_token_bad", 400, "IDAAS.SDK.PARAM.0014", "state_token is invalid", "state_token无效"),
    row("captcha_wrong", 400, "IDAAS.SDK.CAPTCHA.0002", "CAPTCHA verification failed", "图形验证失败"),
    row("message_failed", 400, "IDAAS.SDK.CAPTCHA.0006", "Verification code sending failed", "验证码发送失败"),
    row("sms_code_wrong", 400, "IDAAS.SDK.CAPTCHA.0007", "The verification code is incorrect", "验证码不正确"),
    // One word for a code, whichever way it was sent.
    out("email_code_wrong", 400, "IDAAS.SDK.CAPTCHA.0007", "The verification code is incorrect", "验证码不正确"),
    out("sms_token_bad", 400, "IDAAS.SDK.CAPTCHA.0007", "The verification code is incorrect", "验证码不正确"),
    out("email_token_bad", 400, "IDAAS.SDK.CAPTCHA.0007", "The verification code is incorrect", "验证码不正确"),
];
