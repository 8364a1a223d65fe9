/// A programming language that Tandem can read in some depth.
///
/// A file in any other language is still searched as plain words; it has no definitions.
package enum Language: String, Codable, Sendable, Hashable, CaseIterable {
  /// Python 3, and what of Python 2 looks the same.
  case python
  /// JavaScript, with JSX.
  case javaScript
  /// TypeScript, with TSX.
  case typeScript
  /// C; a header counts as C.
  case c
  /// C++.
  case cPlusPlus
  /// Java.
  case java
  /// Rust.
  case rust
  /// Swift.
  case swift
  /// Go.
  case go

  /// Tells the language from a path's extension, else from a `#!` line at the head of `bytes`.
  package init?(path: String, bytes: [UInt8] = []) {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] }
    let file = name ?? path[...]
    if let dot = file.utf8.lastIndex(of: UInt8(ascii: ".")) {
      guard let language = Self.byExtension[file[file.index(after: dot)...].lowercased()] else {
        return nil
      }
      self = language
    } else if let language = Self.fromShebang(bytes) {
      self = language
    } else {
      return nil
    }
  }

  /// Whether blocks are marked by indentation rather than braces.
  package var isIndented: Bool { self == .python }

  private static let byExtension: [String: Language] = [
    "py": .python, "pyi": .python, "pyx": .python, "pyw": .python,
    "js": .javaScript, "jsx": .javaScript, "mjs": .javaScript, "cjs": .javaScript,
    "ts": .typeScript, "tsx": .typeScript, "mts": .typeScript, "cts": .typeScript,
    "c": .c, "h": .c,
    "cc": .cPlusPlus, "cpp": .cPlusPlus, "cxx": .cPlusPlus, "hh": .cPlusPlus,
    "hpp": .cPlusPlus, "hxx": .cPlusPlus, "ipp": .cPlusPlus, "cu": .cPlusPlus,
    "java": .java, "rs": .rust, "swift": .swift, "go": .go,
  ]

  private static func fromShebang(_ bytes: [UInt8]) -> Language? {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let line = String(decoding: bytes.prefix(200).prefix { $0 != 10 }, as: UTF8.self)
    if line.contains("python") { return .python }
    if line.contains("node") || line.contains("deno") { return .javaScript }
    return nil
  }
}
