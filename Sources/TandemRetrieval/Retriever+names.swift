package import TandemGit
import TandemIndex

extension Retriever {
  /// Those of `names` that a file of `tree` defines, as far as the index holds the tree's files;
  /// reads no file.
  ///
  /// - Throws: `GitError` where the tree cannot be read.
  package func defined(
    _ names: Set<String>, repository: Repository, tree: String
  ) throws(GitError) -> Set<String> {
    guard let folder, !names.isEmpty else { return [] }
    var set = SegmentSet(folder.open())
    let files = try set.files(ofTree: tree, in: repository, keeping: folder)
    var texts = TreeTexts(files, isWanted: [Bool](repeating: true, count: files.count))
    texts.look(into: set.segments)
    var found: Set<String> = []
    for (segment, files) in zip(set.segments, texts.firstFile) {
      for name in names where !found.contains(name) {
        segment.forEachPosting(of: TermHash.definition(name.utf8)) { definition, _ in
          guard definition < segment.definitionCount else { return }
          if files[segment.definition(definition).text] >= 0 { found.insert(name) }
        }
      }
    }
    return found
  }
}
