//! BambooCloud EIAM, the administrator's calls (`/api/v2/tenant/*`). Texts of PWD, USER and MSG as
//! the vendor's pages print them; AUTH is ours, the pages are silent there.

use super::{Direction, Row};

/// What the token call answers, in OAuth's words and shape (RFC 6749, section 5.2).
pub(super) const OAUTH_ERRORS: [&str; 3] = [
    "invalid_client",
    "invalid_request",
    "unsupported_grant_type",
];

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
    // Rules of ours, in the vendor's nearest word.
    out("sequences", 400, "PWD.0005", "The password does not meet the verification rules, {detail}", "密码不符合校验规则,{detail}"),
    out("breached", 400, "PWD.0006", "The password is weak", "该密码为弱密码"),
    row("user_not_found", 400, "USER.0001", "User does not exist", "用户不存在"),
    // The vendor has no word for it here: the user is named as what is wrong with the call.
    out("account_frozen", 400, "SDK.COMMON.1006", "Parameter user_id error", "参数user_id错误"),
    row("parameter_blank", 400, "SDK.COMMON.1001", "Parameter {parameter} cannot be left blank.", "参数{parameter}不能为空"),
    row("parameter_format", 400, "SDK.COMMON.1002", "Parameter {parameter} format is incorrect", "参数{parameter}格式不正确"),
    row("device_incomplete", 400, "SDK.COMMON.1003", "Device information is incomplete", "设备信息不完整"),
    row("signature_invalid", 400, "SDK.COMMON.1004", "Signature decryption error", "签名解密错误"),
    row("parameter_expired", 400, "SDK.COMMON.1005", "{parameter} has expired", "{parameter}已过期"),
    row("parameter_invalid", 400, "SDK.COMMON.1006", "Parameter {parameter} error", "参数{parameter}错误"),
    row("parameter_type", 400, "SDK.COMMON.1007", "Parameter {parameter} type error", "参数{parameter}类型错误"),
    BUSY,
    // The vendor has one code for both; the status tells them apart.
    row("quota_exceeded", 429, "SDK.COMMON.1008", "System busy", "系统繁忙"),
    row("authentication_unconfigured", 400, "SDK.COMMON.1009", "Unknown authentication configuration", "未知的认证配置"),
    row("enterprise_centre_unconfigured", 400, "SDK.COMMON.1010", "No enterprise centre configuration", "没有企业中心配置"),
    row("area_code_unconfigured", 400, "SDK.COMMON.1011", "No area code configuration", "没有区号配置"),
    row("client_unknown", 400, "SDK.COMMON.1012", "X-client-id is incorrect, app not found", "X-client-id不正确,应用不存在"),
    inward("user_not_found", 400, "SDK.COMMON.1013"),
    row("application_key_missing", 400, "SDK.COMMON.1014", "Application private key not found", "应用私钥不存在"),
    row("message_failed", 400, "MSG.0001", "Message sending failed", "消息发送失败"),
    row("send_mode_invalid", 400, "MSG.0004", "The message sending mode does not meet the verification rules", "消息发送方式不符合校验规则"),
    row("unauthenticated", 401, "AUTH.0001", "The access token is missing, invalid or expired", "访问令牌缺失、无效或已过期"),
    row("forbidden", 403, "AUTH.0002", "The application does not have the permission", "应用没有权限"),
    row("client_invalid", 401, "invalid_client", "", ""),
    row("request_invalid", 400, "invalid_request", "", ""),
    row("grant_type_unsupported", 400, "unsupported_grant_type", "", ""),
];

const fn row(
    fault: &'static str,
    status: u16,
    code: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Row {
    Row {
        fault,
        status,
        code,
        en,
        zh,
        direction: Direction::Both,
    }
}

const fn out(
    fault: &'static str,
    status: u16,
    code: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Row {
    Row {
        fault,
        status,
        code,
        en,
        zh,
        direction: Direction::Out,
    }
}

const fn inward(fault: &'static str, status: u16, code: &'static str) -> Row {
    Row {
        fault,
        status,
        code,
        en: "",
        zh: "",
        direction: Direction::In,
    }
}
