import FoundationEssentials
@preconcurrency import Glibc
import TandemCore
import TandemReport

/// What a run on a build server leaves: `report.md`, `patch.diff`, `run.json` (written with the run),
/// `summary.md`, `junit.xml`, and `state/`, from which it can be resumed elsewhere.
struct BuildArtefact {
  let folder: String
  let environment: [String: String]

  /// GitHub drops a step's summary of more than 1 MiB as a whole.
  static let summaryLimit = 1_000_000

  /// The state folder inside.
  var state: String { folder + "/state" }

  /// Writes what a run ended with, also to the build server's own files where it names them.
  func write(_ run: RunRecord) throws {
    let summary = summary(run)
    try put(summary, as: "summary.md")
    if let results = JUnitReport.render(run) { try put(results, as: "junit.xml") }
    append(summary, to: "GITHUB_STEP_SUMMARY")
    let branch = run.result?.branch ?? ""
    append(
      "run=\(run.id)\noutcome=\(Wording.headline(run.outcome ?? .interrupted))\n"
        + "exit-code=\(run.exitCode)\nbranch=\(branch)\n", to: "GITHUB_OUTPUT")
  }

  /// Writes why there was no run.
  func write(_ error: CommandError) throws {
    let text = "# Tandem could not run\n\n```\n\(error.text.replacing("```", with: "~~~"))\n```\n"
    append(text, to: "GITHUB_STEP_SUMMARY")
    append("outcome=failed\nexit-code=\(error.exitCode)\n", to: "GITHUB_OUTPUT")
    try put(text, as: "summary.md")
  }

  /// The report, and how to go on with it on another machine.
  private func summary(_ run: RunRecord) -> String {
    var text = MarkdownReport.render(run)
    if text.utf8.count > Self.summaryLimit {
      let kept = text.utf8.prefix(Self.summaryLimit)
      text = String(decoding: kept, as: UTF8.self) + "\n\n(cut: the whole is in report.md)\n"
    }
    var lines = ["", "## Elsewhere", "", "In a clone that holds the base, with this artefact:", ""]
    let commands: [String] =
      switch run.outcome {
      case .parked, .unverified:
        [
          "tandem show \(run.id) --state ARTEFACT/state",
          "tandem approve \(run.id) --by NAME --state ARTEFACT/state",
        ]
      case .accepted: ["git apply --index ARTEFACT/patch.diff"]
      default: ["tandem resume \(run.id) --state ARTEFACT/state"]
      }
    lines += ["```sh"] + commands + ["```", ""]
    return text + lines.joined(separator: "\n")
  }

  private func put(_ text: String, as name: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: folder + "/" + name), options: .atomic)
    } catch {
      throw CommandError.environment("cannot write \(folder)/\(name): \(error)")
    }
  }

  /// Adds to a file that the build server names in the environment; without one there is nobody to
  /// tell.
  private func append(_ text: String, to variable: String) {
    guard let path = environment[variable] else { return }
    let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
