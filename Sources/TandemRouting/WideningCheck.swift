package import TandemCore

/// Says what a diff needs beyond its contract: a widening is never a retry.
///
/// Existing files only where `files` or `testFiles` name them, new ones only where `newFiles` or
/// `testFiles` do, changed test definitions only where an expectation change names them.
package enum WideningCheck {
  /// Returns what is outside.
  ///
  /// - Parameter changedTests: existing test definitions that the diff changes or removes, as
  ///   runner ids or as `path::Class::name`.
  package static func check(
    diff: Diff, contract: ChangeContract, changedTests: [String]
  ) -> Widening {
    let outside = diff.files.flatMap { paths(of: $0, outside: contract) }
    let unnamed = changedTests.filter { test in
      !contract.expectationChanges.contains { TestName.same($0.test.name, test) }
    }
    let testFiles = Set(contract.testFiles)
    let lines = diff.files.filter { !testFiles.contains($0.path) }
      .reduce(0) { $0 + $1.addedLines + $1.removedLines }
    return Widening(
      files: Set(outside).sorted(), tests: Set(unnamed).sorted(),
      linesOver: max(0, lines - contract.lineBudget))
  }

  /// Returns the widening a drafter asks for instead of making it.
  package static func asked(_ ending: Draft.Ending) -> Widening {
    if case .needsScope(let paths, _) = ending {
      Widening(files: paths.sorted())
    } else {
      Widening()
    }
  }

  /// The file's old and new path, as far as the contract gives no right to them.
  private static func paths(of file: DiffFile, outside contract: ChangeContract) -> [String] {
    let mayChange = contract.files + contract.testFiles
    let mayCreate = contract.newFiles + contract.testFiles
    var outside: [String] = []
    switch file.kind {
    case .added:
      if !mayCreate.contains(file.path) { outside.append(file.path) }
    case .modified, .deleted, .typeChanged:
      if !mayChange.contains(file.path) { outside.append(file.path) }
    case .renamed:
      if !mayCreate.contains(file.path) { outside.append(file.path) }
      if let old = file.oldPath, !mayChange.contains(old) { outside.append(old) }
    }
    return outside
  }
}
