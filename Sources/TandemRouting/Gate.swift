package import TandemCore

/// Decides what follows a draft or a review: a pure function from facts to one action and one sentence.
///
/// The gates stand in the order in which they are asked. The typed ones come first, since no
/// arithmetic may outvote them; the retry rule is asked last.
package enum Gate {
  /// Decides what follows a draft.
  package static func afterDraft(_ facts: DraftFacts) -> GateDecision {
    infrastructure(facts.infrastructure)
      ?? time(facts.situation)
      ?? risk(facts.situation.findings, facts.situation)
      ?? widening(facts)
      ?? nothingDrafted(facts)
      ?? refusedByChecks(facts)
      ?? incompleteRun(facts)
      ?? expectation(facts)
      ?? surprise(facts)
      ?? red(facts)
      ?? review(facts)
  }

  // MARK: - Gates both sides ask

  /// What broke in the world never counts against a model and never climbs.
  static func infrastructure(_ failure: String?) -> GateDecision? {
    failure.map { .init(.stop(.infrastructure), "\($0); this does not count as an attempt") }
  }

  /// A run ends at its time limit with what it has.
  static func time(_ situation: Situation) -> GateDecision? {
    situation.secondsLeft > 0
      ? nil : .init(.stop(.overBudget), "no time is left; the attempt is kept as a patch")
  }

  /// Accepting a risk is a person's decision.
  static func risk(_ findings: [Finding], _ situation: Situation) -> GateDecision? {
    guard !situation.riskAccepted,
      let checkpoint = RiskRules.question(about: findings, situation)
    else { return nil }
    return .init(
      .askPerson(checkpoint), "a risk that only a person may accept: \(checkpoint.reason)")
  }

  // MARK: - Gates after a draft

  /// A draft that leaves its contract is never a retry: the contract is redone once.
  private static func widening(_ facts: DraftFacts) -> GateDecision? {
    var widening = facts.widening
    widening.files = Set(widening.files + WideningCheck.asked(facts.ending).files).sorted()
    guard !widening.isEmpty else { return nil }
    let situation = facts.situation
    let what = "the draft leaves its contract (\(widening.summary))"
    guard situation.tiers.contains(.premium) else {
      return .init(.stop(.noChange), "\(what) and no premium model is configured to redo it")
    }
    if facts.reScopes < situation.limits.reScopes {
      return situation.paying(situation.costs.scope, for: .reScope, "\(what): re-scoping")
    }
    guard facts.verification?.isGreen == true else {
      return .init(.stop(.noChange), "\(what) again after a new scope")
    }
    return .init(
      .askPerson(
        Checkpoint(
          question: "May the change go beyond its contract? \(widening.summary)",
          reason: "the scope was already redone once and the tests are green",
          options: RiskRules.options(situation.run), base: situation.base,
          diffHash: situation.diffHash)),
      "\(what) again after a new scope, and its tests are green: a person must say")
  }

  /// No change at all: the next tier tries, with what this one found.
  private static func nothingDrafted(_ facts: DraftFacts) -> GateDecision? {
    if case .gaveUp(let reason) = facts.ending {
      return climb(facts, "the \(facts.tier.rawValue) tier gave up (\(reason))")
    }
    return facts.isEmpty ? climb(facts, "the \(facts.tier.rawValue) draft changes nothing") : nil
  }

  /// A diff with an error finding is never accepted, however green.
  private static func refusedByChecks(_ facts: DraftFacts) -> GateDecision? {
    guard let error = facts.situation.findings.first(where: { $0.severity == .error }) else {
      return nil
    }
    return climb(facts, "the diff is refused by \(error.rule) in \(error.path)")
  }

  /// A run that does not complete judges nothing; where it completed on the base, the draft broke
  /// the tests as a whole.
  private static func incompleteRun(_ facts: DraftFacts) -> GateDecision? {
    guard let run = facts.verification?.run, run.ending != .completed else { return nil }
    return facts.situation.baseline.run?.ending == .completed
      ? climb(facts, "the tests completed before and now \(run.ending.words)") : review(facts)
  }

  /// Everything asked for is green and only known tests broke: perhaps they expect what the report
  /// calls wrong.
  ///
  /// The premium tier is asked once, and must quote the report.
  private static func expectation(_ facts: DraftFacts) -> GateDecision? {
    guard let result = facts.verification, !result.broken.isEmpty, result.vanished.isEmpty,
      result.changedClass.isEmpty, result.unmet.isEmpty, result.newRed.isEmpty
    else { return nil }
    let named = facts.situation.contract.expectationChanges.map(\.test.name)
    let unnamed = result.broken.filter { test in
      !named.contains { TestName.same($0, test.name) }
    }
    if unnamed.isEmpty {
      return again(
        facts,
        "\(result.broken.listed) must be brought in line with the report, as the contract names")
    }
    guard facts.situation.tiers.contains(.premium),
      !Set(unnamed).isSubset(of: facts.expectationsAsked)
    else { return nil }
    return facts.situation.paying(
      facts.situation.costs.scope, for: .nameExpectationChange(unnamed),
      "all that must turn green did, but \(unnamed.listed) broke: asking whether the report calls "
        + "what they expect wrong")
  }

  /// What nobody expected needs better judgement, not another try.
  private static func surprise(_ facts: DraftFacts) -> GateDecision? {
    guard let result = facts.verification else { return nil }
    var parts: [String] = []
    if !result.broken.isEmpty { parts.append("\(result.broken.listed) passed before and fails") }
    if !result.vanished.isEmpty { parts.append("\(result.vanished.listed) no longer runs") }
    if let change = result.changedClass.first {
      parts.append("\(change.test) failed with \(change.before) and now with \(change.after)")
    }
    return parts.isEmpty ? nil : climb(facts, "a surprise: " + parts.joined(separator: "; "))
  }

  /// An ordinary failure: the only one the retry rule is asked about.
  private static func red(_ facts: DraftFacts) -> GateDecision? {
    guard let result = facts.verification, result.run != nil else { return nil }
    let red = Set(result.unmet + result.newRed).sorted()
    return red.isEmpty ? nil : again(facts, "\(red.listed) is red")
  }

  private static func review(_ facts: DraftFacts) -> GateDecision {
    let situation = facts.situation
    let cost = situation.tiers.contains(.premium) ? situation.costs.review : .zero
    guard let result = facts.verification, let run = result.run else {
      return situation.paying(cost, for: .review, "no test can be run: reviewing what there is")
    }
    guard run.ending == .completed else {
      return situation.paying(
        cost, for: .review, "the tests \(run.ending.words): reviewing unjudged")
    }
    let shown =
      result.turnedGreen.isEmpty
      ? "no known test broke, though none showed the bug"
      : "\(result.turnedGreen.listed) turned green and none broke"
    return situation.paying(cost, for: .review, shown + ": reviewing")
  }
}

extension Widening {
  /// What is outside, in a few words.
  fileprivate var summary: String {
    var parts: [String] = []
    if !files.isEmpty { parts.append("files " + files.joined(separator: ", ")) }
    if !tests.isEmpty { parts.append("changes tests " + tests.joined(separator: ", ")) }
    if linesOver > 0 { parts.append("\(linesOver) lines over its budget") }
    return parts.joined(separator: "; ")
  }
}

extension Verification {
  /// Whether the run completed, met the contract and surprised nobody.
  package var isGreen: Bool {
    run?.ending == .completed && unmet.isEmpty && newRed.isEmpty && broken.isEmpty
      && vanished.isEmpty && changedClass.isEmpty
  }
}

extension [TestID] {
  /// The first test, and how many more there are.
  var listed: String {
    guard let first else { return "no test" }
    return count == 1 ? first.name : "\(first.name) (and \(count - 1) more)"
  }
}

extension TestRun.Ending {
  /// How the run ended, as a predicate of "the tests".
  var words: String {
    switch self {
    case .completed: "completed"
    case .timedOut(let seconds): "do not end within \(Int(seconds)) s"
    case .broken(let reason): "do not complete (\(reason))"
    }
  }
}
