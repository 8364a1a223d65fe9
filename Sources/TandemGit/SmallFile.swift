@preconcurrency import Glibc

/// Small regular files of a git directory; never blocks on a pipe, never reads without bound.
enum SmallFile {
  /// The bytes of a regular file of at most 1 MB; nil where it is missing or anything else.
  static func bytes(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_size <= 1 << 20
    else { return nil }
    return [UInt8](unsafeUninitializedCapacity: Int(facts.st_size)) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
  }

  /// The first line of a regular file, without its line ending.
  static func line(of path: String) -> String? {
    guard let bytes = bytes(of: path) else { return nil }
    let line = bytes.prefix { $0 != 10 && $0 != 13 && $0 != 0 }
    return String(decoding: line, as: UTF8.self)
  }
}
