package dev.repass

import java.util.concurrent.Callable
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class RepassTest {
    private val policy = Policy.parse(
        """{ "version": 1, "length": { "min": 8, "max": 20 }, "characters": { "atLeastClasses": 3 },
             "contains": { "username": true, "namePinyin": true } }""",
    )
    private val zhangwei = Subject(username = "zhangwei", name = "张伟")

    @Test
    fun `a good password is accepted`() {
        val report = policy.check("Brook#71Lantern", zhangwei)
        assertTrue(report.ok)
        assertEquals(15, report.length)
        assertEquals(emptyList<Violation>(), report.violations)
    }

    @Test
    fun `all violations are reported, with their arguments`() {
        val report = policy.check("zhangw", zhangwei)
        assertFalse(report.ok)
        assertEquals(
            listOf(
                Violation.Length(min = 8, max = 20, actual = 6),
                Violation.Characters(
                    present = listOf(CharacterClass.LOWER),
                    missing = listOf(CharacterClass.UPPER, CharacterClass.DIGIT, CharacterClass.SPECIAL),
                    disallowed = emptyList(),
                ),
                Violation.Personal(listOf(PersonalItem.NAME_PINYIN)),
            ),
            report.violations,
        )
        assertEquals(listOf(Rule.LENGTH, Rule.CHARACTERS, Rule.PERSONAL), report.violations.map { it.rule })
    }

    @Test
    fun `a refused document names the code and the member`() {
        val error = assertThrows(PolicyException::class.java) {
            Policy.parse("""{ "version": 1, "length": { "min": 0 } }""")
        }
        assertEquals(PolicyErrorCode.OUT_OF_RANGE, error.code)
        assertEquals("length.min", error.member)
    }

    @Test
    fun `a document may have 262144 bytes and no more`() {
        val document = """{"version":1}"""
        Policy.parse(document.padEnd(262_144)).close()
        val error = assertThrows(PolicyException::class.java) { Policy.parse(document.padEnd(262_145)) }
        assertEquals(PolicyErrorCode.TOO_LARGE, error.code)
        assertEquals("", error.member)
    }

    @Test
    fun `a message is in the language asked for, and English otherwise`() {
        val violation = Violation.Length(min = 8, max = 20, actual = 6)
        val chinese = message(violation, "zh")
        val english = message(violation)
        assertTrue(chinese.any { it in '\u4E00'..'\u9FFF' }, chinese)
        assertTrue(english.all { it.code < 0x4E00 }, english)
        for (text in listOf(chinese, english)) {
            assertTrue("8" in text && "20" in text, text)
        }
        assertEquals(chinese, message(Fault.Violated(violation), "zh"))
    }

    @Test
    fun `the lines of a checklist turn from unmet to met`() {
        fun states(password: String) = policy.checklist(password, zhangwei, "zh").associate { it.id to it.state }
        val before = states("")
        val after = states("Brook#71Lantern")
        assertEquals(before.keys, after.keys)
        assertTrue(before.isNotEmpty())
        assertEquals(setOf(ChecklistState.UNMET), before.values.toSet())
        assertEquals(setOf(ChecklistState.MET), after.values.toSet())
        assertTrue(policy.checklist("").all { it.text.isNotEmpty() })
    }

    @Test
    fun `threads share a checker`() {
        val passwords = listOf("", "zhangw", "Zhangwei#1", "Brook#71Lantern", "密码密码", "a".repeat(2000))
        policy.forSubject(zhangwei).use { checker ->
            val expected = passwords.map { policy.check(it, zhangwei) }
            val threads = Executors.newFixedThreadPool(8)
            try {
                val work = Callable { List(50) { passwords.map(checker::check) } }
                for (answers in threads.invokeAll(List(8) { work })) {
                    answers.get().forEach { assertEquals(expected, it) }
                }
            } finally {
                threads.shutdown()
            }
        }
    }

    @Test
    fun `each lone surrogate is one character that no password may have`() {
        // High, a whole pair (U+1F642), low: two lone units.
        val report = Policy.parse("""{ "version": 1 }""").check("a\uD83D\uD83D\uDE42b\uDE42")
        assertEquals(5, report.length)
        val violation = report.violations.single() as Violation.Characters
        assertEquals(listOf(Disallowed(CharacterKind.UNENCODABLE, listOf(1, 4))), violation.disallowed)
    }

    @Test
    fun `a lone surrogate in a document or of a person is no exception`() {
        val broken = "zhang\uD800wei"
        assertTrue(policy.check("Brook#71Lantern", Subject(broken, broken, broken, broken, listOf(broken))).ok)
        val error = assertThrows(PolicyException::class.java) { Policy.parse("""{ "version": 1, "id": "a" }$broken""") }
        assertEquals(PolicyErrorCode.NOT_JSON, error.code)
    }

    @Test
    fun `a megabyte is refused by its length alone`() {
        val report = policy.check("密".repeat(1 shl 20), zhangwei)
        assertEquals(listOf(Violation.Length(min = 8, max = 20, actual = 1 shl 20)), report.violations)
    }

    @Test
    fun `nothing has to be known of the person`() {
        assertEquals(policy.check("Zhangwei#1"), policy.check("Zhangwei#1", Subject()))
        assertTrue(policy.check("Zhangwei#1").ok)
        assertFalse(policy.check("Zhangwei#1", zhangwei).ok)
    }

    @Test
    fun `what an attacker knows lowers the score`() {
        assertEquals(0, score("password"))
        assertEquals(strength("Brook#71Lantern").score, score("Brook#71Lantern"))
        assertTrue(strength("xkwalendo", listOf("xkwalendo")).guessesLog10 < strength("xkwalendo").guessesLog10)
    }

    @Test
    fun `a closed policy says so`() {
        val closed = Policy.parse("""{ "version": 1 }""").apply { close() }
        assertThrows(IllegalStateException::class.java) { closed.check("secret") }
    }

    @Test
    fun `a refused setup of a journey names the code and the member`() {
        val error = assertThrows(SetupException::class.java) {
            Journey.parse("""{ "kind": "reset_by_email", "clientId": "app", "policy": { "version": 1, "length": { "min": 0 } } }""")
        }
        assertEquals(PolicyErrorCode.OUT_OF_RANGE, error.code)
        assertEquals("policy.length.min", error.member)
    }

    @Test
    fun `a journey takes any text, and shows what is wrong with it`() {
        val journey = Journey.parse("""{ "kind": "reset_by_email", "clientId": "app", "policy": { "version": 1 } }""")
        val state = journey.start("id", 0).state
        val broken = JourneyForm(address = "zhang\uD800wei")
        val show = journey.step(state, JourneyEvent.Submit, broken, 0).effects.last() as JourneyEffect.Show
        assertEquals(Fault.EmailMalformed, show.view.fields.single().fault)
        val busy = journey.step("no state", JourneyEvent.Tick, JourneyForm(), 0).effects.single() as JourneyEffect.Show
        assertEquals(Fault.Busy, busy.view.notice)
        assertTrue(problemMessage(JourneyProblem.DIFFERS, "zh").isNotEmpty())
    }

    @Test
    fun `a server names what is wrong and never repeats it`() {
        val settings = """{ "keys": [{ "kid": "a", "key": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" }] }"""
        val server = Server.parse(settings)
        fun refusal(call: () -> Unit): ServerException {
            val error = assertThrows(ServerException::class.java) { call() }
            assertFalse("hunter2" in "$error ${error.reason}")
            return error
        }
        val tries = refusal { Server.parse(settings.dropLast(1) + """, "eiam": { "tries": "hunter2" } }""") }
        assertEquals(ServerErrorCode.SETTINGS to "eiam.tries", tries.code to tries.member)
        val request = """{ "method": "POST", "target": "/otp/send", "headers": [], "body": "" }"""
        val state = server.start(request, 0)!!.state
        for ((member, call) in listOf(
            "request" to { server.start("hunter2", 0); Unit },
            "state" to { server.step("""{ "version": "hunter2" }""", """{ "event": "failed" }""", request, 0); Unit },
            "event" to { server.step(state, """{ "event": "hunter2\uD800" }""", request, 0); Unit },
            "scope" to { server.code("hunter2", "", "login", Profile.EIAM_SDK); Unit },
            "channel" to { server.recipient("hunter2", ""); Unit },
        )) {
            val error = refusal(call)
            assertEquals(ServerErrorCode.INVALID_VALUE to member, error.code to error.member)
        }
    }

    @Test
    fun `a token opens for its own scope and time`() {
        val server = Server.parse("""{ "keys": [{ "kid": "a", "key": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" }] }""")
        fun scope(client: String) =
            """{ "tenant": "t", "clientId": "$client", "recipient": { "channel": "sms", "address": "${server.recipient("sms", "152 0165 7315")}" } }"""
        val id = "a.MDEyMzQ1Njc4OWFiY2RlZg"
        val token = server.mintToken(scope("c"), id, "reset_password", 1000, 2000)!!
        val opened = server.openToken(token, scope("c"), listOf("login", "reset_password"), 1999)
        assertEquals(OpenedToken(id, "reset_password", 1000, 2000), opened)
        assertEquals(null, server.openToken(token, scope("d"), listOf("reset_password"), 1999))
        assertEquals(null, server.openToken(token, scope("c"), listOf("login"), 1999))
        assertEquals(null, server.openToken(token, scope("c"), listOf("reset_password"), 2000))
        assertEquals(null, server.mintToken(scope("c"), "b.MDEyMzQ1Njc4OWFiY2RlZg", "reset_password", 1000, 2000))
        assertEquals(32, server.sealingKey(null)!!.key.size)
        assertEquals(null, server.sealingKey("b"))
    }

    @Test
    fun `a fault becomes a vendor's answer, another vendor's, and a fault again`() {
        assertEquals(listOf(HttpHeader("Retry-After", "60")), wire(Fault.SmsQuotaExceeded(60), Profile.EIAM_SDK).headers)
        val answer = wire(Fault.EmailCodeWrong, Profile.EIAM_SDK, "zh")
        assertEquals(Fault.EmailCodeWrong, fromWire(Profile.EIAM_SDK, answer.status, answer.body))
        val other = translate(Profile.EIAM_SDK, answer.status, answer.body, Profile.TENCENT_CIAM)
        assertTrue("bad_email_otp" in other.body, other.body)
        assertTrue("username" in help(Fault.Violated(Violation.UsernameEqual))!!)
        assertEquals(null, help(Fault.Unknown(418, "", "")))
    }
}
