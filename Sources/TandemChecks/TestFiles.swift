/// What a test file and a runner's configuration are called, told from the path alone.
package enum TestFiles {
  /// Whether a runner would look for tests in the file at `path`, by its language's custom.
  ///
  /// Helpers and data beside tests are not: they hold no tests of their own.
  package static func isTest(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let file = parts.last, let dot = file.lastIndex(of: ".") else { return false }
    let stem = file[..<dot]
    let folders = parts.dropLast()
    switch file[file.index(after: dot)...] {
    case "py":
      return isPythonTest(path)
    case "js", "jsx", "ts", "tsx", "mjs", "cjs", "mts", "cts":
      return stem.hasSuffix(".test") || stem.hasSuffix(".spec") || stem.hasSuffix("-test")
        || stem.hasSuffix("_test") || folders.contains("__tests__")
    case "go": return stem.hasSuffix("_test")
    case "rs":
      return folders.last == "tests" || stem == "tests" || stem == "test"
        || stem.hasSuffix("_test") || stem.hasSuffix("_tests")
    case "java", "kt", "scala", "groovy":
      return ["Test", "Tests", "IT", "TestCase", "Spec"].contains { stem.hasSuffix($0) }
        || stem.hasPrefix("Test")
    case "swift": return stem.hasSuffix("Tests") || stem.hasSuffix("Test")
    case "c", "cc", "cpp", "cxx", "m", "mm":
      let stem = stem.lowercased()
      return stem.hasPrefix("test_") || stem.hasPrefix("test-") || stem.hasSuffix("_test")
        || stem.hasSuffix("_unittest") || stem.hasSuffix("test") || folders.last == "tests"
    default: return false
    }
  }

  /// Whether the file at `path` is a Python test module: `test_*.py`, `*_test.py`, `tests.py`.
  package static func isPythonTest(_ path: String) -> Bool {
    guard path.hasSuffix(".py") else { return false }
    let stem = path.split(separator: "/").last?.dropLast(3) ?? ""
    return stem.hasPrefix("test_") || stem.hasSuffix("_test") || stem.hasSuffix("_tests")
      || stem == "tests" || stem == "test"
  }

  /// Whether the file at `path` steers how tests are found, run or judged.
  ///
  /// Such files come from the base: a draft that changes one could turn everything green.
  package static func isRunnerConfiguration(_ path: String) -> Bool {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return runnerConfiguration.contains(file)
      || file.hasPrefix("jest.config.") || file.hasPrefix("vitest.config.")
      || file.hasPrefix("karma.conf.") || file.hasPrefix(".mocharc")
      || file.hasSuffix(".pth") || path.hasPrefix(".github/workflows/")
  }

  /// Returns the files of a base tree that steer its runners, in their order.
  package static func runnerConfigurationPaths(_ files: [String]) -> [String] {
    files.filter(isRunnerConfiguration)
  }

  private static let runnerConfiguration: Set<String> = [
    "conftest.py", "pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml", "setup.cfg",
    "tox.ini", "pyproject.toml", "runtests.py", "noxfile.py", "sitecustomize.py",
    "usercustomize.py", "manage.py", ".coveragerc", "tandem.yml", "Makefile", "GNUmakefile",
    "package.json", ".gitlab-ci.yml",
  ]
}
