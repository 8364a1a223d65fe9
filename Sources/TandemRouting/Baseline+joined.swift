package import TandemCore

extension Baseline {
  /// Returns the baseline with the results of `later`, another run on the same base: the rest of
  /// the suite, or tests that a draft added, run on the base first.
  ///
  /// What was known keeps its first result; a test that is red in one run and green in the other
  /// becomes flaky. A run that did not complete adds only what it reported.
  package func joined(with later: TestRun, isWholeSuite: Bool = false) -> Baseline {
    guard let run else {
      var joined = self
      joined.run = later
      joined.isWholeSuite = isWholeSuite
      return joined
    }
    let known = run.byTest
    var joined = self
    joined.run?.results = (run.results + later.results.filter { known[$0.id] == nil })
      .sorted { $0.id < $1.id }
    let contradicted = later.results.filter { result in
      guard let first = known[result.id]?.status, first != .skipped, result.status != .skipped
      else { return false }
      return first.isRed != result.status.isRed
    }
    joined.flaky = Set(flaky).union(contradicted.map(\.id)).sorted()
    joined.isWholeSuite = self.isWholeSuite || (isWholeSuite && later.ending == .completed)
    return joined
  }
}
