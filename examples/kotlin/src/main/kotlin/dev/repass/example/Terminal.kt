package dev.repass.example

import java.io.InputStreamReader
import kotlin.concurrent.thread
import kotlinx.coroutines.channels.*

/** What comes from the keyboard, or as a whole line from anything else. */
sealed interface Key {
    class Text(val text: String) : Key
    class Line(val text: String) : Key
    data object Backspace : Key
    data object Clear : Key
    data object Left : Key
    data object Right : Key
    data object Enter : Key
}

/**
 * Where the form is drawn. It [isLive] where both ends are a terminal: each key is heard and the screen is drawn anew.
 * Else lines are read and printed, so that a script can fill in the form.
 */
class Terminal private constructor(private val settings: String?) : AutoCloseable {
    val isLive = settings != null
    private val hook = Thread(::restore)
    private var last = emptyList<String>()

    init {
        if (isLive) {
            // Also where Ctrl-C or a signal ends the program.
            Runtime.getRuntime().addShutdownHook(hook)
            stty("-icanon", "-echo", "min", "1", "time", "0")
            print("\u001b[?1049h\u001b[?25l")
        }
    }

    /** The keys as they come; the channel is closed at the input's end. */
    fun keys(): ReceiveChannel<Key> {
        val keys = Channel<Key>(Channel.UNLIMITED)
        thread(isDaemon = true) {
            val input = InputStreamReader(System.`in`, Charsets.UTF_8)
            if (isLive) input.readKeys(keys::trySend) else input.buffered().forEachLine { keys.trySend(Key.Line(it)) }
            keys.close()
        }
        return keys
    }

    fun draw(lines: List<String>) {
        if (lines == last) return
        last = lines
        print(if (isLive) lines.joinToString("\u001b[K\n", "\u001b[H", "\u001b[J") else lines.joinToString("\n", postfix = "\n"))
        System.out.flush()
    }

    override fun close() {
        if (isLive && Runtime.getRuntime().removeShutdownHook(hook)) restore()
    }

    private fun restore() {
        print("\u001b[?25h\u001b[?1049l")
        System.out.flush()
        stty(settings.orEmpty())
    }

    companion object {
        fun open(): Terminal {
            val isTerminal = ProcessBuilder("test", "-t", "0", "-a", "-t", "1").inheritIO().start().waitFor() == 0
            return Terminal(if (isTerminal) stty("-g") else null)
        }

        /** `stty` is on every system that has terminals, and the JDK has nothing of the kind. */
        private fun stty(vararg arguments: String): String {
            val process = ProcessBuilder("stty", *arguments).redirectInput(ProcessBuilder.Redirect.INHERIT).start()
            return process.inputStream.readBytes().decodeToString().trim().also { process.waitFor() }
        }
    }
}

private fun InputStreamReader.readKeys(send: (Key) -> Unit) {
    while (true) {
        val unit = read()
        when {
            unit < 0 || unit == 4 -> return
            unit == '\n'.code || unit == '\r'.code -> send(Key.Enter)
            unit == 127 || unit == 8 -> send(Key.Backspace)
            unit == 21 -> send(Key.Clear)
            unit == 27 -> arrow()?.let(send)
            unit < 32 -> continue
            else -> {
                val first = unit.toChar()
                send(Key.Text(if (first.isHighSurrogate()) "$first${read().toChar()}" else "$first"))
            }
        }
    }
}

/** The rest of an escape sequence: `[` and letters or digits. */
private fun InputStreamReader.arrow(): Key? {
    if (!ready() || read() != '['.code) return null
    var end = read()
    while (end in 0x20..0x3f) end = read()
    return when (end.toChar()) {
        'D' -> Key.Left
        'C' -> Key.Right
        else -> null
    }
}
