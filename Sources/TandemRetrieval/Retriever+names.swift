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
    var texts = [Set<Int>](repeating: [], count: set.segments.count)
    for place in files.compactMap({ set.place(of: $0.key) }) {
      texts[place.segment].insert(place.text)
    }
    var found: Set<String> = []
    for (segment, texts) in zip(set.segments, texts) {
      for name in names where !found.contains(name) {
        segment.forEachPosting(of: SegmentBuilder.hash(ofDefinition: name.utf8)) { definition, _ in
          guard definition < segment.definitionCount else { return }
          if texts.contains(segment.definition(definition).text) { found.insert(name) }
        }
      }
    }
    return found
  }
}
