import FoundationEssentials
import TandemCore
import TandemGit
import TandemPipeline
import TandemReport
import TandemStore

/// `tandem approve RUN` and `tandem reject RUN`: a person's answer to a checkpoint, by name.
///
/// An answer is about exactly one base and one diff or contract; it says nothing about another.
enum ApproveCommand {
  static func approve(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    try await answer(true, arguments, host)
  }

  static func reject(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    try await answer(false, arguments, host)
  }

  private static func answer(
    _ accepted: Bool, _ arguments: Arguments, _ host: Host
  ) async throws -> Int32 {
    guard let name = arguments.by, !name.isEmpty else {
      throw CommandError.usage(
        "who decides? give --by NAME", "the name is recorded with the answer")
    }
    let session = try await Session.open(arguments, host)
    let run = try await session.run(arguments)
    let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    let checkpoint: Checkpoint
    switch run.outcome {
    case .parked(let asked): checkpoint = asked
    case .unverified(let reason):
      checkpoint = Checkpoint(
        question: "Is the unverified change right?", reason: reason, options: [],
        base: record.request.base, diffHash: "unverified")
    default:
      throw CommandError.refused(
        "run \(run.id) asks for nobody: it is \(run.outcome.map(Wording.headline) ?? "not ended")",
        "see `tandem show \(run.id)`")
    }
    try BranchRestorer.restore(record, in: session)
    try requireFresh(record, session)
    let answer = RiskAnswer(
      accepted: accepted, by: name, note: arguments.note ?? "",
      time: Date().timeIntervalSince1970, checkpoint: checkpoint)
    try await session.store.reopen(run: run.id)
    try await session.store.record(
      run: run.id, key: RiskAnswer.key(checkpoint.diffHash), value: answer)
    if record.result?.branch != nil {
      // An answer to a question about a contract says nothing of any change.
      try await session.store.record(
        verdict: ChangeVerdict(
          accepted ? .accepted : .rejected, by: name, time: answer.time, note: answer.note,
          minutes: try await session.store.minutesLooked(at: run.id)), run: run.id)
    }
    let outcome = outcome(answer, record)
    try await session.store.finish(run: run.id, outcome: outcome)
    let now = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    try RunExport.write(now, to: session.exportFolder(run.id))
    host.print(
      "\(Wording.headline(outcome)): \(OneLine.of(Wording.reason(outcome), 300))")
    if case .parked = outcome {
      host.print("the risk is accepted; go on with `tandem resume \(run.id)`")
    }
    return accepted && record.result?.branch == nil
      ? 0 : outcome.exitCode == 1 ? 0 : outcome.exitCode
  }

  /// The change stands as it was asked about: its branch is where Tandem left it.
  private static func requireFresh(_ record: RunRecord, _ session: Session) throws {
    guard let branch = record.result?.branch else { return }
    guard try session.repository.branchTip(branch) == record.result?.commit else {
      throw CommandError.refused(
        "the question is stale: branch \(branch) is not what Tandem left",
        "review the branch as any other")
    }
  }

  /// A question about a finished change is settled by the answer; one about a contract is not.
  private static func outcome(_ answer: RiskAnswer, _ record: RunRecord) -> RunOutcome {
    let who = answer.note.isEmpty ? answer.by : "\(answer.by): \(answer.note)"
    guard answer.accepted else {
      return .noChange(reason: "rejected by \(who): \(answer.checkpoint.question)")
    }
    guard record.result?.branch != nil else { return .parked(answer.checkpoint) }
    return .accepted(reason: "approved by \(who): \(answer.checkpoint.question)")
  }
}
