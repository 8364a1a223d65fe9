/// A test file worth running for a report, and why.
package struct TestFile: Codable, Sendable, Hashable {
  /// Path in the base tree.
  package var path: String
  /// What spoke for it most, for people.
  package var reason: String
  /// Relative strength; the files are ordered by it.
  package var score: Double
}

/// Chooses which tests to run first: those that the report names, then those near the files that
/// the change may need and those that speak of the same things.
package enum TestPlan {
  /// Returns at most `limit` test files, best first.
  ///
  /// - Parameters:
  ///   - rankedPaths: Source files, best first; a test file among them counts for itself.
  ///   - named: What the report names: paths, test ids, modules, names of test files.
  ///   - files: Every path of the base tree.
  ///   - adapter: Who will run them; only files that it can run are returned.
  ///   - read: Returns a file's text, where imports and words may be looked at too.
  ///   - report: The report's text, whose words are looked for in names and texts of tests.
  package static func nearbyTests(
    for rankedPaths: [String], named: [String] = [], in files: [String],
    adapter: any TestAdapter, limit: Int = 8, read: ((String) -> String?)? = nil,
    report: String = ""
  ) -> [TestFile] {
    let tests = files.filter(adapter.canRun).sorted()
    var candidates = tests.map(Candidate.init)
    let positions = Dictionary(uniqueKeysWithValues: zip(tests, tests.indices))
    func add(_ scores: some Sequence<Double>, _ reason: String) {
      for (index, score) in scores.enumerated() where score > 0 {
        candidates[index].add(score, reason)
      }
    }
    // What the report names is beyond what all other reasons can sum up to.
    let names = NamedTests(tests: tests, adapter: adapter)
    for (index, name) in named.enumerated() {
      for path in names.paths(of: name) {
        let score = 20 - Double(index) / Double(named.count)
        positions[path].map { candidates[$0].add(score, "the report names \(name)") }
      }
    }
    let nearness = PathNearness(tests: tests)
    var near = tests.map { _ in (score: 0.0, source: "") }
    for (rank, source) in rankedPaths.prefix(10).enumerated() {
      if let own = positions[source] {
        candidates[own].add(2 / Double(rank + 1), "it is ranked itself")
      }
      for (index, score) in nearness.scores(of: source).enumerated() {
        let score = score / Double(rank + 1)
        if score > near[index].score { near[index] = (score, source) }
      }
    }
    for (index, near) in near.enumerated() where near.score > 0 {
      candidates[index].add(near.score, "its name is close to \(near.source)")
    }
    add(nearness.scores(ofText: report).map { $0 / 2 }, "the report's words are in its name")
    if let read {
      let texts = tests.map { read($0) ?? "" }
      let imports = texts.map { ImportedNames(in: $0) }
      for (rank, source) in rankedPaths.prefix(5).enumerated() {
        let importers = imports.map { $0.reach(source) }
        // What everybody imports says little.
        let strength = 1 / Double(rank + 1) / Double(importers.count { $0 }).squareRoot()
        add(importers.map { $0 ? strength : 0 }, "it imports \(source)")
      }
      var words = ReportWords(report)
      for text in texts { words.add(text) }
      add(words.scores(), "it speaks of what the report speaks of")
    }
    let found = candidates.lazy.filter { $0.file.score > 0 }.map(\.file)
    return Array(found.sorted { ($1.score, $0.path) < ($0.score, $1.path) }.prefix(limit))
  }

  /// A test file with the sum of what speaks for it; its reason is the strongest part.
  private struct Candidate {
    var file: TestFile
    private var strongest = 0.0

    init(path: String) { file = TestFile(path: path, reason: "", score: 0) }

    mutating func add(_ score: Double, _ reason: String) {
      file.score += score
      if score > strongest { (strongest, file.reason) = (score, reason) }
    }
  }
}
