/// What the worker found out about the candidates it tried.
struct SearchReport: Sendable, Hashable {
  /// Candidates that passed every test, loaded anew; as indices.
  var confirmed: [Int] = []
  /// Candidates that passed the failing tests and those that reach their line.
  var plausible: [Int] = []
  /// How many were tried.
  var tried = 0
  /// How many were built together with others.
  var together = 0
  /// How many were tried in threads of one process.
  var threaded = 0
  /// How many of these were refuted by a thread that stays, the quickest way.
  var stayed = 0
  /// Wall seconds of the search.
  var seconds = 0.0
  /// Seconds after which the first plausible one was found.
  var firstFound: Double?
  /// The passing tests that were held against.
  var others = 0
  /// How many of them run the line of a candidate, by its place.
  var reaching: [String: Int] = [:]
  /// How what passed was told apart, where it could be.
  var comparison: Comparison?
  private static let fewestInputs = 50
  /// Why it could not be done, where it could not.
  var broken: String?

  /// What candidates do on inputs like those of the tests.
  struct Comparison: Sendable, Hashable {
    /// How many inputs were tried.
    var inputs: Int
    /// Candidates, as indices; those of one group do the same on every input.
    var alike: [[Int]]
    /// An input that tells two groups apart.
    var example: Example?

    /// A call, and what comes of it under two candidates.
    struct Example: Sendable, Hashable {
      var call: String
      var first: String
      var other: String
      /// The candidate, as an index, under which `other` comes of it.
      var rival: Int
    }
  }

  /// How many of what passed may do something else than `candidate`: what is not known to do the same.
  ///
  /// To do the same on a few inputs proves nothing.
  func rivals(of candidate: Int) -> Int {
    let isTold = (comparison?.inputs ?? 0) >= Self.fewestInputs
    let same = (isTold ? comparison?.alike : nil)?.first { $0.contains(candidate) } ?? [candidate]
    return confirmed.count { !same.contains($0) }
  }

  /// Counts for the place of each candidate the tests that run it.
  mutating func count(_ tests: [Trace.Test], reaching candidates: [Candidate]) {
    for candidate in candidates where reaching[candidate.place] == nil {
      reaching[candidate.place] = tests.count { test in
        test.lines[candidate.path]?.contains(where: candidate.lines.contains) ?? false
      }
    }
  }
}
