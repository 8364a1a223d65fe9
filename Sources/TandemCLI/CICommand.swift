import FoundationEssentials
import TandemCore
import TandemReport
import TandemSandbox
import TandemTriage
import TandemWorkspace

/// `tandem ci run`: a bug report's event on a build server.
///
/// It never asks anybody, spends only under a cap and only where a person with rights asked for it,
/// and leaves a folder from which the run can be gone on with on another machine.
enum CICommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let host = host.neutralised
    guard arguments.positional.first == "run" else {
      throw CommandError.usage("what is to be done?", "tandem ci run --max-cost USD --output DIR")
    }
    guard arguments.maxCost != nil else {
      throw CommandError.usage(
        "a build server needs a cap: --max-cost is missing", "e.g. --max-cost 2.00")
    }
    guard let output = arguments.output.map(host.absolute) else {
      throw CommandError.usage("where to? --output is missing", "e.g. --output tandem-out")
    }
    let artefact = BuildArtefact(folder: output, environment: host.environment)
    do {
      let record = try await fix(arguments, host, artefact)
      try artefact.write(record)
      let code = record.exitCode
      return arguments.soft && [1, 3, 4].contains(code) ? 0 : code
    } catch {
      let error = ErrorWords.describe(error)
      host.printError(error.text)
      try? artefact.write(error)
      return error.exitCode
    }
  }

  private static func fix(
    _ arguments: Arguments, _ host: Host, _ artefact: BuildArtefact
  ) async throws -> RunRecord {
    guard let path = arguments.event ?? host.environment["GITHUB_EVENT_PATH"] else {
      throw CommandError.usage(
        "which event? --event is missing and GITHUB_EVENT_PATH is not set",
        "give the file that holds the webhook's payload")
    }
    let payload = try InputFile.read(path, limit: ReportReader.limit, host: host)
    let report = try ReportReader.read(payload, source: path)
    let answer = SpendingRule.decide(
      ForgeEvent(payload: payload), label: arguments.label ?? "tandem")
    var arguments = arguments
    arguments.isBuild = true
    arguments.state = artefact.state
    if case .spendNothing(let reason) = answer {
      arguments.builtinOnly = true
      host.printError("no money is spent: \(reason); likely files and the builtin repair for $0")
    } else {
      host.printError("money may be spent, at most $\(arguments.maxCost ?? ""): \(answer.reason)")
    }
    let record = try await FixCommand.start(report, arguments, host, planOnly: false)
    // What can be made again is no part of the artefact.
    try await Workspace.sweep(
      WorkspaceOptions(state: artefact.state, host: HostEnvironment(host)), unusedFor: .zero)
    return record
  }
}

extension Host {
  /// The same surroundings, none of whose lines a build server takes for a command.
  fileprivate var neutralised: Host {
    let (print, printError, writeError) = (print, printError, writeError)
    return Host(
      environment: environment, directory: directory, errorColumns: nil, isInputTerminal: false,
      userID: userID, groupID: groupID, print: { print(BuildLog.neutral($0)) },
      printError: { printError(BuildLog.neutral($0)) },
      writeError: { writeError(BuildLog.neutral($0)) })
  }
}
