/// The stable name of one test: the runner's own id (`tests/test_a.py::TestB::test_c`).
package struct TestID: Codable, Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The runner's id, exactly as it accepts and reports it.
  package var name: String

  /// Names a test.
  package init(_ name: String) { self.name = name }

  /// Decodes a bare string.
  package init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  /// Encodes as a bare string.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// Orders by name.
  package static func < (a: TestID, b: TestID) -> Bool { a.name < b.name }

  /// The name itself.
  package var description: String { name }
}

/// How one test ended.
package enum TestStatus: String, Codable, Sendable, Hashable {
  /// It passed.
  case passed
  /// An assertion of it failed, or it raised (also in its set-up).
  case failed
  /// The runner could not load it (import or collection error).
  case error
  /// It did not run, by its own or the runner's decision.
  case skipped

  /// Whether the test speaks against the code.
  package var isRed: Bool { self == .failed || self == .error }
}

/// One test's outcome in one run.
package struct TestResult: Codable, Sendable, Hashable {
  /// Which test.
  package var id: TestID
  /// How it ended.
  package var status: TestStatus
  /// Wall seconds, where the runner says.
  package var seconds: Double?
  /// Why it is red; nil otherwise.
  package var failure: TestFailure?

  /// Makes a result from its parts.
  package init(
    id: TestID, status: TestStatus, seconds: Double? = nil, failure: TestFailure? = nil
  ) {
    self.id = id
    self.status = status
    self.seconds = seconds
    self.failure = failure
  }
}

/// Why a test is red, bounded in size.
package struct TestFailure: Codable, Sendable, Hashable {
  /// The exception type, signal or error class: `AssertionError`, `SIGSEGV`, `SyntaxError`.
  package var errorClass: String
  /// The first lines of the message, at most about 500 bytes.
  package var message: String
  /// The end of the trace, at most about 4,000 bytes.
  package var trace: String

  /// Makes a failure from its parts.
  package init(errorClass: String, message: String, trace: String = "") {
    self.errorClass = errorClass
    self.message = message
    self.trace = trace
  }
}
