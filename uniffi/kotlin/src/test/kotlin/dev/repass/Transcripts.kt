package dev.repass

import com.google.gson.JsonArray
import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import com.google.gson.JsonPrimitive

/** What a case expects, and what came. */
internal data class Outcome(val expected: Any?, val actual: Any?)

/** A server's machine, from a request to its answer; its state goes from step to step. */
internal fun operation(vectors: JsonObject, unresolved: JsonObject): Outcome {
    val case = resolved(unresolved, vectors["values"]?.asJsonObject ?: JsonObject()).asJsonObject
    val request = "${case["request"]}"
    val secrets = case["secrets"].asJsonArray.map { it.asString }
    val generated = mutableSetOf<String>()
    val expected = mutableListOf<Any?>()
    val actual = mutableListOf<Any?>()
    Server.parse("${vectors["settings"].asJsonObject[case["settings"].asString]}").use { server ->
        var state = ""
        for (step in case["steps"].asJsonArray.map { it.asJsonObject }) {
            val now = step["now"].asLong
            step["stateVersion"]?.let { state = withVersion(state, it) }
            val next = step["event"]?.let { server.step(state, "$it", request, now) } ?: server.start(request, now)!!
            state = next.state
            expected.add(step["effect"])
            actual.add(blanked(step["effect"], JsonParser.parseString(next.effect), generated))
            secrets.filter { it in state }.forEach { _ -> actual.add("a secret is in the state") }
        }
    }
    val rules = case["generated"]?.asJsonObject
    if (rules != null || generated.isNotEmpty()) {
        val policy = Policy.parse("${rules!!["policy"]}")
        val subject = subjectOf(rules["subject"].asJsonObject)
        expected.add(listOf(true))
        actual.add(generated.map { policy.check(it, subject).ok })
    }
    return Outcome(expected, actual)
}

/** A journey, from its first view on. */
internal fun journey(vectors: JsonObject, case: JsonObject): Outcome {
    val setup = case["setup"].let { if (it.isJsonPrimitive) vectors["setups"].asJsonObject[it.asString] else it }
    val expected = mutableListOf<JsonElement>()
    val actual = mutableListOf<JsonElement>()
    Journey.parse("$setup").use { journey ->
        var state = ""
        for (step in case["steps"].asJsonArray.map { it.asJsonObject }) {
            val now = step["now"].asLong
            step["stateVersion"]?.let { state = withVersion(state, it) }
            val event = step["event"]?.let { eventOf(it.asJsonObject) }
            val form = formOf(step["form"]?.asJsonObject)
            val next = if (event == null) journey.start("j", now) else journey.step(state, event, form, now)
            state = next.state
            val secrets = listOf(form.password, form.confirmation, form.oldPassword).filter { it.length >= 8 }
            secrets.filter { it in state }.forEach { _ -> actual.add(JsonPrimitive("a secret is in the state")) }
            step["effects"]?.let { effects ->
                expected.add(effects)
                actual.add(array(next.effects) { it.toJson() })
            }
        }
    }
    return Outcome(expected, actual)
}

private fun withVersion(state: String, version: JsonElement) =
    "${JsonParser.parseString(state).asJsonObject.apply { add("version", version) }}"

/** `{"$ref": "name"}` stands for the file's value of that name, which may refer to others. */
private fun resolved(json: JsonElement, values: JsonObject): JsonElement = when (json) {
    is JsonArray -> array(json.toList()) { resolved(it, values) }
    is JsonObject -> json["\$ref"]?.let { resolved(values[it.asString], values) }
        ?: json(*json.entrySet().map { (name, value) -> name to resolved(value, values) }.toTypedArray())
    else -> json
}

/** Puts the placeholder where it is expected, and keeps what stood there. */
private fun blanked(expected: JsonElement?, actual: JsonElement, generated: MutableSet<String>): JsonElement = when {
    expected == GENERATED && actual.isJsonPrimitive -> GENERATED.also { generated += actual.asString }
    expected is JsonObject && actual is JsonObject ->
        json(*actual.entrySet().map { (name, it) -> name to blanked(expected[name], it, generated) }.toTypedArray())
    else -> actual
}

private val GENERATED = JsonPrimitive("\$generated")
