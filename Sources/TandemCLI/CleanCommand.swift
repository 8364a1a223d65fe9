import FoundationEssentials
import TandemReport
import TandemSandbox
import TandemStore
import TandemWorkspace

/// `tandem clean`: old runs by age or size, never a parked or a running one.
enum CleanCommand {
  static func run(_ arguments: Arguments, _ host: Host) async throws -> Int32 {
    guard arguments.olderThan != nil || arguments.largerThan != nil else {
      throw CommandError.usage(
        "say which: --older-than 14d or --larger-than 500MB", "branches are never deleted by it")
    }
    let age = try arguments.olderThan.map { text throws(CommandError) in
      guard let seconds = Quantity.seconds(text) else {
        throw .usage("`\(text)` is no time", "write 90s, 30m, 12h or 14d")
      }
      return seconds
    }
    let size = try arguments.largerThan.map { text throws(CommandError) in
      guard let bytes = Quantity.bytes(text) else {
        throw .usage("`\(text)` is no size", "write 500MB or 2GB")
      }
      return bytes
    }
    let session = try await Session.open(arguments, host)
    let deleted = try await session.store.clean(olderThan: age, beyond: size)
    for run in deleted {
      try? FileManager.default.removeItem(atPath: session.exportFolder(run))
      host.print("deleted run \(run)")
    }
    // Base trees come back when they are needed again.
    let swept = try await Workspace.sweep(
      WorkspaceOptions(state: session.folder, host: HostEnvironment(host)),
      unusedFor: .seconds(age ?? 0))
    if swept > 0 { host.print("deleted \(Wording.count(swept, "unused base tree or layer"))") }
    host.printError(deleted.isEmpty ? "no run to delete" : "their branches, if any, are kept")
    return 0
  }
}

/// Times and sizes as people type them.
enum Quantity {
  /// Seconds of `90s`, `30m`, `12h`, `14d`; a bare number is seconds.
  static func seconds(_ text: String) -> Double? {
    scaled(text, ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "": 1])
  }

  /// Bytes of `10KB`, `500MB`, `2GB`; a bare number is bytes.
  static func bytes(_ text: String) -> Int? {
    scaled(text, ["": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000]).map { Int($0) }
  }

  private static func scaled(_ text: String, _ units: [String: Double]) -> Double? {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(number), value >= 0, value < 1e9,
      let unit = units[String(text.dropFirst(number.count))]
    else { return nil }
    return value * unit
  }
}
