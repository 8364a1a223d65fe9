import FoundationEssentials
import Glibc
import TandemCode
import TandemCore
@testable import TandemRepair
import TandemTestKit
import Testing

/// A bug of one edit in a correct program of `fixtures/repair/`.
struct PlantedBug: Decodable, Sendable, CustomTestStringConvertible {
  var name: String
  var template: String
  var path: String
  var original: String
  var planted: String
  var failing: [String]
  var language = ""

  private enum CodingKeys: String, CodingKey {
    case name, template, path, original, planted, failing
  }

  var testDescription: String { "\(language): \(name)" }

  /// The language's bugs.
  static func all(_ language: String) throws -> [PlantedBug] {
    let file = URL(fileURLWithPath: Fixture.repairs + "/\(language)/bugs.json")
    return try JSONDecoder().decode([PlantedBug].self, from: Data(contentsOf: file)).map {
      var bug = $0
      bug.language = language
      return bug
    }
  }

  /// The bugs to try: `TANDEM_PLANTED` names languages (`go,rust`) or `all`; else the first of each
  /// language that builds quickly.
  static let chosen: [PlantedBug] = {
    let wanted = ProcessInfo.processInfo.environment["TANDEM_PLANTED"]
    let languages = ["javascript", "typescript", "c", "java", "go", "cpp", "rust", "swift"]
    let only = ProcessInfo.processInfo.environment["TANDEM_PLANTED_ONLY"]
    return languages.flatMap { language -> [PlantedBug] in
      let bugs = ((try? all(language)) ?? []).filter { only == nil || $0.name.contains(only ?? "") }
      guard let wanted else { return Array(bugs.prefix(language == "swift" ? 0 : 1)) }
      return wanted == "all" || wanted.split(separator: ",").contains(language[...]) ? bugs : []
    }
  }()
}

@Suite(.serialized) struct PlantedBugsTests {
  @Test(arguments: PlantedBug.chosen)
  func `a planted bug is taken out again`(_ bug: PlantedBug) async throws {
    let correct = try Fixture.files(of: Fixture.repairs + "/\(bug.language)/repo")
    var files = correct
    files[bug.path] = correct[bug.path]?.replacing(bug.original, with: bug.planted)
    let scene = try await RepairScene(files)
    #expect(scene.baseline.failing == bug.failing.map { TestID($0) }.sorted())
    let start = ContinuousClock.now
    let draft = try await scene.drafter.draft(scene.assignment([bug.path], seconds: 60))
    let seconds = start.duration(to: .now) / .seconds(1)
    let text = draft.changes.first?.text
    let isSame = text == correct[bug.path]
    let verdict =
      draft.ending != .finished ? "none" : isSame ? "original" : "plausible"
    print("PLANTED\t\(bug.language)\t\(bug.name)\t\(verdict)\t\(seconds)\t\(draft.note)\(draft.ending)")
    if verdict == "plausible", let text {
      for (old, new) in zip(
        (files[bug.path] ?? "").split(separator: "\n", omittingEmptySubsequences: false),
        text.split(separator: "\n", omittingEmptySubsequences: false)) where old != new
      {
        print("  - \(old)\n  + \(new)")
        break
      }
    }
    fflush(nil)
    #expect(draft.ending == .finished)
  }
}

/// Whether the templates make each planted bug's fix at all, and how early: no test is run.
@Suite struct PlantedRankTests {
  @Test(.enabled(if: ProcessInfo.processInfo.environment["RANKS"] != nil))
  func ranks() throws {
    for language in ["javascript", "typescript", "c", "cpp", "java", "rust", "go", "swift"] {
      let folder = Fixture.repairs + "/\(language)"
      for bug in try PlantedBug.all(language) {
        let correct = try String(contentsOfFile: folder + "/repo/" + bug.path, encoding: .utf8)
        let planted = correct.replacing(bug.original, with: bug.planted)
        guard let model = CodeModel(path: bug.path, text: planted) else { continue }
        let offset = zip(correct.utf8, planted.utf8).prefix { $0 == $1 }.count
        let line = planted.utf8.prefix(offset).count { $0 == 10 } + 1
        let at = model.statements.lastIndex { $0.lines.lowerBound <= line && $0.function != nil } ?? 0
        let function = model.statements[at].function
        let lines = Set(model.statements.filter { $0.function == function && $0.function != nil }.flatMap(\.lines))
        let candidates = CandidateMaker.candidates(
          for: [model],
          suspicions: lines.map { SuspectLine(path: bug.path, line: $0, suspicion: 1) }, limit: 100_000)
        func squeezed(_ text: String) -> String { text.filter { !$0.isWhitespace } }
        let wanted = squeezed(correct)
        let rank = candidates.firstIndex {
          squeezed(String(decoding: $0.rewrite.applied(to: model.source.bytes), as: UTF8.self)) == wanted
        }
        print("RANK\t\(language)\t\(rank.map { "\($0 + 1)" } ?? "-")\t\(candidates.count)\t\(bug.name)\t\(bug.template)\t\(bug.original.prefix(70)) <- \(bug.planted.prefix(70))")
      }
    }
  }
}
