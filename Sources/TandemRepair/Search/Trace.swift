import TandemCore

/// What the worker saw: the lines that run at import and in each test.
struct Trace: Sendable, Hashable {
  /// 1-based lines that ran while the tests were loaded, by path.
  var imported: [String: [Int]] = [:]
  /// Functions that were called meanwhile; a change in one takes effect only in a new load.
  var called: [Function] = []
  /// The tests that were run, each alone.
  var tests: [Test] = []
  /// Why it could not be done, where it could not.
  var broken: String?
  /// Whether nothing is known of what ran, so that every line counts alike.
  var isBlind = false

  /// What the worker gives as the reason where a test reached its limit.
  static let noEnd = "no end"

  /// A function by where its code begins.
  struct Function: Sendable, Hashable {
    var path: String
    var line: Int
    var name: String
  }

  /// One test run alone.
  struct Test: Sendable, Hashable {
    /// Which.
    var id: TestID
    /// How it ended.
    var status: Status
    /// The error's class, or why it was stopped.
    var why: String
    /// Wall seconds under the tracer, which slows the traced files down.
    var seconds: Double
    /// Processor seconds under the tracer.
    var worked: Double
    /// The 1-based lines it ran, by path.
    var lines: [String: [Int]]
  }

  /// How a test ended when run alone.
  enum Status: String, Sendable, Hashable, Codable {
    case passed
    case failed
    case skipped
    /// The runner did not find it.
    case missing
    /// Its process died.
    case killed
    /// Its process died with an error of its own.
    case crashed
  }

  /// Where no line is known to have run: all of them, each as likely as the next.
  static func blind(_ failing: [TestID], _ models: [CodeModel]) -> Trace {
    var lines: [String: [Int]] = [:]
    for model in models {
      let inside = model.statements.filter { $0.function != nil && $0.kind != .function }
      lines[model.path] = Set(inside.flatMap(\.lines)).sorted()
    }
    var trace = Trace()
    trace.isBlind = true
    trace.tests = failing.map {
      Trace.Test(id: $0, status: .failed, why: "", seconds: 0, worked: 0, lines: lines)
    }
    return trace
  }
}
