package import TandemCore
package import TandemRouting

/// What tasks are like: how hard, how dear, how slow.
package struct TaskMix: Codable, Sendable, Hashable {
  /// A name, one word.
  package var name: String
  /// Where its figures come from, in one sentence.
  package var source: String
  /// The chances of both tiers, and how they hang together.
  package var tasks: Tasks
  /// What attempts cost on average; its review by a model is not simulated.
  package var costs: StepCosts
  /// The coefficient of variation of an attempt's money and seconds, which vary together, since a
  /// longer trajectory costs both; 0 for none.
  package var spread: Double
  /// Whether a test that is red on the base judges each draft; else only what passed before does.
  package var isShown: Bool
  /// Wall seconds of the scope step.
  package var scopeSeconds: Double
  /// What a cheap draft's chance is multiplied by where no contract was made, 0 to 1.
  package var withoutScope: Double
  /// What the judge's label costs.
  package var judge: MicroDollars
  /// Wall seconds of the judge.
  package var judgeSeconds: Double

  /// Makes a mix; without scope, judge and variation where they are not given.
  package init(
    name: String, source: String, tasks: Tasks, costs: StepCosts, spread: Double = 0,
    isShown: Bool = true, scopeSeconds: Double = 0, withoutScope: Double = 1,
    judge: MicroDollars = .zero, judgeSeconds: Double = 0
  ) {
    self.name = name
    self.source = source
    self.tasks = tasks
    self.costs = costs
    self.spread = spread
    self.isShown = isShown
    self.scopeSeconds = scopeSeconds
    self.withoutScope = withoutScope
    self.judge = judge
    self.judgeSeconds = judgeSeconds
  }

  /// How the chances of a draft being right are spread over tasks; attempts at one task are
  /// independent given them.
  package enum Tasks: Codable, Sendable, Hashable {
    /// p_c is Beta distributed and p_p = base + slope · p_c, kept within 0 to 1.
    case spread(cheap: BetaBelief, base: Double, slope: Double)
    /// Every task is one of three types.
    case types(DifficultyBelief)
  }

  /// What is believed of a cheap draft at a task of this mix.
  package var cheapBelief: BetaBelief {
    switch tasks {
    case .spread(let cheap, _, _): cheap
    case .types(let types):
      BetaBelief(successes: types.cheapChance * 6, failures: (1 - types.cheapChance) * 6)
    }
  }

  /// What is believed of a premium draft; only its mean is used.
  package var premiumBelief: BetaBelief {
    let mean =
      switch tasks {
      case .spread(let cheap, let base, let slope): base + slope * cheap.mean
      case .types(let types): types.premiumChance
      }
    return BetaBelief(successes: mean * 100, failures: (1 - mean) * 100)
  }

  /// The mix as three types: itself, or the thirds of its Beta with the mean chances of each.
  package var types: DifficultyBelief {
    switch tasks {
    case .types(let types): return types
    case .spread(let cheap, let base, let slope):
      let bounds = [0, cheap.quantile(1.0 / 3), cheap.quantile(2.0 / 3), 1]
      func third(_ number: Int) -> DifficultyType {
        let mean = cheap.mean(from: bounds[number], to: bounds[number + 1])
        return DifficultyType(weight: 1.0 / 3, cheap: mean, premium: base + slope * mean)
      }
      return DifficultyBelief(easy: third(2), medium: third(1), hard: third(0))
    }
  }
}

extension BetaBelief {
  /// The x below which the distribution has the share `p`.
  func quantile(_ p: Double) -> Double { BetaFunction.quantile(p, successes, failures) }

  /// The mean of the distribution between two bounds, by x·Beta(a, b) ∝ Beta(a + 1, b).
  fileprivate func mean(from low: Double, to high: Double) -> Double {
    func share(_ a: Double) -> Double {
      BetaFunction.cumulative(high, a, failures) - BetaFunction.cumulative(low, a, failures)
    }
    let weight = share(successes)
    return weight > 0 ? mean * share(successes + 1) / weight : (low + high) / 2
  }
}
