import TandemSandbox

/// Reads what a command left in its results folder, which is as hostile as its output.
enum ResultFolder {
  /// The most bytes of one file.
  static let fileLimit = 64 << 20
  /// The most bytes of all files together.
  static let totalLimit = 256 << 20

  /// The regular files by name: no link is followed, no device or fifo opened, and what would go
  /// beyond the limits is left out.
  static func collect(_ folder: Folder) -> [String: [UInt8]] {
    var collected: [String: [UInt8]] = [:]
    var room = totalLimit
    for (name, kind) in ((try? folder.entries()) ?? []).sorted(by: { $0.name < $1.name })
    where kind == .file {
      if let bytes = folder.contents(name, limit: min(fileLimit, room)) {
        collected[name] = bytes
        room -= bytes.count
      }
    }
    return collected
  }
}
