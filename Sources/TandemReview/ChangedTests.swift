import TandemCode
package import TandemCore

/// Which existing tests a diff alters or removes, by definition and not by file.
package enum ChangedTests {
  /// Returns the names as `path::Class::name`, sorted.
  ///
  /// In a test file, and in a file the contract takes for one, every definition counts, set-up and
  /// module-level code included; in a source file only the tests that stand in it.
  package static func names(
    in diff: Diff, contract: ChangeContract?, context: CheckContext
  ) -> [String] {
    diff.files.flatMap { file in
      changes(of: file, contract: contract, context: context).map { change in
        change.name(in: file)
      }
    }.sorted()
  }

  /// One touched definition of a file.
  struct Change {
    /// Its qualified name in the base, `<module>` for code outside any.
    var name: String
    /// Its first line in the base; nil for `<module>`.
    var line: Int?
    /// Whether no definition of this name is left.
    var isRemoved: Bool

    /// The name with the file it stands in, `path::Class::name`.
    func name(in file: DiffFile) -> String {
      "\(file.oldPath ?? file.path)::" + name.replacing(".", with: "::")
    }
  }

  /// Recorded expectations, which say what a test wants as much as its code does.
  private static let recordings = ["*.snap", "**/__snapshots__/**", "*.approved.*"].map { Glob($0) }

  static func changes(
    of file: DiffFile, contract: ChangeContract?, context: CheckContext
  ) -> [Change] {
    let path = file.oldPath ?? file.path
    guard file.kind != .added, let before = context.before(path) else { return [] }
    let isTestFile =
      PathRole(path: path) == .test || contract?.testFiles.contains(path) ?? false
      || recordings.contains { $0.matches(path) }
    let language = Language(path: path, bytes: Array(before.utf8.prefix(200)))
    // In Python only test files hold tests.
    guard isTestFile || (language != nil && language != .python) else { return [] }
    let after = file.kind == .deleted ? "" : context.after(file.path) ?? ""
    guard let language else {
      return TestDefinitions.changed(before: before, after: after, path: path)
        .map { Change(name: $0, line: nil, isRemoved: file.kind == .deleted) }
    }
    let source = SourceTokens(before, language: language)
    let tests = isTestFile ? [] : TestDefinitions.tests(in: source, path: path).map(\.qualifiedName)
    // Most files are sources without tests, and need no comparison.
    if !isTestFile, tests.isEmpty { return [] }
    let changed = TestDefinitions.changed(before: before, after: after, path: path)
      .filter { isTestFile || tests.contains($0) }
    if changed.isEmpty { return [] }
    let old = Dictionary(
      Definitions.find(in: source).map { ($0.qualifiedName, $0.firstLine) },
      uniquingKeysWith: { first, _ in first })
    let new = Set(
      Definitions.find(in: SourceTokens(after, language: language)).map(\.qualifiedName))
    return changed.map { name in
      Change(name: name, line: old[name], isRemoved: old[name] != nil && !new.contains(name))
    }
  }
}
