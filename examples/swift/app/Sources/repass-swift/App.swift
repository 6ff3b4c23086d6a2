import Foundation
import Repass

/// A new password for someone who forgot theirs, in a terminal.
@main
@MainActor
struct App {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.contains("--help") { return print(usage) }
        guard let options = Options(arguments) else { fail(usage, status: 2) }
        let words = Words.of(options.lang)
        let connection = Connection(server: options.server)
        guard let policy = await policy(connection, options) else { fail(words.noPolicy) }
        do {
            let model = JourneyModel(journey: try Journey.parse(setup: setup(options, policy)), connection: connection)
            guard await run(model, options, words) else { fail(words.ended) }
            print(words.passwordSet)
        } catch {
            fail("\(words.noPolicy) \((error as? SetupError)?.member ?? "")")
        }
    }

    /// Draws the form and hears the keys until the password is set; false where the input ended before.
    private static func run(_ model: JourneyModel, _ options: Options, _ words: Words) async -> Bool {
        let puzzles = Puzzles(folder: options.pictures)
        let terminal = Terminal(onEnd: puzzles.remove)
        defer { terminal.close() }
        let form = Form(model)
        let drawing = Drawing(words: words, options: options, isLive: terminal.isLive)
        // One stream of all that happens: what the model shows, and what comes from the keyboard.
        let (happened, more) = AsyncStream.makeStream(of: Key?.self)
        model.onChange = { more.yield(nil) }
        terminal.readKeys(into: more)
        model.start()
        for await key in happened {
            if let key { form.press(key) } else { form.goOn() }
            if model.outcome == .passwordSet { return true }
            if terminal.isLive || !model.view.isBusy {
                terminal.draw(drawing.lines(model, form, files: model.view.captcha.flatMap(puzzles.files)))
            }
            if form.isAtEnd && !model.view.isBusy { return false }
        }
        return false
    }

    /// What an app knows before it starts: which journey, who it is, and what the server publishes.
    private static func setup(_ options: Options, _ policy: String) -> String {
        """
        { "kind": "\(options.kind.journey)", "clientId": "\(options.kind.clientId)", "lang": "\(options.lang)", "policy": \(policy),
          "device": { "operatingSystem": "swift", "fingerprint": "\(UUID().uuidString)", "agent": "repass-swift" } }
        """
    }

    private static func policy(_ connection: Connection, _ options: Options) async -> String? {
        let target = "/api/v1/policy?client_id=\(options.kind.clientId)"
        let response = await connection.send(HttpRequest(method: "GET", target: target, headers: [], body: ""))
        return response?.status == 200 ? response?.body : nil
    }

    private static func fail(_ why: String, status: Int32 = 1) -> Never {
        FileHandle.standardError.write(Data("\(why)\n".utf8))
        exit(status)
    }
}
