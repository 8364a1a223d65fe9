import TandemConfig
import TandemCore
import TandemGit
import TandemStore

/// Resolves what was typed into a run's request: base, limits, notices.
struct RequestMaker {
  let session: Session
  let arguments: Arguments

  /// The request; everything that can be refused is refused here.
  ///
  /// - Throws: `GitError` for an unknown base, an empty repository or missing objects.
  func request(
    _ report: BugReport, models: ModelWiring, planOnly: Bool
  ) throws -> RunRequest {
    let repository = session.repository
    let config = session.config
    let base = try repository.resolve(arguments.base ?? "HEAD")
    try repository.requireObjects(ofTree: base.tree)
    let status = try repository.status()
    let uncommitted = status.changed + status.untracked
    return RunRequest(
      report: report, repository: repository.commonDirectory, base: base.id, tree: base.tree,
      directory: config.directory, files: arguments.files, hint: arguments.hint,
      limits: RunRequest.Limits(
        cost: config.runBudget, seconds: config.runTime.inSeconds,
        testSeconds: config.testBudget.inSeconds, deadline: config.deadline?.inSeconds),
      models: models.choices, planOnly: planOnly, uncommittedChanges: uncommitted,
      notices: try notices(base, uncommitted, models), flags: arguments.settings)
  }

  private func notices(
    _ base: Commit, _ uncommitted: Int, _ models: ModelWiring
  ) throws -> [String] {
    var notices = models.notices
    if models.choices.isEmpty {
      notices.append(
        "no model is configured: the builtin repair tries, for $0; set ANTHROPIC_API_KEY or "
          + "OPENAI_API_KEY for more")
    }
    if uncommitted > 0 {
      notices.append(
        "\(uncommitted) uncommitted changes are not in it: the base is \(base.id.prefix(10))")
    }
    let submodules = try session.repository.submodules(inTree: base.tree)
    if !submodules.isEmpty {
      notices.append("submodules are skipped: \(submodules.prefix(5).joined(separator: ", "))")
    }
    if session.repository.isShallow { notices.append("a shallow clone: its history is cut") }
    if try session.repository.isSparse() {
      notices.append("a sparse checkout: the whole base is worked on all the same")
    }
    if session.config.sandboxLevel == SandboxLevel.none {
      notices.append("tests run without isolation, as asked for")
    }
    if !arguments.files.isEmpty {
      notices.append("only in \(arguments.files.joined(separator: ", "))")
    }
    return notices
  }
}

/// Ids of runs: sortable by time, unique, good in a branch name.
enum RunID {
  /// `20261124-053751-k3f9`, in UTC.
  static func make(_ now: Double) -> String {
    let stamp = UTC.stamp(now)
    let random = String(UInt32.random(in: 36 * 36 * 36..<36 * 36 * 36 * 36), radix: 36)
    return "\(stamp)-\(random)"
  }
}
