import TandemCore
import TandemGit
import TandemRouting

extension Steps {
  /// Makes the one commit of an accepted, unverified or parked change on its own branch.
  ///
  /// Nothing else of the repository changes. What the commit says is recorded first, so that a run
  /// that was killed here makes the very same commit again.
  func publish(
    _ attempt: Attempt, _ history: History, _ outcome: RunOutcome
  ) async throws -> RunOutcome {
    let changes = history.frozen + attempt.draft.changes
    let words = try await journal.step("result.words") {
      CommitWords(
        message: CommitMessage.text(
          report: request.report, contract: history.contract, authors: authors(attempt),
          tests: history.baseline.runner, run: journal.run),
        name: settings.author.identity.name, email: settings.author.identity.email,
        time: settings.author.time, offsetMinutes: settings.author.offsetMinutes)
    }
    _ = try await journal.step("result", summary: Self.summary) {
      let branch = "tandem/\(journal.run)"
      // This run was killed here once, perhaps.
      try repository.removeLeftLock(of: branch)
      let made = try repository.commit(
        changes: FileChange.merged(changes), onto: request.base, branch: branch,
        message: words.message, author: Signature(words))
      return ChangeResult(
        branch: made.branch, commit: made.commit, diff: attempt.diff, attempt: attempt.number,
        words: words)
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
