import TandemCode
import TandemCore

/// Tests that were removed, changed or weakened.
enum TestCheck {
  /// Returns the existing tests that no longer say what they said.
  static func findings(
    in diff: Diff, contract: ChangeContract?, context: CheckContext
  ) -> [Finding] {
    let named = contract?.expectationChanges.map(\.test.name) ?? []
    let grades = contract == nil ? Self.grades(diff, context) : [:]
    return diff.files.flatMap { file in
      ChangedTests.changes(of: file, contract: contract, context: context).map { change in
        guard contract != nil else { return self.finding(change, in: file, grades) }
        return finding(
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

  /// Both versions of each file that may hold tests, by its path.
  private static func grades(_ diff: Diff, _ context: CheckContext) -> [String: TestGrade] {
    var grades: [String: TestGrade] = [:]
    for file in diff.files where !file.isBinary && file.kind != .typeChanged {
      let path = file.oldPath ?? file.path
      guard PathRole(path: path) == .test || Language(path: path) != .python else { continue }
      let before = file.kind == .added ? "" : context.before(path)
      let after = file.kind == .deleted ? "" : context.after(file.path)
      guard let before, let after else { continue }
      grades[file.path] = TestGrade(path: path, before: before, after: after)
    }
    return grades
  }

  /// A finding in a diff that nobody made a contract for: what counts is whether less is checked.
  private static func finding(
    _ change: ChangedTests.Change, in file: DiffFile, _ grades: [String: TestGrade]
  ) -> Finding {
    let touched = file.touched(near: change.line)
    func finding(_ rule: CheckRule, _ severity: Finding.Severity, _ message: String) -> Finding {
      Finding(
        rule, severity, file.oldPath ?? file.path, line: touched?.number,
        quote: touched?.text ?? "", "\(change.name) \(message)")
    }
    let grade = grades[file.path]
    switch grade?.fate(of: change.name) ?? .changed {
    case .changed:
      return finding(.testChanged, .note, "says something else now; is that what was asked for?")
    case .replaced(let other): return finding(.testChanged, .note, "became \(other)")
    case .helperGone: return finding(.testChanged, .note, "is gone; no test of that name was there")
    case .gone:
      if let removed = grade?.removedTest(change.name),
        let path = grades.keys.sorted().first(where: {
          grades[$0]?.holds(removed.definition, checking: removed.count) != nil
        })
      {
        return finding(.testChanged, .note, "moved to \(path)")
      }
      return finding(.testRemoved, .error, "existed before and is gone")
    case .weakened(let how, let isHollow):
      return finding(
        .testWeakened, isHollow ? .error : .warning, "checks less than before: \(how)")
    }
  }

  private static func asserts(_ kind: DiffLine.Kind, in file: DiffFile) -> Int {
    file.hunks.flatMap(\.lines).count { line in
      line.kind == kind
        && ["assert", "expect(", "#expect", "XCTAssert", "t.Error", "t.Fatal", "raises("]
          .contains { line.text.contains($0) }
    }
  }
}

extension DiffFile {
  /// The changed line nearest to an old line, or the file's first change.
  func touched(near oldLine: Int?) -> (number: Int?, text: String)? {
    guard let oldLine else { return firstChange }
    let removed = hunks.flatMap(\.lines).filter { $0.kind == .removed }
    let nearest = removed.first { $0.oldNumber ?? 0 >= oldLine }
    return nearest.map { ($0.oldNumber, $0.text) } ?? firstChange
  }
}
