import Glibc
package import TandemCore

/// How long calls of one step kind at one tier take.
package struct Latency: Encodable, Sendable, Hashable {
  /// The step kind.
  package var kind: StepKind
  /// The tier.
  package var tier: Tier
  /// Calls that brought a whole reply.
  package var count: Int
  /// The median, seconds.
  package var median: Double
  /// The 95th percentile, seconds.
  package var p95: Double
  /// Calls whose robust z, 0.6745·(x − median)/MAD on the logarithm, is above 6.
  package var spikes: Int

  /// The 95th percentile over the median; 0 without calls.
  package var tail: Double { median > 0 ? p95 / median : 0 }

  /// Sorts a ledger's calls into kinds and tiers.
  static func table(_ facts: [RunFacts]) -> [Latency] {
    let width = Tier.allCases.count
    var times = [[Double]](repeating: [], count: StepKind.allCases.count * width)
    for index in facts.indices {
      for call in facts[index].calls where call.succeeded && call.seconds > 0 {
        times[call.kind.ordinal * width + call.tier.ordinal].append(call.seconds)
      }
    }
    var rows: [Latency] = []
    for kind in StepKind.allCases {
      for tier in Tier.allCases {
        let place = kind.ordinal * width + tier.ordinal
        if !times[place].isEmpty { rows.append(Latency(kind, tier, times[place])) }
      }
    }
    return rows
  }

  private init(_ kind: StepKind, _ tier: Tier, _ unsorted: [Double]) {
    let times = unsorted.sorted()
    (self.kind, self.tier, count) = (kind, tier, times.count)
    median = Sample.quantile(times, 0.5)
    p95 = Sample.quantile(times, 0.95)
    let middle = log(median)
    let deviation = Sample.quantile(times.map { abs(log($0) - middle) }.sorted(), 0.5)
    // The limit in seconds, so that the logarithm is not taken again.
    let limit = deviation > 0 ? exp(middle + 6 * deviation / 0.6745) : .infinity
    spikes = times.count { $0 > limit }
  }
}
