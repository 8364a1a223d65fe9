import TandemChecks
import TandemCore

/// The passing tests that each change is held against, where the runner is given their names.
///
/// Names stand in one argument of a command, which Linux bounds at 128 KiB; the whole suite is run on what is
/// proposed in any case.
enum HeldTests {
  /// The most bytes of names.
  static let mostBytes = 32_768

  /// The tests of the failing tests' files first, as many as their names leave room for.
  static func near(
    _ passing: [TestID], _ failing: [TestID], _ adapter: any TestAdapter, bytes: Int = mostBytes
  ) -> [TestID] {
    guard passing.reduce(0, { $0 + $1.name.utf8.count }) > bytes else { return passing }
    var left = bytes
    return Array(
      nearestFirst(passing, failing, adapter).prefix { test in
        left -= test.name.utf8.count
        return left >= 0
      })
  }

  /// The passing tests, those of the failing tests' files first.
  static func nearestFirst(
    _ passing: [TestID], _ failing: [TestID], _ adapter: any TestAdapter
  ) -> [TestID] {
    let files = Set(failing.compactMap { adapter.file(of: $0) })
    func isNear(_ test: TestID) -> Bool { adapter.file(of: test).map(files.contains) ?? false }
    return passing.filter(isNear) + passing.filter { !isNear($0) }
  }
}
