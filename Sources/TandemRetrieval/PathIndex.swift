/// Finds a tree's files by what reports and traces write: parts of paths, and dotted names.
struct PathIndex: Sendable {
  /// The tree's paths; a *file* is a position in this list.
  let paths: [String]
  private let filesOfName: [Substring: [Int]]

  init(_ paths: [String]) {
    self.paths = paths
    var filesOfName: [Substring: [Int]] = [:]
    for (file, path) in paths.enumerated() {
      filesOfName[Self.name(path[...]), default: []].append(file)
    }
    self.filesOfName = filesOfName
  }

  /// Returns the file with exactly this path.
  func file(_ path: String) -> Int? {
    filesOfName[Self.name(path[...])]?.first { paths[$0] == path }
  }

  /// Returns the files that a written path can mean: those that share the longest end with it.
  ///
  /// `/usr/lib/python3/site-packages/django/db/query.py` means `django/db/query.py`. At least the
  /// file's name must agree, and a name alone must not be a common one.
  func files(named written: String) -> [Int] {
    let parts = written.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." && $0 != ".." }
    guard let name = parts.last, let candidates = filesOfName[name] else { return [] }
    var best = 0
    var found: [Int] = []
    for file in candidates {
      let own = paths[file].split(separator: "/")
      var shared = 0
      while shared < min(own.count, parts.count),
        own[own.count - 1 - shared] == parts[parts.count - 1 - shared]
      {
        shared += 1
      }
      if shared > best {
        best = shared
        found = [file]
      } else if shared == best {
        found.append(file)
      }
    }
    let isTelling = best > 1 || paths.count < 2 || !Self.commonNames.contains(name)
    return isTelling && found.count <= 8 ? found : []
  }

  /// Returns the file that a dotted or `::` name goes through, and what of the name is left after
  /// it: `django.utils.http.urlencode` goes through `django/utils/http.py` and leaves `urlencode`.
  func module(_ dotted: String) -> (file: Int, rest: [Substring])? {
    let parts = dotted.split { $0 == "." || $0 == ":" || $0 == "/" }
    guard parts.count > 1 else { return nil }
    for count in stride(from: parts.count, through: 1, by: -1) {
      let module = parts[..<count]
      for candidate in [
        module.joined(separator: "/"), (module + ["__init__"]).joined(separator: "/"),
      ] {
        let file = Self.moduleEndings.lazy.compactMap { ending in
          unique(candidate + ending, minimumParts: min(count, 2))
        }.first
        if let file { return (file, Array(parts[count...])) }
      }
    }
    return nil
  }

  /// The only file that ends in a path, or the shortest of a few.
  private func unique(_ path: String, minimumParts: Int) -> Int? {
    let parts = path.split(separator: "/")
    guard let name = parts.last, let candidates = filesOfName[name] else { return nil }
    let fitting = candidates.filter { paths[$0] == path || paths[$0].hasSuffix("/" + path) }
    if fitting.count > 1, parts.count <= minimumParts, parts.count == 1 { return nil }
    return fitting.min { paths[$0].utf8.count < paths[$1].utf8.count }
  }

  private static let moduleEndings = [".py", ".rs", ".java", ".js", ".ts", ".go", ".swift"]
  private static let commonNames: Set<Substring> = [
    "__init__.py", "index.js", "index.ts", "mod.rs", "lib.rs", "main.go", "main.rs", "main.py",
    "setup.py", "conftest.py", "tests.py", "test.py", "models.py", "views.py", "urls.py",
    "forms.py",
    "admin.py", "settings.py", "manage.py", "app.py", "README.md", "package.json",
  ]

  /// The last part of a path.
  static func name(_ path: Substring) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path
  }
}
