import Foundation
import Repass

/// A JSON value that can be compared. Texts are compared by their code points: a Swift `String` is equal to all
/// that looks the same.
enum JSON: Decodable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(Text)
    case array([JSON])
    case object([String: JSON])

    struct Text: Equatable {
        let string: String

        static func == (left: Self, right: Self) -> Bool {
            left.string.unicodeScalars.elementsEqual(right.string.unicodeScalars)
        }
    }

    init(from decoder: Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let object = try? value.decode([String: JSON].self) {
            self = .object(object)
        } else if let array = try? value.decode([JSON].self) {
            self = .array(array)
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else {
            self = .null
        }
    }

    static func string(_ string: String) -> JSON { .text(Text(string: string)) }

    static func int(_ number: Int32) -> JSON { .number(Double(number)) }

    /// `Rule.usernameEqual` is `username_equal`.
    static func name(_ value: Any) -> JSON {
        .string("\(value)".reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) })
    }

    /// The value of a JSON text; nil where it is none.
    init?(parsing text: String) {
        guard let value = try? JSONDecoder().decode(JSON.self, from: Data(text.utf8)) else { return nil }
        self = value
    }

    static func long(_ number: Int64) -> JSON { .number(Double(number)) }

    subscript(_ member: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[member]
    }

    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text.string
    }

    var int: Int32? {
        guard case .number(let number) = self else { return nil }
        return Int32(exactly: number)
    }

    var long: Int64? {
        guard case .number(let number) = self else { return nil }
        return Int64(exactly: number)
    }

    var double: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    var items: [JSON]? {
        guard case .array(let items) = self else { return nil }
        return items
    }

    /// The value as JSON text.
    var document: String {
        let data = try? JSONSerialization.data(withJSONObject: plain, options: .fragmentsAllowed)
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    private var plain: Any {
        switch self {
        case .null: NSNull()
        case .bool(let bool): bool
        case .number(let number): Int(exactly: number).map { $0 as Any } ?? number
        case .text(let text): text.string
        case .array(let items): items.map(\.plain)
        case .object(let members): members.mapValues(\.plain)
        }
    }
}

extension Report {
    /// The report in the shape of the vectors, without its strength.
    var json: JSON {
        .object([
            "ok": .bool(ok), "length": .int(length),
            "violations": .array(violations.map(\.json)), "deferred": .array(deferred.map(JSON.name)),
        ])
    }
}

extension Violation {
    var json: JSON {
        var members = ["code": JSON.name(rule)]
        members["args"] = arguments.map(JSON.object)
        return .object(members)
    }

    private var arguments: [String: JSON]? {
        switch self {
        case .empty, .usernameEqual, .usernameReversed, .breached: nil
        case .length(let min, let max, let actual): ["min": .int(min), "max": .int(max), "actual": .int(actual)]
        case .characters(let present, let missing, let disallowed):
            [
                "present": .array(present.map(JSON.name)), "missing": .array(missing.map(JSON.name)),
                "disallowed": .array(
                    disallowed.map { group in
                        .object(["kind": .name(group.kind), "positions": .array(group.positions.map(JSON.int))])
                    }),
            ]
        case .weak(let reason): ["reason": .name(reason)]
        case .history(let remember): ["remember": .int(remember)]
        case .repeats(let max, let actual): ["max": .int(max), "actual": .int(actual)]
        case .personal(let items): ["items": .array(items.map(JSON.name))]
        case .sequences(let max, let actual): ["max": .int(max), "actual": .int(actual)]
        }
    }
}

extension ChecklistLine {
    var json: JSON {
        .object(["id": .string(id), "code": .name(code), "state": .name(state), "text": .string(text)])
    }
}

extension PolicyError {
    var json: JSON { .object(["code": .name(code), "member": .string(member)]) }
}

extension Subject {
    init(_ json: JSON) {
        self.init(
            username: json["username"]?.string, mobile: json["mobile"]?.string, email: json["email"]?.string,
            name: json["name"]?.string, words: json["words"]?.items?.compactMap(\.string) ?? [])
    }
}

extension Fault {
    /// The fault of `{ "code", "args" }`; a rule's code without the arguments that the rule has is the rule alone.
    init?(_ json: JSON) {
        guard let code = json["code"]?.string else { return nil }
        let args = json["args"]
        let parameter = args?["parameter"]?.string
        switch code {
        case "user_not_found": self = .userNotFound
        case "account_frozen": self = .accountFrozen
        case "parameter_blank": self = .parameterBlank(parameter: parameter)
        case "parameter_format": self = .parameterFormat(parameter: parameter)
        case "parameter_invalid": self = .parameterInvalid(parameter: parameter)
        case "parameter_type": self = .parameterType(parameter: parameter)
        case "parameter_expired": self = .parameterExpired(parameter: parameter)
        case "device_incomplete": self = .deviceIncomplete
        case "signature_invalid": self = .signatureInvalid
        case "busy": self = .busy
        case "quota_exceeded": self = .quotaExceeded(retryAfter: args?["retryAfter"]?.int)
        case "authentication_unconfigured": self = .authenticationUnconfigured
        case "enterprise_centre_unconfigured": self = .enterpriseCentreUnconfigured
        case "area_code_unconfigured": self = .areaCodeUnconfigured
        case "client_unknown": self = .clientUnknown
        case "application_key_missing": self = .applicationKeyMissing
        case "client_invalid": self = .clientInvalid
        case "request_invalid": self = .requestInvalid
        case "grant_type_unsupported": self = .grantTypeUnsupported
        case "unauthenticated": self = .unauthenticated
        case "forbidden": self = .forbidden
        case "message_failed": self = .messageFailed
        case "send_mode_invalid": self = .sendModeInvalid
        case "password_refused": self = .passwordRefused
        case "current_password": self = .currentPassword
        case "old_password_wrong": self = .oldPasswordWrong
        case "password_wrong": self = .passwordWrong
        case "account_locked": self = .accountLocked(unlockIn: args?["unlockIn"]?.int)
        case "mobile_missing": self = .mobileMissing
        case "email_missing": self = .emailMissing
        case "mobile_malformed": self = .mobileMalformed
        case "email_malformed": self = .emailMalformed
        case "sms_code_wrong": self = .smsCodeWrong
        case "email_code_wrong": self = .emailCodeWrong
        case "sms_token_bad": self = .smsTokenBad
        case "email_token_bad": self = .emailTokenBad
        case "sms_quota_exceeded": self = .smsQuotaExceeded(retryAfter: args?["retryAfter"]?.int)
        case "email_quota_exceeded": self = .emailQuotaExceeded(retryAfter: args?["retryAfter"]?.int)
        case "captcha_wrong": self = .captchaWrong
        case "state_token_bad": self = .stateTokenBad
        case "interface_failed": self = .interfaceFailed(interface: args?["interface"]?.string)
        case "user_not_bound": self = .userNotBound
        case "policy_unavailable": self = .policyUnavailable
        case "unknown":
            guard let status = args?["status"]?.int, let vendorCode = args?["vendorCode"]?.string,
                let text = args?["text"]?.string
            else { return nil }
            self = .unknown(status: status, vendorCode: vendorCode, text: text)
        default:
            if let violation = Violation(code: code, args: args ?? .null) {
                self = .violated(violation)
            } else if args == nil, let rule: Rule = named(.string(code), rules) {
                self = .broken(code: rule)
            } else {
                return nil
            }
        }
    }
}

extension Fault {
    var json: JSON {
        func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
        func optional(_ number: Int32?) -> JSON { number.map(JSON.int) ?? .null }
        func fault(_ code: String, _ args: [String: JSON]) -> JSON {
            .object(["code": .string(code), "args": .object(args)])
        }
        return switch self {
        case .violated(let violation): violation.json
        case .broken(let code): .object(["code": .name(code)])
        case .parameterBlank(let parameter): fault("parameter_blank", ["parameter": optional(parameter)])
        case .parameterFormat(let parameter): fault("parameter_format", ["parameter": optional(parameter)])
        case .parameterInvalid(let parameter): fault("parameter_invalid", ["parameter": optional(parameter)])
        case .parameterType(let parameter): fault("parameter_type", ["parameter": optional(parameter)])
        case .parameterExpired(let parameter): fault("parameter_expired", ["parameter": optional(parameter)])
        case .quotaExceeded(let seconds): fault("quota_exceeded", ["retryAfter": optional(seconds)])
        case .accountLocked(let seconds): fault("account_locked", ["unlockIn": optional(seconds)])
        case .smsQuotaExceeded(let seconds): fault("sms_quota_exceeded", ["retryAfter": optional(seconds)])
        case .emailQuotaExceeded(let seconds): fault("email_quota_exceeded", ["retryAfter": optional(seconds)])
        case .interfaceFailed(let interface): fault("interface_failed", ["interface": optional(interface)])
        case .unknown(let status, let vendorCode, let text):
            fault("unknown", ["status": .int(status), "vendorCode": .string(vendorCode), "text": .string(text)])
        default: .object(["code": .name(self)])
        }
    }
}

extension Violation {
    /// Nil for another code, and where an argument is missing.
    fileprivate init?(code: String, args: JSON) {
        func limits() -> (max: Int32, actual: Int32)? {
            guard let max = args["max"]?.int, let actual = args["actual"]?.int else { return nil }
            return (max, actual)
        }
        switch code {
        case "empty": self = .empty
        case "username_equal": self = .usernameEqual
        case "username_reversed": self = .usernameReversed
        case "breached": self = .breached
        case "length":
            guard let min = args["min"]?.int, let (max, actual) = limits() else { return nil }
            self = .length(min: min, max: max, actual: actual)
        case "characters":
            guard let present = args["present"]?.items, let missing = args["missing"]?.items,
                let disallowed = args["disallowed"]?.items
            else { return nil }
            self = .characters(
                present: present.compactMap { named($0, classes) }, missing: missing.compactMap { named($0, classes) },
                disallowed: disallowed.compactMap { group in
                    named(group["kind"], kinds).map {
                        Disallowed(kind: $0, positions: group["positions"]?.items?.compactMap(\.int) ?? [])
                    }
                })
        case "weak":
            guard let reason = named(args["reason"], reasons) else { return nil }
            self = .weak(reason: reason)
        case "history":
            guard let remember = args["remember"]?.int else { return nil }
            self = .history(remember: remember)
        case "repeats":
            guard let (max, actual) = limits() else { return nil }
            self = .repeats(max: max, actual: actual)
        case "personal":
            guard let items = args["items"]?.items else { return nil }
            self = .personal(items: items.compactMap { named($0, personalItems) })
        case "sequences":
            guard let (max, actual) = limits() else { return nil }
            self = .sequences(max: max, actual: actual)
        default: return nil
        }
    }
}

private let rules: [Rule] = [
    .empty, .length, .usernameEqual, .usernameReversed, .characters, .weak, .history, .repeats, .personal, .sequences,
    .breached,
]
private let classes: [CharacterClass] = [.lower, .upper, .digit, .special]
private let kinds: [CharacterKind] = [.space, .control, .letter, .symbol, .emoji, .unencodable]
private let reasons: [WeakReason] = [.common, .word, .guessable]
private let personalItems: [PersonalItem] = [.username, .mobile, .emailPrefix, .namePinyin, .word]

private func named<T>(_ name: JSON?, _ values: [T]) -> T? {
    values.first { JSON.name($0) == name }
}
