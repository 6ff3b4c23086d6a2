import Repass

/// Where the person is in the form, and what the keys mean there.
@MainActor
final class Form {
    /// The field; nil in the slider, whose place is `x`.
    private(set) var field: JourneyField? = .address
    private(set) var x = ""
    /// Nothing was typed since the cursor came here: the fault is shown, and the first key begins anew.
    private(set) var isFresh = true
    /// Whether there are no more keys.
    private(set) var isAtEnd = false

    private let model: JourneyModel
    /// What was typed while a request was out.
    private var waiting: [Key] = []
    /// Whether the cursor goes where the answer sends it.
    private var isSettled = false

    init(_ model: JourneyModel) {
        self.model = model
    }

    func press(_ key: Key) {
        waiting.append(key)
        goOn()
    }

    /// Does what waited for an answer.
    func goOn() {
        while !model.view.isBusy && model.outcome == nil {
            if !isSettled { settle() }
            guard !waiting.isEmpty else { return }
            take(waiting.removeFirst())
        }
    }

    private func take(_ key: Key) {
        switch key {
        case .text(let text): if !command(text) { edit { $0 + text } }
        case .line(let text):
            if !command(text) {
                edit { _ in text }
                enter()
            }
        case .backspace: edit { String($0.dropLast()) }
        case .clear: edit { _ in "" }
        case .enter: enter()
        case .end: isAtEnd = true
        }
    }

    private func edit(_ change: (String) -> String) {
        if let field {
            let text = change(isFresh ? "" : model.texts[field] ?? "")
            isFresh = false
            model.type(field, text)
        } else {
            x = String(change(x).prefix(3))
        }
    }

    /// A letter that asks for something, where only digits are typed.
    private func command(_ text: String) -> Bool {
        guard field == nil || field == .code else { return false }
        let view = model.view
        switch text {
        case "a" where view.canChangeAddress: model.hear(.addressChangeRequested)
        case "n" where view.stage == .captcha: model.hear(.captchaRefreshRequested)
        case "r" where view.canResend: model.hear(.resendRequested)
        // Too early.
        case "r": return true
        default: return false
        }
        isSettled = false
        return true
    }

    private func enter() {
        isSettled = false
        guard let field else {
            if model.view.captcha == nil {
                model.hear(.submit)
            } else if let x = Double(x) {
                model.hear(.captchaSolved(x: x))
            }
            return
        }
        // It may be left only when it is right, so that a fault is told where it was made.
        model.type(field, model.texts[field] ?? "")
        let fields = model.view.fields
        guard let place = fields.firstIndex(where: { $0.field == field }) else { return }
        if place + 1 == fields.endIndex {
            model.hear(.submit)
        } else if !fields[place].isWrong {
            move(to: fields[place + 1].field)
        }
    }

    /// To the first field that is wrong, else to the first of a new stage.
    private func settle() {
        let fields = model.view.fields
        let wrong = fields.first { $0.isWrong }
        let here = fields.first { $0.field == field }
        move(to: (wrong ?? here ?? fields.first)?.field)
    }

    private func move(to field: JourneyField?) {
        (self.field, x, isFresh, isSettled) = (field, "", true, true)
    }
}

extension JourneyFieldView {
    var isWrong: Bool { fault != nil || problem != nil }
}
