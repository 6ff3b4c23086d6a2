package dev.repass

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive
import java.util.Base64
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A forgotten password between a [Journey] in the app and a [Server] behind it, in one process. */
class HostTest {
    private val policy = """{ "version": 1, "length": { "min": 8, "max": 50 }, "history": { "remember": 5 } }"""
    private val device = """{ "operatingSystem": "android", "fingerprint": "f", "agent": "app" }"""
    private val journey = Journey.parse(
        """{ "kind": "forgot_by_email", "clientId": "app", "policy": $policy, "device": $device }""",
    )
    private val host = Host(policy)
    private var form = JourneyForm()
    private var state = ""
    private lateinit var view: JourneyView
    private var outcome: JourneyOutcome? = null

    @Test
    fun `a forgotten password is set anew, from the address to the end`() {
        follow(journey.start("k", NOW))
        form = JourneyForm(address = EMAIL)
        hear(JourneyEvent.Submit)
        assertEquals(JourneyStage.CAPTCHA, view.stage)
        hear(JourneyEvent.CaptchaSolved(237.0))
        assertEquals(JourneyStage.CODE, view.stage)
        form = form.copy(code = "000", password = "Harbour%42Violet")
        hear(JourneyEvent.Submit)
        assertEquals(Fault.EmailCodeWrong, view.fields.first { it.field == JourneyField.CODE }.fault)
        form = form.copy(code = host.code())
        hear(JourneyEvent.Submit)
        assertEquals(JourneyOutcome.PasswordSet, outcome)
        assertEquals("hash of Harbour%42Violet", host.hash)
    }

    @Test
    fun `what is no call is told as HTTP does`() {
        val request = """{ "method": "GET", "target": "/nowhere", "headers": [], "body": "" }"""
        assertNull(host.server.start(request, NOW))
        assertEquals(Routed.NotFound, host.server.route("GET", "/nowhere"))
        assertEquals(Routed.MethodNotAllowed("POST"), host.server.route("GET", "/otp/send"))
        assertEquals(Routed.Call("otp_send", Profile.TENCENT_CIAM, null), host.server.route("POST", "/otp/send"))
    }

    private fun hear(event: JourneyEvent) = follow(journey.step(state, event, form, NOW))

    private fun follow(step: JourneyStep) {
        state = step.state
        var sent: JourneyEffect.Send? = null
        for (effect in step.effects) {
            when (effect) {
                is JourneyEffect.Send -> sent = effect
                is JourneyEffect.Show -> view = effect.view
                is JourneyEffect.Done -> outcome = effect.outcome
                is JourneyEffect.WakeAt -> assertTrue(effect.at > NOW)
            }
        }
        sent?.let { hear(JourneyEvent.Answered(it.requestId, host.answer(it.request))) }
    }
}

private const val NOW = 1_700_000_000_000
private const val EMAIL = "MOCK_EMAIL@163.com"

/** Requests, states, events and effects are JSON text: a host forwards them, and reads the effect that it performs. */
private class Host(private val policy: String) {
    val server: Server = Server.parse(
        """{ "keys": [{ "kid": "a", "key": "${Base64.getEncoder().encodeToString(ByteArray(32) { 7 })}" }] }""",
    )
    var hash = "hash of Brook#71Lantern"
    private var proof = ""
    private var challenge = JsonObject()
    private var attempts = 0

    fun answer(request: HttpRequest): HttpResponse {
        val headers = array(request.headers) { header ->
            JsonArray().apply { add(header.name); add(header.value) }
        }
        val text = json(
            "method" to JsonPrimitive(request.method),
            "target" to JsonPrimitive(request.target),
            "headers" to headers,
            "body" to JsonPrimitive(request.body),
            "source" to JsonPrimitive("192.0.2.1"),
        ).toString()
        var step = server.start(text, NOW)!!
        while (true) {
            val effect = JsonParser.parseString(step.effect).asJsonObject
            val args = effect["args"]?.asJsonObject ?: JsonObject()
            val name = effect["effect"].asString
            if (name == "respond" || name == "misuse") return responseOf(args)
            step = server.step(step.state, perform(name, args).toString(), text, NOW)
        }
    }

    /** What the person finds in their mailbox. */
    fun code(): String = challenge.let {
        server.code("${it["scope"]}", it["id"].asString, it["purpose"].asString, Profile.EIAM_SDK)!!
    }

    private fun perform(effect: String, args: JsonObject): JsonObject = when (effect) {
        "find_application" -> event("application_found", "application" to parse("""{ "clientId": "app", "tenant": "t", "policy": $policy }"""))
        "take_quota" -> event("quota_taken")
        "open_captcha" -> event("captcha_opened", "captcha" to parse("""{ "token": "c", "originalImage": "", "jigsawImage": "" }"""))
        "take_captcha" -> event("captcha_taken", "x" to JsonPrimitive(237.0))
        "store_captcha_proof" -> event("captcha_proof_stored").also { proof = args["captchaToken"].asString }
        "take_captcha_proof" -> event(if (args["captchaToken"].asString == proof) "captcha_proof_taken" else "captcha_proof_refused")
        "find_account" -> find(args["whose"].asJsonObject["recipient"].asJsonObject)
        "draw_random" -> event("random_drawn", "bytes" to JsonPrimitive("MDEyMzQ1Njc4OWFiY2RlZg"))
        "open_challenge" -> event("challenge_opened").also { challenge = args }
        "claim_attempt" -> claim(args)
        "compare_history" -> event("history_compared", "used" to JsonPrimitive(hash == "hash of ${args["password"].asString}"))
        "hash_password" -> event("password_hashed", "hash" to JsonPrimitive("hash of ${args["password"].asString}"))
        "redeem" -> event("password_stored").also { hash = args["change"].asJsonObject["hash"].asString }
        else -> event("failed")
    }

    private fun find(recipient: JsonObject): JsonObject {
        if (recipient["address"].asString != server.recipient("email", EMAIL)) return event("account_not_found")
        val account = """{ "id": "1", "status": "active", "version": 1, "subject": { "email": "$EMAIL" } }"""
        return event("account_found", "account" to parse(account), "policy" to parse(policy))
    }

    private fun claim(args: JsonObject): JsonObject {
        if (challenge["scope"] != args["scope"] || attempts == args["tries"].asInt) return event("attempt_refused")
        attempts += 1
        return event("attempt_claimed", "id" to challenge["id"], "purpose" to challenge["purpose"], "openedAt" to challenge["openedAt"])
    }

    private fun event(name: String, vararg args: Pair<String, JsonElement>) =
        json("event" to JsonPrimitive(name)).apply { if (args.isNotEmpty()) add("args", json(*args)) }

    private fun parse(text: String) = JsonParser.parseString(text)
}
