import Glibc
import Synchronization
import TandemCore
import TandemGit
import TandemSandbox

/// One tree of the repository, checked out once below the state folder and never written again.
final class BaseTree: Sendable {
  /// Where it lies.
  let folder: Folder
  /// What it holds, without what cannot be on disk.
  let entries: [TreeEntry]
  private let lock: FolderLock

  private init(folder: Folder, entries: [TreeEntry], lock: FolderLock) {
    self.folder = folder
    self.entries = entries
    self.lock = lock
  }

  /// Opens the tree, checking it out where nobody did before.
  ///
  /// - Parameters:
  ///   - tree: Its id.
  ///   - repository: Where its blobs are; also the user's index, whose time stamps are taken over.
  ///   - state: Where it goes.
  ///   - freeBytes: What must stay free on the disk.
  /// - Throws: `GitError`, `SystemError`, and `CommandFailure` where the disk is nearly full.
  static func open(
    _ tree: String, of repository: Repository, in state: StateFolder, keeping freeBytes: Int
  ) throws -> BaseTree {
    // Names that are odd elsewhere (`a\\b`) are ordinary here; those that are not UTF-8 are lost.
    let entries = try repository.entries(ofTree: tree).filter {
      TreePath.refusal($0.path) == nil
        && !($0.isOddName && $0.path.unicodeScalars.contains("\u{FFFD}"))
    }
    let name = state.name(ofTree: tree)
    let lock = try state.use(name, in: state.trees)
    if let folder = try? state.trees.folder(name) {
      return BaseTree(folder: folder, entries: entries, lock: lock)
    }
    let sizes = try repository.blobSizes(entries.filter { $0.kind != .submodule }.map(\.id))
    let needed = sizes.reduce(0, +) + entries.count * 4096
    if state.trees.freeBytes < needed + freeBytes {
      throw CommandFailure(
        message: "the disk of \(state.trees.path) is nearly full: the checkout needs "
          + "\(needed >> 20) MiB and \(freeBytes >> 20) MiB are to stay free; there are "
          + "\(state.trees.freeBytes >> 20) MiB",
        hint: "free some space, run `tandem clean`, or point --state at a larger disk")
    }
    let claim = try StateFolder.claim(in: state.trees)
    defer { try? state.trees.remove(TreePath.name(claim.folder.path)) }
    let fresh = try claim.folder.makingFolder("tree")
    try write(entries, of: repository, to: fresh)
    _ = try claim.folder.move("tree", to: state.trees.path + "/" + name)
    return BaseTree(folder: try state.trees.folder(name), entries: entries, lock: lock)
  }

  private static func write(
    _ entries: [TreeEntry], of repository: Repository, to folder: Folder
  ) throws {
    let stamps = try repository.indexTimestamps()
    // Older than any edit of this run, so that caches keyed by time and size see the edit.
    let checkout = FileStamp(seconds: time(nil) - 10, nanoseconds: 0)
    for path in Set(entries.flatMap { TreePath.folders(above: $0.path) }).sorted() {
      _ = try folder.makingFolder(path)
    }
    for entry in entries where entry.kind == .submodule {
      _ = try folder.makingFolder(entry.path)
    }

    // Links last: while files are written there is none that could be followed.
    let files = entries.filter { $0.kind == .file || $0.kind == .executable }
    let links = entries.filter { $0.kind == .link }
    let failure = Mutex<(any Error)?>(nil)
    try repository.blobs(files.map(\.id), limit: 1 << 30) { index, bytes in
      let file = files[index]
      do {
        guard let bytes else {
          throw CommandFailure(message: "\(file.path) is larger than a gigabyte")
        }
        guard failure.withLock({ $0 == nil }) else { return }
        let known = stamps[file.path].flatMap { $0.id == file.id ? $0 : nil }
        try folder.create(
          file.path, bytes, mode: file.kind == .executable ? 0o755 : 0o644,
          stamp: known.map {
            FileStamp(seconds: Int($0.seconds), nanoseconds: Int($0.nanoseconds))
          } ?? checkout)
      } catch let error as SystemError where error.code == EEXIST && file.isOddName {
        // The same name twice: the first one stays.
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    try repository.blobs(links.map(\.id), limit: 4096) { index, bytes in
      do {
        guard let bytes, let target = String(validating: bytes, as: UTF8.self) else { return }
        try folder.link(links[index].path, to: target)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
