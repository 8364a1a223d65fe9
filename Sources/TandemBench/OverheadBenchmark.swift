import FoundationEssentials
import TandemCore

/// `tandem-bench overhead TANDEM BUG`: start-up, and a whole run's own time.
///
/// A run's own time is its wall time less what its recorded test and draft commands took; both are
/// shown beside `true` and beside the bare test command in the same minute.
enum OverheadBenchmark {
  static let rounds = 11

  static func run(arguments: [String]) async throws -> Int32 {
    guard arguments.count == 2 else {
      print("usage: tandem-bench overhead PATH-TO-TANDEM fixtures/bugs/NAME")
      return 2
    }
    let (tandem, bug) = (absolute(arguments[0]), absolute(arguments[1]))
    let scratch = FileManager.default.temporaryDirectory.path + "/tandem-overhead-\(UUID())"
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let repository = scratch + "/repo"
    try FileManager.default.copyItem(atPath: bug + "/repo", toPath: repository)
    let shell = Shell(directory: repository)
    _ = try await shell.run(
      "git init -q -b main && git add -A && git -c user.name=a -c user.email=a@b commit -qm x")

    let nothing = try await median { try await shell.run("exec true").seconds }
    let help = try await median { try await shell.run("exec \(tandem) --help").seconds }
    print(
      "start-up: `tandem --help` \(ms(help)), a shell that runs `true` \(ms(nothing)), "
        + "own \(ms(help - nothing))")

    var own: [Double] = []
    for _ in 0..<5 {
      let run = try await shell.run(
        "\(tandem) fix --builtin --json \(bug)/report.md; rm -rf .git/tandem/ledger.sqlite; true")
      let events = run.output.split(separator: "\n").compactMap {
        try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
      }
      let tests = events.filter { $0["type"]?.string == "step.finished" }
        .filter { ["baseline", "draft.1", "verify.1"].contains($0["step"]?.string) }
        .compactMap { $0["seconds"]?.double }.reduce(0, +)
      own.append(run.seconds - tests)
    }
    let whole = own.sorted()[own.count / 2]
    print(
      "a whole run's own time (wall less baseline, draft and verify): \(ms(whole)); "
        + "\(Int((whole / help).rounded())) start-ups")
    return 0
  }

  private static func median(_ body: () async throws -> Double) async throws -> Double {
    var times: [Double] = []
    for _ in 0..<rounds { times.append(try await body()) }
    return times.sorted()[rounds / 2]
  }

  private static func ms(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10_000).rounded())
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }
}

extension JSONValue {
  /// The number, if it is one.
  fileprivate var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
