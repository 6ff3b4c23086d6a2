package dev.repass.example

import java.net.URI
import java.nio.file.Path

const val USAGE = """Usage: repass-kotlin forgot|reset [--server ADDRESS] [--lang en|zh] [--pictures FOLDER] [--demo] [--help]

  forgot      BambooCloud EIAM: a slider, a code by e-mail, a new password
  reset       Tencent CIAM: a code by e-mail, a new password
  --server    the server's address; http://127.0.0.1:8080 where none is given
  --lang      the language of texts; en where none is given
  --pictures  where the slider's pictures are put; the system's temporary folder where none is given
  --demo      say where the demo's messages are read"""

/** A journey of the demo's tenant, and the application that it belongs to. */
enum class Kind(val command: String, val kind: String, val clientId: String) {
    FORGOT("forgot", "forgot_by_email", "nTo1eRIub60vPb54WeE6aojPwYwImtl4"),
    RESET("reset", "reset_by_email", "TENANT_SPA_ID"),
}

/** What was asked for. */
class Options(val journey: Kind, val server: String, val lang: String, val pictures: Path, val isDemo: Boolean) {
    companion object {
        /** The arguments; null where they make no sense. */
        fun read(arguments: Array<String>): Options? {
            val journey = Kind.entries.find { it.command == arguments.firstOrNull() } ?: return null
            val values = mutableMapOf("--server" to "http://127.0.0.1:8080", "--lang" to "en", "--pictures" to System.getProperty("java.io.tmpdir"))
            val rest = arguments.drop(1).filter { it != "--demo" }
            for (pair in rest.chunked(2)) {
                if (pair.size < 2 || pair[0] !in values) return null
                values[pair[0]] = pair[1]
            }
            val server = values.getValue("--server").trimEnd('/')
            val isAddress = runCatching { URI(server) }.getOrNull()?.let { it.scheme in setOf("http", "https") && it.host != null } ?: false
            val lang = values.getValue("--lang")
            if (!isAddress || lang !in setOf("en", "zh")) return null
            return Options(journey, server, lang, Path.of(values.getValue("--pictures")), "--demo" in arguments)
        }
    }
}
