/// "A $10 all-premium workflow becomes $2 to $4 when 70 to 80 % of it moves to the cheap tier": the
/// arithmetic of that claim.
///
/// With s the share of the baseline's *cost* that moves, r the price ratio of the tiers and m how much
/// more of it the cheap tier uses (retries, longer trajectories), cost / baseline = (1 − s) + s·r·m.
package struct CostClaim: Codable, Sendable, Hashable {
  /// s: the share of the baseline's cost that moves to the cheap tier, 0 to 1.
  package var share: Double
  /// r: what the cheap tier charges for the same tokens, as a share of premium's price.
  package var priceRatio: Double
  /// m: how many times as many tokens it takes, at least 1 where nothing is saved by being brief.
  package var waste: Double

  /// Makes a claim from its parts.
  package init(share: Double, priceRatio: Double, waste: Double = 1) {
    self.share = share
    self.priceRatio = priceRatio
    self.waste = waste
  }

  /// The cost as a share of the baseline; above 1 where it is dearer.
  package var relativeCost: Double { (1 - share) + share * priceRatio * waste }

  /// The least that it can be, whatever the cheap tier charges: 1 − s.
  package var floor: Double { 1 - share }

  /// Returns the largest r·m at which the cost is at most `target` (a share of the baseline); nil
  /// where no price is low enough.
  package static func breakEven(share: Double, target: Double) -> Double? {
    guard share > 0, target >= 1 - share else { return nil }
    return (target - (1 - share)) / share
  }

  /// The claim's two ends and what holds at given prices.
  package struct Verdict: Codable, Sendable, Hashable {
    /// The claim with the share and prices that were checked.
    package var claim: CostClaim
    /// Dollars that a $10 workflow becomes.
    package var dollars: Double
    /// The largest r·m at which it is $4 at most; nil where none is.
    package var breakEven: Double?
    /// Whether it is $2 to $4, or less.
    package var holds: Bool
  }

  /// Returns what becomes of the claim at both of its shares, 70 % and 80 %.
  package static func verdicts(priceRatio: Double, waste: Double) -> [Verdict] {
    [0.7, 0.8].map { share in
      let claim = CostClaim(share: share, priceRatio: priceRatio, waste: waste)
      let dollars = 10 * claim.relativeCost
      // A hundredth of a cent of tolerance, so that the break-even itself holds.
      return Verdict(
        claim: claim, dollars: dollars, breakEven: breakEven(share: share, target: 0.4),
        holds: dollars <= 4.0001)
    }
  }
}
