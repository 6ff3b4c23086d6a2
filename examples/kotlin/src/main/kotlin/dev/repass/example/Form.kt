package dev.repass.example

import dev.repass.*
import kotlinx.coroutines.channels.*
import kotlinx.coroutines.flow.*

/**
 * Where the person is in the form; [field] is null in the slider, whose place is [x].
 * It [isFresh] until something is typed: a fault is shown till then, and the first key begins anew.
 */
data class Cursor(val field: JourneyField?, val isFresh: Boolean = true, val x: String = "")

val JourneyFieldView.isWrong get() = fault != null || problem != null

fun JourneyForm.text(field: JourneyField): String = when (field) {
    JourneyField.ADDRESS -> address
    JourneyField.CODE -> code
    JourneyField.PASSWORD -> password
    JourneyField.CONFIRMATION -> confirmation
    JourneyField.OLD_PASSWORD -> oldPassword
}

/** From keys to what the journey hears. */
class Form(private val model: JourneyModel) {
    val cursor = MutableStateFlow(Cursor(JourneyField.ADDRESS))

    /** Hears the keys until the journey is over, or there are no more. What is typed while a request is out waits. */
    suspend fun run(keys: ReceiveChannel<Key>): JourneyOutcome? {
        while (model.outcome == null) {
            press(keys.receiveCatching().getOrNull() ?: return null)
        }
        return model.outcome
    }

    private suspend fun press(key: Key) {
        when (key) {
            is Key.Text -> if (!command(key.text)) edit { it + key.text }
            is Key.Line -> if (!command(key.text)) {
                edit { key.text }
                enter()
            }
            Key.Backspace -> edit { text -> if (text.isEmpty()) text else text.substring(0, text.offsetByCodePoints(text.length, -1)) }
            Key.Clear -> edit { "" }
            Key.Left -> slide(-1)
            Key.Right -> slide(1)
            Key.Enter -> enter()
        }
    }

    private suspend fun edit(change: (String) -> String) {
        val (field, isFresh, x) = cursor.value
        if (field == null) {
            cursor.value = cursor.value.copy(x = change(x).take(3))
        } else {
            cursor.value = cursor.value.copy(isFresh = false)
            model.type(field, change(if (isFresh) "" else model.idle().form.text(field)))
        }
    }

    private fun slide(steps: Int) {
        val cursor = cursor.value
        if (cursor.field != null) return
        val x = (cursor.x.toIntOrNull() ?: 0) + steps * Picture.PIXELS_A_CELL
        this.cursor.value = cursor.copy(x = x.coerceIn(0, LAST_X).toString())
    }

    /** A letter that asks for something, where only digits are typed. */
    private suspend fun command(text: String): Boolean {
        val view = model.idle().view
        val event = when {
            cursor.value.field !in setOf(null, JourneyField.CODE) -> return false
            text == "a" && view.canChangeAddress -> JourneyEvent.AddressChangeRequested
            text == "n" && view.stage == JourneyStage.CAPTCHA -> JourneyEvent.CaptchaRefreshRequested
            text == "r" && view.canResend -> JourneyEvent.ResendRequested
            // Too early.
            text == "r" -> return true
            else -> return false
        }
        model.hear(event)
        settle()
        return true
    }

    private suspend fun enter() {
        val field = cursor.value.field
        val shown = model.idle()
        val x = cursor.value.x.toDoubleOrNull()
        when {
            field != null -> {
                // It may be left only when it is right, so that a fault is told where it was made.
                model.type(field, shown.form.text(field))
                val fields = model.idle().view.fields
                val next = fields.getOrNull(fields.indexOfFirst { it.field == field } + 1)
                if (next != null && fields.none { it.field == field && it.isWrong }) {
                    cursor.value = Cursor(next.field)
                    return
                }
                if (next == null) model.hear(JourneyEvent.Submit)
            }
            shown.view.captcha == null -> model.hear(JourneyEvent.Submit)
            x != null -> model.hear(JourneyEvent.CaptchaSolved(x))
        }
        settle()
    }

    /** To the first field that is wrong, else to the first of a new stage. */
    private suspend fun settle() {
        val fields = model.idle().view.fields
        val wrong = fields.firstOrNull { it.isWrong }?.field
        val here = fields.firstOrNull { it.field == cursor.value.field }?.field
        cursor.value = Cursor(wrong ?: here ?: fields.firstOrNull()?.field)
    }

    private companion object {
        /** The slider's image is 310 pixels wide, its piece 47. */
        const val LAST_X = 263
    }
}
