import TandemCode
import TandemGit

/// A walk from commit to parents, newest first by the committer's time: known commits from the
/// segments, new ones from the repository, which are kept in a segment of their own.
struct HistoryWalk {
  let known: SegmentSet
  let shallow: Set<SegmentKey>
  private(set) var commits: [Step] = []
  private(set) var builder = SegmentBuilder()
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
    guard shallow.isEmpty || !shallow.contains(commit.key) else { return true }
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
    guard seenKeys.insert(key).inserted, let commit = try read(key.id) else { return }
    let record = CommitRecord(commit)
    let message = Array(commit.message.utf8.prefix(Self.messageBytes))
    builder.add(
      key, flags: 0, pieces: [FilePieces.Piece(lines: 1...1, bytes: 0..<message.count)],
      definitions: [], words: CodeWords.words(in: message),
      marks: NamedChanges(commit.message).numbers.sorted().map {
        SegmentBuilder.hash(ofNumber: $0)
      },
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

/// What is kept with a commit's message.
struct CommitRecord {
  /// The committer's time, in seconds since 1970.
  var time: Int
  /// The parents, as keys of messages.
  var parents: [SegmentKey]
  init(_ commit: Commit) {
    time = max(0, Int(commit.time))
    parents = commit.parents.map { SegmentSet.messageKey($0) }
  }

  /// Reads what `bytes` wrote; nil where that is damaged.
  init?(_ payload: UnsafeRawBufferPointer?) {
    guard let payload else { return nil }
    var reader = ByteReader(payload)
    guard let time = reader.number(), let count = reader.number() else { return nil }
    self.time = time
    parents = []
    for _ in 0..<count {
      guard let key = reader.bytes().flatMap({ SegmentKey(bytes: $0, kind: 250) }) else {
        return nil
      }
      parents.append(key)
    }
  }

  /// The message's first line, which follows the rest.
  static func summary(_ payload: UnsafeRawBufferPointer?) -> String {
    guard let payload else { return "" }
    var reader = ByteReader(payload)
    _ = reader.number()
    for _ in 0..<(reader.number() ?? 0) { _ = reader.bytes() }
    return reader.text() ?? ""
  }

  func bytes(summary: String) -> [UInt8] {
    var writer = ByteWriter()
    writer.add(time)
    writer.add(parents.count)
    for parent in parents { writer.add(parent.bytes) }
    writer.add(summary)
    return writer.bytes
  }
}

/// A sorted list of paths as bytes, each told by how much of the one before it shares.
enum TouchedPaths {
  static func write(_ paths: [String]) -> [UInt8] {
    var writer = ByteWriter()
    var last: [UInt8] = []
    writer.add(paths.count)
    for path in paths {
      let bytes = Array(path.utf8)
      writer.add(path: bytes, after: last)
      last = bytes
    }
    return writer.bytes
  }

  /// Reads what `write` wrote; nil where that is damaged.
  static func read(_ payload: UnsafeRawBufferPointer?) -> [String]? {
    guard let payload else { return nil }
    var reader = ByteReader(payload)
    guard let count = reader.number() else { return nil }
    var paths: [String] = []
    var path: [UInt8] = []
    for _ in 0..<count {
      guard reader.path(after: &path) else { return nil }
      paths.append(String(decoding: path, as: UTF8.self))
    }
    return paths
  }
}
