import TandemCode
package import TandemCore
package import TandemGit
package import TandemIndex

/// Ranks a tree's files and regions for a report, straight from git objects; asks no model.
///
/// Links, submodules, files of more than 1 MB and what is no text are passed over; generated files
/// are read only where the report names them.
package struct Retriever: Sendable {
  /// What limits a search.
  package struct Scope: Sendable, Hashable {
    /// Only files that fit one of these; all where empty.
    package var files: [Glob]
    /// Only files in this folder; nil for all.
    package var directory: String?
    /// What the user said in addition to the report; searched like the title.
    package var hint: String?

    /// Makes a scope; without arguments, everything.
    package init(files: [Glob] = [], directory: String? = nil, hint: String? = nil) {
      self.files = files
      self.directory = directory
      self.hint = hint
    }

    /// Tells whether a path is within the scope.
    package func holds(_ path: String) -> Bool {
      if let directory, !directory.isEmpty, directory != ".",
        !path.hasPrefix(directory.hasSuffix("/") ? directory : directory + "/")
      {
        return false
      }
      return files.isEmpty || files.contains { $0.matches(path) }
    }
  }

  /// What limits the search.
  package var scope: Scope
  /// Where what was read is kept for the next time; nil to read everything anew.
  package let folder: IndexFolder?
  /// Wall seconds that files may be read for; nil for as long as it takes.
  package var seconds: Double?
  /// Told, on the calling thread, of a ranking that is a partial one: how many files were not read
  /// in time.
  package var tellsUnread: @Sendable (Int) -> Void = { _ in }

  /// Makes a retriever.
  ///
  /// - Parameter index: The path of the index's folder, which need not exist; nil for none.
  package init(scope: Scope = Scope(), index: String? = nil) {
    self.scope = scope
    folder = index.map { IndexFolder($0) }
  }

  /// Ranks the files of `tree`; blocks, and reads on several threads what the index lacks.
  ///
  /// - Parameter base: The commit whose history is asked for earlier changes; nil for none.
  /// - Throws: `GitError` where the tree or a blob cannot be read.
  package func rank(
    report: BugReport, triage: Triage, repository: Repository, tree: String, base: String? = nil,
    limit: Int = 20
  ) throws(GitError) -> [RankedFile] {
    let query = SearchQuery(report: report, triage: triage, hint: scope.hint)
    func told(_ ranking: Ranking) -> [RankedFile] {
      if ranking.unread > 0 { tellsUnread(ranking.unread) }
      return ranking.files
    }
    if let folder {
      // What turns out to be damaged is deleted, and read anew the second time.
      for _ in 0..<2 {
        let ranking = try ranking(query, triage, repository, tree, base, limit, keeping: folder)
        if !folder.dropDamaged(ranking.segments) { return told(ranking) }
      }
    }
    return told(try ranking(query, triage, repository, tree, base, limit, keeping: nil))
  }

  /// A ranking, the segments that it was made from, and how many files were not read in time.
  private typealias Ranking = (files: [RankedFile], segments: [Segment], unread: Int)

  private func ranking(
    _ query: SearchQuery, _ triage: Triage, _ repository: Repository, _ tree: String,
    _ base: String?, _ limit: Int, keeping folder: IndexFolder?
  ) throws(GitError) -> Ranking {
    let kept = SegmentSet(folder?.open() ?? [])
    // History and files are read at once: each takes about half of the time.
    let (history, read) = Threads.both {
      var set = kept
      let past = base.map {
        PastChange.resembling(query, before: $0, &set, repository: repository, keeping: folder)
      }
      return (past: past ?? [], segments: set.segments)
    } _: { () -> Result<(scans: [FileScan], segments: [Segment], unread: Int), GitError> in
      Result { () throws(GitError) in
        var set = kept
        let files = try files(
          ofTree: tree, in: repository, named: triage.paths, &set, keeping: folder)
        let (read, unread) = try set.read(
          seconds == nil ? files : Self.likeliestFirst(files, query), from: repository,
          keeping: folder,
          until: seconds.map { ContinuousClock.now + .seconds($0) })
        if read > 0 { folder?.trim() }
        return (CorpusReader(query: query, set: set).scans(files), set.segments, unread)
      }
    }
    let (scans, segments, unread) = try read.get()
    return (
      rank(query, triage, scans, history.past, limit), history.segments + segments, unread
    )
  }

  /// The files in the order in which a short time should read them: those whose paths hold most of
  /// the report's weight.
  static func likeliestFirst(
    _ files: [SegmentSet.File], _ query: SearchQuery
  ) -> [SegmentSet.File] {
    // A small tree is read in time whatever its order.
    guard files.count > 5_000 else { return files }
    let weights = Dictionary(
      zip(query.hashes, query.terms.map { $0.weight + $0.titleWeight }),
      uniquingKeysWith: { $1 })
    let scored = files.map { file in
      let words = Set(CodeWords.words(in: Array(file.path.utf8)).map(\.hash))
      return (file, words.reduce(0) { $0 + (weights[$1] ?? 0) })
    }
    return scored.sorted { $0.1 > $1.1 }.map(\.0)
  }

  /// The files of a tree that are worth reading.
  ///
  /// - Parameter named: Paths that a report writes: generated files among them are read too.
  /// - Throws: `GitError` where the tree cannot be read.
  package func files(
    ofTree tree: String, in repository: Repository, named: [String] = [], _ set: inout SegmentSet,
    keeping folder: IndexFolder?
  ) throws(GitError) -> [SegmentSet.File] {
    try set.files(ofTree: tree, in: repository, keeping: folder).filter {
      isWorthReading($0, named)
    }
  }

  /// Ranks files that are in memory, by path.
  package func rank(
    report: BugReport, triage: Triage, files: [String: [UInt8]], limit: Int = 20
  ) -> [RankedFile] {
    let query = SearchQuery(report: report, triage: triage, hint: scope.hint)
    var builder = SegmentBuilder()
    let read = files.keys.sorted().enumerated()
      .map { SegmentSet.File(path: $1, blob: String($0, radix: 16)) }
      .filter { isWorthReading($0, triage.paths) }
    for file in read { FileReading.add(files[file.path], file.key, to: &builder) }
    var set = SegmentSet()
    set.add(builder.finish())
    return rank(query, triage, CorpusReader(query: query, set: set).scans(read), [], limit)
  }

  private func rank(
    _ query: SearchQuery, _ triage: Triage, _ files: [FileScan], _ past: [PastChange],
    _ limit: Int
  ) -> [RankedFile] {
    Ranker(Corpus(query: query, triage: triage, files: files, past: past)).rank(limit: limit)
  }

  /// Whether a report can mean a file.
  private func isWorthReading(_ file: SegmentSet.File, _ named: [String]) -> Bool {
    !file.isData && scope.holds(file.path)
      && (file.role != .generated || named.contains(where: file.path.hasSuffix))
  }
}
