package import TandemCode
package import TandemGit

extension SegmentSet {
  /// A commit that leads to a base.
  package struct PastCommit: Sendable, Hashable {
    /// The commit's key; its message is the text of that key.
    package var key: SegmentKey
    /// Where its message is.
    package var place: Place
    /// The committer's time, in seconds since 1970.
    package var time: Int
  }

  /// The commits that lead to `base`, newest first, at most `limit`.
  ///
  /// Those that no segment holds are read from the repository and kept. What the base does not lead
  /// to is never looked at, whatever the segments hold. Stops wherever a parent is not here.
  ///
  /// - Throws: `GitError` where not even the base is here, or a commit cannot be read.
  package mutating func history(
    from base: String, limit: Int, repository: Repository, keeping folder: IndexFolder?
  ) throws(GitError) -> [PastCommit] {
    let walkKey = SegmentKey(base, kind: TextKind.walk)
    if let place = place(of: walkKey),
      let commits = WalkRecord.read(
        segments[place.segment].payload(of: place.text), limit: limit, in: self)
    {
      return commits
    }
    let known = self
    let shallow = Set(repository.shallowCommits.map { SegmentKey($0, kind: TextKind.message) })
    let walk = try repository.withCommits { read throws(GitError) in
      var walk = HistoryWalk(known: known, shallow: shallow)
      guard try walk.start(at: SegmentKey(base, kind: TextKind.message), read) else {
        throw GitError("read the history", .missingObject, "the commit \(base) is not here")
      }
      while walk.commits.count < limit, try walk.step(read) {}
      return walk
    }
    var builder = walk.builder
    // A history that is cut may be longer the next time.
    if !walk.isCut {
      builder.add(
        walkKey, flags: 0, pieces: [], definitions: [], words: [],
        payload: WalkRecord.write(walk.commits, limit: limit))
    }
    add(builder, keeping: folder)
    return walk.commits.compactMap { commit in
      (commit.place ?? place(of: commit.key)).map {
        PastCommit(key: commit.key, place: $0, time: commit.time)
      }
    }
  }

  /// How many commits' messages the segments hold, of any base.
  package var messageCount: Int {
    segments.reduce(0) { sum, segment in
      sum + (0..<segment.textCount).count { segment.key(of: $0).kind == TextKind.message }
    }
  }

  /// The first line of a commit's message.
  package func summary(of commit: PastCommit) -> String {
    CommitRecord.summary(segments[commit.place.segment].payload(of: commit.place.text))
  }

  /// Those of `commits` whose hashes or tickets' numbers a report names, in their order.
  package func commits(named changes: NamedChanges, among commits: [PastCommit]) -> [PastCommit] {
    guard !changes.isEmpty else { return [] }
    var named: Set<Place> = []
    for number in changes.numbers {
      for (index, segment) in segments.enumerated() {
        segment.forEachPosting(of: TermHash.ticket(number)) { piece, _ in
          guard piece < segment.pieceCount else { return }
          named.insert(Place(segment: index, text: segment.text(ofPiece: piece)))
        }
      }
    }
    return commits.filter { commit in
      named.contains(commit.place) || changes.hashes.contains { commit.key.begins(with: $0) }
    }
  }

  /// The paths that commits touched; nil where that cannot be known.
  ///
  /// - Throws: `GitError` where a commit that no segment holds cannot be read.
  package func paths(
    touchedBy commits: [PastCommit], repository: Repository
  ) throws(GitError) -> [[String]?] {
    let places = commits.map { place(of: $0.key.read(as: TextKind.touched)) }
    let missing = commits.indices.filter { places[$0] == nil }
    let read = try repository.paths(touchedBy: missing.map { commits[$0].key.id })
    var paths: [[String]?] = places.map { place in
      place.flatMap { TouchedPaths.read(segments[$0.segment].payload(of: $0.text)) }
    }
    for (index, found) in zip(missing, read) { paths[index] = found }
    return paths
  }

  /// Keeps the paths that commits touched, of those for which no segment holds them.
  ///
  /// - Parameter progress: Called now and then with how many were read, of how many.
  /// - Throws: `GitError` where a commit cannot be read; what was read before is kept.
  package mutating func keepPaths(
    touchedBy commits: [PastCommit], repository: Repository, keeping folder: IndexFolder?,
    progress: (_ read: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(GitError) {
    let missing = commits.filter { place(of: $0.key.read(as: TextKind.touched)) == nil }
    var builder = SegmentBuilder()
    defer { add(builder, keeping: folder) }
    for start in stride(from: 0, to: missing.count, by: Self.pathBatch) {
      let batch = missing[start..<min(start + Self.pathBatch, missing.count)]
      for (commit, paths) in zip(batch, try repository.paths(touchedBy: batch.map(\.key.id))) {
        guard let paths else { continue }
        builder.add(
          commit.key.read(as: TextKind.touched), flags: 0, pieces: [], definitions: [], words: [],
          payload: TouchedPaths.write(Array(paths.prefix(Self.mostPaths))))
      }
      if builder.isFull {
        add(builder, keeping: folder)
        builder.removeAll()
      }
      progress(batch.endIndex, missing.count)
    }
  }

  /// A commit that touched more is a sweep, and as good as one that touched so many.
  private static let mostPaths = 1_000
  private static let pathBatch = 1_000
}
