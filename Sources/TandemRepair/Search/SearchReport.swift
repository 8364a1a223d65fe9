/// What the worker found out about the candidates it tried.
struct SearchReport: Sendable, Hashable {
  /// Candidates that passed every test, loaded anew; as indices.
  var confirmed: [Int] = []
  /// Candidates that passed the failing tests and those that reach their line.
  var plausible: [Int] = []
  /// How many were tried.
  var tried = 0
  /// Wall seconds of the search.
  var seconds = 0.0
  /// Seconds after which the first plausible one was found.
  var firstFound: Double?
  /// The passing tests that were held against.
  var others = 0
  /// How many of them run the line of a candidate, by its place.
  var reaching: [String: Int] = [:]
  /// Why it could not be done, where it could not.
  var broken: String?

  /// Counts for the place of each candidate the tests that run it.
  mutating func count(_ tests: [Trace.Test], reaching candidates: [Candidate]) {
    for candidate in candidates where reaching[candidate.place] == nil {
      reaching[candidate.place] = tests.count { test in
        test.lines[candidate.path]?.contains(where: candidate.lines.contains) ?? false
      }
    }
  }
}
