import TandemConfig

/// The command line: finds the verb, parses its flags, runs it, maps what happened to an exit code.
package enum Tandem {
  /// Runs `arguments` (without the program's name) and returns the exit code.
  package static func run(_ arguments: [String], host: Host) async -> Int32 {
    do {
      return try await dispatch(arguments, host)
    } catch let error as CommandError {
      host.printError(error.text)
      return error.exitCode
    } catch {
      let error = ErrorWords.describe(error)
      host.printError(error.text)
      return error.exitCode
    }
  }

  private static func dispatch(_ arguments: [String], _ host: Host) async throws -> Int32 {
    guard let first = arguments.first else {
      host.print(Help.overview)
      return 0
    }
    let rest = Array(arguments.dropFirst())
    switch first {
    case "-h", "--help": host.print(Help.overview)
    case "-V", "--version", "version": host.print(Version.line)
    case "help": try help(rest, host)
    default:
      guard let verb = Verb.named(first) else {
        let near = NearestName.nearest(first, among: Verb.all.map(\.name) + ["help", "version"])
        throw CommandError.usage(
          "there is no command `\(first)`",
          near.map { "did you mean `tandem \($0)`?" } ?? "see `tandem --help`")
      }
      let parsed = try ArgumentParser.parse(rest, for: verb)
      if parsed.help {
        host.print(Help.text(for: verb))
        return 0
      }
      return try await verb.run(parsed, host)
    }
    return 0
  }

  private static func help(_ topics: [String], _ host: Host) throws(CommandError) {
    switch topics.first {
    case nil: host.print(Help.overview)
    case "exit-codes": host.print(Help.exitCodes)
    case let topic?:
      guard let verb = Verb.named(topic) else {
        throw .usage("no help on `\(topic)`", "see `tandem --help`")
      }
      host.print(Help.text(for: verb))
    }
  }
}
