import Foundation
import Repass

/// From what is shown to lines of text; with colours and the seconds of the countdown where the screen is live.
@MainActor
struct Drawing {
    let words: Words
    let options: Options
    let isLive: Bool

    func lines(_ model: JourneyModel, _ form: Form, files: [URL]?) -> [String] {
        let view = model.view
        var lines = [paint(.bold, words.title)]
        if options.isDemo { lines.append(paint(.dim, "\(words.outbox) \(options.server)/demo/outbox")) }
        if let notice = view.notice { lines += wrong(notice) }
        if let files {
            lines += files.map { paint(.dim, $0.path) } + ["\(words.slider): \(form.x)\(Self.caret)"]
        }
        for field in view.fields {
            lines += self.field(field, model.texts[field.field] ?? "", form)
            if field.field == .password { lines += view.checklist.map(line) }
        }
        lines.append(paint(.dim, view.isBusy ? words.busy : hints(view, form).joined(separator: " · ")))
        return lines
    }

    private func field(_ view: JourneyFieldView, _ text: String, _ form: Form) -> [String] {
        let isHere = form.field == view.field
        let isPlain = view.field == .address || view.field == .code
        let length = text.unicodeScalars.count
        let shown = isPlain ? text : String(repeating: "•", count: length)
        let count = isPlain || text.isEmpty ? "" : paint(.dim, " \(length)")
        let line = "\(words.label(view.field)): \(shown)\(isHere ? Self.caret : "")\(count)"
        // While something is typed the checklist says enough.
        if isHere && !form.isFresh { return [line] }
        let faults = (view.fault.map(wrong) ?? []) + view.further.map { sentence(message($0, lang: options.lang)) }
        let problem = view.problem.map { sentence(problemMessage($0, lang: options.lang)) }
        return [line] + faults + [problem].compactMap { $0 }
    }

    private func line(_ line: ChecklistLine) -> String {
        switch line.state {
        case .met: paint(.green, "  ✓ \(line.text)")
        case .unmet: "  ○ \(line.text)"
        case .server: paint(.dim, "  ? \(line.text) (\(words.server))")
        }
    }

    private func wrong(_ fault: Fault) -> [String] {
        let measure = help(fault, lang: options.lang).map { paint(.dim, "    \($0)") }
        return [sentence(message(fault, lang: options.lang)), measure].compactMap { $0 }
    }

    private func sentence(_ text: String) -> String { paint(.red, "  ✗ \(text)") }

    private func hints(_ view: JourneyView, _ form: Form) -> [String] {
        let wait = isLive ? view.resendIn.map { "\(words.newCodeIn) \($0) s" } : nil
        guard form.field == nil || form.field == .code else { return [wait].compactMap { $0 } }
        return [
            view.canResend ? words.newCode : wait,
            view.captcha == nil ? nil : words.newPicture,
            view.canChangeAddress ? words.otherAddress : nil,
        ].compactMap { $0 }
    }

    private enum Style: Int {
        case bold = 1, dim = 2, red = 31, green = 32
    }

    private static let caret = "▏"

    private func paint(_ style: Style, _ text: String) -> String {
        isLive ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
    }
}
