package import TandemCore

/// What is believed of how hard a task is: three latent types, each with its chances.
///
/// A failure shifts the weight towards the types that fail, and so lowers the chances of *both* tiers:
/// what a Beta a tier cannot say.
package struct DifficultyBelief: Codable, Sendable, Hashable {
  /// One place, stated plainly.
  package var easy: DifficultyType
  /// The ordinary case.
  package var medium: DifficultyType
  /// Several places, or no place named.
  package var hard: DifficultyType

  /// Makes a belief from its types; weights need not add up to 1.
  package init(easy: DifficultyType, medium: DifficultyType, hard: DifficultyType) {
    self.easy = easy
    self.medium = medium
    self.hard = hard
  }

  /// The shipped types, an assumption: equal thirds whose means are the draft priors (cheap 0.598,
  /// premium 0.744 on SWE-bench Verified) and whose spread is that of its per-task results, where a
  /// third is solved by nearly every model and a quarter by none.
  package static let shipped = DifficultyBelief(
    easy: DifficultyType(weight: 1, cheap: 0.95, premium: 0.98),
    medium: DifficultyType(weight: 1, cheap: 0.65, premium: 0.85),
    hard: DifficultyType(weight: 1, cheap: 0.194, premium: 0.402))

  /// The type of a difficulty.
  package subscript(_ difficulty: Difficulty) -> DifficultyType {
    get {
      switch difficulty {
      case .easy: easy
      case .medium: medium
      case .hard: hard
      }
    }
    set {
      switch difficulty {
      case .easy: easy = newValue
      case .medium: medium = newValue
      case .hard: hard = newValue
      }
    }
  }

  /// Returns the belief whose expected chances are those that a history makes likely: every type's
  /// odds are moved by the same factor.
  ///
  /// One round of it comes within a few points of the means, since the types differ.
  package func moved(to cheap: Double, _ premium: Double) -> DifficultyBelief {
    func odds(_ p: Double) -> Double { p / max(1e-9, 1 - p) }
    func moved(_ p: Double, _ factor: Double) -> Double {
      p * factor / (1 - p + p * factor)
    }
    let (c, p) = (odds(cheap) / odds(cheapChance), odds(premium) / odds(premiumChance))
    var belief = self
    for difficulty in [Difficulty.easy, .medium, .hard] {
      belief[difficulty].cheap = moved(self[difficulty].cheap, c)
      belief[difficulty].premium = moved(self[difficulty].premium, p)
    }
    return belief
  }

  /// Returns the belief once a judge said `label`: π(d) ∝ P(label | d) · π(d).
  ///
  /// The label is a prior weighed by how often the judge is right, never the decision.
  package func labelled(_ label: Difficulty, by judge: ConfusionMatrix) -> DifficultyBelief {
    weighed(
      judge.chance(of: label, given: .easy), judge.chance(of: label, given: .medium),
      judge.chance(of: label, given: .hard))
  }

  /// Returns the belief after failures on the step: π(d) ∝ π(d)·(1−q_c(d))^k·(1−q_p(d))^j, where q is
  /// the chance that a tier's patch passes the verifier.
  package func afterFailures(cheap k: Int, premium j: Int, _ rule: RetryRule) -> DifficultyBelief {
    func stays(_ type: DifficultyType) -> Double {
      power(1 - rule.passes(type.cheap), k) * power(1 - rule.passes(type.premium), j)
    }
    return weighed(stays(easy), stays(medium), stays(hard))
  }

  /// The expected chance that a cheap draft is right, 0 to 1.
  package var cheapChance: Double {
    (easy.weight * easy.cheap + medium.weight * medium.cheap + hard.weight * hard.cheap) / weight
  }

  /// The expected chance that a premium draft is right, 0 to 1.
  package var premiumChance: Double {
    (easy.weight * easy.premium + medium.weight * medium.premium + hard.weight * hard.premium)
      / weight
  }

  /// The sum of the weights.
  package var weight: Double { easy.weight + medium.weight + hard.weight }

  /// The weights times what each type says of the evidence, normalised; unchanged where no type
  /// could have caused it.
  private func weighed(_ a: Double, _ b: Double, _ c: Double) -> DifficultyBelief {
    var belief = self
    belief.easy.weight *= a
    belief.medium.weight *= b
    belief.hard.weight *= c
    let sum = belief.weight
    guard sum > 0 else { return self }
    belief.easy.weight /= sum
    belief.medium.weight /= sum
    belief.hard.weight /= sum
    return belief
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}

/// One type of task.
package struct DifficultyType: Codable, Sendable, Hashable {
  /// How common it is, in any unit, at least 0.
  package var weight: Double
  /// p_c(d): the chance that a cheap draft is right, 0 to 1.
  package var cheap: Double
  /// p_p(d): the chance that a premium draft is right, 0 to 1.
  package var premium: Double

  /// Makes a type from its parts.
  package init(weight: Double, cheap: Double, premium: Double) {
    self.weight = weight
    self.cheap = cheap
    self.premium = premium
  }
}

extension RetryRule {
  /// q: the chance that a draft which is right with chance `p` passes the verifier, p·s + (1−p)·f.
  package func passes(_ p: Double) -> Double {
    p * passesWhenRight + (1 - p) * passesWhenWrong
  }
}
