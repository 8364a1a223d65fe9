import FoundationEssentials
import TandemCore
import TandemReport

/// A run's files for people and other tools: `report.md`, `patch.diff`, `run.json`, `contract.json`.
///
/// An export: the store is the truth, and every file can be written again.
enum RunExport {
  /// Writes the files, each whole or not at all.
  ///
  /// - Throws: `CommandError` (environment) where the folder cannot be written.
  static func write(
    _ run: RunRecord, to folder: String, _ redaction: Redaction = Redaction([])
  ) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for (name, text) in try files(run) {
        try Data(redaction.redact(text).utf8).write(
          to: URL(filePath: folder + "/" + name), options: .atomic)
      }
    } catch {
      throw CommandError.environment(
        "cannot write the run's files into \(folder): \(error)",
        "they can be made again: `tandem show \(run.id)`")
    }
  }

  private static func files(_ run: RunRecord) throws -> [(String, String)] {
    var files = [
      ("report.md", MarkdownReport.render(run)), ("run.json", try JSONLine.pretty(run)),
    ]
    if let diff = run.result?.diff ?? run.attempts.last?.diff, !diff.isEmpty {
      files.append(("patch.diff", diff.text))
    }
    if run.reviewed != nil {
      files.append(("review.json", try JSONLine.pretty(ReviewJSON.object(run))))
      files.append(("review.sarif", try JSONLine.pretty(SARIF.log(run))))
    }
    if let contract = run.contracts.last {
      files.append(("contract.json", try JSONLine.pretty(contract)))
    }
    return files
  }
}
