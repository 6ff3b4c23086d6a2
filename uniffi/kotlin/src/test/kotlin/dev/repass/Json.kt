package dev.repass

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonPrimitive

/** The report in the shape of the vectors, without its strength. */
fun Report.toJson(): JsonObject = json(
    "ok" to JsonPrimitive(ok),
    "length" to JsonPrimitive(length),
    "violations" to array(violations) { it.toJson() },
    "deferred" to array(deferred) { name(it) },
)

fun Violation.toJson(): JsonObject {
    val arguments = when (this) {
        is Violation.Empty, is Violation.UsernameEqual, is Violation.UsernameReversed, is Violation.Breached -> null
        is Violation.Length -> json(
            "min" to JsonPrimitive(min),
            "max" to JsonPrimitive(max),
            "actual" to JsonPrimitive(actual),
        )
        is Violation.Characters -> json(
            "present" to array(present) { name(it) },
            "missing" to array(missing) { name(it) },
            "disallowed" to array(disallowed) { group ->
                json("kind" to name(group.kind), "positions" to array(group.positions) { JsonPrimitive(it) })
            },
        )
        is Violation.Weak -> json("reason" to name(reason))
        is Violation.History -> json("remember" to JsonPrimitive(remember))
        is Violation.Repeats -> json("max" to JsonPrimitive(max), "actual" to JsonPrimitive(actual))
        is Violation.Personal -> json("items" to array(items) { name(it) })
        is Violation.Sequences -> json("max" to JsonPrimitive(max), "actual" to JsonPrimitive(actual))
    }
    return json("code" to name(rule)).apply { arguments?.let { add("args", it) } }
}

fun ChecklistLine.toJson(): JsonObject = json(
    "id" to JsonPrimitive(id),
    "code" to name(code),
    "state" to name(state),
    "text" to JsonPrimitive(text),
)

fun PolicyException.toJson(): JsonObject = json("code" to name(code), "member" to JsonPrimitive(member))

fun subjectOf(json: JsonObject): Subject {
    fun text(member: String) = json[member]?.takeUnless { it is JsonNull }?.asString
    return Subject(
        username = text("username"),
        mobile = text("mobile"),
        email = text("email"),
        name = text("name"),
        words = json["words"]?.asJsonArray?.map { it.asString } ?: emptyList(),
    )
}

/** The fault of `{ "code", "args" }`; a rule's code without the arguments that the rule has is the rule alone. */
fun faultOf(json: JsonObject): Fault {
    val code = json["code"].asString
    val args = json["args"]?.asJsonObject ?: JsonObject()
    fun text(member: String) = args[member]?.takeUnless { it is JsonNull }?.asString
    fun seconds(member: String) = args[member]?.takeUnless { it is JsonNull }?.asInt
    return when (code) {
        "user_not_found" -> Fault.UserNotFound
        "account_frozen" -> Fault.AccountFrozen
        "parameter_blank" -> Fault.ParameterBlank(text("parameter"))
        "parameter_format" -> Fault.ParameterFormat(text("parameter"))
        "parameter_invalid" -> Fault.ParameterInvalid(text("parameter"))
        "parameter_type" -> Fault.ParameterType(text("parameter"))
        "parameter_expired" -> Fault.ParameterExpired(text("parameter"))
        "device_incomplete" -> Fault.DeviceIncomplete
        "signature_invalid" -> Fault.SignatureInvalid
        "busy" -> Fault.Busy
        "quota_exceeded" -> Fault.QuotaExceeded(seconds("retryAfter"))
        "authentication_unconfigured" -> Fault.AuthenticationUnconfigured
        "enterprise_centre_unconfigured" -> Fault.EnterpriseCentreUnconfigured
        "area_code_unconfigured" -> Fault.AreaCodeUnconfigured
        "client_unknown" -> Fault.ClientUnknown
        "application_key_missing" -> Fault.ApplicationKeyMissing
        "client_invalid" -> Fault.ClientInvalid
        "request_invalid" -> Fault.RequestInvalid
        "grant_type_unsupported" -> Fault.GrantTypeUnsupported
        "unauthenticated" -> Fault.Unauthenticated
        "forbidden" -> Fault.Forbidden
        "message_failed" -> Fault.MessageFailed
        "send_mode_invalid" -> Fault.SendModeInvalid
        "password_refused" -> Fault.PasswordRefused
        "current_password" -> Fault.CurrentPassword
        "old_password_wrong" -> Fault.OldPasswordWrong
        "password_wrong" -> Fault.PasswordWrong
        "account_locked" -> Fault.AccountLocked(seconds("unlockIn"))
        "mobile_missing" -> Fault.MobileMissing
        "email_missing" -> Fault.EmailMissing
        "mobile_malformed" -> Fault.MobileMalformed
        "email_malformed" -> Fault.EmailMalformed
        "sms_code_wrong" -> Fault.SmsCodeWrong
        "email_code_wrong" -> Fault.EmailCodeWrong
        "sms_token_bad" -> Fault.SmsTokenBad
        "email_token_bad" -> Fault.EmailTokenBad
        "sms_quota_exceeded" -> Fault.SmsQuotaExceeded(seconds("retryAfter"))
        "email_quota_exceeded" -> Fault.EmailQuotaExceeded(seconds("retryAfter"))
        "captcha_wrong" -> Fault.CaptchaWrong
        "state_token_bad" -> Fault.StateTokenBad
        "interface_failed" -> Fault.InterfaceFailed(text("interface"))
        "user_not_bound" -> Fault.UserNotBound
        "policy_unavailable" -> Fault.PolicyUnavailable
        "unknown" -> Fault.Unknown(args["status"].asInt, args["vendorCode"].asString, args["text"].asString)
        else -> violationOf(code, args)?.let { Fault.Violated(it) } ?: Fault.Broken(named(JsonPrimitive(code)))
    }
}

private fun violationOf(code: String, args: JsonObject): Violation? {
    fun int(member: String) = args[member].asInt
    val rule = named<Rule>(JsonPrimitive(code))
    val isBare = rule in setOf(Rule.EMPTY, Rule.USERNAME_EQUAL, Rule.USERNAME_REVERSED, Rule.BREACHED)
    if (args.isEmpty && !isBare) return null
    return when (rule) {
        Rule.EMPTY -> Violation.Empty
        Rule.LENGTH -> Violation.Length(int("min"), int("max"), int("actual"))
        Rule.USERNAME_EQUAL -> Violation.UsernameEqual
        Rule.USERNAME_REVERSED -> Violation.UsernameReversed
        Rule.CHARACTERS -> Violation.Characters(
            present = args["present"].asJsonArray.map { named(it) },
            missing = args["missing"].asJsonArray.map { named(it) },
            disallowed = args["disallowed"].asJsonArray.map { it.asJsonObject }.map { group ->
                Disallowed(named(group["kind"]), group["positions"].asJsonArray.map { it.asInt })
            },
        )
        Rule.WEAK -> Violation.Weak(named(args["reason"]))
        Rule.HISTORY -> Violation.History(int("remember"))
        Rule.REPEATS -> Violation.Repeats(int("max"), int("actual"))
        Rule.PERSONAL -> Violation.Personal(args["items"].asJsonArray.map { named(it) })
        Rule.SEQUENCES -> Violation.Sequences(int("max"), int("actual"))
        Rule.BREACHED -> Violation.Breached
    }
}

fun Fault.toJson(): JsonObject {
    val arguments = when (this) {
        is Fault.Violated -> return violation.toJson()
        is Fault.Broken -> return json("code" to name(code))
        is Fault.ParameterBlank -> json("parameter" to text(parameter))
        is Fault.ParameterFormat -> json("parameter" to text(parameter))
        is Fault.ParameterInvalid -> json("parameter" to text(parameter))
        is Fault.ParameterType -> json("parameter" to text(parameter))
        is Fault.ParameterExpired -> json("parameter" to text(parameter))
        is Fault.QuotaExceeded -> json("retryAfter" to number(retryAfter))
        is Fault.AccountLocked -> json("unlockIn" to number(unlockIn))
        is Fault.SmsQuotaExceeded -> json("retryAfter" to number(retryAfter))
        is Fault.EmailQuotaExceeded -> json("retryAfter" to number(retryAfter))
        is Fault.InterfaceFailed -> json("interface" to text(`interface`))
        is Fault.Unknown -> json(
            "status" to number(status),
            "vendorCode" to text(vendorCode),
            "text" to text(text),
        )
        else -> null
    }
    return json("code" to tag(this)).apply { arguments?.let { add("args", it) } }
}

/** `JourneyEvent.ResendRequested` is `resend_requested`. */
internal fun tag(value: Any) =
    JsonPrimitive(value::class.simpleName!!.replace(Regex("(?<=.)[A-Z]")) { "_${it.value}" }.lowercase())

internal fun text(text: String?): JsonElement = text?.let(::JsonPrimitive) ?: JsonNull.INSTANCE

internal fun number(number: Number?): JsonElement = number?.let(::JsonPrimitive) ?: JsonNull.INSTANCE

/** `Rule.USERNAME_EQUAL` is `username_equal`. */
internal fun name(value: Enum<*>) = JsonPrimitive(value.name.lowercase())

internal inline fun <reified T : Enum<T>> named(text: JsonElement): T = enumValueOf(text.asString.uppercase())

internal fun json(vararg members: Pair<String, JsonElement>) =
    JsonObject().apply { members.forEach { (name, value) -> add(name, value) } }

internal fun <T> array(items: List<T>, toJson: (T) -> JsonElement) =
    JsonArray().apply { items.forEach { add(toJson(it)) } }
