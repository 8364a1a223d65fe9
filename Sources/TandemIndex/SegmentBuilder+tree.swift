import TandemCode

extension SegmentBuilder {
  /// Adds a tree's files, to be found by the names, folders and words of their paths.
  ///
  /// One tree a segment: its terms stand in its files, by their positions in the order of paths.
  mutating func add(tree key: SegmentKey, _ files: [SegmentSet.File]) {
    add(tree: key, keeping: nil, files)
  }

  /// Adds a tree's files: those that a known tree has too, whose paths are not read again, and the
  /// rest.
  mutating func add(tree key: SegmentKey, keeping known: TreeTerms?, _ files: [SegmentSet.File]) {
    var folders = LastFolder { FolderTerms($0) }
    var new = Self.sorted(files)[...]
    if let known {
      for file in known.files {
        while let first = new.first,
          first.path.utf8.lexicographicallyPrecedes(known.tree.bytes(file))
        {
          add(new.removeFirst(), in: folders.value(for: first.path))
        }
        add(file, of: known)
      }
    }
    for entry in new { add(entry, in: folders.value(for: entry.path)) }
    add(key, flags: 0, pieces: [], definitions: [], words: [])
  }

  private mutating func add(_ entry: SegmentSet.File, in folder: FolderTerms) {
    let piece = UInt32(files.count)
    terms.add(folder.terms, piece: piece)
    let name = entry.path.utf8.suffix(from: entry.path.nameStart)
    terms.add(TermHash.fileName(name), piece: piece)
    // The ending is no word of what a file is about. What the name holds counts at least twice.
    let words = PathWords.stems(name.prefix { $0 != UInt8(ascii: ".") }).map(TermHash.pathWord)
    for _ in 0..<2 { terms.add(words, piece: piece) }
    files.append(
      SegmentLayout.File(
        key: entry.key, path: string(entry.path),
        words: UInt16(clamping: words.count + folder.wordCount), role: entry.role,
        isData: entry.isData))
  }

  private mutating func add(_ file: Int, of known: TreeTerms) {
    terms.add(known.terms(of: file), piece: UInt32(files.count))
    var record = known.tree.record(file)
    record.path = string(known.tree.bytes(file))
    files.append(record)
  }

  /// In the order of the paths' bytes, which is git's own for all but made-up trees.
  private static func sorted(_ files: [SegmentSet.File]) -> [SegmentSet.File] {
    func isBefore(_ a: SegmentSet.File, _ b: SegmentSet.File) -> Bool {
      a.path.utf8.lexicographicallyPrecedes(b.path.utf8)
    }
    let isSorted = zip(files, files.dropFirst()).allSatisfy(isBefore)
    return isSorted ? files : files.sorted(by: isBefore)
  }
}

/// What the path of a folder adds to each file in it.
private struct FolderTerms {
  let terms: [UInt64]
  let wordCount: Int

  init(_ path: Substring) {
    let stems = PathWords.stems(path.utf8)
    let parts = path.split(separator: "/").dropFirst().map { TermHash.folder($0.lowercased()) }
    terms = Array(Set(parts)) + Set(stems).map(TermHash.pathWord)
    wordCount = stems.count
  }
}
