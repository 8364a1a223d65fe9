package import TandemCore
package import TandemGit
import TandemIndex

extension Retriever {
  /// What is being read.
  package enum IndexStage: String, Sendable {
    /// Files of the base.
    case files
    /// Messages and paths of the commits that lead to it.
    case history
  }

  /// Brings the index up to date with a base; blocks, and reads on several threads.
  ///
  /// - Parameter progress: Called now and then on any thread: what is read, how much of how much.
  /// - Throws: `GitError` where an object cannot be read; what was read before is kept.
  package func index(
    _ base: Commit, of repository: Repository,
    progress: @escaping @Sendable (IndexStage, _ read: Int, _ of: Int) -> Void = { _, _, _ in }
  ) throws(GitError) -> IndexSummary {
    let entries = try repository.entries(ofTree: base.tree)
    var set = SegmentSet(folder?.open() ?? [])
    var summary = IndexSummary()
    let files = try set.files(ofTree: base.tree, in: repository, keeping: folder)
    let texts: TreeTexts
    (texts, summary.read, _) = try self.texts(
      of: files, in: repository, &set, keeping: folder, progress: { progress(.files, $0, $1) })
    let known = set.messageCount
    let commits = try set.history(
      from: base.id, limit: Self.mostCommits, repository: repository, keeping: folder)
    summary.commits = commits.count
    summary.read += set.messageCount - known
    try set.keepPaths(touchedBy: commits, repository: repository, keeping: folder) {
      progress(.history, $0, $1)
    }
    let wanted = files.indices.filter { isWorthReading(files, $0) }
    for file in wanted {
      guard let place = texts.places[file] else {
        summary.missing += 1
        continue
      }
      let segment = set.segments[place.segment]
      if FileReading.Facts(rawValue: segment.flags(of: place.text)).contains(.isText) {
        summary.files += 1
        summary.definitions += segment.definitions(of: place.text).count
      } else {
        summary.unreadable += 1
      }
    }
    summary.passedOver = entries.count {
      ($0.kind != .file && $0.kind != .executable) || $0.isOddName
    }
    summary.unlikely = entries.count - summary.passedOver - wanted.count
    folder?.trim()
    let kept = folder?.open() ?? set.segments
    summary.segments = kept.count
    summary.bytes = kept.reduce(0) { $0 + $1.byteCount }
    return summary
  }

  /// The most commits that are looked at, newest first.
  static let mostCommits = 40_000
}
