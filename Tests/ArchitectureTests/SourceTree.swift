import FoundationEssentials

/// The package's own source files, read from where this file was compiled.
enum SourceTree {
  /// The package's top folder.
  static let top = String(
    decoding: #filePath.utf8.prefix(
      #filePath.utf8.count - "/Tests/ArchitectureTests/SourceTree.swift".utf8.count),
    as: UTF8.self)

  /// Paths under `folder` with this ending, relative to the top, sorted.
  static func files(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: top + "/" + folder)
      .filter { $0.hasSuffix(ending) }.map { folder + "/" + $0 }.sorted()
  }

  /// A file's text.
  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: top + "/" + path, encoding: .utf8)
  }

  /// A file's lines.
  static func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The modules a source file imports.
  static func imports(_ path: String) throws -> [String] {
    try lines(path).compactMap { line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), at + 1 < words.count, at <= 2 else {
        return nil
      }
      guard
        words[..<at].allSatisfy({
          ["package", "public", "@preconcurrency", "@testable"].contains($0)
        })
      else { return nil }
      return String(words[at + 1])
    }
  }
}
