/// From where on a failure mode raises its alarm, in one table.
package struct AlarmThresholds: Codable, Sendable, Hashable {
  /// Cases below which no alarm says anything.
  package var minimum = 20
  /// Judge hallucination: made-up paths and symbols, of all it named.
  package var falseClaims = 0.02
  /// Judge miscalibration: a skill at or below this is worse than the mean.
  package var skill = 0.0
  /// Labels with an outcome that the skill needs.
  package var labels = 50
  /// Judge asymmetry: the upper end (90 %) of the chance that cheap fails what was judged easy.
  package var easyFailures = 0.15
  /// Over-routing: money and waiting for cheap drafts that premium had to redo, of all.
  package var wastedCheap = 0.15
  /// Over-routing: belief that the chance of a cheap draft is below the one it needs.
  package var belowNeeded = 0.9
  /// Retry machine: what a passed cheap draft costs by retrying, over what finishing with premium
  /// costs.
  package var retryIndex = 1.0
  /// Retry machine: failures that repeat the one before.
  package var repeats = 0.30
  /// Retry accepts junk: growth of the share of bad changes with each further attempt.
  package var junkSlope = 0.0
  /// Latency: the 95th percentile over the median.
  package var tail = 4.0
  /// Latency: calls with a robust z above 6 (on the logarithm), of all.
  package var spikes = 0.01
  /// Overhead: triage and judge in the cost of tiny changes.
  package var overhead = 0.10
  /// A change is tiny up to so many lines in one file.
  package var tinyLines = 10
  /// Hand-off: cache writes after a change of tier, of what models cost.
  package var handOff = 0.15
  /// Scope creep: drafts that touch files outside the contract, of all.
  package var creep = 0.05
  /// Ledger drift: money that is only an upper bound, of all.
  package var upperBounds = 0.02

  /// The shipped values: the defaults of the routing reference.
  package init() {}
}
