import TandemCore
import TandemGit

/// Makes a run's branch again in a clone that never had it: a run that ended elsewhere (in CI) is
/// answered and gone on with here.
enum BranchRestorer {
  /// Makes the branch where it is missing and what is made is the very same commit.
  ///
  /// - Throws: `GitError`, also where the base is not in this clone; `CommandError` where another
  ///   commit would come of it.
  static func restore(_ record: RunRecord, in session: Session) throws {
    guard let result = record.result, let branch = result.branch, let words = result.words,
      let attempt = record.attempts.first(where: { $0.number == result.attempt }),
      try session.repository.branchTip(branch) == nil
    else { return }
    let made = try session.repository.commit(
      changes: attempt.changes(with: record.reproduction), onto: record.request.base,
      branch: branch, message: words.message, author: Signature(words))
    guard made.commit == result.commit else {
      try session.repository.deleteBranch(made.branch, ifAt: made.commit)
      throw CommandError.refused(
        "run \(record.id) recorded commit \(result.commit ?? "none"), but \(made.commit) came of it",
        "the state folder is damaged or was changed; use the run's patch.diff")
    }
  }
}
