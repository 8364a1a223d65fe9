import TandemCore

/// Makes the worker's jobs within the seconds it has.
struct WorkerBudget {
  /// Seconds of the job, without loading the tests.
  let seconds: Double
  /// The most plausible candidates that all tests are run on.
  private static let mostConfirmed = 24
  /// Seconds to go on looking for rivals after the first plausible candidate.
  private static let rivalSeconds = 2.0
  private var loadSeconds: Double { min(30, max(5, seconds / 2)) }

  /// Under the tracer a test may work twenty times as long as the slowest took without it, and wait
  /// ten seconds more on a busy machine.
  func trace(
    _ failing: [TestID], _ passing: [TestID], _ models: [CodeModel], _ baseline: Baseline
  ) -> WorkerJob {
    let slowest = baseline.run?.results.compactMap(\.seconds).max() ?? 0
    var job = WorkerJob(
      mode: .trace, depth: 0, seconds: seconds, loadSeconds: loadSeconds,
      limit: WorkerJob.Limit(
        processor: min(30, 1 + 20 * slowest), wall: min(60, 10 + 20 * slowest)))
    job.tests = (failing + passing).map(\.name)
    job.paths = models.map(\.path)
    return job
  }

  /// Tests that pass alone are held against; their traced seconds bound what a change may take.
  func search(
    _ candidates: [Candidate], failing: [TestID], trace: Trace, baseline: Baseline
  ) -> WorkerJob {
    let passing = trace.tests.filter { $0.status == .passed }
    let slowest = passing.map(\.worked).max() ?? 0.1
    let red = Set(failing)
    // A failing test may have failed early: it gets what the slowest passing one needs.
    let loose = min(10, 0.2 + 5 * slowest)
    var job = WorkerJob(
      mode: .search, depth: 0, seconds: seconds, loadSeconds: loadSeconds,
      limit: WorkerJob.Limit(processor: loose, wall: loose + 10))
    var known: [TestID: (worked: Double, seconds: Double)] = [:]
    for result in baseline.run?.results ?? [] where red.contains(result.id) {
      if let seconds = result.seconds { known[result.id] = (seconds, seconds) }
    }
    for test in trace.tests where test.why != Trace.noEnd {
      known[test.id] = (test.worked, test.seconds)
    }
    // The quickest to refute first; one that never ended is the last.
    let byTime = failing.map { ($0, known[$0]?.worked ?? .infinity) }.sorted { $0.1 < $1.1 }
    job.failing = byTime.map(\.0.name)
    job.others = passing.map(\.id.name)
    var limits: [String: WorkerJob.Limit] = [:]
    for (test, spent) in known {
      limits[test.name] = WorkerJob.Limit(
        processor: max(red.contains(test) ? loose : 0.2, 0.2 + 3 * spent.worked),
        wall: 10 + 3 * spent.seconds)
    }
    job.limits = limits
    job.called = trace.called.map { WorkerJob.Called(function: $0) }
    job.rivalSeconds = Self.rivalSeconds
    job.confirm = Self.mostConfirmed
    job.candidates = candidates.map { candidate in
      WorkerJob.Candidate(
        path: candidate.path, at: candidate.place,
        edits: candidate.rewrite.edits.map { WorkerJob.Edit(edit: $0) })
    }
    var covering: [String: [Int]] = [:]
    for candidate in candidates where covering[candidate.place] == nil {
      func runs(_ lines: [Int]?) -> Bool {
        lines?.contains(where: candidate.lines.contains) ?? false
      }
      if runs(trace.imported[candidate.path]) { continue }
      covering[candidate.place] = passing.indices.filter {
        runs(passing[$0].lines[candidate.path])
      }
    }
    job.covering = covering
    return job
  }
}
