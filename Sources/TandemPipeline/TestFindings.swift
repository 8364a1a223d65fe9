import TandemCore
import TandemReview

/// Tests that a diff turned red or lost, as findings.
enum TestFindings {
  /// Returns one finding a test, in the file where the test stands.
  ///
  /// - Parameter file: the file of a test, where its runner says it.
  static func of(
    _ verification: Verification, in diff: Diff, file: (TestID) -> String?
  ) -> [Finding] {
    let elsewhere = diff.files.first?.path ?? ""
    func finding(_ rule: CheckRule, _ test: TestID, _ message: String) -> Finding {
      Finding(
        rule: rule.rawValue, severity: .error, path: file(test) ?? elsewhere, line: nil, quote: "",
        message: "\(test.name) \(message)")
    }
    var findings: [Finding] = []
    if let run = verification.run, run.ending != .completed {
      findings.append(
        Finding(
          rule: CheckRule.testBroken.rawValue, severity: .error, path: elsewhere, line: nil,
          quote: "", message: "the tests came to an end on the base and do not with the change"))
    }
    findings += verification.broken.map {
      finding(.testBroken, $0, "passed before the change and fails with it")
    }
    findings += verification.vanished.map {
      finding(.testVanished, $0, "ran before the change and does not with it")
    }
    findings += verification.newRed.map {
      finding(.testBroken, $0, "is new and fails")
    }
    return findings
  }
}

extension Diff {
  /// The hunk that a finding is in; nil where it is about a whole file.
  func hunk(of finding: Finding) -> DiffHunk? {
    guard let line = finding.line else { return nil }
    let hunks = files.filter { $0.path == finding.path || $0.oldPath == finding.path }
      .flatMap(\.hunks)
    return hunks.first { hunk in
      hunk.lines.contains { $0.text == finding.quote && ($0.newNumber ?? $0.oldNumber) == line }
    } ?? hunks.first { ($0.newStart..<($0.newStart + max(1, $0.newCount))).contains(line) }
  }
}

extension DiffHunk {
  /// The line that begins the hunk in a patch, without what git prints after it.
  var header: String { "@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@" }
}
