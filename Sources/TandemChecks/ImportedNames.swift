/// The dotted names that a Python text imports, at any depth, told statement by statement.
///
/// `from a.b import c` gives `a.b` and `a.b.c`; relative imports keep their leading dots.
struct ImportedNames {
  private var names: Set<String> = []

  /// Reads the import statements of `text`.
  init(in text: String) {
    var lines = text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 })[...]
    while let line = lines.popFirst() {
      let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard code.starts(with: "import ".utf8) || code.starts(with: "from ".utf8) else { continue }
      var words = Self.words(code)
      var isOpen = code.contains(UInt8(ascii: "(")) && !code.contains(UInt8(ascii: ")"))
      while isOpen, let more = lines.popFirst() {
        words += Self.words(more)
        isOpen = !more.contains(UInt8(ascii: ")"))
      }
      add(words)
    }
  }

  /// Whether one of the names is the module at `path`; a leading `src` or `lib` is
  /// no package.
  func reach(_ path: String) -> Bool {
    var parts = PythonPath.module(at: path).split(separator: ".")
    if parts.count > 1, parts[0] == "src" || parts[0] == "lib" { parts.removeFirst() }
    if parts.isEmpty { return false }
    return names.contains(parts.joined(separator: "."))
      // `.engine` in a test beside it, `..core.engine` in a folder below.
      || parts.indices.contains { first in
        let tail = parts[first...].joined(separator: ".")
        return names.contains("." + tail) || names.contains(".." + tail)
      }
  }

  private mutating func add(_ words: [Substring]) {
    guard let first = words.first, words.count > 1 else { return }
    if first == "import" {
      for word in words.dropFirst() { names.insert(String(word)) }
    } else {
      let source = String(words[1])
      names.insert(source)
      let separator = source.utf8.allSatisfy { $0 == UInt8(ascii: ".") } ? "" : "."
      for word in words.dropFirst(3) { names.insert(source + separator + word) }
    }
  }

  /// Names with their dots, as they stand.
  private static func words(_ code: Substring.UTF8View.SubSequence) -> [Substring] {
    code.split { byte in
      !(byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 0x80
        || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")))
    }.map { Substring($0) }
  }
}
