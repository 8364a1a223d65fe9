import TandemChecks
import TandemCode
package import TandemCore

/// The builtin tier's scope step: a contract from what failed, without a model.
///
/// It claims no understanding: the cause it names is where the failing tests and the ranking point.
package enum BuiltinScope {
  /// A contract, or why there is none.
  package enum Answer: Codable, Sendable, Hashable {
    /// The evidence points somewhere.
    case contract(ChangeContract)
    /// It does not; the reason says what the user could do.
    case none(reason: String)
  }

  /// The most files a contract of this tier names.
  static let mostFiles = 5
  /// The most lines a patch of this tier may change.
  static let lineBudget = 8

  /// Makes a contract from the failing tests' frames and the ranking.
  ///
  /// - Parameters:
  ///   - said: What the user wrote: the report and the hint.
  ///   - triage: What the report names.
  ///   - ranking: Retrieval's files, best first.
  ///   - baseline: What fails before anything is changed.
  ///   - paths: Every path of the base tree.
  package static func contract(
    said: String, triage: Triage, ranking: [RankedFile], baseline: Baseline, paths: Set<String>
  ) -> Answer {
    let failing = relevant(triage, ranking, baseline, said: said)
    guard !failing.isEmpty else { return .none(reason: absence(baseline)) }
    let results = baseline.run?.byTest ?? [:]
    var files: [String] = []
    var evidence: [String] = []
    for test in failing {
      let trace = results[test]?.failure?.trace ?? ""
      let frames = StackTraces.frames(in: trace).reversed()
      for file in frames.compactMap({ path(of: $0, in: paths) }) where isRepairable(file) {
        if !files.contains(file) { evidence.append("\(file) is in the trace of \(test)") }
        files.append(file)
      }
    }
    for frame in triage.frames.reversed() {
      guard let file = path(of: frame, in: paths), isRepairable(file) else { continue }
      if !files.contains(file) { evidence.append("\(file) is in the report's own trace") }
      files.append(file)
    }
    let best = ranking.map(\.score).max() ?? 0
    for file in ranking where isRepairable(file.path) && file.score >= best * 0.2 {
      if !files.contains(file.path), let reason = file.reasons.first {
        evidence.append("\(file.path) is ranked by \(reason.signal): \(reason.detail)")
      }
      files.append(file.path)
    }
    files = Array(CodeModel.unique(files).prefix(mostFiles))
    guard !files.isEmpty else {
      return .none(
        reason: "neither the traces nor the ranking name a source file that the builtin tier "
          + "can repair: it knows " + RepairedLanguages.shown)
    }
    return .contract(
      ChangeContract(
        cause: "Not understood, only located: "
          + evidence.prefix(mostFiles).joined(separator: "; ") + ".",
        plan: "Make \(failing.map(\.name).joined(separator: ", ")) pass by one small change in "
          + files.joined(separator: " or ") + "; leave every test as it is.",
        files: files, lineBudget: lineBudget, mustTurnGreen: failing, reach: .local,
        tier: .builtin))
  }

  /// The failing tests the report is about: those it names, else those that speak of the same
  /// things, else all of them where they are few.
  package static func relevant(
    _ triage: Triage, _ ranking: [RankedFile], _ baseline: Baseline, said: String
  ) -> [TestID] {
    let failing = baseline.failing
    let named = failing.filter { test in
      isQuoted(test, in: said)
        || triage.testNames.contains { !$0.isEmpty && test.name.contains($0) }
    }
    if !named.isEmpty { return named }
    if failing.count <= 3 { return failing }
    let results = baseline.run?.byTest ?? [:]
    var words = triage.symbols.compactMap { $0.split(separator: ".").last.map(String.init) }
    words += triage.errors.compactMap { $0.split(separator: ":").first.map(String.init) }
    for file in ranking.prefix(3) {
      words += file.path.split(separator: "/").suffix(1).map(String.init)
    }
    words = words.filter { $0.utf8.count > 3 }
    return failing.filter { test in
      let failure = results[test]?.failure
      let text = [
        test.name, failure?.errorClass ?? "", failure?.message ?? "", failure?.trace ?? "",
      ]
      .joined(separator: "\n")
      return words.contains { text.contains($0) }
    }
  }

  private static func absence(_ baseline: Baseline) -> String {
    if baseline.runner == nil {
      return "there are no tests that can be run (\(baseline.reason)); "
        + "the builtin tier needs a failing test"
    }
    if let run = baseline.run, run.results.isEmpty, case .broken(let reason) = run.ending {
      return "no test could be run, and without one nothing can be judged: \(reason)"
    }
    if baseline.failing.isEmpty, let test = baseline.flaky.first {
      let more = baseline.flaky.count - 1
      return
        "\(test)\(more > 0 ? " (and \(more) more)" : "") was red and, run again, green on the same "
        + "tree: it is flaky or rests on the order of the tests, so it cannot tell a repair from "
        + "luck; nothing is changed"
    }
    if baseline.failing.isEmpty, let run = baseline.run, case .broken(let reason) = run.ending {
      return
        "the tests died before their end, so it cannot be told which of them fail: \(reason); "
        + "\(run.results.count) had passed till then"
    }
    if baseline.failing.isEmpty {
      return
        "no test that was run fails on the base: the builtin tier needs one that shows the bug; "
        + "add such a test and commit it, or configure a model"
    }
    return
      "\(baseline.failing.count) tests fail on the base and none of them seems to be about this "
      + "report: name the test in the report or with --hint"
  }

  /// Whether the user wrote a test's whole name, or its title where that is of several words.
  private static func isQuoted(_ test: TestID, in said: String) -> Bool {
    let title = test.name.split(separator: ":").last ?? ""
    return said.contains(test.name)
      || title.utf8.count >= 12 && title.contains(" ") && said.contains(title)
  }

  /// The repository's path that a frame means; frames may be absolute.
  private static func path(of frame: StackFrame, in paths: Set<String>) -> String? {
    if paths.contains(frame.path) { return frame.path }
    let parts = frame.path.split(separator: "/")
    for start in parts.indices.dropFirst() {
      let tail = parts[start...].joined(separator: "/")
      if paths.contains(tail) { return tail }
    }
    return nil
  }

  private static func isRepairable(_ path: String) -> Bool {
    RepairedLanguages.holds(path) && PathRole(path: path) == .source && !TestFiles.isTest(path)
      && !TestFiles.isRunnerConfiguration(path)
  }
}
