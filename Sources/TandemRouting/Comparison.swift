package import TandemCore

/// Holds a draft's test run against the baseline, test by test.
///
/// It knows three rules. A flaky test says nothing. A run that did not complete turns nothing
/// green. A test that was known and is now missing or skipped has vanished, whatever the exit code.
package enum Comparison {
  /// Compares `run` with `baseline`; a nil `run` (no tests can be run) compares to nothing.
  ///
  /// `run` must have been asked for every test of the baseline, or what it left out has vanished.
  /// Tests that the baseline never ran should be run on the base and joined to it first
  /// (`Baseline.joined(with:)`); else they end in `newRed` and `newGreen`.
  package static func compare(
    baseline: Baseline, run: TestRun?, contract: ChangeContract
  ) -> Verification {
    guard let run else { return Verification(run: nil, unmet: contract.mustTurnGreen.sorted()) }
    let flaky = Set(baseline.flaky)
    let before = (baseline.run?.byTest ?? [:]).filter { !flaky.contains($0.key) }
    let now = run.byTest.filter { !flaky.contains($0.key) }
    let collection = CollectionErrors(before: before, now: now)
    var result = Verification(run: run, ignored: baseline.flaky.sorted())

    for (id, old) in before where old.status != .skipped {
      let new = collection.outcome(of: id, now: now)
      switch (old.status.isRed, new?.status) {
      case (_, nil), (_, .skipped): result.vanished.append(id)
      case (true, .passed): result.turnedGreen.append(id)
      case (false, .passed): break
      case (false, .failed), (false, .error): result.broken.append(id)
      case (true, .failed), (true, .error):
        let classes = (old.failure?.errorClass ?? "", new?.failure?.errorClass ?? "")
        if classes.0 == classes.1 {
          result.stillRed.append(id)
        } else {
          result.changedClass.append(.init(test: id, before: classes.0, after: classes.1))
        }
      }
    }
    for (id, new) in now where before[id].map({ $0.status == .skipped }) ?? true {
      if new.status.isRed { result.newRed.append(id) }
      if new.status == .passed { result.newGreen.append(id) }
    }
    if run.ending != .completed {
      result.turnedGreen = []
      result.newGreen = []
    }
    let green = run.ending == .completed ? now.filter { $0.value.status == .passed } : [:]
    result.unmet = contract.mustTurnGreen.filter { id in
      green[id] == nil && !result.turnedGreen.contains(id) && !flaky.contains(id)
    }
    result.signature = FailureSignature.of(
      red: now.values.filter { $0.status.isRed }, missing: result.vanished, ending: run.ending)
    result.sort()
    return result
  }
}

/// A file that could not be loaded appears as one red id in place of its tests' ids.
private struct CollectionErrors {
  /// Ids that failed to load now.
  private let broken: [TestID: TestResult]
  /// For ids that failed to load on the base: the results their tests have now.
  private var mended: [TestID: [TestResult]] = [:]

  init(before: [TestID: TestResult], now: [TestID: TestResult]) {
    broken = now.filter { $0.value.status == .error }
    let unloadable = before.filter { $0.value.status == .error && now[$0.key] == nil }
    guard !unloadable.isEmpty else { return }
    for result in now.values {
      for parent in Self.parents(of: result.id) where unloadable[parent] != nil {
        mended[parent, default: []].append(result)
      }
    }
  }

  /// Returns how `id` ended now, also where it is covered by its file's error, or where its own
  /// error gave way to the tests of the file.
  func outcome(of id: TestID, now: [TestID: TestResult]) -> TestResult? {
    if let direct = now[id] { return direct }
    if let inside = mended[id] {
      return inside.first { $0.status.isRed } ?? inside.first { $0.status == .passed }
        ?? inside.first
    }
    return Self.parents(of: id).lazy.compactMap { broken[$0] }.first
  }

  /// The ids that contain `id`, nearest first: `a.py::B` and `a.py` for `a.py::B::c`.
  private static func parents(of id: TestID) -> [TestID] {
    var parents: [TestID] = []
    var rest = Substring(id.name)
    while let end = rest.utf8.lastIndex(where: {
      $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
    }) {
      rest = rest[..<end]
      if !rest.hasSuffix(":") { parents.append(TestID(String(rest))) }
    }
    return parents
  }
}

extension Verification {
  fileprivate mutating func sort() {
    turnedGreen.sort()
    stillRed.sort()
    broken.sort()
    vanished.sort()
    changedClass.sort { $0.test < $1.test }
    newRed.sort()
    newGreen.sort()
    unmet.sort()
  }
}
