/// A test file worth running for a report, and why.
package struct TestFile: Codable, Sendable, Hashable {
  /// Path in the base tree.
  package var path: String
  /// What spoke for it, for people.
  package var reason: String
  /// Relative strength; the files are ordered by it.
  package var score: Double
}

/// Chooses which tests to run first: those that the report names, then those near the files that
/// the change may need.
package enum TestPlan {
  /// Returns at most `limit` test files, best first.
  ///
  /// - Parameters:
  ///   - rankedPaths: Source files, best first.
  ///   - named: What the report names: paths, test ids, modules, names of tests.
  ///   - files: Every path of the base tree.
  ///   - adapter: Who will run them; only files that it can run are returned.
  ///   - read: Returns a file's text, where imports may be looked at too.
  package static func nearbyTests(
    for rankedPaths: [String], named: [String] = [], in files: [String],
    adapter: any TestAdapter, limit: Int = 8, read: ((String) -> String?)? = nil
  ) -> [TestFile] {
    let tests = files.filter(adapter.canRun).sorted()
    var found: [String: TestFile] = [:]
    func add(_ path: String, _ score: Double, _ reason: String) {
      if score > found[path]?.score ?? 0 {
        found[path] = TestFile(path: path, reason: reason, score: score)
      }
    }
    let names = NamedTests(tests: tests, adapter: adapter)
    for (index, name) in named.enumerated() {
      for path in names.paths(of: name) {
        add(path, 3 - Double(index) / Double(named.count), "the report names \(name)")
      }
    }
    let known = Set(tests)
    let nearness = PathNearness(tests: tests)
    for (index, source) in rankedPaths.prefix(10).enumerated() {
      let rank = 1 / Double(index + 1)
      if known.contains(source) { add(source, 1 + rank, "it is ranked itself") }
      for (path, score) in nearness.scores(of: source) {
        add(path, score * rank, "its name is close to \(source)")
      }
    }
    if let read {
      let texts = tests.prefix(3_000).compactMap { path in read(path).map { (path, $0) } }
      for (index, source) in rankedPaths.prefix(5).enumerated() {
        let names = ImportNames(path: source)
        let importers = texts.filter { names.isImported(by: $0.1) }.map(\.0)
        for path in importers {
          // What everybody imports says little.
          let strength = 1 / Double(index + 1) / Double(importers.count).squareRoot()
          add(path, (found[path]?.score ?? 0) + strength, "it imports \(source)")
        }
      }
    }
    return Array(
      found.values.sorted { ($1.score, $0.path) < ($0.score, $1.path) }.prefix(limit))
  }
}
