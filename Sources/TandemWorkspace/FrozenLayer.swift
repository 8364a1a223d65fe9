import TandemSandbox

/// What a set-up command wrote, kept as a read-only layer over the base tree.
struct FrozenLayer: Sendable {
  /// Its name, by which a layer over it is known to belong to it.
  let name: String
  private let folder: Folder
  /// Changes to the tree; at the levels `copy` and `none` the whole tree.
  let tree: Folder
  /// The home folder.
  let home: Folder
  private let lock: FolderLock

  /// Opens a layer, which is not removed while `lock` is held.
  init(_ folder: Folder, _ lock: FolderLock) throws(SystemError) {
    name = TreePath.name(folder.path)
    self.folder = folder
    self.lock = lock
    tree = try folder.folder("tree")
    home = try folder.folder("home")
  }

  /// Changes to the laid-in folder at `path`, where there are any; such folders never nest.
  func laid(_ path: String) -> Folder? { try? folder.folder("laid/" + path) }
}
