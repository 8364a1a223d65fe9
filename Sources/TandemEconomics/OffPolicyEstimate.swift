import Glibc
import TandemCore

/// One run as off-policy evaluation sees it: what was known, what was chosen with which chance, and
/// what came of it.
package struct PolicySample: Sendable, Hashable {
  /// What was known before the choice, as a small number.
  package var stratum: Int
  /// The choice: 0 for cheap first, 1 for premium first.
  package var action: Int
  /// The chance with which that choice was made, above 0.
  package var propensity: Double
  /// The outcome, dollars.
  package var cost: Double

  /// Makes a sample.
  package init(stratum: Int, action: Int, propensity: Double, cost: Double) {
    self.stratum = stratum
    self.action = action
    self.propensity = propensity
    self.cost = cost
  }
}

/// The mean outcome if every run had made one choice, told from runs that chose by chance.
///
/// With w = 1/μ where the run made the choice and 0 elsewhere: IPS = mean(w·y) (Horvitz and
/// Thompson), SNIPS = Σw·y / Σw, DR = mean(Q(x, a') + w·(y − Q(x, a'))) (Robins and Rotnitzky; right
/// where either Q or μ is), ESS = (Σw)² / Σw².
package struct OffPolicyEstimate: Encodable, Sendable, Hashable {
  /// Runs that were used.
  package var count = 0
  /// So many runs that all made the choice would say as much.
  package var effective = 0.0
  /// Inverse propensity scoring, dollars a run.
  package var ips = 0.0
  /// The same, divided by the weights' sum.
  package var snips = 0.0
  /// Doubly robust.
  package var dr = 0.0

  /// The effective sample below which no estimate is printed.
  package static let minimum = 30.0

  private var weights: [Double] = []
  private var costs: [Double] = []
  private var expected: [Double] = []

  enum CodingKeys: CodingKey {
    case count, effective, ips, snips, dr
  }

  /// Estimates what the choice `action` costs.
  ///
  /// - Parameter expected: an outcome model, one value a sample: what the choice is expected to
  ///   cost there. Without one, means of like runs are taken.
  package init(_ samples: [PolicySample], action: Int, expected: [Double]? = nil) {
    count = samples.count
    costs = samples.map(\.cost)
    weights = samples.map { $0.action == action ? 1 / $0.propensity : 0 }
    self.expected = expected ?? Self.likeRuns(samples, action)
    let all = estimate { index in index }
    (ips, snips, dr) = (all.ips, all.snips, all.dr)
    let (sum, squares) = weights.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + $1 * $1) }
    effective = squares > 0 ? sum * sum / squares : 0
  }

  /// The mean outcome of all runs as they were logged.
  package var logged: Double { Sample.mean(costs) }

  /// Intervals of all estimates and of the saving (logged − DR).
  ///
  /// They hold 95 % of `rounds` samples of runs drawn with replacement. The same seed gives the same
  /// intervals.
  package func intervals(rounds: Int, seed: UInt64) -> Intervals {
    var stream = RandomStream(seed)
    var (ips, snips, dr, saving): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for _ in 0..<rounds {
      let round = estimate { _ in Int(stream.unit() * Double(count)) }
      ips.append(round.ips)
      snips.append(round.snips)
      dr.append(round.dr)
      saving.append(round.logged - round.dr)
    }
    return Intervals(
      ips: Interval(of: ips), snips: Interval(of: snips), dr: Interval(of: dr),
      saving: Interval(of: saving))
  }

  /// The saving's interval from the spread of its terms, for where a bootstrap takes too long.
  func normalSaving() -> Interval {
    let terms = costs.indices.map {
      costs[$0] - expected[$0] - weights[$0] * (costs[$0] - expected[$0])
    }
    let mean = Sample.mean(terms)
    let variance = terms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = sqrt(variance) / Double(max(1, count))
    return Interval(mean - 1.96 * error, mean + 1.96 * error)
  }

  /// Bootstrap intervals.
  package struct Intervals: Encodable, Sendable, Hashable {
    /// Of inverse propensity scoring.
    package var ips: Interval
    /// Of its self-normalised form.
    package var snips: Interval
    /// Of the doubly robust estimate.
    package var dr: Interval
    /// Of what the choice saves in a run against the logged choices.
    package var saving: Interval
  }

  private func estimate(
    _ pick: (Int) -> Int
  ) -> (ips: Double, snips: Double, dr: Double, logged: Double) {
    var (weighted, weight, robust, plain) = (0.0, 0.0, 0.0, 0.0)
    for index in 0..<count {
      let run = pick(index)
      weighted += weights[run] * costs[run]
      weight += weights[run]
      robust += expected[run] + weights[run] * (costs[run] - expected[run])
      plain += costs[run]
    }
    let n = Double(max(1, count))
    return (weighted / n, weight > 0 ? weighted / weight : 0, robust / n, plain / n)
  }

  /// What the choice costs in like runs of the *other* half of the sample (so that no run predicts
  /// itself), drawn towards the choice's mean by five runs' weight.
  private static func likeRuns(_ samples: [PolicySample], _ action: Int) -> [Double] {
    let strata = (samples.map(\.stratum).max() ?? 0) + 1
    var sums = [(cost: Double, count: Double)](repeating: (0, 0), count: 2 * strata)
    var halves = [(cost: Double, count: Double)](repeating: (0, 0), count: 2)
    for (index, sample) in samples.enumerated() where sample.action == action {
      let half = index % 2
      sums[half * strata + sample.stratum].cost += sample.cost
      sums[half * strata + sample.stratum].count += 1
      halves[half].cost += sample.cost
      halves[half].count += 1
    }
    return samples.indices.map { index in
      let other = 1 - index % 2
      let mean = halves[other].count > 0 ? halves[other].cost / halves[other].count : 0
      let cell = sums[other * strata + samples[index].stratum]
      return (cell.cost + 5 * mean) / (cell.count + 5)
    }
  }
}
