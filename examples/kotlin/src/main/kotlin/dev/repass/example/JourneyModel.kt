package dev.repass.example

import dev.repass.*
import java.util.UUID
import kotlinx.coroutines.*
import kotlinx.coroutines.flow.*

/** What is shown, and what was typed. No data class: its `toString` would tell a password. */
class Shown(val view: JourneyView, val form: JourneyForm)

/**
 * A journey as an app holds it: what to show comes out as a flow, what the person does goes in by [type] and [hear].
 * On Android this is a `ViewModel`, and the scope its `viewModelScope`. One thread does all of it.
 */
class JourneyModel(private val journey: Journey, private val connection: Connection, private val scope: CoroutineScope) {
    private var state = ""
    private var form = JourneyForm()
    private var timer: Job? = null
    private val current = MutableStateFlow<Shown?>(null)

    val shown: Flow<Shown> = current.filterNotNull()

    /** How it ended; null while it goes on. */
    var outcome: JourneyOutcome? = null
        private set

    init {
        follow(journey.start(UUID.randomUUID().toString(), System.currentTimeMillis()))
    }

    /** What is shown once no request is in flight. */
    suspend fun idle(): Shown = shown.first { !it.view.isBusy }

    fun type(field: JourneyField, text: String) {
        form = when (field) {
            JourneyField.ADDRESS -> form.copy(address = text)
            JourneyField.CODE -> form.copy(code = text)
            JourneyField.PASSWORD -> form.copy(password = text)
            JourneyField.CONFIRMATION -> form.copy(confirmation = text)
            JourneyField.OLD_PASSWORD -> form.copy(oldPassword = text)
        }
        hear(JourneyEvent.Typed(field))
    }

    fun hear(event: JourneyEvent) {
        // The code that was sent before is worth nothing once a new one is on its way.
        if (event is JourneyEvent.ResendRequested) form = form.copy(code = "")
        follow(journey.step(state, event, form, System.currentTimeMillis()))
    }

    private fun follow(step: JourneyStep) {
        state = step.state
        for (effect in step.effects) when (effect) {
            is JourneyEffect.Send -> scope.launch {
                hear(JourneyEvent.Answered(effect.requestId, connection.send(effect.request)))
            }
            is JourneyEffect.WakeAt -> {
                timer?.cancel()
                timer = scope.launch {
                    delay(effect.at - System.currentTimeMillis())
                    hear(JourneyEvent.Tick)
                }
            }
            is JourneyEffect.Show -> current.value = Shown(effect.view, form)
            is JourneyEffect.Done -> outcome = effect.outcome
        }
    }
}
