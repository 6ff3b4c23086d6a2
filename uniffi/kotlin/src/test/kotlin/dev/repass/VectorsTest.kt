package dev.repass

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.extension
import kotlin.io.path.isRegularFile
import kotlin.io.path.name
import kotlin.io.path.readText
import kotlin.io.path.relativeTo
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

/** The cases that every language runs: one test a file. */
class VectorsTest {
    @TestFactory
    fun vectors(): List<DynamicTest> = files().mapNotNull { file ->
        val vectors = JsonParser.parseString(file.readText()).asJsonObject
        val run = runner(vectors["kind"].asString, vectors) ?: return@mapNotNull null
        val name = file.relativeTo(folder).toString()
        dynamicTest(name) { runAll(name, vectors, run) }
    }

    companion object {
        private val folder: Path = Path.of(System.getenv("REPASS_VECTORS") ?: "../../tests/vectors").normalize()
        private var total = 0

        /** On a line of its own, whatever Maven began before: it is compared with the other languages. */
        @AfterAll
        @JvmStatic
        fun tellTotal() = println("\nvectors: kotlin $total")

        private fun files(): List<Path> = Files.walk(folder).use { paths ->
            paths.filter { it.isRegularFile() && it.extension == "json" && it.name != "vectors.schema.json" }
                .sorted().toList()
        }

        private fun runAll(name: String, vectors: JsonObject, run: (JsonObject) -> Outcome) {
            val cases = vectors["cases"].asJsonArray.map { it.asJsonObject }
            var ran = 0
            val wrong = cases.mapNotNull { case ->
                val (expected, actual) = run(case)
                ran += 1
                if (expected == actual) null else "${case["id"].asString}: expected $expected, was $actual"
            }
            total += ran
            assertAll(
                name,
                { assertEquals(vectors["count"].asInt, ran, "cases run") },
                { assertTrue(wrong.isEmpty()) { wrong.joinToString("\n") } },
            )
        }

        /** How a case of the kind is run; null for the server's own kind. */
        private fun runner(kind: String, vectors: JsonObject): ((JsonObject) -> Outcome)? {
            val policies = vectors["policies"]?.asJsonObject?.asMap().orEmpty().mapValues { Policy.parse("${it.value}") }
            fun policy(case: JsonObject) = case["policy"].let { policy ->
                if (policy.isJsonPrimitive) policies.getValue(policy.asString) else Policy.parse("$policy")
            }
            return when (kind) {
                "check" -> { case -> Outcome(case["report"], policy(case).check(password(case), subject(case)).toJson()) }
                "parse" -> { case -> Outcome(case["error"].takeUnless { it.isJsonNull }, parse(case)) }
                "passwordRules" -> { case -> Outcome(case["attribute"].asString, policy(case).passwordRules()) }
                "checklist" -> { case ->
                    val lines = policy(case).checklist(password(case), subject(case), case["lang"].asString)
                    Outcome(case["lines"].asJsonArray.toList(), lines.map { it.toJson() })
                }
                "message" -> { case ->
                    val fault = faultOf(case["fault"].asJsonObject)
                    Outcome(case["text"].asString, message(fault, case["lang"].asString))
                }
                "operation" -> { case -> operation(vectors, case) }
                "journey" -> { case -> journey(vectors, case) }
                "wire" -> null
                else -> throw IllegalArgumentException("no runner for the kind $kind")
            }
        }

        private fun parse(case: JsonObject): JsonElement? = try {
            Policy.parse(case["document"].asString)
            null
        } catch (error: PolicyException) {
            error.toJson()
        }

        private fun password(case: JsonObject): String {
            val units = case["passwordUtf16"]?.asJsonArray ?: return case["password"].asString
            return String(CharArray(units.size()) { units[it].asInt.toChar() })
        }

        private fun subject(case: JsonObject) = case["subject"]?.let { subjectOf(it.asJsonObject) }
    }
}
