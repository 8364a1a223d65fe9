import TandemCore
import TandemSandbox

/// A folder that recorded edits are written into, and what lies below it.
///
/// Over lower layers it is a fresh upper: files appear in it as they will in the overlay. With none
/// it is a plain copy of the tree.
struct EditTarget {
  /// Where files are written.
  let upper: Folder
  /// The layers under it, topmost first; empty for a plain copy.
  let lowers: [Folder]

  /// Writes `change` at `path` below this target.
  ///
  /// - Throws: `CommandFailure` where the path leaves the tree, meets a link, or is a folder;
  ///   `SystemError` where the disk refuses.
  func write(_ change: FileChange, at path: String) throws {
    if let reason = TreePath.refusal(path) { throw refused(change, reason) }
    var mode: UInt32 = 0o644
    var isBelow = false
    for layer in lowers.isEmpty ? [upper] : lowers {
      guard let facts = try look(change, path, in: layer) else { continue }
      isBelow = facts.kind != .whiteout
      if isBelow { mode = facts.mode & 0o111 == 0 ? 0o644 : 0o755 }
      break
    }
    if let text = change.text {
      if let above = TreePath.folders(above: path).last { _ = try upper.makingFolder(above) }
      try upper.remove(path)
      try upper.create(path, Array(text.utf8), mode: mode)
    } else if isBelow, lowers.isEmpty {
      try upper.remove(path)
    } else if isBelow {
      if let above = TreePath.folders(above: path).last { _ = try upper.makingFolder(above) }
      try upper.whiteOut(path)
    }
  }

  private func look(
    _ change: FileChange, _ path: String, in layer: Folder
  ) throws -> FileFacts? {
    for folder in TreePath.folders(above: path) {
      let facts = try layer.facts(folder)
      guard let facts else { return nil }
      if facts.kind == .link { throw refused(change, "\(folder) is a link") }
      if facts.kind != .folder { throw refused(change, "\(folder) is not a folder") }
    }
    let facts = try layer.facts(path)
    if facts?.kind == .link { throw refused(change, "it is a link") }
    if facts?.kind == .folder { throw refused(change, "it is a folder") }
    return facts
  }

  private func refused(_ change: FileChange, _ reason: String) -> CommandFailure {
    CommandFailure(message: "the edit of \(change.path) is refused: \(reason)")
  }
}
