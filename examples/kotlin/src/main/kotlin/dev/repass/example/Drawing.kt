package dev.repass.example

import dev.repass.*

/** From what is shown to lines of text; with colours and the seconds of the countdown where the screen [isLive]. */
class Drawing(private val words: Words, private val options: Options, private val isLive: Boolean) {
    fun lines(shown: Shown, cursor: Cursor, picture: Picture?): List<String> = buildList {
        val view = shown.view
        add(paint(BOLD, words.title))
        if (options.isDemo) add(paint(DIM, "${words.outbox} ${options.server}/demo/outbox"))
        view.notice?.let { addAll(wrong(it)) }
        if (view.stage == JourneyStage.CAPTCHA) addAll(slider(picture, cursor))
        for (field in view.fields) {
            addAll(field(field, shown.form, cursor))
            if (field.field == JourneyField.PASSWORD) addAll(view.checklist.map(::line))
        }
        add(paint(DIM, if (view.isBusy) words.busy else hints(view, cursor).joinToString(" · ")))
    }

    private fun field(field: JourneyFieldView, form: JourneyForm, cursor: Cursor): List<String> {
        val text = form.text(field.field)
        val isHere = cursor.field == field.field
        val length = text.codePointCount(0, text.length)
        val shown = when (field.field) {
            JourneyField.ADDRESS, JourneyField.CODE -> text
            else -> "•".repeat(length)
        }
        val count = if (shown == text) "" else paint(DIM, " $length")
        val line = "${words.label(field.field)}: $shown${if (isHere) CARET else ""}$count"
        // While something is typed the checklist says enough.
        if (isHere && !cursor.isFresh) return listOf(line)
        val problem = field.problem?.let { sentence(problemMessage(it, options.lang)) }
        return listOf(line) + field.fault?.let(::wrong).orEmpty() + field.further.map { sentence(message(it, options.lang)) } + listOfNotNull(problem)
    }

    private fun slider(picture: Picture?, cursor: Cursor): List<String> {
        if (picture == null) return emptyList()
        val drawn = if (isLive) picture.lines(cursor.x.toIntOrNull() ?: 0) else emptyList()
        return drawn + picture.files.map { paint(DIM, "$it") } + "${words.slider}: ${cursor.x}$CARET"
    }

    private fun line(line: ChecklistLine): String = when (line.state) {
        ChecklistState.MET -> paint(GREEN, "  ✓ ${line.text}")
        ChecklistState.UNMET -> "  ○ ${line.text}"
        ChecklistState.SERVER -> paint(DIM, "  ? ${line.text} (${words.server})")
    }

    private fun wrong(fault: Fault): List<String> =
        listOfNotNull(sentence(message(fault, options.lang)), help(fault, options.lang)?.let { paint(DIM, "    $it") })

    private fun sentence(text: String) = paint(RED, "  ✗ $text")

    private fun hints(view: JourneyView, cursor: Cursor): List<String> {
        val wait = view.resendIn?.takeIf { isLive }?.let { words.newCodeIn(it) }
        if (cursor.field !in setOf(null, JourneyField.CODE)) return listOfNotNull(wait)
        return listOfNotNull(
            if (view.canResend) words.newCode else wait,
            words.newPicture.takeIf { view.captcha != null },
            words.otherAddress.takeIf { view.canChangeAddress },
        )
    }

    private fun paint(style: String, text: String) = if (isLive) "\u001b[${style}m$text\u001b[0m" else text

    private companion object {
        const val BOLD = "1"
        const val DIM = "2"
        const val RED = "31"
        const val GREEN = "32"
        const val CARET = "▏"
    }
}
