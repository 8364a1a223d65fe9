import TandemSandbox

/// Copies folders where the kernel refuses overlays: files, folders and links, nothing else.
struct TreeCopy {
  /// What is copied.
  let from: Folder
  /// Paths relative to it that are left out.
  let hidden: Set<String>

  /// Copies into `folder` under the name or path `target`, which may exist.
  func write(_ target: String, in folder: Folder) throws {
    try write(into: folder.makingFolder(target))
  }

  /// Copies the contents into `target`; what is there already stays.
  func write(into target: Folder) throws { try copy(from, target, prefix: "") }

  private func copy(_ source: Folder, _ target: Folder, prefix: String) throws {
    for (name, kind) in try source.entries() where !hidden.contains(prefix + name) {
      switch kind {
      case .folder:
        let child = try target.makingFolder(name)
        try copy(source.folder(name), child, prefix: prefix + name + "/")
      case .file:
        if try target.facts(name) == nil { _ = try target.copy(name, from: source) }
      case .link:
        if try target.facts(name) == nil { try target.link(name, to: source.linkTarget(name)) }
      case .whiteout, .other: break
      }
    }
  }
}
