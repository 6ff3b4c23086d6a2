package dev.repass.example

import dev.repass.*
import java.util.UUID
import kotlin.system.exitProcess
import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

/** A new password for someone who forgot theirs, in a terminal. */
fun main(arguments: Array<String>) {
    if ("--help" in arguments) return println(USAGE)
    val options = Options.read(arguments) ?: fail(USAGE, 2)
    val words = Words.of(options.lang)
    val connection = Connection(options.server)
    val isSet = runBlocking {
        val journey = try {
            Journey.parse(setup(options, policy(connection, options) ?: fail(words.noPolicy, 1)))
        } catch (error: SetupException) {
            fail("${words.noPolicy} ${error.code} ${error.member}", 1)
        }
        run(JourneyModel(journey, connection, this), options, words).also { coroutineContext.cancelChildren() }
    }
    if (!isSet) fail(words.ended, 1)
    println(words.passwordSet)
}

/** Draws the form and hears the keys until the password is set; false where the input ended before. */
private suspend fun CoroutineScope.run(model: JourneyModel, options: Options, words: Words): Boolean = Terminal.open().use { terminal ->
    val puzzles = Puzzles(options.pictures)
    val form = Form(model)
    val drawing = Drawing(words, options, isLive = terminal.isLive)
    val frames = combine(model.shown, form.cursor) { shown, cursor ->
        drawing.lines(shown, cursor, shown.view.captcha?.let(puzzles::of)).takeUnless { shown.view.isBusy && !terminal.isLive }
    }.filterNotNull()
    val screen = launch { frames.collect(terminal::draw) }
    val outcome = form.run(terminal.keys())
    screen.cancel()
    // What the last line led to may not have been drawn yet.
    if (outcome == null) terminal.draw(frames.first())
    outcome is JourneyOutcome.PasswordSet
}

/** What an app knows before it starts: which journey, who it is, and what the server publishes. */
private fun setup(options: Options, policy: String): String = """
    { "kind": "${options.journey.kind}", "clientId": "${options.journey.clientId}", "lang": "${options.lang}", "policy": $policy,
      "device": { "operatingSystem": "${System.getProperty("os.name")}", "fingerprint": "${UUID.randomUUID()}", "agent": "repass-kotlin" } }
"""

private suspend fun policy(connection: Connection, options: Options): String? {
    val request = HttpRequest("GET", "/api/v1/policy?client_id=${options.journey.clientId}", emptyList(), "")
    return connection.send(request)?.takeIf { it.status == 200 }?.body
}

private fun fail(why: String, status: Int): Nothing {
    System.err.println(why)
    exitProcess(status)
}
