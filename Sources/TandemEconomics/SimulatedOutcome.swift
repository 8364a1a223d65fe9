import Glibc

/// What a policy came to over all simulated runs.
package struct SimulatedOutcome: Codable, Sendable, Hashable {
  /// The policy's name.
  package var policy: SimulatedPolicy.Name
  /// Everything in dollars a run: model, waiting, tests, review, wrong patches, people.
  package var total: Distribution
  /// The model's bill in dollars a run.
  package var model: Distribution
  /// What of it cheap drafts cost, in dollars a run.
  package var cheapModel: Double
  /// Wall seconds a run, a person's work not counted.
  package var seconds: Distribution
  /// Drafts a run.
  package var attempts: Distribution
  /// Runs in which a wrong patch was accepted.
  package var wrong: Share
  /// Runs that a person took over.
  package var takenOver: Share
  /// Total dollars a run above those of the first policy, negative where it is cheaper; the standard
  /// error is that of the paired difference over the same tasks.
  package var difference: Estimate

  /// The share of runs that end with a right change, people's included.
  package var rightShare: Double { 1 - wrong.value }
}

/// A mean with its standard error.
package struct Estimate: Codable, Sendable, Hashable {
  /// The mean.
  package var mean: Double
  /// One standard error of it; 0 for a single number.
  package var standardError: Double

  /// Makes an estimate from its parts.
  package init(mean: Double, standardError: Double) {
    self.mean = mean
    self.standardError = standardError
  }

  /// Makes the estimate of `values`, summed in their order.
  init(_ values: some Collection<Double>) {
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(mean: mean, standardError: count > 1 ? sqrt(squares / (count - 1) / count) : 0)
  }
}

/// A mean with its standard error, and how its values are spread.
package struct Distribution: Codable, Sendable, Hashable {
  /// The mean.
  package var mean: Double
  /// One standard error of the mean.
  package var standardError: Double
  /// Half of the values are at most this.
  package var p50: Double
  /// Nine in ten are at most this.
  package var p90: Double
  /// Nineteen in twenty are at most this.
  package var p95: Double

  /// Makes the distribution of `values`, of which there is at least one.
  init(_ values: [Double]) {
    let estimate = Estimate(values)
    let sorted = values.sorted()
    func quantile(_ share: Double) -> Double {
      sorted.isEmpty ? 0 : sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
    }
    mean = estimate.mean
    standardError = estimate.standardError
    p50 = quantile(0.5)
    p90 = quantile(0.9)
    p95 = quantile(0.95)
  }
}

extension Share {
  /// One standard error of the share, √(p(1−p)/n).
  package var standardError: Double {
    total == 0 ? 0 : sqrt(value * (1 - value) / Double(total))
  }
}
