import Foundation
import Repass

/// A journey as an app holds it: `view` is what to show, what the person does goes in by `type` and `hear`.
/// In SwiftUI this is an `ObservableObject`, and `onChange` its `objectWillChange`.
@MainActor
final class JourneyModel {
    private(set) var view: JourneyView
    /// What was typed. No state ever holds it.
    private(set) var texts: [JourneyField: String] = [:]
    /// How it ended; nil while it goes on.
    private(set) var outcome: JourneyOutcome?
    var onChange: () -> Void = {}

    private let journey: Journey
    private let connection: Connection
    private var state = ""
    private var timer: Task<Void, Never>?

    init(journey: Journey, connection: Connection) {
        self.journey = journey
        self.connection = connection
        view = JourneyView(
            stage: .address, fields: [], checklist: [], notice: nil, captcha: nil, isBusy: true, canSubmit: false,
            canResend: false, resendIn: nil, canSkip: false, canChangeAddress: false)
    }

    func start() {
        follow(journey.start(id: UUID().uuidString, now: now()))
    }

    func type(_ field: JourneyField, _ text: String) {
        texts[field] = text
        hear(.typed(field: field))
    }

    func hear(_ event: JourneyEvent) {
        // The code that was sent before is worth nothing once a new one is on its way.
        if event == .resendRequested { texts[.code] = nil }
        follow(journey.step(state: state, event: event, form: form, now: now()))
    }

    private var form: JourneyForm {
        JourneyForm(
            address: texts[.address] ?? "", code: texts[.code] ?? "", password: texts[.password] ?? "",
            confirmation: texts[.confirmation] ?? "", oldPassword: texts[.oldPassword] ?? "")
    }

    private func follow(_ step: JourneyStep) {
        state = step.state
        for effect in step.effects {
            switch effect {
            case .send(let requestId, let request):
                Task { hear(.answered(requestId: requestId, response: await connection.send(request))) }
            case .wakeAt(let at):
                timer?.cancel()
                timer = Task {
                    try? await Task.sleep(nanoseconds: UInt64(max(0, at - now())) * 1_000_000)
                    if !Task.isCancelled { hear(.tick) }
                }
            case .show(let view): self.view = view
            case .done(let outcome): self.outcome = outcome
            }
        }
        onChange()
    }

    /// Milliseconds since 1970.
    private func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
