import TandemConfig
import TandemGit

/// `tandem config`: every setting, its value and where it comes from.
enum ConfigCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    let repository = try Repository.open(arguments, host)
    let config = try Session.loadConfig(arguments, host, repository, base: "HEAD")
    let entries = config.entries.filter { $0.value != nil || arguments.json }
    if arguments.json {
      for entry in entries { host.print(try JSONLine.of(ConfigLine(entry))) }
      return 0
    }
    let width = (entries.map(\.name.count).max() ?? 0) + 2
    for entry in entries {
      let name = entry.name + String(repeating: " ", count: width - entry.name.count)
      let source = entry.sources.map(\.description).joined(separator: ", ")
      host.print("\(name)\(entry.value ?? "")  (\(source))")
    }
    host.printError("unset keys are not shown; `tandem config --json` has them all")
    return 0
  }
}

/// One setting as `tandem config --json` prints it.
private struct ConfigLine: Encodable {
  let schema = "tandem.config/1"
  let name: String
  let value: String?
  let sources: [String]
  let documentation: String

  init(_ entry: ConfigEntry) {
    name = entry.name
    value = entry.value
    sources = entry.sources.map(\.description)
    documentation = entry.documentation
  }
}
