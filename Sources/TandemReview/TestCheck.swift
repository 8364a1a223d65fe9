import TandemCode
import TandemCore

/// Tests that were removed, changed, weakened or told not to run.
enum TestCheck {
  /// Returns the existing tests that no longer say what they said.
  static func findings(
    in diff: Diff, contract: ChangeContract?, context: CheckContext
  ) -> [Finding] {
    let named = contract?.expectationChanges.map(\.test.name) ?? []
    return diff.files.flatMap { file in
      ChangedTests.changes(of: file, contract: contract, context: context).map { change in
        finding(
          change, in: file, isNamed: named.contains { TestName.same($0, change.name(in: file)) })
      }
    }
  }

  private static func finding(
    _ change: ChangedTests.Change, in file: DiffFile, isNamed: Bool
  ) -> Finding {
    let touched = file.touched(near: change.line)
    let path = file.oldPath ?? file.path
    if isNamed {
      return Finding(
        .testChanged, .note, path, line: touched?.number, quote: touched?.text ?? "",
        "\(change.name) expects something else now, as the contract names it from the report")
    }
    let lost = asserts(.removed, in: file) - asserts(.added, in: file)
    let weaker = lost > 0 ? " (\(lost) assertion\(lost == 1 ? "" : "s") fewer in this file)" : ""
    return Finding(
      change.isRemoved ? .testRemoved : .testChanged, .error, path, line: touched?.number,
      quote: touched?.text ?? "",
      "\(change.name) existed before and is \(change.isRemoved ? "gone" : "changed")\(weaker); "
        + "the contract does not name it")
  }

  private static func asserts(_ kind: DiffLine.Kind, in file: DiffFile) -> Int {
    file.hunks.flatMap(\.lines).count { line in
      line.kind == kind
        && ["assert", "expect(", "#expect", "XCTAssert", "t.Error", "t.Fatal", "raises("]
          .contains { line.text.contains($0) }
    }
  }

  // MARK: - Tests told not to run

  /// Marks that keep a test from running, or from counting, whatever happens.
  private static let skips = [
    "pytest.mark.skip(", "pytest.mark.xfail", "pytest.skip(", "pytest.xfail(", "unittest.skip(",
    "unittest.expectedFailure", "@skip(", "@expectedFailure", "self.skipTest(", "raise SkipTest",
    "raise unittest.SkipTest", "__test__", "collect_ignore", "it.skip(", "test.skip(",
    "describe.skip(", "it.only(", "test.only(", "describe.only(", "xit(", "xdescribe(", "it.todo(",
    "test.todo(", "t.Skip(", "t.SkipNow(", "b.Skip(", "#[ignore", "@Disabled", "@Ignore",
    "XCTSkip", ".disabled(", "GTEST_SKIP(",
  ]

  /// Marks that keep it from running somewhere: honest where they name a platform or a feature.
  private static let conditions = [
    "pytest.mark.skipif(", "skipIf(", "skipUnless", "pytest.importorskip(", "assumeTrue(",
    ".enabled(if:", "withKnownIssue",
  ]

  /// Returns the marks among a test file's added lines.
  static func skips(in added: AddedCode) -> [Finding] {
    guard added.role == .test else { return [] }
    return added.lines.compactMap { line in
      if let mark = skips.first(where: line.code.containsCode) ?? bare(line.code) {
        return Finding(
          .testSkipped, .error, added.path, line: line.number, quote: line.text,
          "`\(mark)` keeps a test from running or from counting; let it run")
      }
      guard let mark = conditions.first(where: line.code.containsCode) else { return nil }
      return Finding(
        .testSkipped, .warning, added.path, line: line.number, quote: line.text,
        "`\(mark)` keeps a test from running under a condition; does it run where it is needed?")
    }
  }

  /// A decorator without arguments.
  private static func bare(_ code: String) -> String? {
    ["@pytest.mark.skip", "@unittest.skip", "@skip"].first { code == $0 }
  }
}

extension DiffFile {
  /// The changed line nearest to an old line, or the file's first change.
  fileprivate func touched(near oldLine: Int?) -> (number: Int?, text: String)? {
    guard let oldLine else { return firstChange }
    let removed = hunks.flatMap(\.lines).filter { $0.kind == .removed }
    let nearest = removed.first { $0.oldNumber ?? 0 >= oldLine }
    return nearest.map { ($0.oldNumber, $0.text) } ?? firstChange
  }
}
