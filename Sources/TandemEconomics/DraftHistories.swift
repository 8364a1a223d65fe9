package import TandemCore

/// The histories of all tiers that draft, told in one pass.
package struct DraftHistories: Sendable, Hashable {
  /// Classical repair.
  package var builtin: DraftHistory
  /// The cheap model.
  package var cheap: DraftHistory
  /// The premium model.
  package var premium: DraftHistory
  /// The cheap model's drafts that were their run's first.
  package var firstCheap: DraftHistory

  /// Reads a ledger; ages count back from its newest run.
  package init(_ facts: [RunFacts]) {
    var newest: [(time: Double, model: String?)] = Array(repeating: (-.infinity, nil), count: 4)
    var now = -Double.infinity
    for index in facts.indices {
      let time = facts[index].created
      now = max(now, time)
      for place in facts[index].drafts.indices {
        let tier = facts[index].drafts[place].tier.ordinal
        if time >= newest[tier].time, let model = facts[index].drafts[place].model {
          newest[tier] = (time, model)
        }
      }
    }
    builtin = DraftHistory(.builtin, model: newest[0].model)
    cheap = DraftHistory(.cheap, model: newest[1].model)
    premium = DraftHistory(.premium, model: newest[2].model)
    firstCheap = DraftHistory(.cheap, model: newest[1].model)
    for index in facts.indices where !facts[index].drafts.isEmpty {
      let drafts = facts[index].drafts
      let standing = Standing(facts[index])
      let ending = facts[index].ending
      let isInterrupted = ending == .infrastructure || ending == .interrupted
      let weight = power(DraftHistory.weekly, (now - facts[index].created) / 604_800)
      for place in drafts.indices {
        let isLast = place == drafts.count - 1
        let stood = Self.stood(drafts[place].passed, isLast, standing, isInterrupted)
        switch drafts[place].tier {
        case .builtin: builtin.add(drafts[place], stood: stood, weight: weight)
        case .cheap:
          cheap.add(drafts[place], stood: stood, weight: weight)
          if drafts[place].number == facts[index].firstDraft?.number {
            firstCheap.add(drafts[place], stood: stood, weight: weight)
          }
        case .premium: premium.add(drafts[place], stood: stood, weight: weight)
        case .human: break
        }
      }
    }
  }

  /// Whether a draft stood; nil where nobody can say.
  private static func stood(
    _ passed: Bool?, _ isLast: Bool, _ standing: Standing, _ isInterrupted: Bool
  ) -> Bool? {
    // A draft that was drafted again was refused, whatever the verifier said.
    if passed == false || !isLast { return passed == nil && isInterrupted ? nil : false }
    if standing.isBad { return false }
    return standing.stands ? true : nil
  }
}
