/// What the paths of a known tree's files are found by, file by file: the other way round than its
/// segment holds it, to make the segment of a tree with most of the same files.
struct TreeTerms {
  /// The tree.
  let tree: TreeFiles
  /// The files that are kept, in the order of their paths.
  let files: [Int]
  /// The terms of all files one after the other, each as often as it counts.
  private var terms: [UInt64]
  /// Where each file's terms begin, and one more for the end.
  private var starts: [Int]

  /// The files of a tree that are not in `gone`; nil where its segment is damaged.
  init?(_ tree: TreeFiles, without gone: Set<Int>) {
    self.tree = tree
    files = tree.indices.filter { !gone.contains($0) }
    var starts = [Int](repeating: 0, count: tree.count + 1)
    let isWhole = tree.forEachTerm { _, file, count in
      if file < tree.count { starts[file + 1] += count }
    }
    guard isWhole else { return nil }
    for file in tree.indices { starts[file + 1] += starts[file] }
    var next = starts
    var terms = [UInt64](repeating: 0, count: starts[tree.count])
    tree.forEachTerm { term, file, count in
      guard file < tree.count else { return }
      for _ in 0..<count {
        terms[next[file]] = term
        next[file] += 1
      }
    }
    self.starts = starts
    self.terms = terms
  }

  /// The terms that a file's path is found by.
  func terms(of file: Int) -> ArraySlice<UInt64> { terms[starts[file]..<starts[file + 1]] }
}
