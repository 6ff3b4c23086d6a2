import Foundation

let usage = """
    Usage: repass-swift forgot|reset [--server ADDRESS] [--lang en|zh] [--pictures FOLDER] [--demo] [--help]

      forgot      BambooCloud EIAM: a slider, a code by e-mail, a new password
      reset       Tencent CIAM: a code by e-mail, a new password
      --server    the server's address; http://127.0.0.1:8080 where none is given
      --lang      the language of texts; en where none is given
      --pictures  where the slider's pictures are put; the system's temporary folder where none is given
      --demo      say where the demo's messages are read
    """

/// A journey of the demo's tenant, and the application that it belongs to.
enum Kind: String {
    case forgot, reset

    var journey: String { self == .forgot ? "forgot_by_email" : "reset_by_email" }
    var clientId: String { self == .forgot ? "nTo1eRIub60vPb54WeE6aojPwYwImtl4" : "TENANT_SPA_ID" }
}

/// What was asked for.
struct Options {
    let kind: Kind
    var server = "http://127.0.0.1:8080"
    var lang = "en"
    var pictures = FileManager.default.temporaryDirectory
    var isDemo = false

    /// Nil where the arguments make no sense.
    init?(_ arguments: [String]) {
        guard let kind = arguments.first.flatMap(Kind.init) else { return nil }
        self.kind = kind
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            if name == "--demo" {
                isDemo = true
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            switch name {
            case "--server": server = value.hasSuffix("/") ? String(value.dropLast()) : value
            case "--lang": lang = value
            case "--pictures": pictures = URL(fileURLWithPath: value, isDirectory: true)
            default: return nil
            }
        }
        let address = URL(string: server)
        guard ["http", "https"].contains(address?.scheme), address?.host != nil, ["en", "zh"].contains(lang) else { return nil }
    }
}
