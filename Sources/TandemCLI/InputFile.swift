@preconcurrency import Glibc

/// Reads what the user named: a file, or `-` for standard input, up to a limit.
enum InputFile {
  /// The bytes, at most `limit` + 1 of them, so that the caller sees when there are more.
  ///
  /// - Throws: `CommandError` (usage) where it cannot be read.
  static func read(_ path: String, limit: Int, host: Host) throws(CommandError) -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(host.absolute(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .usage("cannot read \(path): \(String(cString: strerror(errno)))", "check the path")
    }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw .usage(
          "cannot read \(path): \(String(cString: strerror(errno)))",
          errno == EISDIR ? "give a file, not a folder" : nil)
      }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return Array(bytes.prefix(limit + 1))
  }
}
