import FoundationEssentials
import Glibc
import TandemCore
import TandemRepair
import TandemTestKit
import Testing

/// The builtin tier on QuixBugs: 40 programs with one fault each and the tests that show it.
///
/// Opt-in: `TANDEM_QUIXBUGS` names a checkout of jkoppel/QuixBugs, `TANDEM_QUIXBUGS_OUT` a folder for
/// the patched programs, `TANDEM_QUIXBUGS_ONLY` one program. Whether a patch is right is judged
/// elsewhere, against the reference program; here it must only pass all tests.
@Suite(.enabled(if: QuixBugs.checkout != nil), .serialized) struct QuixBugsTests {
  @Test(arguments: QuixBugs.programs)
  func `a plausible patch is found`(_ program: String) async throws {
    try await QuixBugs.tried(
      program, try await QuixBugs.scene(program), "python_programs/\(program).py", seconds: 60,
      as: "QUIX")
  }
}

enum QuixBugs {
  private static let environment = ProcessInfo.processInfo.environment
  static let checkout = environment["TANDEM_QUIXBUGS"]
  static let output = environment["TANDEM_QUIXBUGS_OUT"]

  /// Every program that has a test file.
  static let programs: [String] = {
    guard let checkout else { return [] }
    if let only = environment["TANDEM_QUIXBUGS_ONLY"] {
      return only.split(separator: ",").map(String.init)
    }
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: checkout + "/python_programs")) ?? []
    return names.filter { $0.hasSuffix(".py") }.map { String($0.dropLast(3)) }.filter {
      FileManager.default.fileExists(atPath: "\(checkout)/python_testcases/test_\($0).py")
    }.sorted()
  }()

  /// Repairs one program and tells what became of it; a patch that its tests refute is a failure.
  static func tried(
    _ program: String, _ scene: RepairScene, _ path: String, seconds: Double, as label: String
  ) async throws {
    let start = ContinuousClock.now
    let draft = try await scene.drafter.draft(scene.assignment([path], seconds: seconds))
    let took = start.duration(to: .now) / .seconds(1)
    var verdict = "none"
    if draft.ending == .finished {
      let run = try await scene.verify(draft.changes)
      verdict = run.ending == .completed && run.red.isEmpty ? "plausible" : "refuted"
      if let output, let text = draft.changes.first?.text,
        let name = path.split(separator: "/").last
      {
        try text.write(toFile: "\(output)/\(name)", atomically: true, encoding: .utf8)
      }
    }
    print("\(label)\t\(program)\t\(verdict)\t\(took)\t\(draft.note)\(draft.ending)")
    fflush(nil)
    #expect(verdict != "refuted")
  }

  /// One program with its tests, each of which was run alone.
  static func scene(_ program: String) async throws -> RepairScene {
    let checkout = checkout ?? ""
    var files: [String: String] = [:]
    let wanted = [
      "python_programs/\(program).py", "python_programs/node.py", "conftest.py",
      "python_testcases/test_\(program).py", "python_testcases/load_testdata.py",
      "python_testcases/node.py", "json_testcases/\(program).json",
    ]
    for path in wanted {
      files[path] = try? String(contentsOfFile: checkout + "/" + path, encoding: .utf8)
    }
    return try await RepairScene(files, oneByOne: true)
  }
}

/// The same on QuixBugs' Java programs with their JUnit tests, as QuixBugs has them.
@Suite(.enabled(if: QuixBugsJava.checkout != nil), .serialized) struct QuixBugsJavaTests {
  @Test(arguments: QuixBugsJava.programs)
  func `a plausible patch is found in Java`(_ program: String) async throws {
    try await QuixBugs.tried(
      program, try await QuixBugsJava.scene(program),
      "src/main/java/java_programs/\(program).java", seconds: 120, as: "QUIXJAVA")
  }
}

enum QuixBugsJava {
  private static let environment = ProcessInfo.processInfo.environment
  static let checkout = environment["TANDEM_QUIXBUGS_JAVA"]

  /// Every program that has a JUnit test.
  static let programs: [String] = {
    guard let checkout else { return [] }
    if let only = environment["TANDEM_QUIXBUGS_ONLY"] {
      return only.split(separator: ",").map(String.init)
    }
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: checkout + "/java_testcases/junit"))
      ?? []
    return names.filter { $0.hasSuffix("_TEST.java") }.map { String($0.dropLast(10)) }.sorted()
  }()

  static func scene(_ program: String) async throws -> RepairScene {
    let checkout = checkout ?? ""
    var files: [String: String] = [:]
    for name in [program, "Node", "WeightedEdge"] {
      files["src/main/java/java_programs/\(name).java"] = try? String(
        contentsOfFile: "\(checkout)/java_programs/\(name).java", encoding: .utf8)
    }
    for name in [program + "_TEST", "QuixFixOracleHelper"] {
      files["src/test/java/java_testcases/junit/\(name).java"] = try? String(
        contentsOfFile: "\(checkout)/java_testcases/junit/\(name).java", encoding: .utf8)
    }
    return try await RepairScene(files)
  }
}
