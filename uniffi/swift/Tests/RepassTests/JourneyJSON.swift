import Foundation
import Repass

extension JourneyEffect {
    /// The effect in the shape of the vectors: a request's headers as an object, a body that is JSON as JSON.
    var json: JSON {
        func effect(_ tag: String, _ args: JSON) -> JSON { .object(["effect": .string(tag), "args": args]) }
        return switch self {
        case .send(let requestId, let request):
            effect("send", .object(["requestId": .string(requestId), "request": request.json]))
        case .wakeAt(let at): effect("wake_at", .object(["at": .long(at)]))
        case .show(let view): effect("show", view.json)
        case .done(let outcome): effect("done", outcome.json)
        }
    }
}

extension HttpRequest {
    fileprivate var json: JSON {
        let pairs = headers.map { ($0.name, JSON.string($0.value)) }
        return .object([
            "method": .string(method), "target": .string(target),
            "headers": .object(Dictionary(uniqueKeysWithValues: pairs)),
            "body": JSON(parsing: body) ?? .string(body),
        ])
    }
}

extension JourneyView {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "stage": .name(stage), "fields": .array(fields.map(\.json)), "checklist": .array(checklist.map(\.json)),
            "isBusy": .bool(isBusy), "canSubmit": .bool(canSubmit), "canResend": .bool(canResend),
            "canSkip": .bool(canSkip), "canChangeAddress": .bool(canChangeAddress),
        ]
        members["notice"] = notice?.json
        members["captcha"] = captcha.map { captcha in
            .object([
                "token": .string(captcha.token), "originalImage": .string(captcha.originalImage),
                "jigsawImage": .string(captcha.jigsawImage),
            ])
        }
        members["resendIn"] = resendIn.map(JSON.int)
        return .object(members)
    }
}

extension JourneyFieldView {
    fileprivate var json: JSON {
        var members: [String: JSON] = [
            "field": .string("\(field)"), "isRequired": .bool(isRequired),
            "autocomplete": .string(JSON.name(autocomplete).string!.replacingOccurrences(of: "_", with: "-")),
        ]
        members["fault"] = fault?.json
        if !further.isEmpty { members["further"] = .array(further.map(\.json)) }
        members["problem"] = problem.map(JSON.name)
        return .object(members)
    }
}

extension JourneyOutcome {
    fileprivate var json: JSON {
        switch self {
        case .passwordSet: .object(["outcome": .string("password_set")])
        case .loggedIn(let session):
            .object(["outcome": .string("logged_in"), "args": .object(["session": session.json])])
        }
    }
}

extension Session {
    fileprivate var json: JSON {
        var members: [String: JSON] = ["status": .string(JSON.name(status).string!.uppercased())]
        members["sessionToken"] = sessionToken.map(JSON.string)
        members["idToken"] = idToken.map(JSON.string)
        members["expire"] = expire.map(JSON.long)
        members["stateToken"] = stateToken.map(JSON.string)
        return .object(members)
    }
}

extension JourneyEvent {
    /// The event of `{ "event", "args" }`.
    init?(_ json: JSON) {
        let args = json["args"] ?? .null
        switch json["event"]?.string {
        case "typed":
            guard let field = journeyFields.first(where: { "\($0)" == args["field"]?.string }) else { return nil }
            self = .typed(field: field)
        case "submit": self = .submit
        case "resend_requested": self = .resendRequested
        case "captcha_solved":
            guard let x = args["x"]?.double else { return nil }
            self = .captchaSolved(x: x)
        case "captcha_refresh_requested": self = .captchaRefreshRequested
        case "address_change_requested": self = .addressChangeRequested
        case "skip_requested": self = .skipRequested
        case "answered":
            guard let requestId = args["requestId"]?.string else { return nil }
            self = .answered(requestId: requestId, response: args["response"].flatMap(HttpResponse.init))
        case "tick": self = .tick
        default: return nil
        }
    }
}

extension JourneyForm {
    init(_ json: JSON?) {
        func text(_ member: String) -> String { json?[member]?.string ?? "" }
        self.init(
            address: text("address"), code: text("code"), password: text("password"),
            confirmation: text("confirmation"), oldPassword: text("oldPassword"))
    }
}

extension HttpResponse {
    fileprivate init?(_ json: JSON) {
        guard let status = json["status"]?.int, let headers = json["headers"]?.items, let body = json["body"]?.string
        else { return nil }
        let pairs = headers.compactMap { $0.items?.compactMap(\.string) }
        self.init(
            status: status, headers: pairs.map { HttpHeader(name: $0[0], value: $0[1]) }, body: body)
    }
}

private let journeyFields: [JourneyField] = [.address, .code, .password, .confirmation, .oldPassword]
