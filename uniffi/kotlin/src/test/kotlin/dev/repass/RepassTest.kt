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
}
