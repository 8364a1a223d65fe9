package import TandemChecks
import TandemCode
package import TandemCore
package import TandemWorkspace

/// Classical program repair as a drafter: finds the suspicious lines, tries small changes there,
/// and proposes the likeliest that the tests cannot tell from a right one.
///
/// It is no model and understands nothing. It changes only files of the contract, never a test, and
/// what it proposes is plausible, not proven: the pipeline verifies it again.
package struct BuiltinDrafter: Drafter {
  /// `builtin`.
  package let tier = Tier.builtin
  private let search: any PatchSearch
  private let paths: [String]
  private let read: @Sendable (String) -> String?

  /// The most candidates tried for one bug.
  private static let mostCandidates = 10_000
  /// The parts of a draft's seconds: for finding suspicious lines, for trying changes at least, and when
  /// that ends where the lines took less; the rest is for what starts and ends processes.
  private static let shares = (trace: 0.3, search: 0.4, end: 0.85)
  /// The most suspicious lines that are handed to whoever drafts next.
  private static let shownSuspects = 20
  /// The most tests traced and held against.
  private static let mostTests = 400

  /// Makes a drafter.
  ///
  /// - Parameters:
  ///   - workspace: Where the tests run.
  ///   - adapter: How they run.
  ///   - environment: What they need (`tests.env`).
  ///   - paths: The files of the base tree.
  ///   - read: Returns a file's text in the base tree, or nil; nil too where it is not UTF-8.
  package init(
    workspace: Workspace, adapter: any TestAdapter, environment: [String: String] = [:],
    paths: [String] = [],
    read: @escaping @Sendable (String) -> String?
  ) {
    let worker = Worker(workspace: workspace, adapter: adapter, environment: environment)
    search =
      worker.map { WorkerSearch(worker: $0) }
      ?? (adapter as? JUnitAdapter).map {
        JUnitSearch(workspace: workspace, adapter: $0, environment: environment)
      } ?? CommandSearch(workspace: workspace, adapter: adapter, environment: environment)
    self.paths = paths
    self.read = read
  }

  /// Whether a file is in a language that can be repaired.
  package static func repairs(_ path: String) -> Bool { RepairedLanguages.holds(path) }

  /// About how many seconds one change takes to be built and tested, at most: next to none where a loaded
  /// process tries it, a tenth of what all tests took with their build where many changes share a
  /// build or a process (measured: a tenth and less), else all of that.
  package static func secondsPerTry(_ baseline: Baseline, by adapter: any TestAdapter) -> Double {
    if Worker.runners.contains(adapter.name) || adapter is JUnitAdapter { return 0 }
    let seconds = baseline.run?.seconds ?? 0
    return CommandSearch.shares(adapter) ? seconds / 10 : seconds
  }

  /// Searches for a change that turns the contract's tests green and keeps the others so.
  package func draft(_ assignment: DraftAssignment) async throws -> Draft {
    let models = assignment.contract.files.compactMap { path -> CodeModel? in
      guard Self.repairs(path), PathRole(path: path) != .test else { return nil }
      return read(path).flatMap { CodeModel(path: path, text: $0) }
        .map { UsableFiles.known(to: $0, among: paths, read: read) }
    }
    let sealed = assignment.contract.files.filter { read($0) == nil }
    let readOnly =
      sealed.isEmpty
      ? "" : "; read-only, because not UTF-8 text: " + sealed.joined(separator: ", ")
    guard !models.isEmpty else {
      return giveUp(
        "no file of the contract is in a language that can be repaired ("
          + RepairedLanguages.shown + ")" + readOnly)
    }
    let wanted = assignment.contract.mustTurnGreen
    let failing = wanted.isEmpty ? assignment.baseline.failing : wanted
    guard !failing.isEmpty else {
      return giveUp("no failing test shows the bug, and without one nothing can be judged")
    }
    let begun = ContinuousClock.now
    let trace = try await search.trace(
      failing, passing(assignment), models, assignment.baseline,
      seconds: assignment.seconds * Self.shares.trace)
    if let broken = trace.broken { return giveUp("the tests could not be traced: " + broken) }
    let red = failing.filter { test in
      trace.tests.contains { $0.id == test && $0.status == .failed }
    }
    guard red.count == failing.count else {
      let odd = trace.tests.filter { failing.contains($0.id) && $0.status != .failed }
        .map { "\($0.id) (\($0.status.rawValue))" }
      return giveUp(
        "not every failing test fails when it is run alone: "
          + (odd.isEmpty ? "the time did not suffice" : odd.joined(separator: ", ")))
    }
    let suspects = FaultLocalisation.suspects(
      trace, frames: frames(assignment), ranking: assignment.ranking)
    let candidates = CandidateMaker.candidates(
      for: models, suspicions: suspects, limit: Self.mostCandidates)
    let evidence = self.evidence(suspects, models)
    guard !candidates.isEmpty else {
      return giveUp("the failing tests run no line of the contract's files" + readOnly, evidence)
    }
    let report = try await search.search(
      candidates, failing, models, trace: trace, assignment.baseline,
      seconds: max(
        assignment.seconds * Self.shares.search,
        assignment.seconds * Self.shares.end - begun.duration(to: .now) / .seconds(1)))
    let earlier = assignment.packet?.changes ?? []
    let winner = report.confirmed.sorted().first { index in
      change(candidates[index], models).map { !earlier.contains($0) } ?? false
    }
    guard let winner, let change = change(candidates[winner], models) else {
      let tried =
        "tried \(report.tried) of \(candidates.count) one-place changes: "
        + Self.outcome(report)
      return giveUp(
        (report.broken.map { "the search ended early: " + $0 } ?? tried) + readOnly,
        evidence + [tried])
    }
    return propose(
      change, candidates[winner], report,
      rivals: report.rivals(of: winner), failing: failing.count, others: report.others,
      reaching: report.reaching[candidates[winner].place] ?? report.others,
      evidence: evidence)
  }

  // MARK: what goes in

  private func passing(_ assignment: DraftAssignment) -> [TestID] {
    let flaky = Set(assignment.baseline.flaky)
    return (assignment.baseline.run?.results ?? [])
      .filter { $0.status == .passed && !flaky.contains($0.id) }
      .map(\.id)
      .prefix(Self.mostTests).map { $0 }
  }

  private func frames(_ assignment: DraftAssignment) -> [StackFrame] {
    let traces = assignment.contract.mustTurnGreen.compactMap {
      assignment.baseline.run?.byTest[$0]?.failure?.trace
    }
    return StackTraces.frames(in: assignment.report.text)
      + traces.flatMap { StackTraces.frames(in: $0) }
  }

  // MARK: what comes out

  private func propose(
    _ change: FileChange, _ candidate: Candidate, _ report: SearchReport, rivals: Int,
    failing: Int, others: Int, reaching: Int, evidence: [String]
  ) -> Draft {
    let confidence = PatchConfidence(
      rivals: rivals, failing: failing, passing: reaching, of: others)
    let rivalWords = Self.rivalWords(report, rivals: rivals)
    let note = """
      Plausible, not proven: a change of kind '\(candidate.rewrite.template.rawValue)' at \
      \(candidate.place) turns \(failing) failing and keeps \(others) passing \
      tests green, \(reaching) of which run the line; \(rivalWords). Confidence: \
      \(confidence.rawValue) (\(confidence.meaning)). Tried \(report.tried) changes in \
      \(Self.rounded(report.seconds)) s.
      """
    return Draft(
      changes: [change], ending: .finished, tier: tier,
      note: note, evidence: [rivalWords] + evidence,
      doubt: confidence.isDoubted(among: others)
        ? "confidence \(confidence.rawValue): \(confidence.meaning)" : nil)
  }

  /// What else passed, and how that differs.
  private static func rivalWords(_ report: SearchReport, rivals: Int) -> String {
    let all = report.confirmed.count - 1
    var words =
      switch all {
      case 0: "no other change that was tried passed"
      case 1: "one other change passed too"
      default: "\(all) other changes passed too"
      }
    guard all > 0, let comparison = report.comparison else { return words }
    let inputs = "\(comparison.inputs) inputs like those of the tests"
    switch rivals {
    case 0: words += ", which \(all == 1 ? "does" : "do") the same on \(inputs)"
    case all: words += all == 1 ? "" : ", none of which does the same on \(inputs)"
    default:
      words +=
        ", \(all - rivals) of which \(all - rivals == 1 ? "does" : "do") the same on \(inputs)"
    }
    if let example = comparison.example {
      words +=
        ", and they differ: \(example.call) comes to \(example.first) here, to \(example.other) there"
    }
    return words
  }

  private func change(_ candidate: Candidate, _ models: [CodeModel]) -> FileChange? {
    models.first { $0.path == candidate.path }.map { model in
      let bytes = candidate.rewrite.applied(to: model.source.bytes)
      return FileChange(path: model.path, text: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Why none of the tried changes is proposed.
  private static func outcome(_ report: SearchReport) -> String {
    if !report.confirmed.isEmpty { return "all that passed were proposed before" }
    if report.plausible.isEmpty {
      return "none turned the failing tests green and kept the tests that reach it so"
    }
    return "\(report.plausible.count) passed the nearest tests but not all of them"
  }

  private func giveUp(_ reason: String, _ evidence: [String] = []) -> Draft {
    Draft(changes: [], ending: .gaveUp(reason: reason), tier: tier, evidence: evidence)
  }

  /// The most suspicious lines with their text: worth knowing for whoever comes next.
  private func evidence(_ suspects: [SuspectLine], _ models: [CodeModel]) -> [String] {
    suspects.prefix(Self.shownSuspects).map { suspect in
      let lines = models.first { $0.path == suspect.path }?.source.bytes
        .split(separator: 10, omittingEmptySubsequences: false)
      let line = lines.flatMap { suspect.line <= $0.count ? $0[suspect.line - 1] : nil } ?? []
      let text = String(decoding: line.drop { $0 == 32 || $0 == 9 }.prefix(160), as: UTF8.self)
      return "suspicious \(suspect.path):\(suspect.line) "
        + "(\(Self.rounded(suspect.suspicion))): \(text)"
    }
  }

  /// Two places after the point.
  private static func rounded(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
