import TandemCore

/// Repair of Python: the worker traces lines and swaps code in a loaded process.
struct WorkerSearch: PatchSearch {
  let worker: Worker

  func trace(
    _ failing: [TestID], _ passing: [TestID], _ models: [CodeModel], _ baseline: Baseline,
    seconds: Double
  ) async throws(CommandFailure) -> Trace {
    try await worker.trace(WorkerBudget(seconds: seconds).trace(failing, passing, models, baseline))
  }

  func search(
    _ candidates: [Candidate], _ failing: [TestID], _ models: [CodeModel], trace: Trace,
    _ baseline: Baseline, seconds: Double
  ) async throws(CommandFailure) -> SearchReport {
    let job = WorkerBudget(seconds: seconds).search(
      candidates, failing: failing, trace: trace, baseline: baseline)
    var report = try await worker.search(job)
    report.others = job.others?.count ?? 0
    for candidate in candidates where report.reaching[candidate.place] == nil {
      report.reaching[candidate.place] = job.covering?[candidate.place]?.count ?? report.others
    }
    return report
  }
}
