import TandemCode
package import TandemCore
package import TandemGit
import TandemIndex

extension Retriever {
  /// Adjusts a ranking by what fails before anything is changed.
  ///
  /// Files that the failures go through, or that failing tests import, gain; one that was not
  /// ranked comes in. Blocks; reads the failing tests' files.
  ///
  /// - Parameters:
  ///   - ranking: What `rank` gave.
  ///   - failing: The red tests of the baseline with their failures.
  /// - Throws: `GitError` where the tree or a blob cannot be read.
  package func rerank(
    _ ranking: [RankedFile], failing: [TestResult], repository: Repository, tree: String,
    limit: Int = 20
  ) throws -> [RankedFile] {
    guard !failing.isEmpty else { return ranking }
    var set = SegmentSet(folder?.open() ?? [])
    let files = try set.files(ofTree: tree, in: repository, keeping: folder)
    return try rerank(ranking, failing: failing, files, limit: limit) { file in
      let id = files.key(file).id
      let size = try repository.blobSizes([id]).first ?? 0
      return size <= FileReading.limit ? try repository.blob(id) : nil
    }
  }

  /// Adjusts a ranking of files that are in memory, by path.
  package func rerank(
    _ ranking: [RankedFile], failing: [TestResult], files: [String: [UInt8]], limit: Int = 20
  ) -> [RankedFile] {
    let tree = TreeFiles(files.keys.map { SegmentSet.File(path: $0, blob: "") })
    return rerank(ranking, failing: failing, tree, limit: limit) { files[tree.path($0)] }
  }

  private func rerank(
    _ ranking: [RankedFile], failing: [TestResult], _ tree: TreeFiles, limit: Int,
    text: (Int) throws -> [UInt8]?
  ) rethrows -> [RankedFile] {
    let evidence = try FailureEvidence(failing, index: PathIndex(tree), text: text)
    var ranked = Dictionary(ranking.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for (file, found) in evidence.files {
      let path = tree.path(file)
      guard scope.holds(path) else { continue }
      var entry = ranked[path] ?? RankedFile(path: path, score: 0, reasons: [])
      entry.score += found.score
      let tests = found.tests.sorted()
      entry.reasons.append(
        RankedFile.Reason(
          signal: "failing test",
          detail: tests.prefix(3).joined(separator: ", ")
            + (tests.count > 3 ? " and \(tests.count - 3) more" : ""),
          score: found.score))
      entry.reasons.sort { abs($0.score) > abs($1.score) }
      if !found.frames.isEmpty, let bytes = try text(file) {
        entry.regions = Self.regions(of: found.frames, in: bytes, path: path, entry.regions)
      }
      ranked[entry.path] = entry
    }
    let best = max(ranked.values.map(\.score).max() ?? 1, 0.01)
    return ranked.values.sorted { ($0.score, $1.path) > ($1.score, $0.path) }.prefix(limit)
      .map { entry in
        var entry = entry
        entry.score /= best
        for index in entry.reasons.indices { entry.reasons[index].score /= best }
        return entry
      }
  }

  /// The regions of a file with the definitions that frames lie in put first.
  private static func regions(
    of frames: [StackFrame], in bytes: [UInt8], path: String, _ regions: [RankedRegion]
  ) -> [RankedRegion] {
    var regions = regions
    let definitions =
      Language(path: path, bytes: bytes)
      .map { Definitions.find(in: SourceTokens(bytes, language: $0)) } ?? []
    for line in frames.compactMap(\.line) {
      guard let definition = Definitions.innermost(at: line, of: definitions),
        definition.kind != .type
      else { continue }
      if let place = regions.firstIndex(where: {
        $0.firstLine == definition.firstLine && $0.lastLine == definition.lastLine
      }) {
        regions[place].score = max(regions[place].score, 1) + 0.5
      } else {
        regions.append(
          RankedRegion(
            name: definition.qualifiedName, firstLine: definition.firstLine,
            lastLine: definition.lastLine, score: 1.5))
      }
    }
    return regions.sorted { ($0.score, $1.firstLine) > ($1.score, $0.firstLine) }
  }
}
