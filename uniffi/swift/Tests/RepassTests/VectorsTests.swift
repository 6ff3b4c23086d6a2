import Foundation
import Repass
import XCTest

/// The cases that every language runs.
final class VectorsTests: XCTestCase {
    func testVectors() throws {
        var total = 0
        for file in try Self.files() {
            total += try run(file)
        }
        // On a line of its own: it is compared with the other languages.
        print("vectors: swift \(total)")
    }

    /// Runs a file's cases and says how many.
    private func run(_ file: URL) throws -> Int {
        let vectors = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: file))
        let kind = try XCTUnwrap(vectors["kind"]?.string)
        // The server's own.
        if kind == "wire" { return 0 }
        var policies: [String: Policy] = [:]
        if case .object(let documents) = vectors["policies"] {
            policies = try documents.mapValues { try Policy.parse(json: $0.document) }
        }
        var ran: Int32 = 0
        for test in try XCTUnwrap(vectors["cases"]?.items) {
            let id = test["id"]?.string ?? ""
            let (expected, actual) =
                switch kind {
                case "operation": try operation(test, in: vectors)
                case "journey": try journey(test, in: vectors)
                default: try Self.outcome(of: test, kind: kind, policies: policies)
                }
            if expected != actual {
                XCTFail("\(id): expected \(expected.document), was \(actual.document)")
            }
            ran += 1
        }
        XCTAssertEqual(vectors["count"]?.int, ran, "\(file.lastPathComponent): cases run")
        return Int(ran)
    }

    private static func outcome(
        of test: JSON, kind: String, policies: [String: Policy]
    ) throws -> (expected: JSON, actual: JSON) {
        func policy() throws -> Policy {
            let policy = try XCTUnwrap(test["policy"])
            return try policy.string.map { try XCTUnwrap(policies[$0]) } ?? Policy.parse(json: policy.document)
        }
        func expected(_ member: String) throws -> JSON { try XCTUnwrap(test[member]) }
        let subject = test["subject"].map(Subject.init)
        switch kind {
        case "check":
            return (try expected("report"), try policy().check(password(of: test), subject: subject).json)
        case "parse":
            return (try expected("error"), parse(try XCTUnwrap(test["document"]?.string)))
        case "passwordRules":
            return (try expected("attribute"), .string(try policy().passwordRules()))
        case "checklist":
            let lang = try XCTUnwrap(test["lang"]?.string)
            let lines = try policy().checklist(password(of: test), subject: subject, lang: lang)
            return (try expected("lines"), .array(lines.map(\.json)))
        case "message":
            let fault = try XCTUnwrap(Fault(expected("fault")), "not a fault: \(test.document)")
            return (try expected("text"), .string(message(fault, lang: try XCTUnwrap(test["lang"]?.string))))
        default:
            throw Unknown(kind: kind)
        }
    }

    private static func parse(_ document: String) -> JSON {
        do {
            _ = try Policy.parse(json: document)
            return .null
        } catch let error as PolicyError {
            return error.json
        } catch {
            return .string("\(error)")
        }
    }

    private static func password(of test: JSON) throws -> String {
        if let units = test["passwordUtf16"]?.items {
            return String(decoding: units.compactMap(\.int).map(UInt16.init), as: UTF16.self)
        }
        return try XCTUnwrap(test["password"]?.string)
    }

    private static func files() throws -> [URL] {
        let folder = ProcessInfo.processInfo.environment["REPASS_VECTORS"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../tests/vectors").standardized
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (all?.allObjects as? [URL] ?? [])
            .filter { $0.pathExtension == "json" && $0.lastPathComponent != "vectors.schema.json" }
        XCTAssertFalse(files.isEmpty, "no vectors in \(folder.path)")
        return files.sorted { $0.path < $1.path }
    }

    private struct Unknown: Error {
        let kind: String
    }
}
