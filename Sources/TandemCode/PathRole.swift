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
    self.init(path: path, in: Folder(path.folder))
  }

  /// Tells the role of the file at `path`, whose folder is known.
  private init(path: String, in folder: Folder) {
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    let file = path[(start ?? path.startIndex)...].lowercased()[...]
    if folder.isVendored {
      self = .vendored
    } else if folder.holdsTests || Self.isTestFile(file)
      || (folder.holdsTestsButPython && !file.hasSuffix(".py"))
    {
      self = .test
    } else if folder.isGenerated || Self.generatedSuffixes.contains(where: { file.hasSuffix($0) })
      || (folder.isTranslation && Language(path: String(file)) == nil)
    {
      self = .generated
    } else if folder.isDocumentation || Self.isDocumentation(file) {
      self = .documentation
    } else {
      self = .source
    }
  }

  /// Tells the roles of many paths, remembering the folder of the last one.
  package struct Reader {
    private var folder = LastFolder { Folder($0) }

    /// Knows no folder yet.
    package init() {}

    /// The role of the file at `path`.
    package mutating func role(of path: String) -> PathRole {
      PathRole(path: path, in: folder.value(for: path))
    }
  }

  /// What a folder's path says of the files in it.
  private struct Folder {
    let isVendored: Bool
    let holdsTests: Bool
    /// A Python package's own `test` or `testing` (`django/test`) is the support that it ships,
    /// where its files are not named like tests.
    let holdsTestsButPython: Bool
    let isGenerated: Bool
    let isTranslation: Bool
    let isDocumentation: Bool

    init(_ path: Substring) {
      let names = path.lowercased().split(separator: "/")
      isVendored = names.contains(where: vendoredFolders.contains)
      holdsTests = names.indices.contains { index in
        switch names[index] {
        case "tests", "testdata", "__tests__", "spec", "specs", "e2e", "fixtures": true
        case "test", "testing": index == 0 || names[index - 1] == "src"
        default: names[index].hasSuffix("_tests") || names[index].hasSuffix("-tests")
        }
      }
      holdsTestsButPython = names.contains("test") || names.contains("testing")
      isGenerated = names.contains(where: generatedFolders.contains)
      isTranslation = names.contains(where: translationFolders.contains)
      isDocumentation = names.indices.contains { index in
        // `com/example` is a Java package, not a folder of examples.
        let isPackage =
          names[index] == "example" && index > 0 && domains.contains(names[index - 1])
        return !isPackage && documentationFolders.contains(names[index])
      }
    }
  }

  private static let vendoredFolders: Set<Substring> = [
    "vendor", "vendored", "_vendor", "third_party", "thirdparty", "third-party", "node_modules",
    "extern", "externals", "bower_components", "site-packages",
  ]
  private static let generatedFolders: Set<Substring> = ["dist", "__pycache__"]
  private static let translationFolders: Set<Substring> = ["locale", "locales", "translations"]
  private static let domains: Set<Substring> = ["org", "com", "net", "io", "dev"]
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

  private static func isTestFile(_ file: Substring) -> Bool {
    let stem = file.prefix { $0 != "." }
    return stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_tests")
      || stem == "conftest" || stem == "tests" || stem == "test"
      || file.dropFirst(stem.count).split(separator: ".").dropLast()
        .contains { $0 == "test" || $0 == "spec" }
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
}
