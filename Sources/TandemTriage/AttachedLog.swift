package import TandemCore

/// A log that belongs to a report: as much of it as is worth reading, in the report's body.
package struct AttachedLog: Sendable, Hashable {
  /// The most bytes an attached file may have.
  package static let limit = 16 << 20
  /// How much of a longer log is kept: its beginning, and its end, where errors are.
  static let (head, tail) = (16 << 10, 112 << 10)

  /// The file's name, for people.
  package var name: String
  private let text: String

  /// Takes a log as it is on disk; bytes that are no UTF-8 are shown as such.
  package init(name: String, bytes: [UInt8]) {
    self.name = name
    guard bytes.count > Self.head + Self.tail else {
      text = String(decoding: bytes, as: UTF8.self)
      return
    }
    let first = bytes.prefix(Self.head).prefix { _ in true }
    let head = first.lastIndex(of: 0x0A).map { first[...$0] } ?? first
    let last = bytes.suffix(Self.tail)
    let tail = last.firstIndex(of: 0x0A).map { last[$0...].dropFirst() } ?? last
    text =
      String(decoding: head, as: UTF8.self)
      + "[\(bytes.count - head.count - tail.count) bytes of this log are left out here]\n"
      + String(decoding: tail, as: UTF8.self)
  }

  /// The section that it makes in a report's body.
  var section: String {
    var hidden = HiddenText()
    let clean = hidden.strip("```\n" + text + "\n```")
    let inner = clean.dropFirst(4).dropLast(4)
    let fence = inner.contains("```") ? "~~~~~~" : "```"
    return "## Attached: \(name)\n\n\(fence)\n\(inner)\n\(fence)"
  }
}

extension BugReport {
  /// The report with logs attached to its body, in order.
  package func attaching(_ logs: [AttachedLog]) -> BugReport {
    var report = self
    report.body = ([body].filter { !$0.isEmpty } + logs.map(\.section)).joined(separator: "\n\n")
    return report
  }
}
