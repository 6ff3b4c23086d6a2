package dev.repass

import com.google.gson.JsonElement
import com.google.gson.JsonNull
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import com.google.gson.JsonSyntaxException

/** The effect in the shape of the vectors: a request's headers as an object, a body that is JSON as JSON. */
fun JourneyEffect.toJson(): JsonObject {
    val arguments = when (this) {
        is JourneyEffect.Send -> json(
            "requestId" to JsonPrimitive(requestId),
            "request" to json(
                "method" to JsonPrimitive(request.method),
                "target" to JsonPrimitive(request.target),
                "headers" to json(*request.headers.map { it.name to JsonPrimitive(it.value) }.toTypedArray()),
                "body" to readable(request.body),
            ),
        )
        is JourneyEffect.WakeAt -> json("at" to JsonPrimitive(at))
        is JourneyEffect.Show -> view.toJson()
        is JourneyEffect.Done -> outcome.toJson()
    }
    return json("effect" to tag(this), "args" to arguments)
}

/** The event of `{ "event", "args" }`. */
fun eventOf(json: JsonObject): JourneyEvent {
    val args = json["args"]?.asJsonObject ?: JsonObject()
    return when (val tag = json["event"].asString) {
        "typed" -> JourneyEvent.Typed(fieldOf(args["field"].asString))
        "submit" -> JourneyEvent.Submit
        "resend_requested" -> JourneyEvent.ResendRequested
        "captcha_solved" -> JourneyEvent.CaptchaSolved(args["x"].asDouble)
        "captcha_refresh_requested" -> JourneyEvent.CaptchaRefreshRequested
        "address_change_requested" -> JourneyEvent.AddressChangeRequested
        "skip_requested" -> JourneyEvent.SkipRequested
        "answered" -> JourneyEvent.Answered(
            args["requestId"].asString,
            args["response"]?.takeUnless { it is JsonNull }?.let { responseOf(it.asJsonObject) },
        )
        "tick" -> JourneyEvent.Tick
        else -> throw IllegalArgumentException("no event $tag")
    }
}

fun formOf(json: JsonObject?): JourneyForm {
    fun text(member: String) = json?.get(member)?.asString ?: ""
    return JourneyForm(text("address"), text("code"), text("password"), text("confirmation"), text("oldPassword"))
}

fun responseOf(json: JsonObject) = HttpResponse(
    status = json["status"].asInt,
    headers = json["headers"].asJsonArray.map { it.asJsonArray }.map { HttpHeader(it[0].asString, it[1].asString) },
    body = json["body"].asString,
)

private fun JourneyView.toJson() = json(
    "stage" to name(stage),
    "fields" to array(fields) { it.toJson() },
    "checklist" to array(checklist) { it.toJson() },
    "isBusy" to JsonPrimitive(isBusy),
    "canSubmit" to JsonPrimitive(canSubmit),
    "canResend" to JsonPrimitive(canResend),
    "canSkip" to JsonPrimitive(canSkip),
    "canChangeAddress" to JsonPrimitive(canChangeAddress),
).apply {
    notice?.let { add("notice", it.toJson()) }
    captcha?.let { add("captcha", it.toJson()) }
    resendIn?.let { add("resendIn", JsonPrimitive(it)) }
}

private fun JourneyFieldView.toJson() = json(
    "field" to JsonPrimitive(name(field).asString.replace("old_password", "oldPassword")),
    "isRequired" to JsonPrimitive(isRequired),
    "autocomplete" to JsonPrimitive(name(autocomplete).asString.replace('_', '-')),
).apply {
    fault?.let { add("fault", it.toJson()) }
    if (further.isNotEmpty()) add("further", array(further) { it.toJson() })
    problem?.let { add("problem", name(it)) }
}

private fun Captcha.toJson() = json(
    "token" to JsonPrimitive(token),
    "originalImage" to JsonPrimitive(originalImage),
    "jigsawImage" to JsonPrimitive(jigsawImage),
)

private fun JourneyOutcome.toJson() = json("outcome" to tag(this)).apply {
    if (this@toJson is JourneyOutcome.LoggedIn) add("args", json("session" to session.toJson()))
}

private fun Session.toJson() = json("status" to JsonPrimitive(status.name)).apply {
    sessionToken?.let { addProperty("sessionToken", it) }
    idToken?.let { addProperty("idToken", it) }
    expire?.let { addProperty("expire", it) }
    stateToken?.let { addProperty("stateToken", it) }
}

private fun fieldOf(name: String) = named<JourneyField>(JsonPrimitive(name.replace("oldPassword", "old_password")))

private fun readable(body: String): JsonElement = try {
    // Gson reads an empty text as null.
    if (body.isEmpty()) JsonPrimitive(body) else JsonParser.parseString(body)
} catch (_: JsonSyntaxException) {
    JsonPrimitive(body)
}
