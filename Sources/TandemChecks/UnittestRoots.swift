/// Finds where unittest's discovery has to start so that it reaches every test file.
///
/// Discovery enters packages only: a folder of tests without `__init__.py` is a root of its own.
enum UnittestRoots {
  /// Returns one root for each folder that modules of `tests` are imported from.
  ///
  /// - Parameters:
  ///   - tests: Test files, told from the tests' folder.
  ///   - packages: Folders that hold an `__init__.py`, told from the same.
  static func find(tests: [String], packages: Set<String>) -> [UnittestAdapter.Root] {
    var starts: [String: Set<String>] = [:]
    for test in tests {
      var folder = test.split(separator: "/").dropLast().map(String.init)
      var start = folder
      while !folder.isEmpty, packages.contains(folder.joined(separator: "/")) {
        start = folder
        folder.removeLast()
      }
      starts[folder.joined(separator: "/"), default: []].insert(start.joined(separator: "/"))
    }
    return starts.sorted { $0.key < $1.key }.flatMap { top, starts in
      // A test beside the packages is reached from the top only, and so is then all below it.
      let starts = starts.contains(top) ? [top] : starts.sorted()
      return starts.map { start in
        UnittestAdapter.Root(start: start.isEmpty ? "." : start, top: top.isEmpty ? "." : top)
      }
    }
  }

  /// Returns the name pattern that most of `tests` have.
  static func pattern(of tests: [String]) -> String {
    let begin = tests.count { $0.split(separator: "/").last?.hasPrefix("test") ?? false }
    return begin * 2 >= tests.count ? "test*.py" : "*test*.py"
  }
}
