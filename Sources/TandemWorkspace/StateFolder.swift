import FoundationEssentials
import Glibc
import TandemSandbox

/// Where a workspace keeps what it makes: base trees, frozen layers, and the folders of live runs.
///
/// `trees/<tree id>` and `layers/<key>` appear whole, by one rename; `work/<random>` belongs to one
/// workspace, which holds the lock in it for its life. What a dead one left is swept.
struct StateFolder {
  /// Checked-out base trees, each with a lock file beside it that its users share.
  let trees: Folder
  /// Frozen layers.
  let layers: Folder
  /// Folders of live workspaces, on a file system that takes overlays.
  let work: Folder

  /// Opens or makes the folders.
  init(_ options: WorkspaceOptions) throws(SystemError) {
    trees = try Folder.making(options.state + "/trees")
    layers = try Folder.making(options.state + "/layers")
    work = try Folder.making(options.scratch + "/work")
  }

  /// Makes a folder in `parent` that no sweep removes while the lock is held.
  static func claim(in parent: Folder) throws(SystemError) -> (folder: Folder, lock: FolderLock) {
    while true {
      let folder = try parent.makingFolder(UUID().uuidString.lowercased(), mode: 0o700)
      // Between the two calls a sweep may have taken the folder for a dead one's.
      if let lock = try? folder.lock("lock"), access(folder.path + "/lock", F_OK) == 0 {
        return (folder, lock)
      }
    }
  }

  /// Removes what dead workspaces left; returns how many folders.
  @discardableResult
  func sweep() throws(SystemError) -> Int {
    var removed = 0
    for parent in [work, trees, layers] {
      for (name, kind) in try parent.entries() where kind == .folder && name.utf8.count == 36 {
        guard let folder = try? parent.folder(name), let lock = try? folder.lock("lock") else {
          continue
        }
        try parent.remove(name)
        extendLifetime(lock)
        removed += 1
      }
    }
    return removed
  }
}
