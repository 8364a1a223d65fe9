import TandemCore

/// Which file of a Go package defines which test; paths are told from the module.
struct GoTestFiles {
  private var texts: [String: String]
  private let index: [String: String]

  /// Reads test files by path.
  init(_ files: [(path: String, text: String)]) {
    self.init(texts: Dictionary(files, uniquingKeysWith: { $1 }))
  }

  private init(texts: [String: String]) {
    self.texts = texts
    var index: [String: String] = [:]
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      for name in Self.names(in: text) { index[Self.folder(of: path) + "::" + name] = path }
    }
    self.index = index
  }

  /// These files with a draft's changes to them.
  func changed(by changes: [FileChange], in directory: RepositoryFolder) -> GoTestFiles {
    let tests = changes.filter { $0.path.hasSuffix("_test.go") && directory.contains($0.path) }
    if tests.isEmpty { return self }
    var texts = texts
    for change in tests { texts[directory.relative(change.path)] = change.text }
    return GoTestFiles(texts: texts)
  }

  /// The file that defines a test of the package in `folder`.
  func file(of name: String, in folder: String) -> String? { index[folder + "::" + name] }

  private static func folder(of path: String) -> String {
    path.split(separator: "/").dropLast().joined(separator: "/")
  }

  private static func names(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.hasPrefix("func ") else { return nil }
      let name = line.dropFirst(5).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return ["Test", "Example", "Fuzz", "Benchmark"].contains { name.hasPrefix($0) }
        ? String(name) : nil
    }
  }
}
