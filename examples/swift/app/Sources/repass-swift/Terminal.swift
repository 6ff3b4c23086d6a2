import Foundation

/// What comes from the keyboard, or as a whole line from anything else.
enum Key: Sendable {
    case text(String), line(String), backspace, clear, enter, end
}

/// Where the form is drawn. It is live where both ends are a terminal: each key is heard and the screen is drawn anew.
/// Else lines are read and printed, so that a script can fill in the form.
final class Terminal {
    let isLive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    private var settings = termios()
    private var signals: [DispatchSourceSignal] = []
    private var last: [String] = []
    private let onEnd: () -> Void

    /// `onEnd` is called at the end, be it by a signal.
    init(onEnd: @escaping () -> Void) {
        self.onEnd = onEnd
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { [unowned self] in
                close()
                exit(128 + number)
            }
            source.resume()
            signals.append(source)
        }
        guard isLive else { return }
        tcgetattr(STDIN_FILENO, &settings)
        var raw = settings
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &raw)
        write("\u{1b}[?1049h\u{1b}[?25l")
    }

    func close() {
        onEnd()
        guard isLive else { return }
        write("\u{1b}[?25h\u{1b}[?1049l")
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    func draw(_ lines: [String]) {
        if lines == last { return }
        last = lines
        let text = lines.joined(separator: isLive ? "\u{1b}[K\n" : "\n")
        write(isLive ? "\u{1b}[H\(text)\u{1b}[J" : "\(text)\n")
    }

    /// Hands on the keys as they come, from a thread that waits for them.
    func readKeys(into keys: AsyncStream<Key?>.Continuation) {
        let isLive = isLive
        Thread.detachNewThread {
            if isLive {
                while let key = readKey() { if let key { keys.yield(key) } }
            } else {
                while let line = readWholeLine() { keys.yield(.line(line)) }
            }
            keys.yield(.end)
        }
    }

    private func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}

/// The next key; nil at the end, and nil within for one that has no meaning here.
private func readKey() -> Key?? {
    guard let first = readByte(), first != 4 else { return nil }
    switch first {
    case 10, 13: return .enter
    case 8, 127: return .backspace
    case 21: return .clear
    case 27:
        // An arrow or the like: `[`, then up to a letter.
        guard readByte() == UInt8(ascii: "[") else { return .some(nil) }
        while let byte = readByte(), (0x20...0x3f).contains(byte) {}
        return .some(nil)
    case 0..<32: return .some(nil)
    default:
        // The first byte says how many belong to the character.
        let more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3
        let bytes = [first] + (0..<more).compactMap { _ in readByte() }
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}

/// The next line. Swift's own `readLine` holds a lock while it waits, and the program could not end before it.
private func readWholeLine() -> String? {
    var bytes: [UInt8] = []
    while let byte = readByte() {
        if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
        bytes.append(byte)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
}

private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    return read(STDIN_FILENO, &byte, 1) == 1 ? byte : nil
}
