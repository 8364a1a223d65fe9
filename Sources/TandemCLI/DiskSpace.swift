@preconcurrency import Glibc

/// Room on the disk under a folder.
enum DiskSpace {
  /// Bytes an ordinary user may still write; nil where nobody knows.
  static func free(_ folder: String) -> Int? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int(facts.f_bavail) * Int(facts.f_frsize)
  }
}
