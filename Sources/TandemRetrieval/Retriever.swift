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

    /// Whether it leaves anything out.
    var isLimited: Bool { !files.isEmpty || directory != nil }

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
    } _: { () -> Result<(texts: TreeTexts, segments: [Segment], unread: Int), GitError> in
      Result { () throws(GitError) in
        var set = kept
        let files = try set.files(ofTree: tree, in: repository, keeping: folder)
        let (texts, read, unread) = try self.texts(
          of: files, in: repository, named: triage.paths, &set, keeping: folder
        ) { seconds == nil ? $0 : Self.likeliestFirst($0, of: files, query) }
        if read > 0 { folder?.trim() }
        return (texts, set.segments, unread)
      }
    }
    let (texts, segments, unread) = try read.get()
    return (
      rank(query, triage, texts, segments, history.past, limit), history.segments + segments, unread
    )
  }

  /// The texts of those of a tree's files that are worth reading, read where no segment holds them.
  ///
  /// - Parameters:
  ///   - named: Paths that a report writes: generated files among them are read too.
  ///   - order: Puts the files to be read in order.
  ///   - progress: Called now and then on any thread with how many were read, of how many.
  /// - Returns: The texts, how many were read, and how many were not for want of time.
  /// - Throws: `GitError` where a blob cannot be read; what was read before is kept.
  package func texts(
    of files: TreeFiles, in repository: Repository, named: [String] = [], _ set: inout SegmentSet,
    keeping folder: IndexFolder?, order: ([Int]) -> [Int] = { $0 },
    progress: @escaping @Sendable (_ read: Int, _ of: Int) -> Void = { _, _ in }
  ) throws(GitError) -> (texts: TreeTexts, read: Int, unread: Int) {
    var texts = TreeTexts(files, isWanted: files.indices.map { isWorthReading(files, $0, named) })
    texts.look(into: set.segments)
    let (read, unread) = try set.read(
      order(texts.missing).map(files.key), from: repository, keeping: folder,
      until: seconds.map { ContinuousClock.now + .seconds($0) }, progress: progress)
    texts.look(into: set.segments)
    return (texts, read, unread)
  }

  /// The files in the order in which a short time should read them: sources before the rest, and of
  /// many those first whose paths hold most of the report's weight.
  static func likeliestFirst(
    _ files: [Int], of tree: TreeFiles, _ query: SearchQuery
  ) -> [Int] {
    var files = files
    // A small tree is read in time whatever its order.
    if files.count > 5_000 {
      let weights = Dictionary(
        zip(query.hashes, query.terms.map { $0.weight + $0.titleWeight }),
        uniquingKeysWith: { $1 })
      let scored = files.map { file in
        let words = Set(CodeWords.words(in: Array(tree.bytes(file))).map(\.hash))
        return (file, words.reduce(0) { $0 + (weights[$1] ?? 0) })
      }
      files = scored.sorted { $0.1 > $1.1 }.map(\.0)
    }
    return files.filter { tree.role($0) == .source } + files.filter { tree.role($0) != .source }
  }

  /// Ranks files that are in memory, by path.
  package func rank(
    report: BugReport, triage: Triage, files: [String: [UInt8]], limit: Int = 20
  ) -> [RankedFile] {
    let query = SearchQuery(report: report, triage: triage, hint: scope.hint)
    let tree = TreeFiles(
      files.keys.sorted().enumerated().map {
        SegmentSet.File(path: $1, blob: String($0, radix: 16))
      })
    var texts = TreeTexts(
      tree, isWanted: tree.indices.map { isWorthReading(tree, $0, triage.paths) })
    var builder = SegmentBuilder()
    for file in texts.missing {
      FileReading.add(files[tree.path(file)], tree.key(file), to: &builder)
    }
    let segments = [builder.segment()]
    texts.look(into: segments)
    return rank(query, triage, texts, segments, [], limit)
  }

  private func rank(
    _ query: SearchQuery, _ triage: Triage, _ texts: TreeTexts, _ segments: [Segment],
    _ past: [PastChange], _ limit: Int
  ) -> [RankedFile] {
    Ranker(Corpus(query: query, triage: triage, texts: texts, segments: segments, past: past))
      .rank(limit: limit)
  }

  /// Whether a report can mean a file.
  ///
  /// - Parameter named: Paths that the report writes: generated files are meant where it does.
  package func isWorthReading(_ tree: TreeFiles, _ file: Int, _ named: [String] = []) -> Bool {
    guard !tree.isData(file) else { return false }
    let isGenerated = tree.role(file) == .generated
    guard isGenerated || scope.isLimited else { return true }
    let path = tree.path(file)
    return scope.holds(path) && (!isGenerated || named.contains(where: path.hasSuffix))
  }
}
