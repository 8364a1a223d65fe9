import TandemIndex

/// Finds a tree's files by what reports and traces write: parts of paths, and dotted names.
struct PathIndex: Sendable {
  let tree: TreeFiles
  /// By file whether it may be meant; all where nil.
  private let isKnown: [Bool]?

  /// Finds those of a tree's files that `isKnown` says, or any.
  init(_ tree: TreeFiles, isKnown: [Bool]? = nil) {
    self.tree = tree
    self.isKnown = isKnown
  }

  /// Returns the file with exactly this path.
  func file(_ path: String) -> Int? { tree.file(path).flatMap { isKnown?[$0] == false ? nil : $0 } }

  private func files(called name: Substring) -> [Int] {
    tree.files(called: name.utf8).filter { isKnown?[$0] != false }
  }

  /// Returns the files that a written path can mean: those that share the longest end with it.
  ///
  /// `/usr/lib/python3/site-packages/django/db/query.py` means `django/db/query.py`. At least the
  /// file's name must agree, and a name alone must not be a common one.
  func files(named written: String) -> [Int] {
    let parts = written.split { $0 == "/" || $0 == "\\" }.filter { $0 != "." && $0 != ".." }
    guard let name = parts.last else { return [] }
    var best = 0
    var found: [Int] = []
    for file in files(called: name) {
      let own = tree.path(file).split(separator: "/")
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
    let isTelling = best > 1 || tree.count < 2 || !Self.commonNames.contains(name)
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
    guard let name = parts.last else { return nil }
    let fitting = files(called: name).filter { file in
      let own = tree.bytes(file)
      let start = own.count - path.utf8.count
      return start >= 0 && own[start...].elementsEqual(path.utf8)
        && (start == 0 || own[start - 1] == UInt8(ascii: "/"))
    }
    if fitting.count > 1, parts.count <= minimumParts, parts.count == 1 { return nil }
    return fitting.min { tree.bytes($0).count < tree.bytes($1).count }
  }

  private static let moduleEndings = [".py", ".rs", ".java", ".js", ".ts", ".go", ".swift"]
  private static let commonNames: Set<Substring> = [
    "__init__.py", "index.js", "index.ts", "mod.rs", "lib.rs", "main.go", "main.rs", "main.py",
    "setup.py", "conftest.py", "tests.py", "test.py", "models.py", "views.py", "urls.py",
    "forms.py",
    "admin.py", "settings.py", "manage.py", "app.py", "README.md", "package.json",
  ]
}
