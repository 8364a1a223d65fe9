/// What a file is for, told from its path alone.
package enum PathRole: String, Codable, Sendable, Hashable, CaseIterable {
  /// Code that ships, or anything not told apart.
  case source
  /// A test, its helpers or its data.
  case test
  /// Documentation, change logs and examples.
  case documentation
  /// Somebody else's code, kept in the repository.
  case vendored
  /// Made by a program: minified, locked, compiled, translated.
  case generated

  /// Tells the role of the file at `path` (relative, `/`-separated).
  package init(path: String) {
    let parts = path.lowercased().split(separator: "/")
    let folders = parts.dropLast()
    let file = parts.last ?? ""
    if folders.contains(where: Self.vendoredFolders.contains) {
      self = .vendored
    } else if Self.isTestFile(file) || Self.areTestFolders(folders, holding: file) {
      self = .test
    } else if Self.isGenerated(file, in: folders) {
      self = .generated
    } else if folders.contains(where: Self.documentationFolders.contains)
      || Self.isDocumentation(file)
    {
      self = .documentation
    } else {
      self = .source
    }
  }

  private static let vendoredFolders: Set<Substring> = [
    "vendor", "vendored", "_vendor", "third_party", "thirdparty", "third-party", "node_modules",
    "extern", "externals", "bower_components", "site-packages",
  ]
  private static let generatedFolders: Set<Substring> = ["dist", "__pycache__"]
  private static let translationFolders: Set<Substring> = ["locale", "locales", "translations"]
  private static let documentationFolders: Set<Substring> = [
    "doc", "docs", "documentation", "example", "examples", "tutorial", "tutorials", "samples",
    "galleries", "gallery", "changelog", "changelogs", "whatsnew", "release_notes",
  ]
  private static let documentationExtensions: Set<Substring> = [
    "md", "rst", "txt", "adoc", "markdown", "rest", "ipynb",
  ]
  private static let generatedSuffixes = [
    ".min.js", ".min.css", ".lock", ".pb.go", "_pb2.py", ".map", ".po", ".mo", ".pot", ".svg",
    "package-lock.json", "go.sum", ".snap", "_pb.js", ".pb.gw.go",
  ]

  /// Whether folders hold tests; a Python package's own `test` or `testing` (`django/test`) is the
  /// support that it ships, where its files are not named like tests.
  private static func areTestFolders(
    _ folders: ArraySlice<Substring>, holding file: Substring
  ) -> Bool {
    folders.indices.contains { index in
      switch folders[index] {
      case "tests", "testdata", "__tests__", "spec", "specs", "e2e", "fixtures": true
      case "test", "testing":
        index == 0 || folders[index - 1] == "src" || !file.hasSuffix(".py")
      default: folders[index].hasSuffix("_tests") || folders[index].hasSuffix("-tests")
      }
    }
  }

  private static func isTestFile(_ file: Substring) -> Bool {
    let stem = file.prefix { $0 != "." }
    return stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_tests")
      || stem == "conftest" || stem == "tests" || stem == "test"
      || file.contains(".test.") || file.contains(".spec.")
      || ((file.hasSuffix(".java") || file.hasSuffix(".swift"))
        && (stem.hasSuffix("test") || stem.hasSuffix("tests")))
  }

  private static func isDocumentation(_ file: Substring) -> Bool {
    if let dot = file.lastIndex(of: "."),
      let after = file.index(dot, offsetBy: 1, limitedBy: file.endIndex)
    {
      return documentationExtensions.contains(file[after...])
    }
    return ["readme", "changelog", "changes", "authors", "license", "copying", "news"].contains(
      file)
  }

  private static func isGenerated(
    _ file: Substring, in folders: ArraySlice<Substring>
  ) -> Bool {
    generatedSuffixes.contains { file.hasSuffix($0) }
      || folders.contains(where: generatedFolders.contains)
      || (Language(path: String(file)) == nil
        && folders.contains(where: translationFolders.contains))
  }
}
