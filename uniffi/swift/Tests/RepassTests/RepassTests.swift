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
}
