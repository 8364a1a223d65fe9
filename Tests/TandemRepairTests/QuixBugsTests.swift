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
    let clock = ContinuousClock()
    let scene = try await QuixBugs.scene(program)
    let start = clock.now
    let path = "python_programs/\(program).py"
    let draft = try await scene.drafter.draft(scene.assignment([path], seconds: 60))
    let seconds = start.duration(to: clock.now) / .seconds(1)
    var verdict = "none"
    if draft.ending == .finished {
      let run = try await scene.verify(draft.changes)
      verdict = run.ending == .completed && run.red.isEmpty ? "plausible" : "refuted"
      if let out = QuixBugs.output, let text = draft.changes.first?.text {
        try text.write(toFile: "\(out)/\(program).py", atomically: true, encoding: .utf8)
      }
    }
    print("QUIX\t\(program)\t\(verdict)\t\(seconds)\t\(draft.note)\(draft.ending)")
    #expect(verdict != "refuted")
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
    let scene = try await QuixBugsJava.scene(program)
    let start = ContinuousClock.now
    let path = "src/main/java/java_programs/\(program).java"
    let draft = try await scene.drafter.draft(scene.assignment([path], seconds: 120))
    let seconds = start.duration(to: .now) / .seconds(1)
    var verdict = "none"
    if draft.ending == .finished {
      let run = try await scene.verify(draft.changes)
      verdict = run.ending == .completed && run.red.isEmpty ? "plausible" : "refuted"
      if let out = QuixBugs.output, let text = draft.changes.first?.text {
        try text.write(toFile: "\(out)/\(program).java", atomically: true, encoding: .utf8)
      }
    }
    print("QUIXJAVA\t\(program)\t\(verdict)\t\(seconds)\t\(draft.note)\(draft.ending)")
    fflush(nil)
    #expect(verdict != "refuted")
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
