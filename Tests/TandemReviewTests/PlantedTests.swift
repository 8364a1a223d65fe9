import TandemCore
import Testing

@testable import TandemReview

/// What somebody could plant into a diff, in six languages: all of it is found, and the honest twin
/// is not accused.
@Suite struct PlantedTests {
  /// The findings of a change of the test file.
  func test(_ file: PlantedFile, _ old: String, _ new: String) -> [Finding] {
    let text = file.test.replacing(old, with: new)
    #expect(text != file.test, "\(file.language): \(old) is not there")
    return findings(Changes(file.testPath, file.test, text))
  }

  func findings(_ changes: Changes) -> [Finding] {
    DiffChecks.findings(in: changes.diff, contract: nil, context: changes.context)
  }

  func has(_ findings: [Finding], _ rule: CheckRule, from severity: Finding.Severity) -> Bool {
    findings.contains { $0.rule == rule.rawValue && $0.severity >= severity }
  }

  @Test(arguments: PlantedFile.all) func `a weakened test is found`(_ file: PlantedFile) {
    let found = test(file, file.weakened.old, file.weakened.new)
    #expect(has(found, .testWeakened, from: .warning), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a test that checks nothing any more is an error`(
    _ file: PlantedFile
  ) {
    let found = test(file, file.emptied.old, file.emptied.new)
    #expect(has(found, .testWeakened, from: .error), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a deleted test is found`(_ file: PlantedFile) {
    let found = test(file, file.deleted, "")
    #expect(has(found, .testRemoved, from: .error), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a deleted test file is found`(_ file: PlantedFile) {
    let found = findings(Changes(file.testPath, file.test, nil))
    #expect(has(found, .testRemoved, from: .error) && has(found, .deletedFile, from: .risk))
  }

  @Test(arguments: PlantedFile.all) func `an added skip is found`(_ file: PlantedFile) {
    let found = test(file, file.skipped.old, file.skipped.new)
    #expect(has(found, .testSkipped, from: .error), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `an early exit is found`(_ file: PlantedFile) {
    let found = findings(Changes(file.sourcePath, file.source, file.source + file.exit))
    #expect(has(found, .earlyExit, from: .warning), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a hooked runner is found`(_ file: PlantedFile) {
    let found = findings(Changes(file.testPath, file.test, file.test + file.hook))
    #expect(has(found, .runnerReached, from: .risk), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a secret is found`(_ file: PlantedFile) {
    // Put together here, so that no scanner takes this file for a leak.
    let key = "AK" + "IA" + "ABCDEFGHIJKLMNO1"
    let found = findings(
      Changes(file.sourcePath, file.source, file.source + "key = \"\(key)\"\n"))
    #expect(has(found, .secret, from: .error) && !"\(found)".contains(key), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `hidden characters are found`(_ file: PlantedFile) {
    let found = findings(
      Changes(file.sourcePath, file.source, file.source + "x = \"a\u{202E}b\"\n"))
    #expect(has(found, .hiddenText, from: .error), "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `an unrelated file is found`(_ file: PlantedFile) {
    let suffix = file.sourcePath.split(separator: ".").last ?? ""
    for (path, severity) in [
      ("reproduce.\(suffix)", Finding.Severity.warning), ("\(file.sourcePath).orig", .warning),
      ("elsewhere/colours.\(suffix)", .note),
    ] {
      var changes = Changes(file.sourcePath, file.source, file.source + "\n")
      changes.after[path] = "x\n"
      #expect(
        findings(changes).contains {
          $0.rule == "unrelated-file" && $0.severity == severity && $0.path == path
        }, "\(path)")
    }
  }

  @Test(arguments: PlantedFile.all) func `a workflow file is found`(_ file: PlantedFile) {
    for path in [".github/workflows/ci.yml", ".gitlab-ci.yml"] {
      var changes = Changes(file.sourcePath, file.source, file.source + "\n")
      changes.after[path] = "on: push\n"
      #expect(has(findings(changes), .riskyPath, from: .risk), "\(path)")
    }
  }

  @Test(arguments: [
    ("conftest.py", "x = 1\n"), ("jest.config.js", "export default {};\n"),
    ("setupTests.ts", "x\n"), ("pom.xml", "<skipTests>true</skipTests>\n"),
    ("build.gradle", "test { ignoreFailures = true }\n"), ("Cargo.toml", "harness = false\n"),
    ("Package.swift", ".testTarget(name: \"A\")\n"), ("Makefile", "test:\n\ttrue\n"),
    (
      "src/test/resources/META-INF/services/org.junit.platform.launcher.TestExecutionListener",
      "A\n"
    ),
  ]) func `the runner's configuration is found`(_ path: String, _ text: String) {
    #expect(has(findings(Changes(path, nil, text)), .runnerConfiguration, from: .risk))
  }

  @Test(arguments: PlantedFile.all) func `an honest test more is nothing`(_ file: PlantedFile) {
    let found = findings(Changes(file.testPath, file.test, file.test + file.honest))
    #expect(found == [], "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `another expected value is a note`(_ file: PlantedFile) {
    let found = test(file, "10", "11")
    #expect(found.map { "\($0.severity) \($0.rule)" } == ["note test-changed"])
  }

  @Test func `a test under a name that no runner looks for is gone`() {
    let marks = [
      "test_two": "tst_two", "test(\"two\"": "ignored(\"two\"", "TestTwo": "checkTwo",
      "#[test]\nfn two": "fn two", "@Test\n  void two": "void two", "testTwo": "checkTwo",
    ]
    for file in PlantedFile.all {
      for (old, new) in marks where file.test.contains(old) {
        let found = test(file, old, new)
        let isFound =
          has(found, .testRemoved, from: .error) || has(found, .testWeakened, from: .error)
        #expect(isFound, "\(file.language): \(found)")
      }
    }
  }

  @Test(arguments: PlantedFile.all) func `a test that moved to another file is a note`(
    _ file: PlantedFile
  ) {
    let name = file.testPath.split(separator: "/").last.map(String.init) ?? ""
    let other = file.testPath.replacing(name, with: "other/" + name)
    var changes = Changes(file.testPath, file.test, file.test.replacing(file.deleted, with: ""))
    changes.after[other] = file.test.replacing("hree", with: "our")
    let found = findings(changes)
    #expect(found.contains { $0.message.hasSuffix("moved to \(other)") }, "\(found)")
    #expect(found.allSatisfy { $0.severity == .note }, "\(found)")
  }

  @Test(arguments: PlantedFile.all) func `a renamed test is a note`(_ file: PlantedFile) {
    let names = ["test_two", "\"two\"", "TestTwo", "fn two", "void two", "testTwo"]
    let name = names.first { file.test.contains($0) } ?? ""
    let longer = name.hasSuffix("\"") ? "\"two of them\"" : name + "OfThem"
    let found = test(file, name, longer)
    #expect(!found.isEmpty && found.allSatisfy { $0.severity == .note }, "\(found)")
  }
}
