import FoundationEssentials
import TandemCore
import TandemGit
import TandemPipeline
import TandemStore

/// `tandem discard RUN`: its branch and files, unless somebody built on the branch.
enum DiscardCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let session = try await Session.open(arguments, host)
    let run = try await session.run(arguments)
    guard !run.isRunning else {
      throw CommandError.refused("run \(run.id) is running", "interrupt it first")
    }
    let record = try await RunLoader.load(run.id, from: session.store, version: Version.number)
    if let branch = record.result?.branch, let commit = record.result?.commit,
      let tip = try session.repository.branchTip(branch)
    {
      guard tip == commit else {
        throw CommandError.refused(
          "branch \(branch) has commits that Tandem did not make",
          "keep it, or delete it yourself: git branch -D \(branch)")
      }
      try session.repository.deleteBranch(branch, ifAt: commit)
      host.print("deleted branch \(branch)")
    }
    try await session.store.delete(run: run.id)
    try? FileManager.default.removeItem(atPath: session.exportFolder(run.id))
    host.print("deleted run \(run.id)")
    return 0
  }
}
