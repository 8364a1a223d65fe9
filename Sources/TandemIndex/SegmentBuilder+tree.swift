import TandemCode

extension SegmentBuilder {
  /// Adds a tree's files, to be found by the names, folders and words of their paths.
  ///
  /// One tree a segment: its terms stand in its files, by their positions in the order of paths.
  mutating func add(tree key: SegmentKey, _ files: [SegmentSet.File]) {
    var folders = LastFolder { FolderTerms($0) }
    for (file, entry) in Self.sorted(files).enumerated() {
      let piece = UInt32(file)
      let folder = folders.value(for: entry.path)
      terms.add(folder.terms, piece: piece)
      let name = entry.path.utf8.suffix(from: entry.path.nameStart)
      terms.add(TermHash.fileName(name), piece: piece)
      // The ending is no word of what a file is about. What the name holds counts at least twice.
      let words = PathWords.stems(name.prefix { $0 != UInt8(ascii: ".") }).map(TermHash.pathWord)
      for _ in 0..<2 { terms.add(words, piece: piece) }
      self.files.append(
        SegmentLayout.File(
          key: entry.key, path: string(entry.path),
          words: UInt16(clamping: words.count + folder.wordCount), role: entry.role,
          isData: entry.isData))
    }
    add(key, flags: 0, pieces: [], definitions: [], words: [])
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
