import TandemCore

/// Evidence level 4: reports that were run both ways, cheap first and premium first.
package struct ProbeRuns: Encodable, Sendable, Hashable {
  /// Reports that both tiers began on.
  package var pairs = 0
  /// Reports of which only one tier's runs exist.
  package var single = 0
  /// Runs without a report's digest, which cannot be paired.
  package var unknown = 0
  /// Both changes stand.
  package var both = 0
  /// Only the cheap-first change stands.
  package var onlyCheap = 0
  /// Only the premium-first change stands.
  package var onlyPremium = 0
  /// Neither stands.
  package var neither = 0
  /// What cheap first saves in a run, dollars, over the pairs; nil below `minimum` of them.
  package var saving: Double?
  /// Its interval by bootstrap over pairs.
  package var interval: Interval?

  /// Pairs below which no saving is told.
  package static let minimum = 20

  init(_ facts: [RunFacts], _ tallies: Tallies, seed: UInt64) {
    var reports: [String: (cheap: Int?, premium: Int?)] = [:]
    for index in facts.indices where tallies.runs[index].isCounted {
      let tier = tallies.runs[index].firstTier
      guard tier == .cheap || tier == .premium else { continue }
      guard let report = facts[index].report else {
        unknown += 1
        continue
      }
      // A report that was run again counts by its last run.
      if tier == .cheap {
        reports[report, default: (nil, nil)].cheap = index
      } else {
        reports[report, default: (nil, nil)].premium = index
      }
    }
    var found: [(Int, Int)] = []
    for (cheap, premium) in reports.values {
      if let cheap, let premium { found.append((cheap, premium)) } else { single += 1 }
    }
    // A dictionary has no order of its own; the figures must not depend on it.
    found.sort { $0 < $1 }
    pairs = found.count
    var savings: [Double] = []
    for (cheap, premium) in found {
      let (a, b) = (tallies.runs[cheap], tallies.runs[premium])
      savings.append(tallies.outcome(b) - tallies.outcome(a))
      switch (a.standing.stands, b.standing.stands) {
      case (true, true): both += 1
      case (true, false): onlyCheap += 1
      case (false, true): onlyPremium += 1
      case (false, false): neither += 1
      }
    }
    guard pairs >= Self.minimum else { return }
    saving = Sample.mean(savings)
    var stream = RandomStream(seed)
    let count = pairs
    interval = Interval(
      of: (0..<Backtest.rounds).map { _ in
        (0..<count).reduce(0) { sum, _ in sum + savings[Int(stream.unit() * Double(count))] }
          / Double(count)
      })
  }
}
