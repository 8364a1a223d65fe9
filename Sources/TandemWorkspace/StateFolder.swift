import FoundationEssentials
import Glibc
import TandemCore
import TandemSandbox

/// Where a workspace keeps what it makes: base trees, frozen layers, and the folders of live runs.
///
/// `trees/<tree id>-<boot>` and `layers/<key>` appear whole, by one rename, and have a lock file
/// beside them that their users share. `work/<random>` belongs to one workspace, which holds the
/// lock in it for its life. What nobody holds can be swept.
struct StateFolder {
  /// Checked-out base trees.
  let trees: Folder
  /// Frozen layers, on the file system of the uppers they are made from.
  let layers: Folder
  /// Folders of live workspaces, on a file system that takes overlays.
  let work: Folder
  private let boot: String

  /// Opens or makes the folders.
  init(_ options: WorkspaceOptions) throws(SystemError) {
    trees = try Folder.making(options.state + "/trees")
    layers = try Folder.making(options.scratch + "/layers")
    work = try Folder.making(options.scratch + "/work")
    let id = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    boot = String((id ?? "unknown").prefix(8))
  }

  /// The folder of a tree.
  ///
  /// It is not flushed to disk, which takes seconds on a busy machine; so a tree written before the
  /// machine last started, perhaps by losing its power, is not trusted and has another name.
  func name(ofTree tree: String) -> String { tree + "-" + boot }

  /// Shares the lock of the tree or layer `name`, there or not, and notes that it is in use.
  func use(_ name: String, in parent: Folder) throws -> FolderLock {
    guard let lock = try parent.lock(name + ".lock", shared: true) else {
      throw CommandFailure(message: "\(parent.path)/\(name) is being removed", hint: "try again")
    }
    lock.touch()
    return lock
  }

  /// Makes a folder in `parent` that no sweep removes while the lock is held.
  static func claim(in parent: Folder) throws(SystemError) -> (folder: Folder, lock: FolderLock) {
    // Between making, opening and locking it a sweep may take the folder for a dead one's.
    var gone: SystemError
    var attempts = 0
    repeat {
      attempts += 1
      do throws(SystemError) {
        let folder = try parent.makingFolder(UUID().uuidString.lowercased(), mode: 0o700)
        if let lock = try folder.lock("lock"), access(folder.path + "/lock", F_OK) == 0 {
          return (folder, lock)
        }
        gone = SystemError("open \(folder.path)", ENOENT)
      } catch {
        gone = error
      }
    } while gone.code == ENOENT && attempts < 100
    throw gone
  }

  /// Removes what dead workspaces left, trees of an earlier start of the machine, and trees and
  /// layers that were not used for `age`; returns how many folders.
  @discardableResult
  func sweep(unusedFor age: Duration? = nil) throws(SystemError) -> Int {
    var removed = 0
    for parent in [work, trees, layers] {
      for (name, kind) in try parent.entries() where kind == .folder {
        if name.utf8.count == 36, let folder = try? parent.folder(name) {
          guard let lock = try? folder.lock("lock") else { continue }
          try parent.remove(name)
          extendLifetime(lock)
          removed += 1
        } else if parent !== work, let lock = try? parent.lock(name + ".lock") {
          let isOfThisBoot = parent === layers || name.hasSuffix("-" + boot)
          if isOfThisBoot, age.map({ lock.age < $0 }) ?? true { continue }
          try parent.remove(name)
          try parent.remove(name + ".lock")
          removed += 1
        }
      }
    }
    return removed
  }
}
