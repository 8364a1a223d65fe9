import FoundationEssentials
import Glibc
import TandemCode
import TandemCore
import TandemTestKit
import Testing

@testable import TandemRepair

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

  /// The languages and the tools that their tests need.
  static let languages: [(name: String, needs: [String])] = [
    ("javascript", ["node>=18.15"]),
    ("typescript", ["node>=18.15", "/usr/share/nodejs/typescript"]),
    ("c", ["cmake>=3.10", "cc"]), ("cpp", ["cmake>=3.10", "c++"]),
    ("java", ["javac>=11", "/usr/share/java/junit4.jar"]), ("go", ["go>=1.18"]),
    ("rust", ["cargo>=1.60"]), ("swift", ["swift>=6.0"]),
  ]

  /// The bugs to try: `TANDEM_PLANTED` names languages (`go,rust`) whose bugs are all tried, or `all`
  /// (with `TANDEM_PLANTED_NAME` those whose name begins so);
  /// else one of each language with `TANDEM_LONG`, and without it one of those that build quickly.
  static let chosen: [PlantedBug] = {
    let environment = ProcessInfo.processInfo.environment
    if let wanted = environment["TANDEM_PLANTED"] {
      let names =
        wanted == "all" ? languages.map(\.name) : wanted.split(separator: ",").map(String.init)
      let part = environment["TANDEM_PLANTED_NAME"] ?? ""
      return names.flatMap { (try? all($0)) ?? [] }.filter { $0.name.hasPrefix(part) }
    }
    let names =
      environment["TANDEM_LONG"] == "1" ? languages.map(\.name) : ["javascript", "c", "java"]
    return names.compactMap { name in
      try? all(name).first { $0.template == "comparison operator" }
    }
  }()

  /// The correct program, and the same with the bug; `below` is put before each path.
  func programs(below folder: String = "") throws -> (
    correct: [String: String], planted: [String: String]
  ) {
    let files = try Fixture.files(of: Fixture.repairs + "/\(language)/repo")
    let correct = Dictionary(uniqueKeysWithValues: files.map { (folder + $0.key, $0.value) })
    var planted = correct
    planted[folder + path] = correct[folder + path]?.replacing(original, with: self.planted)
    return (correct, planted)
  }

  /// The tools that its tests need.
  var needs: [String] { Self.languages.first { $0.name == language }?.needs ?? [] }
}

@Suite(.serialized) struct PlantedBugsTests {
  @Test(arguments: PlantedBug.chosen)
  func `a planted bug is taken out again`(_ bug: PlantedBug) async throws {
    try ToolNeed.require(bug.needs)
    let (correct, files) = try bug.programs()
    let scene = try await RepairScene(files)
    #expect(scene.baseline.failing == bug.failing.map { TestID($0) }.sorted())
    let start = ContinuousClock.now
    let draft = try await scene.drafter.draft(scene.assignment([bug.path], seconds: 60))
    let seconds = start.duration(to: .now) / .seconds(1)
    let text = draft.changes.first?.text
    let verdict =
      draft.ending != .finished ? "none" : text == correct[bug.path] ? "original" : "plausible"
    print(
      "PLANTED\t\(bug.language)\t\(bug.name)\t\(verdict)\t\(seconds)\t\(draft.note)\(draft.ending)")
    if verdict == "plausible", let line = Self.changed(files[bug.path], text) { print("  " + line) }
    fflush(nil)
    if ProcessInfo.processInfo.environment["TANDEM_PLANTED"] == nil {
      #expect(verdict == "original", "\(draft)")
    }
  }

  /// The first line that differs, as it became.
  private static func changed(_ old: String?, _ new: String?) -> String? {
    let lines = [old, new].map {
      ($0 ?? "").split(separator: "\n", omittingEmptySubsequences: false)
    }
    return zip(lines[0], lines[1]).first { $0 != $1 }.map { "\($0) → \($1)" }
  }
}

/// Whether the templates make the planted bugs' fixes at all, and how early: no test is run.
@Suite struct PlantedRankTests {
  /// Of twelve bugs of a language, how many fixes are among the first 300 candidates where the function
  /// is known and no line of it: so many at least.
  @Test(
    arguments: [
      ("javascript", 10), ("typescript", 10), ("c", 8), ("cpp", 11), ("java", 10), ("rust", 9),
      ("go", 8), ("swift", 11),
    ])
  func `the fix of a planted bug is among the first candidates`(
    _ language: String, _ fewest: Int
  ) throws {
    let ranks = try PlantedBug.all(language).map { ($0.name, try Self.rank($0)) }
    let early = ranks.count { $0.1.map { $0 <= 300 } ?? false }
    #expect(early >= fewest, "\(ranks)")
    // What adds both an operand and the parentheses it needs; its fix in other words is found.
    let beyond = ["a new reading goes to the first slot"]
    #expect(ranks.filter { $0.1 == nil }.map(\.0) == (language == "c" ? beyond : []))
  }

  /// The place of the fix among the candidates of the function that holds the bug, from 1.
  private static func rank(_ bug: PlantedBug) throws -> Int? {
    let programs = try bug.programs()
    let correct = try #require(programs.correct[bug.path])
    let planted = try #require(programs.planted[bug.path])
    let model = UsableFiles.known(
      to: try #require(CodeModel(path: bug.path, text: planted)),
      among: programs.planted.keys.sorted()
    ) { programs.planted[$0] }
    let offset = zip(correct.utf8, planted.utf8).prefix { $0 == $1 }.count
    let line = planted.utf8.prefix(offset).count { $0 == 10 } + 1
    let nearest = model.statements.last { $0.lines.lowerBound <= line && $0.function != nil }
    let lines = Set(
      model.statements.filter { $0.function != nil && $0.function == nearest?.function }
        .flatMap(\.lines))
    let candidates = CandidateMaker.candidates(
      for: [model],
      suspicions: lines.map { SuspectLine(path: bug.path, line: $0, suspicion: 1) },
      limit: 10_000)
    // Whether braces stand around one statement is a matter of taste.
    func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && !"{}".contains($0) } }
    return candidates.firstIndex {
      let made = String(
        decoding: $0.rewrite.applied(to: model.source.bytes), as: UTF8.self)
      return bare(made) == bare(correct)
    }.map { $0 + 1 }
  }
}

/// A project that is not the repository's top is repaired as well.
@Suite struct NestedProjectTests {
  @Test(arguments: ["java", "javascript"])
  func `a planted bug in a project of a subfolder is taken out again`(
    _ language: String
  ) async throws {
    let bug = try #require(
      try PlantedBug.all(language).first { $0.template == "comparison operator" })
    try ToolNeed.require(bug.needs)
    let (correct, files) = try bug.programs(below: "app/")
    let scene = try await RepairScene(files)
    let draft = try await scene.drafter.draft(scene.assignment(["app/" + bug.path], seconds: 60))
    #expect(draft.changes.first?.text == correct["app/" + bug.path], "\(draft)")
  }
}
