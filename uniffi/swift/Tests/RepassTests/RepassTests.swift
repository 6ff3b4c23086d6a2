import Repass
import XCTest

final class RepassTests: XCTestCase {
    private let zhangwei = Subject(username: "zhangwei", name: "张伟")

    private func policy() throws -> Policy {
        try Policy.parse(
            json: """
                { "version": 1, "length": { "min": 8, "max": 20 }, "characters": { "atLeastClasses": 3 },
                  "contains": { "username": true, "namePinyin": true } }
                """)
    }

    func testAGoodPasswordIsAccepted() throws {
        let report = try policy().check("Brook#71Lantern", subject: zhangwei)
        XCTAssertTrue(report.ok)
        XCTAssertEqual(report.length, 15)
        XCTAssertEqual(report.violations, [])
    }

    func testAllViolationsAreReportedWithTheirArguments() throws {
        let report = try policy().check("zhangw", subject: zhangwei)
        XCTAssertFalse(report.ok)
        XCTAssertEqual(
            report.violations,
            [
                .length(min: 8, max: 20, actual: 6),
                .characters(present: [.lower], missing: [.upper, .digit, .special], disallowed: []),
                .personal(items: [.namePinyin]),
            ])
        XCTAssertEqual(report.violations.map(\.rule), [.length, .characters, .personal])
    }

    func testARefusedDocumentNamesTheCodeAndTheMember() {
        XCTAssertThrowsError(try Policy.parse(json: #"{ "version": 1, "length": { "min": 0 } }"#)) { error in
            let error = error as? PolicyError
            XCTAssertEqual(error?.code, .outOfRange)
            XCTAssertEqual(error?.member, "length.min")
        }
    }

    func testADocumentMayHave262144BytesAndNoMore() throws {
        let document = #"{"version":1}"#
        func padded(_ bytes: Int) -> String { document + String(repeating: " ", count: bytes - document.utf8.count) }
        _ = try Policy.parse(json: padded(262_144))
        XCTAssertThrowsError(try Policy.parse(json: padded(262_145))) { error in
            XCTAssertEqual(error as? PolicyError, .Invalid(code: .tooLarge, member: ""))
        }
    }

    func testAMessageIsInTheLanguageAskedForAndEnglishOtherwise() {
        let violation = Violation.length(min: 8, max: 20, actual: 6)
        let chinese = message(violation, lang: "zh")
        let english = message(violation)
        func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }
        XCTAssertTrue(chinese.unicodeScalars.contains(where: isHan), chinese)
        XCTAssertFalse(english.unicodeScalars.contains(where: isHan), english)
        for text in [chinese, english] {
            XCTAssertTrue(text.contains("8") && text.contains("20"), text)
        }
        XCTAssertEqual(message(.violated(violation), lang: "zh"), chinese)
    }

    func testTheLinesOfAChecklistTurnFromUnmetToMet() throws {
        let before = try policy().checklist("", subject: zhangwei, lang: "zh")
        let after = try policy().checklist("Brook#71Lantern", subject: zhangwei, lang: "zh")
        XCTAssertFalse(before.isEmpty)
        XCTAssertEqual(before.map(\.id), after.map(\.id))
        XCTAssertEqual(Set(before.map(\.state)), [.unmet])
        XCTAssertEqual(Set(after.map(\.state)), [.met])
        XCTAssertFalse(try policy().checklist("").contains { $0.text.isEmpty })
    }

    func testThreadsShareAChecker() throws {
        let passwords = ["", "zhangw", "Zhangwei#1", "Brook#71Lantern", "密码密码", String(repeating: "a", count: 2000)]
        let policy = try policy()
        let expected = passwords.map { policy.check($0, subject: zhangwei) }
        let checker = policy.forSubject(zhangwei)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            for _ in 0..<50 {
                XCTAssertEqual(passwords.map { checker.check($0) }, expected)
            }
        }
    }

    func testALoneSurrogateIsACharacterThatNoPasswordMayHave() throws {
        // High, a whole pair (U+1F642), low: two lone units.
        let password = String(decoding: [0x61, 0xD83D, 0xD83D, 0xDE42, 0x62, 0xDE42] as [UInt16], as: UTF16.self)
        let report = try Policy.parse(json: #"{ "version": 1 }"#).check(password)
        XCTAssertEqual(report.length, 5)
        guard case .characters(_, _, let disallowed) = report.violations.first else {
            return XCTFail("\(report.violations)")
        }
        XCTAssertEqual(disallowed, [Disallowed(kind: .unencodable, positions: [1, 4])])
    }

    func testAMegabyteIsRefusedByItsLengthAlone() throws {
        let report = try policy().check(String(repeating: "密", count: 1 << 20), subject: zhangwei)
        XCTAssertEqual(report.violations, [.length(min: 8, max: 20, actual: 1 << 20)])
    }

    func testNothingHasToBeKnownOfThePerson() throws {
        let policy = try policy()
        XCTAssertEqual(policy.check("Zhangwei#1"), policy.check("Zhangwei#1", subject: Subject()))
        XCTAssertTrue(policy.check("Zhangwei#1").ok)
        XCTAssertFalse(policy.check("Zhangwei#1", subject: zhangwei).ok)
    }

    func testWhatAnAttackerKnowsLowersTheScore() {
        XCTAssertEqual(score("password"), 0)
        XCTAssertEqual(score("Brook#71Lantern"), strength("Brook#71Lantern").score)
        XCTAssertLessThan(
            strength("xkwalendo", words: ["xkwalendo"]).guessesLog10, strength("xkwalendo").guessesLog10)
    }

    func testARefusedSetupOfAJourneyNamesTheCodeAndTheMember() {
        let setup =
            #"{ "kind": "reset_by_email", "clientId": "app", "policy": { "version": 1, "length": { "min": 0 } } }"#
        XCTAssertThrowsError(try Journey.parse(setup: setup)) { error in
            let error = error as? SetupError
            XCTAssertEqual(error?.code, .outOfRange)
            XCTAssertEqual(error?.member, "policy.length.min")
        }
    }

    func testAJourneyShowsWhatIsWrongAndTakesAnyState() throws {
        let journey = try Journey.parse(
            setup: #"{ "kind": "reset_by_email", "clientId": "app", "policy": { "version": 1 } }"#)
        let state = journey.start(id: "id", now: 0).state
        let form = JourneyForm(address: "no address")
        guard case .show(let view) = journey.step(state: state, event: .submit, form: form, now: 0).effects.last else {
            return XCTFail("nothing is shown")
        }
        XCTAssertEqual(view.fields.map(\.fault), [.emailMalformed])
        let step = journey.step(state: "no state", event: .tick, form: JourneyForm(), now: 0)
        guard case .show(let busy) = step.effects.first else { return XCTFail("nothing is shown") }
        XCTAssertEqual(busy.notice, .busy)
        XCTAssertFalse(problemMessage(.differs, lang: "zh").isEmpty)
    }

    private let settings = #"{ "keys": [{ "kid": "a", "key": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=" }] }"#

    func testAServerNamesWhatIsWrongAndNeverRepeatsIt() throws {
        let server = try Server.parse(settings: settings)
        let request = #"{ "method": "POST", "target": "/otp/send", "headers": [], "body": "" }"#
        let state = try XCTUnwrap(server.start(request: request, now: 0)).state
        let wrong: [(String, () throws -> Void)] = [
            ("request", { _ = try server.start(request: "hunter2", now: 0) }),
            ("state", { _ = try server.step(state: "hunter2", event: #"{ "event": "failed" }"#, request: request, now: 0) }),
            ("event", { _ = try server.step(state: state, event: #"{ "event": "hunter2" }"#, request: request, now: 0) }),
            ("scope", { _ = try server.code(scope: "hunter2", id: "", purpose: "login", profile: .eiamSdk) }),
            ("channel", { _ = try server.recipient(channel: "hunter2", text: "") }),
        ]
        for (member, call) in wrong {
            XCTAssertThrowsError(try call()) { error in
                XCTAssertEqual((error as? ServerError)?.code, .invalidValue)
                XCTAssertEqual((error as? ServerError)?.member, member)
                XCTAssertFalse("\(error)".contains("hunter2"))
            }
        }
        let tries = settings.dropLast() + #", "eiam": { "tries": "hunter2" } }"#
        XCTAssertThrowsError(try Server.parse(settings: String(tries))) { error in
            XCTAssertEqual((error as? ServerError)?.code, .settings)
            XCTAssertEqual((error as? ServerError)?.member, "eiam.tries")
        }
    }

    func testATokenOpensForItsOwnScopeAndTime() throws {
        let server = try Server.parse(settings: settings)
        let number = try XCTUnwrap(server.recipient(channel: "sms", text: "152 0165 7315"))
        func scope(_ client: String) -> String {
            #"{ "tenant": "t", "clientId": "\#(client)", "recipient": { "channel": "sms", "address": "\#(number)" } }"#
        }
        let id = "a.MDEyMzQ1Njc4OWFiY2RlZg"
        let token = try XCTUnwrap(
            server.mintToken(scope: scope("c"), id: id, purpose: "login", issuedAt: 1000, expiresAt: 2000))
        func open(_ client: String, _ now: Int64) throws -> OpenedToken? {
            try server.openToken(token: token, scope: scope(client), purposes: ["mfa", "login"], now: now)
        }
        XCTAssertEqual(try open("c", 1999), OpenedToken(id: id, purpose: "login", issuedAt: 1000, expiresAt: 2000))
        XCTAssertNil(try open("d", 1999))
        XCTAssertNil(try open("c", 2000))
        XCTAssertEqual(server.sealingKey(kid: nil)?.key.count, 32)
        XCTAssertEqual(server.route(method: "GET", path: "/otp/send"), .methodNotAllowed(method: "POST"))
    }

    func testAFaultBecomesAVendorsAnswerAndAFaultAgain() {
        let limited = wire(.smsQuotaExceeded(retryAfter: 60), profile: .eiamSdk)
        XCTAssertEqual(limited.headers, [HttpHeader(name: "Retry-After", value: "60")])
        let answer = wire(.emailCodeWrong, profile: .eiamSdk, lang: "zh")
        let back = fromWire(profile: .eiamSdk, status: answer.status, body: answer.body)
        XCTAssertEqual(back, .emailCodeWrong)
        let other = translate(from: .eiamSdk, status: answer.status, body: answer.body, to: .tencentCiam)
        XCTAssertTrue(other.body.contains("bad_email_otp"), other.body)
        XCTAssertEqual(help(.violated(.usernameEqual))?.contains("username"), true)
        XCTAssertNil(help(.unknown(status: 418, vendorCode: "", text: "")))
    }
}
