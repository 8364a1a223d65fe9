/// Paths inside a tree as bytes: Swift's `Character` may join `/` with a mark that follows it.
enum TreePath {
  /// The components, split at every `/`.
  static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
  }

  /// Every folder above `path`, outermost first: `a`, `a/b` for `a/b/c`.
  static func folders(above path: String) -> [String] {
    path.utf8.indices.filter { path.utf8[$0] == UInt8(ascii: "/") }.map { String(path[..<$0]) }
  }

  /// The last component.
  static func name(_ path: String) -> String { parts(path).last ?? path }

  /// Whether `path` lies in `folder`.
  static func isInside(_ path: String, _ folder: String) -> Bool {
    path.utf8.starts(with: (folder + "/").utf8)
  }

  /// Why `path` may not be written in a work tree; nil where it may.
  static func refusal(_ path: String) -> String? {
    if path.utf8.contains(0) { return "it contains a null byte" }
    for part in parts(path) {
      if part.isEmpty { return "it is absolute or has an empty component" }
      if part == "." || part == ".." { return "it has a component \(part)" }
      if part.lowercased() == ".git" { return "it lies in .git" }
    }
    return nil
  }
}
