import CGit2
@preconcurrency import Glibc

/// The search of a work tree for what is ignored.
///
/// libgit2's own status passes over what is ignored beside a tracked file of an ignored folder,
/// and names the parts of a folder that ignores itself (a virtual environment in a new folder).
struct IgnoreWalk {
  /// The handle whose ignore rules count.
  let handle: Handle
  /// The repository's index: what is tracked.
  let index: OpaquePointer
  /// The top of the search, absolute.
  let workTree: String
  /// The most paths found.
  let limit: Int
  /// What was found so far, in no order.
  private(set) var found: [IgnoredPath] = []

  init(handle: Handle, index: OpaquePointer, workTree: String, limit: Int) {
    self.handle = handle
    self.index = index
    self.workTree = workTree
    self.limit = limit
  }

  /// Searches a folder, given as `""` or `a/b/`; returns whether all in it is ignored.
  mutating func visit(_ folder: String) -> Bool {
    var isAllIgnored = true
    for (name, isFolder) in Self.names(in: workTree + "/" + folder) where name != ".git" {
      guard found.count < limit else { return false }
      let path = folder + name
      if git_index_get_bypath(index, path, 0) != nil {
        isAllIgnored = false
      } else if isFolder {
        if !visitUntrackedOrMixed(path) { isAllIgnored = false }
      } else if isIgnored(path) {
        found.append(IgnoredPath(path: path, isFolder: false))
      } else {
        isAllIgnored = false
      }
    }
    return isAllIgnored
  }

  /// Searches a folder that is no entry of the index; returns whether all in it is ignored.
  private mutating func visitUntrackedOrMixed(_ path: String) -> Bool {
    let hasTracked = git_index_find_prefix(nil, index, path + "/") == 0
    if hasTracked {
      _ = visit(path + "/")
      return false
    }
    if isIgnored(path + "/") {
      found.append(IgnoredPath(path: path, isFolder: true))
      return true
    }
    // Another repository, which git does not enter either.
    if access(workTree + "/" + path + "/.git", F_OK) == 0 { return false }
    let before = found.count
    guard visit(path + "/") else { return false }
    if found.count > before {
      found.removeSubrange(before...)
      found.append(IgnoredPath(path: path, isFolder: true))
    }
    return true
  }

  private func isIgnored(_ path: String) -> Bool {
    var ignored: Int32 = 0
    return git_ignore_path_is_ignored(&ignored, handle.pointer, path) == 0 && ignored == 1
  }

  /// The UTF-8 names in a folder, sorted, and which of them are folders and no links.
  private static func names(in path: String) -> [(name: String, isFolder: Bool)] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(folder) {
      let type = Int(entry.pointee.d_type)
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name, name != ".", name != ".." else { continue }
      var facts = stat()
      let isUnknown = type == Int(DT_UNKNOWN) && lstat(path + "/" + name, &facts) == 0
      names.append((name, type == Int(DT_DIR) || (isUnknown && facts.st_mode & S_IFMT == S_IFDIR)))
    }
    return names.sorted { $0.name < $1.name }
  }
}
