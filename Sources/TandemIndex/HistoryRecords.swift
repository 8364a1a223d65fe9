import TandemGit

/// What is kept with a commit's message.
struct CommitRecord {
  /// The committer's time, in seconds since 1970.
  var time: Int
  /// The parents, as keys of messages.
  var parents: [SegmentKey]
  init(_ commit: Commit) {
    time = max(0, Int(commit.time))
    parents = commit.parents.map { SegmentKey($0, kind: TextKind.message) }
  }

  /// Reads what `bytes` wrote; nil where that is damaged.
  init?(_ payload: UnsafeRawBufferPointer?) {
    guard let payload else { return nil }
    var reader = ByteReader(payload)
    guard let time = reader.number(), let count = reader.number() else { return nil }
    self.time = time
    parents = []
    for _ in 0..<count {
      guard let key = reader.bytes().flatMap({ SegmentKey(bytes: $0, kind: TextKind.message) })
      else {
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

/// A whole walk as bytes, since walking takes longer than a query: its limit and length, then each
/// commit's 20 bytes and time.
enum WalkRecord {
  static func write(_ commits: [HistoryWalk.Step], limit: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.add(limit)
    writer.add(commits.count)
    for commit in commits {
      writer.add(commit.key.bytes)
      writer.add(commit.time)
    }
    return writer.bytes
  }

  /// The first `limit` commits of what `write` wrote; nil where it ended before so many, or is
  /// damaged, or a commit's message is gone from the set.
  static func read(
    _ payload: UnsafeRawBufferPointer?, limit: Int, in set: SegmentSet
  ) -> [SegmentSet.PastCommit]? {
    guard let payload else { return nil }
    var reader = ByteReader(payload)
    guard let written = reader.number(), let count = reader.number(),
      count < written || written >= limit
    else { return nil }
    var commits: [SegmentSet.PastCommit] = []
    commits.reserveCapacity(min(count, limit, payload.count))
    for _ in 0..<min(count, limit) {
      guard let key = reader.bytes().flatMap({ SegmentKey(bytes: $0, kind: TextKind.message) }),
        let time = reader.number(),
        let place = set.place(of: key, near: commits.last?.place.segment)
      else { return nil }
      commits.append(SegmentSet.PastCommit(key: key, place: place, time: time))
    }
    return commits
  }
}
