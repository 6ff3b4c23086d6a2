import Repass

/// The form's own texts; those of faults and rules come from the package.
struct Words {
    let title, address, code, password, confirmation, oldPassword, slider, server, busy: String
    let newCodeIn, newCode, newPicture, otherAddress, outbox, passwordSet, ended, noPolicy: String

    static func of(_ lang: String) -> Words { lang == "zh" ? chinese : english }

    func label(_ field: JourneyField) -> String {
        switch field {
        case .address: address
        case .code: code
        case .password: password
        case .confirmation: confirmation
        case .oldPassword: oldPassword
        }
    }

    private static let english = Words(
        title: "A new password", address: "E-mail address", code: "Code", password: "New password",
        confirmation: "Once more", oldPassword: "Old password",
        slider: "The piece's left edge in pixels, 0–263", server: "the server decides", busy: "One moment…",
        newCodeIn: "a new code in", newCode: "r: a new code", newPicture: "n: another picture",
        otherAddress: "a: another address", outbox: "The demo's messages:",
        passwordSet: "The password is set. You can log in with it.", ended: "The password was not set.",
        noPolicy: "The server's password policy could not be read.")
    private static let chinese = Words(
        title: "设置新密码", address: "邮箱地址", code: "验证码", password: "新密码",
        confirmation: "再输一次", oldPassword: "旧密码",
        slider: "滑块左边缘的像素位置，0–263", server: "由服务器判断", busy: "请稍候…",
        newCodeIn: "重新获取验证码还需", newCode: "r：重新获取验证码", newPicture: "n：换一张图片",
        otherAddress: "a：换一个邮箱", outbox: "演示环境的消息：",
        passwordSet: "密码已设置，可以用它登录了。", ended: "密码没有设置。",
        noPolicy: "无法读取服务器的密码策略。")
}
