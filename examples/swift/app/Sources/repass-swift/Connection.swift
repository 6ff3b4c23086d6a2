import Foundation
import Repass

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends a journey's requests to one server.
struct Connection: Sendable {
    let server: String
    private let session = URLSession(configuration: .ephemeral)

    init(server: String) {
        self.server = server
    }

    /// The answer; nil where none came, which a journey knows how to tell the person.
    func send(_ request: HttpRequest) async -> HttpResponse? {
        guard let url = URL(string: server + request.target) else { return nil }
        var outgoing = URLRequest(url: url, timeoutInterval: 20)
        outgoing.httpMethod = request.method
        outgoing.httpBody = request.body.isEmpty ? nil : Data(request.body.utf8)
        for header in request.headers { outgoing.setValue(header.value, forHTTPHeaderField: header.name) }
        guard let (body, response) = try? await session.data(for: outgoing),
            let response = response as? HTTPURLResponse
        else { return nil }
        let headers = response.allHeaderFields.map { HttpHeader(name: "\($0.key)", value: "\($0.value)") }
        return HttpResponse(status: Int32(response.statusCode), headers: headers, body: String(decoding: body, as: UTF8.self))
    }
}
