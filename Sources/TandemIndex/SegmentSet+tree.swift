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

    fileprivate init(path: String, role: PathRole, isData: Bool, key: SegmentKey) {
      self.path = path
      self.role = role
      self.isData = isData
      self.key = key
    }
  }

  /// The files of a tree in git's order, without links, submodules and refused paths.
  ///
  /// Kept like what stands in the files: a large tree's paths take longer to tell apart than a
  /// query takes.
  ///
  /// - Throws: `GitError` where the tree cannot be read.
  package mutating func files(
    ofTree tree: String, in repository: Repository, keeping folder: IndexFolder?
  ) throws(GitError) -> [File] {
    let key = SegmentKey(tree, kind: TextKind.tree)
    if let place = place(of: key),
      let files = TreeFiles.read(segments[place.segment].payload(of: place.text))
    {
      return files
    }
    let files: [File]
    if let changed = try changed(to: tree, in: repository) {
      files = changed
    } else {
      files = try read(tree, in: repository)
    }
    var builder = SegmentBuilder()
    builder.add(
      key, flags: 0, pieces: [], definitions: [], words: [], payload: TreeFiles.write(files))
    add(builder, keeping: folder)
    return files
  }

  private func read(_ tree: String, in repository: Repository) throws(GitError) -> [File] {
    var roles = PathRole.Reader()
    return try repository.entries(ofTree: tree).compactMap { entry in
      guard entry.isFile else { return nil }
      return File(path: entry.path, blob: entry.id, role: roles.role(of: entry.path))
    }
  }

  /// The files of a tree told from those of one that is known, where few differ: only the folders
  /// that differ are opened.
  ///
  /// Nil where no tree is known, too much differs, or a path is not plain: beyond ASCII two can be
  /// the same to some, which only reading the whole tree shows.
  private func changed(
    to tree: String, in repository: Repository
  ) throws(GitError) -> [File]? {
    guard let (known, old) = newestTree,
      let paths = try? repository.paths(changedFrom: known.id, to: tree),
      paths.count <= Self.mostChanged, paths.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } })
    else { return nil }
    let changed = Set(paths)
    var files = old.filter { !changed.contains($0.path) }
    for path in changed {
      guard let entry = try repository.entry(at: path, inTree: tree), entry.isFile else { continue }
      files.append(File(path: path, blob: entry.id))
    }
    // Git's order is that of the paths' bytes.
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// A tree whose files are known, one of the last that were kept.
  private var newestTree: (key: SegmentKey, files: [File])? {
    for segment in segments.reversed() {
      for text in (0..<segment.textCount).reversed()
      where segment.key(of: text).kind == TextKind.tree {
        if let files = TreeFiles.read(segment.payload(of: text)) {
          return (segment.key(of: text), files)
        }
      }
    }
    return nil
  }

  private static let mostChanged = 1_000
}

/// A tree's files as bytes: each path by how much of the one before it shares and what follows, then
/// its kind, its role and the blob's 20 bytes.
private enum TreeFiles {
  static func write(_ files: [SegmentSet.File]) -> [UInt8] {
    var writer = ByteWriter()
    var last: [UInt8] = []
    writer.add(files.count)
    for file in files {
      let bytes = Array(file.path.utf8)
      writer.add(path: bytes, after: last)
      let role = PathRole.allCases.firstIndex(of: file.role) ?? 0
      writer.add([file.key.kind, UInt8(role) << 1 | (file.isData ? 1 : 0)] + file.key.bytes)
      last = bytes
    }
    return writer.bytes
  }

  /// Reads what `write` wrote; nil where that is damaged.
  static func read(_ payload: UnsafeRawBufferPointer?) -> [SegmentSet.File]? {
    guard let payload else { return nil }
    var reader = ByteReader(payload)
    guard let count = reader.number() else { return nil }
    var files: [SegmentSet.File] = []
    files.reserveCapacity(min(count, payload.count))
    var path: [UInt8] = []
    for _ in 0..<count {
      guard reader.path(after: &path), let facts = reader.bytes(), facts.count == 22,
        let key = SegmentKey(bytes: UnsafeRawBufferPointer(rebasing: facts[2...]), kind: facts[0]),
        Int(facts[1] >> 1) < PathRole.allCases.count
      else { return nil }
      files.append(
        SegmentSet.File(
          path: String(decoding: path, as: UTF8.self), role: PathRole.allCases[Int(facts[1] >> 1)],
          isData: facts[1] & 1 == 1, key: key))
    }
    return files
  }
}

extension TreeEntry {
  /// Whether it is a file that can be read and named.
  fileprivate var isFile: Bool { (kind == .file || kind == .executable) && !isOddName }
}
