import TandemCore
import TandemGit
import TandemPipeline
import TandemReport
import TandemStore

/// `tandem apply RUN`: the change into the work tree, where it overwrites nothing uncommitted.
enum ApplyCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let run = try await session.run(arguments)
    let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    guard let result = record.result,
      let attempt = record.attempts.first(where: { $0.number == result.attempt })
    else {
      throw CommandError.refused("run \(run.id) left no change", "see `tandem show \(run.id)`")
    }
    guard session.repository.workTree != nil else {
      throw CommandError.refused(
        "a bare repository has no work tree",
        result.branch.map { "the change is on branch \($0)" })
    }
    let changes = attempt.changes(with: record.reproduction)
    _ = try session.repository.applyToWorkTree(changes: changes, base: record.request.tree)
    if result.branch == nil {
      host.printError(
        "note: this change was not accepted: \(Wording.reason(record.outcome ?? .interrupted))")
    }
    for change in changes {
      host.print("\(change.text == nil ? "deleted" : "wrote") \(change.path)")
    }
    host.printError("the index and HEAD are untouched; `git diff` shows the change")
    return 0
  }
}
