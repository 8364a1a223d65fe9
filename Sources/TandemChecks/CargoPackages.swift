import TandemCore

/// The packages of a Cargo workspace, and which file a test's path means.
struct CargoPackages {
  /// Rust files that hold tests, sorted.
  let tests: [String]
  private let known: Set<String>
  private let testSet: Set<String>
  /// Folders that hold a manifest, each with its package's name; the top's is empty.
  private let names: [String: String]

  /// Reads the manifests and Rust files among `paths`.
  init(paths: [String], read: (String) -> String?) {
    known = Set(paths)
    var names: [String: String] = [:]
    for path in paths where path == "Cargo.toml" || path.hasSuffix("/Cargo.toml") {
      names[RepositoryFolder(String(path.dropLast("Cargo.toml".count))).path] =
        read(path).map(Self.packageName) ?? ""
    }
    self.names = names
    let folders = Set(names.keys)
    tests = paths.filter { path in
      guard path.hasSuffix(".rs") else { return false }
      return Self.integration(path, in: folders) != nil || read(path).map(Self.hasTests) ?? false
    }.sorted()
    testSet = Set(tests)
  }

  /// Whether the Rust file at `path` holds tests, or will be a test by its place.
  func holdsTests(_ path: String) -> Bool {
    testSet.contains(path) || integrationTest(path) != nil
  }

  /// The name of the integration test whose root file is `path`.
  func integrationTest(_ path: String) -> String? { Self.integration(path, in: Set(names.keys)) }

  /// The file that cargo calls `path`, told from the package of `crate`: from the top.
  func root(of path: String, crate: String) -> String {
    // Cargo itself tells a path from the package, and a workspace has many `src/lib.rs`.
    let places = names.filter { known.contains(RepositoryFolder($0.key).absolute(path)) }
    let chosen =
      places.count == 1
      ? places.first : places.first { $0.value.replacing("-", with: "_") == crate }
    return chosen.map { RepositoryFolder($0.key).absolute(path) } ?? crate + ":" + path
  }

  /// The file of the deepest module that a test's id names.
  func file(of test: TestID) -> String? {
    let root = TestPath.before(test)
    guard root.hasSuffix(".rs") else {
      let documented = String(root.prefix { $0 != " " })
      return known.contains(documented) ? documented : nil
    }
    let folder = RepositoryFolder(root.split(separator: "/").dropLast().joined(separator: "/"))
    var modules = test.name.dropFirst(root.count + 2).replacing("::", with: "/")
      .split(separator: "/").dropLast().map(String.init)
    while !modules.isEmpty {
      let module = folder.absolute(modules.joined(separator: "/"))
      for file in [module + ".rs", module + "/mod.rs"] where known.contains(file) { return file }
      modules.removeLast()
    }
    return root
  }

  private static func integration(_ path: String, in folders: Set<String>) -> String? {
    let parts = path.split(separator: "/")
    guard parts.last?.hasSuffix(".rs") ?? false else { return nil }
    func folder(_ dropped: Int) -> String { parts.dropLast(dropped).joined(separator: "/") }
    if parts.count > 1, parts[parts.count - 2] == "tests", folders.contains(folder(2)) {
      return String(parts[parts.count - 1].dropLast(3))
    }
    if parts.count > 2, parts.last == "main.rs", parts[parts.count - 3] == "tests",
      folders.contains(folder(3))
    {
      return String(parts[parts.count - 2])
    }
    return nil
  }

  private static func hasTests(_ text: String) -> Bool {
    text.contains("#[test]") || text.contains("::test]") || text.contains("#[rstest]")
  }

  private static func packageName(_ manifest: String) -> String {
    var isPackage = false
    for line in manifest.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == "=" || $0 == "\"" }
      if line.hasPrefix("[") { isPackage = line.hasPrefix("[package]") }
      if isPackage, words.first == "name", words.count > 1 { return String(words[1]) }
    }
    return ""
  }
}
