import TandemCore

/// Finds the test files that a report names by path, by module, by id or by a test's name.
struct NamedTests {
  private let tests: [String]
  private let adapter: any TestAdapter
  private let known: Set<String>

  /// Looks among the files that `adapter` can run.
  init(tests: [String], adapter: any TestAdapter) {
    self.tests = tests
    self.adapter = adapter
    known = Set(tests)
  }

  /// Returns the test files that `name` stands for, none where it names no test.
  func paths(of name: String) -> [String] {
    if known.contains(name) { return [name] }
    if let path = adapter.file(of: TestID(name)), known.contains(path) { return [path] }
    // A path told from elsewhere, as in a trace: `/home/me/repo/tests/test_a.py`, `test_a.py`.
    let path = name.utf8.contains(UInt8(ascii: ":")) ? String(name.prefix { $0 != ":" }) : name
    let same = tests.filter { path.hasSuffix("/" + $0) || ("/" + $0).hasSuffix("/" + path) }
    guard same.isEmpty, !path.hasSuffix(".py") else { return same }
    let module = "/" + path.split(separator: ".").joined(separator: "/") + ".py"
    return path.contains(".") || TestFiles.isPythonTest(path + ".py")
      ? tests.filter { ("/" + $0).hasSuffix(module) } : []
  }
}
