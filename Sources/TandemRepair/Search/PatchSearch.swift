import TandemCore

/// One way to find out which lines tests run and which changes they let pass.
protocol PatchSearch: Sendable {
  /// Runs tests and tells which lines each of them runs.
  ///
  /// - Parameters:
  ///   - failing: The tests that show the bug.
  ///   - passing: Tests that pass on the base.
  ///   - seconds: What it may take.
  /// - Throws: `CommandFailure` where nothing could be started.
  func trace(
    _ failing: [TestID], _ passing: [TestID], _ models: [CodeModel], _ baseline: Baseline,
    seconds: Double
  ) async throws(CommandFailure) -> Trace

  /// Tries candidates in their order.
  ///
  /// - Parameter trace: What `trace` returned.
  func search(
    _ candidates: [Candidate], _ failing: [TestID], _ models: [CodeModel], trace: Trace,
    _ baseline: Baseline, seconds: Double
  ) async throws(CommandFailure) -> SearchReport
}
