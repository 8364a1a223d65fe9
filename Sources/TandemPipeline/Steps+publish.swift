import TandemCore
import TandemGit
import TandemRouting

extension Steps {
  /// Makes the one commit of an accepted, unverified or parked change on its own branch.
  ///
  /// Nothing else of the repository changes. A commit that a killed run had made already is found
  /// again by its trailer.
  func publish(
    _ attempt: Attempt, _ history: History, _ outcome: RunOutcome
  ) async throws -> RunOutcome {
    let changes = history.frozen + attempt.draft.changes
    _ = try await journal.step("result", summary: Self.summary) {
      let message = CommitMessage.text(
        report: request.report, contract: history.contract, authors: authors(attempt),
        tests: history.baseline.runner, run: journal.run)
      let made = try repository.commit(
        changes: FileChange.merged(changes), onto: request.base, branch: "tandem/\(journal.run)",
        message: message, author: settings.author)
      let author = settings.author
      return ChangeResult(
        branch: made.branch, commit: made.commit, diff: attempt.diff, attempt: attempt.number,
        words: CommitWords(
          message: message, name: author.identity.name, email: author.identity.email,
          time: author.time, offsetMinutes: author.offsetMinutes))
    }
    return outcome
  }

  /// Keeps the best attempt as a patch; no commit is made.
  func keep(_ attempt: Attempt, _ outcome: RunOutcome) async throws -> RunOutcome {
    guard !attempt.diff.isEmpty, outcome.exitCode == 1 else { return outcome }
    _ = try await journal.step("result") {
      ChangeResult(branch: nil, commit: nil, diff: attempt.diff, attempt: attempt.number)
    }
    return outcome
  }

  private static func summary(_ result: ChangeResult) -> String {
    "branch \(result.branch ?? "none"); your checkout is untouched"
  }

  private func authors(_ attempt: Attempt) -> [String] {
    guard attempt.draft.tier != .builtin else { return ["builtin-repair"] }
    return [desk.choices[attempt.draft.tier]?.model ?? attempt.draft.tier.rawValue]
  }
}
