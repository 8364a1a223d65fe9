import TandemCode
import TandemGit

/// A walk from commit to parents, newest first by the committer's time: known commits from the
/// segments, new ones from the repository, which are kept in a segment of their own.
struct HistoryWalk {
  let known: SegmentSet
  let shallow: Set<SegmentKey>
  private(set) var commits: [Step] = []
  private(set) var builder = SegmentBuilder()
  /// Whether a parent was not here.
  private(set) var isCut = false
  /// Commits still to be visited, oldest first.
  private var frontier: [Step] = []
  /// By segment and text whether a known commit was seen.
  private var seenTexts: [[Bool]]
  /// The new commits that were seen.
  private var seenKeys: Set<SegmentKey> = []

  /// One commit of the walk.
  struct Step {
    var key: SegmentKey
    /// Where it is; nil for a new one.
    var place: SegmentSet.Place?
    var time: Int
    var parents: [SegmentKey]
  }

  typealias Reader = (_ id: String) throws(GitError) -> Commit?

  /// The most of a message that is read, in bytes: its first lines say most.
  private static let messageBytes = 3_000

  init(known: SegmentSet, shallow: Set<SegmentKey>) {
    self.known = known
    self.shallow = shallow
    seenTexts = known.segments.map { [Bool](repeating: false, count: $0.textCount) }
  }

  /// Begins; false where the commit is not here.
  mutating func start(at key: SegmentKey, _ read: Reader) throws(GitError) -> Bool {
    try visit(key, read)
    return !frontier.isEmpty
  }

  /// Takes the newest commit of the frontier; false at the end.
  mutating func step(_ read: Reader) throws(GitError) -> Bool {
    guard let commit = frontier.popLast() else { return false }
    commits.append(commit)
    guard shallow.isEmpty || !shallow.contains(commit.key) else {
      isCut = true
      return true
    }
    for parent in commit.parents { try visit(parent, read) }
    return true
  }

  /// Puts a commit that was not seen into the frontier, if it is here.
  private mutating func visit(_ key: SegmentKey, _ read: Reader) throws(GitError) {
    if let place = known.place(of: key) {
      guard !seenTexts[place.segment][place.text] else { return }
      seenTexts[place.segment][place.text] = true
      if let record = CommitRecord(known.segments[place.segment].payload(of: place.text)) {
        insert(Step(key: key, place: place, time: record.time, parents: record.parents))
        return
      }
    }
    guard seenKeys.insert(key).inserted else { return }
    guard let commit = try read(key.id) else {
      isCut = true
      return
    }
    let record = CommitRecord(commit)
    let message = Array(commit.message.utf8.prefix(Self.messageBytes))
    builder.add(
      key, flags: 0, pieces: [FilePieces.Piece(lines: 1...1, bytes: 0..<message.count)],
      definitions: [], words: CodeWords.words(in: message),
      marks: NamedChanges(commit.message).numbers.sorted().map(TermHash.ticket),
      payload: record.bytes(summary: commit.summary))
    insert(Step(key: key, place: nil, time: record.time, parents: record.parents))
  }

  private mutating func insert(_ commit: Step) {
    var low = 0
    var high = frontier.count
    while low < high {
      let middle = (low + high) / 2
      if frontier[middle].time < commit.time { low = middle + 1 } else { high = middle }
    }
    frontier.insert(commit, at: low)
  }
}
