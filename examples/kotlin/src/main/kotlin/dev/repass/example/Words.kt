package dev.repass.example

import dev.repass.*

/** The form's own texts; those of faults and rules come from the package. */
class Words private constructor(
    val title: String,
    private val labels: List<String>,
    val slider: String,
    val server: String,
    val busy: String,
    private val wait: String,
    val newCode: String,
    val newPicture: String,
    val otherAddress: String,
    val outbox: String,
    val passwordSet: String,
    val ended: String,
    val noPolicy: String,
) {
    fun label(field: JourneyField): String = labels[field.ordinal]

    fun newCodeIn(seconds: Int): String = wait.format(seconds)

    companion object {
        fun of(lang: String): Words = if (lang == "zh") chinese else english

        private val english = Words(
            title = "A new password",
            labels = listOf("E-mail address", "Code", "New password", "Once more", "Old password"),
            slider = "The piece's left edge in pixels, 0–263 (or ← →)",
            server = "the server decides",
            busy = "One moment…",
            wait = "a new code in %d s",
            newCode = "r: a new code",
            newPicture = "n: another picture",
            otherAddress = "a: another address",
            outbox = "The demo's messages:",
            passwordSet = "The password is set. You can log in with it.",
            ended = "The password was not set.",
            noPolicy = "The server's password policy could not be read.",
        )
        private val chinese = Words(
            title = "设置新密码",
            labels = listOf("邮箱地址", "验证码", "新密码", "再输一次", "旧密码"),
            slider = "滑块左边缘的像素位置，0–263（或 ← →）",
            server = "由服务器判断",
            busy = "请稍候…",
            wait = "%d 秒后可重新获取验证码",
            newCode = "r：重新获取验证码",
            newPicture = "n：换一张图片",
            otherAddress = "a：换一个邮箱",
            outbox = "演示环境的消息：",
            passwordSet = "密码已设置，可以用它登录了。",
            ended = "密码没有设置。",
            noPolicy = "无法读取服务器的密码策略。",
        )
    }
}
