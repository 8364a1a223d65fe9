/// A cascade of one cheap draft and one premium draft, replayed from published totals of a benchmark.
///
/// Totals suffice: a right cheap draft is kept, a wrong one is accepted with the verifier's chance f,
/// and premium then solves what it solved among the tasks that cheap failed. What premium costs on
/// those, more than on average, follows from the published row of the perfect verifier.
package struct CascadeReplay: Codable, Sendable, Hashable {
  /// Tasks that cheap solves, 0 to 1.
  package var cheapRight: Double
  /// Tasks that premium solves.
  package var premiumRight: Double
  /// Tasks that either solves.
  package var eitherRight: Double
  /// Dollars of a cheap draft.
  package var cheapCost: Double
  /// Dollars of a premium draft, over all tasks.
  package var premiumCost: Double
  /// Dollars of a premium draft on the tasks that cheap fails.
  package var premiumCostOnFailed: Double

  /// Makes a replay; `perfect` is what the cascade with a perfect verifier costs a task, in dollars.
  package init(
    cheapRight: Double, premiumRight: Double, eitherRight: Double, cheapCost: Double,
    premiumCost: Double, perfect: Double
  ) {
    self.cheapRight = cheapRight
    self.premiumRight = premiumRight
    self.eitherRight = eitherRight
    self.cheapCost = cheapCost
    self.premiumCost = premiumCost
    premiumCostOnFailed = (perfect - cheapCost) / (1 - cheapRight)
  }

  /// GPT-5-mini and Opus 4.5 on the 500 tasks of SWE-bench Verified, as published per task.
  package static let sweBench = CascadeReplay(
    cheapRight: 0.598, premiumRight: 0.744, eitherRight: 0.772, cheapCost: 0.035,
    premiumCost: 0.721, perfect: 0.429)

  /// A row of the replay.
  package struct Row: Codable, Sendable, Hashable {
    /// f: the share of wrong cheap drafts that the verifier accepts; nil for a single tier.
    package var falseAccepts: Double?
    /// Tasks that are resolved, 0 to 1.
    package var resolved: Double
    /// Dollars a task, models only.
    package var cost: Double

    /// Makes a row from its parts.
    package init(falseAccepts: Double?, resolved: Double, cost: Double) {
      self.falseAccepts = falseAccepts
      self.resolved = resolved
      self.cost = cost
    }
  }

  /// Returns what the cascade comes to with a verifier that accepts the share `falseAccepts` of wrong
  /// cheap drafts and refuses the share `falseRefusals` of right ones.
  ///
  /// Premium's draft ends the task. A right draft that is refused goes to premium at the price of a
  /// task that cheap solves.
  package func cascade(falseAccepts: Double, falseRefusals: Double = 0) -> Row {
    let rescued = eitherRight - cheapRight
    let both = cheapRight + premiumRight - eitherRight
    let wrong = 1 - cheapRight
    let costOnSolved = (premiumCost - wrong * premiumCostOnFailed) / cheapRight
    return Row(
      falseAccepts: falseAccepts,
      resolved: cheapRight - falseRefusals * (cheapRight - both) + (1 - falseAccepts) * rescued,
      cost: cheapCost + (1 - falseAccepts) * wrong * premiumCostOnFailed
        + falseRefusals * cheapRight * costOnSolved)
  }

  /// Each tier alone.
  package var cheapOnly: Row { Row(falseAccepts: nil, resolved: cheapRight, cost: cheapCost) }
  /// Premium alone.
  package var premiumOnly: Row {
    Row(falseAccepts: nil, resolved: premiumRight, cost: premiumCost)
  }

  /// The share of wrong drafts accepted at which the cascade resolves no more than premium alone:
  /// (either − premium) / (either − cheap).
  package var breakEven: Double { (eitherRight - premiumRight) / (eitherRight - cheapRight) }
}
