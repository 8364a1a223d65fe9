/// The folder of the repository that tests run in: tells paths from it and back.
struct RepositoryFolder: Sendable, Hashable {
  /// Relative to the repository's top, without slashes at its ends; empty for the top.
  let path: String

  /// Names a folder; `.` and `/` stand for the top.
  init(_ path: String) {
    self.path = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  /// Whether the file at `file` of the base tree lies in it.
  func contains(_ file: String) -> Bool { path.isEmpty || file.hasPrefix(path + "/") }

  /// Tells a path of the base tree from this folder.
  func relative(_ file: String) -> String {
    guard !contains(file) else {
      return path.isEmpty ? file : String(file.dropFirst(path.count + 1))
    }
    let own = path.split(separator: "/")
    let other = file.split(separator: "/")
    let shared = zip(own, other).prefix { $0 == $1 }.count
    let up = Array(repeating: Substring(".."), count: own.count - shared)
    return (up + other[shared...]).joined(separator: "/")
  }

  /// Tells a path that is relative to this folder from the repository's top.
  func absolute(_ relative: String) -> String {
    var parts: [Substring] = path.split(separator: "/")
    for part in relative.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
