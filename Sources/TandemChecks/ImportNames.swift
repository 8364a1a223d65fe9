/// The dotted name of one Python module, and whether a text imports it.
struct ImportNames {
  private let module: String
  private let package: String
  private let last: String

  /// Names the module at `path`; a leading `src` or `lib` is no package.
  init(path: String) {
    var parts = PythonPath.module(at: path).split(separator: ".").map(String.init)
    if parts.count > 1, ["src", "lib"].contains(parts[0]) { parts.removeFirst() }
    module = parts.joined(separator: ".")
    package = parts.dropLast().joined(separator: ".")
    last = parts.last ?? ""
  }

  /// Whether an import statement at any depth of `text` names the module.
  func isImported(by text: String) -> Bool {
    guard !module.isEmpty else { return false }
    var lines = text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 })[...]
    while let line = lines.popFirst() {
      let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard code.starts(with: "import ".utf8) || code.starts(with: "from ".utf8) else { continue }
      var statement = String(Substring(code))
      while statement.utf8.contains(UInt8(ascii: "(")), !statement.utf8.contains(UInt8(ascii: ")")),
        let more = lines.popFirst()
      {
        statement += " " + String(Substring(more))
      }
      if names(statement) { return true }
    }
    return false
  }

  private func names(_ statement: String) -> Bool {
    let words = statement.utf8.split { byte in
      !(byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 0x80
        || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")))
    }.map { String(Substring($0)) }
    guard let first = words.first, words.count > 1 else { return false }
    if first == "import" {
      return words.dropFirst().contains { $0 == module || $0.hasPrefix(module + ".") }
    }
    let source = words[1]
    if source == module { return true }
    if source.hasPrefix("."), let tail = Self.tail(of: source) {
      return module == tail || module.hasSuffix("." + tail)
    }
    return source == package && words.dropFirst(3).contains(last)
  }

  /// What follows the dots of a relative import; nil where nothing does.
  private static func tail(of source: String) -> String? {
    let tail = source.drop { $0 == "." }
    return tail.isEmpty ? nil : String(tail)
  }
}
