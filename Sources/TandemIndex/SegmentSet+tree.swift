package import TandemCode
import TandemCore
package import TandemGit

extension SegmentSet {
  /// A file of a tree, by what the index knows it by.
  package struct File: Sendable, Hashable {
    /// Its path.
    package var path: String
    /// What it is for.
    package var role: PathRole
    /// Whether its name is that of a picture, an archive or other data.
    package var isData: Bool
    /// Its key: its blob, read as its language.
    package var key: SegmentKey

    /// Names a file by its path and its blob's id.
    package init(path: String, blob: String) {
      self.init(path: path, blob: blob, role: PathRole(path: path))
    }

    fileprivate init(path: String, blob: String, role: PathRole) {
      self.init(
        path: path, role: role, isData: FileReading.isData(path),
        key: SegmentKey(blob, kind: FileReading.kind(of: path)))
    }

    init(path: String, role: PathRole, isData: Bool, key: SegmentKey) {
      self.path = path
      self.role = role
      self.isData = isData
      self.key = key
    }
  }

  /// The files of a tree, without links, submodules and refused paths.
  ///
  /// Kept like what stands in the files: a large tree's paths take longer to tell apart than a
  /// query takes.
  ///
  /// - Throws: `GitError` where the tree cannot be read.
  package mutating func files(
    ofTree tree: String, in repository: Repository, keeping folder: IndexFolder?
  ) throws(GitError) -> TreeFiles {
    let key = SegmentKey(tree, kind: TextKind.tree)
    if let place = place(of: key), let files = TreeFiles(segments[place.segment]) { return files }
    let memory: SegmentMemory
    if let changed = try changed(to: key, in: repository) {
      memory = changed
    } else {
      var builder = SegmentBuilder()
      builder.add(tree: key, try read(tree, in: repository))
      memory = builder.finish()
    }
    folder?.keep(memory)
    add(memory)
    return segments.last.flatMap { TreeFiles($0) } ?? TreeFiles([])
  }

  private func read(_ tree: String, in repository: Repository) throws(GitError) -> [File] {
    var roles = PathRole.Reader()
    return try repository.entries(ofTree: tree).compactMap { entry in
      guard entry.isFile else { return nil }
      return File(path: entry.path, blob: entry.id, role: roles.role(of: entry.path))
    }
  }

  /// The segment of a tree told from that of one that is known, where few files differ: only the
  /// folders that differ are opened, and only new paths are read.
  ///
  /// Nil where no tree is known, too much differs, or a path is not plain: beyond ASCII two can be
  /// the same to some, which only reading the whole tree shows.
  private func changed(
    to tree: SegmentKey, in repository: Repository
  ) throws(GitError) -> SegmentMemory? {
    guard let (known, old) = newestTree,
      let paths = try? repository.paths(changedFrom: known.key(of: 0).id, to: tree.id),
      paths.count <= Self.mostChanged, paths.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } })
    else { return nil }
    var changed: [File] = []
    for path in paths {
      guard let entry = try repository.entry(at: path, inTree: tree.id), entry.isFile else {
        continue
      }
      changed.append(File(path: path, blob: entry.id))
    }
    let replaced = changed.compactMap { file in old.file(file.path).map { ($0, file.key) } }
    let gone = Set(paths.compactMap(old.file))
    if replaced.count == changed.count, replaced.count == gone.count {
      return known.tree(tree, replacing: replaced)
    }
    guard let kept = TreeTerms(old, without: gone) else { return nil }
    var builder = SegmentBuilder()
    builder.add(tree: tree, keeping: kept, changed)
    return builder.finish()
  }

  /// The segment of a tree whose files are known, one of the last that were kept.
  private var newestTree: (segment: Segment, files: TreeFiles)? {
    for segment in segments.reversed() where segment.fileCount > 0 {
      if segment.key(of: 0).kind == TextKind.tree, let files = TreeFiles(segment) {
        return (segment, files)
      }
    }
    return nil
  }

  private static let mostChanged = 1_000
}

extension TreeEntry {
  /// Whether it is a file that can be read and named.
  fileprivate var isFile: Bool { (kind == .file || kind == .executable) && !isOddName }
}
