package import TandemCore

/// Where the money for models goes: by step kind, by tier and by class of token.
package struct CostShares: Encodable, Sendable, Hashable {
  /// Rows with calls, in the order of steps and tiers.
  package var rows: [Row] = []
  /// What all calls cost.
  package var total = MicroDollars.zero

  /// One step kind at one tier.
  package struct Row: Encodable, Sendable, Hashable {
    /// The step kind.
    package var kind: StepKind
    /// The tier.
    package var tier: Tier
    /// Calls.
    package var calls = 0
    /// What they cost.
    package var cost = MicroDollars.zero
    /// Their tokens by class.
    package var usage = TokenUsage()
    /// Their cost by class of token, apportioned by `TokenWeights`.
    package var classes = ClassCost()
  }

  init(_ facts: [RunFacts]) {
    var table = StepKind.allCases.flatMap { kind in
      Tier.allCases.map { Row(kind: kind, tier: $0) }
    }
    let width = Tier.allCases.count
    let places = StepKind.allCases.map(\.ordinal)
    var rowOf = [Int](repeating: 0, count: places.count)
    for (row, place) in places.enumerated() { rowOf[place] = row * width }
    for index in facts.indices {
      for call in facts[index].calls {
        let place = rowOf[call.kind.ordinal] + call.tier.ordinal
        table[place].calls += 1
        table[place].cost += call.cost
        table[place].usage = table[place].usage + call.usage
        table[place].classes.add(call)
      }
    }
    rows = table.filter { $0.calls > 0 }
    total = rows.reduce(into: .zero) { $0 += $1.cost }
  }

  /// The rows of one tier, added up.
  package func tier(_ tier: Tier) -> Row {
    rows.filter { $0.tier == tier }.reduce(into: Row(kind: .draft, tier: tier)) { sum, row in
      sum.calls += row.calls
      sum.cost += row.cost
      sum.usage = sum.usage + row.usage
      sum.classes += row.classes
    }
  }

  /// The share of `cost` in all calls' cost, 0 to 1.
  package func share(_ cost: MicroDollars) -> Double {
    cost.share(of: total)
  }
}
