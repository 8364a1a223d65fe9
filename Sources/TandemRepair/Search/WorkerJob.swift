/// What the Python worker is told to do: `tandem_job.json`.
struct WorkerJob: Encodable, Sendable {
  /// `trace` or `search`.
  var mode: Mode
  /// How many folders the tests' folder lies below the repository's top.
  var depth: Int
  /// Seconds for the job, without loading the tests.
  var seconds: Double
  /// The most seconds that loading the tests may take.
  var loadSeconds: Double
  /// What a test may take where `limits` does not say.
  var limit: Limit

  // For a trace.
  /// The tests to trace.
  var tests: [String]?
  /// The files whose lines count.
  var paths: [String]?

  // For a search.
  /// What to try, likeliest first.
  var candidates: [Candidate]?
  /// The tests that must turn green.
  var failing: [String]?
  /// The tests that must stay green.
  var others: [String]?
  /// The `others`, as indices, that run a line; for a line that is not here, all of them.
  var covering: [String: [Int]]?
  /// What a test may take, by test.
  var limits: [String: Limit]?
  /// Functions that run at import: path, line, name.
  var called: [Called]?
  /// Seconds to look for rivals after the first plausible candidate.
  var rivalSeconds: Double?
  /// How many plausible candidates to run all tests on.
  var confirm: Int?

  /// What to do.
  enum Mode: String, Encodable, Sendable {
    case trace
    case search
  }

  /// The most processor seconds and the most wall seconds.
  ///
  /// The first ends what loops, whatever else the machine does; the second what waits.
  struct Limit: Encodable, Sendable {
    var processor: Double
    var wall: Double

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(processor)
      try list.encode(wall)
    }
  }

  /// One change to try.
  struct Candidate: Encodable, Sendable {
    var path: String
    /// The place that `covering` knows.
    var at: String
    var edits: [Edit]
  }

  /// First byte, byte after the last, new text.
  struct Edit: Encodable, Sendable {
    var edit: Rewrite.Edit

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(edit.bytes.lowerBound)
      try list.encode(edit.bytes.upperBound)
      try list.encode(edit.text)
    }
  }

  /// Path, line, name of a function.
  struct Called: Encodable, Sendable {
    var function: Trace.Function

    func encode(to encoder: any Encoder) throws {
      var list = encoder.unkeyedContainer()
      try list.encode(function.path)
      try list.encode(function.line)
      try list.encode(function.name)
    }
  }
}
