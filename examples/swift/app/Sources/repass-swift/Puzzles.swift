import Foundation
import Repass

/// Puts the slider's pictures into files to look at, in folders that are gone when the program ends.
final class Puzzles {
    private let folder: URL
    private var token: String?
    private var files: [URL] = []

    init(folder: URL) {
        self.folder = folder
    }

    /// The image and the piece; empty where they cannot be shown.
    func files(of captcha: Captcha) -> [URL] {
        if captcha.token != token {
            remove()
            token = captcha.token
            files = (try? save(captcha)) ?? []
        }
        return files
    }

    func remove() {
        guard let file = files.first else { return }
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
    }

    private func save(_ captcha: Captcha) throws -> [URL] {
        let into = folder.appendingPathComponent("repass-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: into, withIntermediateDirectories: false)
        return try [("image.png", captcha.originalImage), ("piece.png", captcha.jigsawImage)].map { name, base64 in
            let file = into.appendingPathComponent(name)
            try (Data(base64Encoded: base64) ?? Data()).write(to: file)
            return file
        }
    }
}
