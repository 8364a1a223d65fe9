import TandemCore

/// Test modules by their dotted names: tells which file a unittest id lies in.
struct PythonModules: Sendable {
  private var paths: [String: String] = [:]

  /// Makes an empty table.
  init() {}

  /// Adds the module `name` at `path`.
  mutating func add(_ name: String, at path: String) { paths[name] = path }

  /// Forgets the module `name`.
  mutating func remove(_ name: String) { paths[name] = nil }

  /// Returns the path of the longest module name that `test` begins with.
  func path(of test: TestID) -> String? {
    var parts = Self.target(of: test).split(separator: ".")
    while !parts.isEmpty {
      if let path = paths[parts.joined(separator: ".")] { return path }
      parts.removeLast()
    }
    return nil
  }

  /// What to run to see `test` again: the class or module of `setUpClass (a.B)`, else the id.
  static func target(of test: TestID) -> String {
    guard test.name.hasSuffix(")"), let open = test.name.firstIndex(of: "(") else {
      return test.name
    }
    return String(test.name[test.name.index(after: open)...].dropLast())
  }
}
