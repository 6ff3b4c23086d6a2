import Repass
import XCTest

/// A server's machine, from a request to its answer; its state goes from step to step.
func operation(_ unresolved: JSON, in vectors: JSON) throws -> (expected: JSON, actual: JSON) {
    let test = try resolved(unresolved, vectors["values"] ?? .null)
    let name = try XCTUnwrap(test["settings"]?.string)
    let server = try Server.parse(settings: try XCTUnwrap(vectors["settings"]?[name]).document)
    let request = try XCTUnwrap(test["request"]).document
    let secrets = test["secrets"]?.items?.compactMap(\.string) ?? []
    var generated: Set<String> = []
    var expected: [JSON] = []
    var actual: [JSON] = []
    var state = ""
    for step in try XCTUnwrap(test["steps"]?.items) {
        let now = try XCTUnwrap(step["now"]?.long)
        if let version = step["stateVersion"] { state = try with(version: version, state) }
        let next: ServerStep =
            if let event = step["event"] {
                try server.step(state: state, event: event.document, request: request, now: now)
            } else {
                try XCTUnwrap(server.start(request: request, now: now))
            }
        state = next.state
        let effect = try XCTUnwrap(step["effect"])
        expected.append(effect)
        actual.append(blanked(effect, try XCTUnwrap(JSON(parsing: next.effect)), &generated))
        actual += secrets.filter(state.contains).map { _ in .string("a secret is in the state") }
    }
    if let rules = test["generated"] {
        let policy = try Policy.parse(json: try XCTUnwrap(rules["policy"]).document)
        let subject = Subject(try XCTUnwrap(rules["subject"]))
        expected.append(.array([.bool(true)]))
        actual.append(.array(generated.map { .bool(policy.check($0, subject: subject).ok) }))
    } else {
        actual += generated.map { _ in .string("a password that the case does not tell of") }
    }
    return (.array(expected), .array(actual))
}

/// A journey, from its first view on.
func journey(_ test: JSON, in vectors: JSON) throws -> (expected: JSON, actual: JSON) {
    let setup = try XCTUnwrap(test["setup"])
    let document = try setup.string.map { try XCTUnwrap(vectors["setups"]?[$0]) } ?? setup
    let journey = try Journey.parse(setup: document.document)
    var expected: [JSON] = []
    var actual: [JSON] = []
    var state = ""
    for step in try XCTUnwrap(test["steps"]?.items) {
        let now = try XCTUnwrap(step["now"]?.long)
        if let version = step["stateVersion"] { state = try with(version: version, state) }
        let form = JourneyForm(step["form"])
        let next: JourneyStep
        if let json = step["event"] {
            let event = try XCTUnwrap(JourneyEvent(json), "not an event: \(json.document)")
            next = journey.step(state: state, event: event, form: form, now: now)
        } else {
            next = journey.start(id: "j", now: now)
        }
        state = next.state
        let secrets = [form.password, form.confirmation, form.oldPassword].filter { $0.count >= 8 }
        actual += secrets.filter(state.contains).map { _ in .string("a secret is in the state") }
        if let effects = step["effects"] {
            expected.append(effects)
            actual.append(.array(next.effects.map(\.json)))
        }
    }
    return (.array(expected), .array(actual))
}

private func with(version: JSON, _ state: String) throws -> String {
    guard case .object(var members) = try XCTUnwrap(JSON(parsing: state)) else { return state }
    members["version"] = version
    return JSON.object(members).document
}

/// `{"$ref": "name"}` stands for the file's value of that name, which may refer to others.
private func resolved(_ json: JSON, _ values: JSON) throws -> JSON {
    switch json {
    case .array(let items): return .array(try items.map { try resolved($0, values) })
    case .object(let members):
        if let name = members["$ref"]?.string { return try resolved(try XCTUnwrap(values[name]), values) }
        return .object(try members.mapValues { try resolved($0, values) })
    default: return json
    }
}

/// Puts the placeholder where it is expected, and keeps what stood there.
private func blanked(_ expected: JSON, _ actual: JSON, _ generated: inout Set<String>) -> JSON {
    switch (expected, actual) {
    case (.text(let placeholder), .text(let password)) where placeholder.string == "$generated":
        generated.insert(password.string)
        return expected
    case (.object(let wanted), .object(let members)):
        var blankedMembers: [String: JSON] = [:]
        for (name, value) in members { blankedMembers[name] = blanked(wanted[name] ?? .null, value, &generated) }
        return .object(blankedMembers)
    default: return actual
    }
}
