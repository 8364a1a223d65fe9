import TandemCore

extension Gate {
  /// Decides what follows a review.
  package static func afterReview(_ facts: ReviewFacts) -> GateDecision {
    infrastructure(facts.infrastructure)
      ?? risk(facts.situation.findings + facts.review.findings, facts.situation)
      ?? personAsked(facts)
      ?? refused(facts)
      ?? revision(facts)
      ?? expectationUnreviewed(facts)
      ?? unverified(facts)
      ?? .init(.accept, accepted(facts))
  }

  /// The reviewer itself says that a person must decide.
  private static func personAsked(_ facts: ReviewFacts) -> GateDecision? {
    guard facts.review.verdict == .askPerson, !facts.situation.riskAccepted else { return nil }
    return ask(
      facts, "Is this change acceptable?", "the reviewer asks for a person: \(facts.review.summary)"
    )
  }

  /// A rejection, or an error finding: a stronger tier may try once, with the findings.
  private static func refused(_ facts: ReviewFacts) -> GateDecision? {
    let findings = facts.situation.findings + facts.review.findings
    let error = findings.first { $0.severity == .error }
    guard facts.review.verdict == .reject || error != nil else { return nil }
    let why = error.map { "\($0.rule) in \($0.path)" } ?? facts.review.summary
    let reason = "the review rejects the change (\(why))"
    guard facts.rounds < facts.situation.limits.rounds,
      let next = facts.situation.tier(above: facts.draftTier)
    else {
      return .init(.stop(.noChange), "\(reason); the attempt is kept as a patch")
    }
    return anotherRound(facts, next, "\(reason): one round at \(next.rawValue) with the findings")
  }

  /// Right in kind, not yet right: one more round at the same tier, then a person.
  private static func revision(_ facts: ReviewFacts) -> GateDecision? {
    guard facts.review.verdict == .revise else { return nil }
    let count = facts.review.findings.count
    let reason = "the review wants a revision (\(count) finding\(count == 1 ? "" : "s"))"
    if facts.rounds >= facts.situation.limits.rounds {
      return ask(
        facts, "Is this change good enough as it is?",
        "\(reason) after \(facts.rounds) round\(facts.rounds == 1 ? "" : "s"): \(facts.review.summary)"
      )
    }
    // Builtin repair cannot read findings.
    guard
      let tier = facts.draftTier == .builtin
        ? facts.situation.tier(above: .builtin) : facts.draftTier
    else { return .init(.stop(.noChange), "\(reason) and no model is configured to make it") }
    return anotherRound(facts, tier, "\(reason): one more round at \(tier.rawValue)")
  }

  /// A changed expectation is never accepted without the report's sentence and a reviewer's eye.
  private static func expectationUnreviewed(_ facts: ReviewFacts) -> GateDecision? {
    let changes = facts.situation.contract.expectationChanges
    guard !changes.isEmpty, !facts.situation.riskAccepted,
      facts.review.tier == .builtin || changes.contains(where: \.sentence.isEmpty)
    else { return nil }
    return ask(
      facts, "Does the report really call wrong what \(changes.map(\.test).listed) expects?",
      "an existing test's expectation is changed and no model reviewed it")
  }

  /// Nothing was proven by a test: the branch is made, a person must accept it.
  private static func unverified(_ facts: ReviewFacts) -> GateDecision? {
    guard let run = facts.verification.run else {
      return .init(
        .acceptUnverified,
        "no test can be run (\(facts.situation.baseline.reason)): a person must accept it")
    }
    if run.ending == .completed, !facts.verification.isGreen {
      return .init(.stop(.noChange), "the tests are not green, whatever the review says")
    }
    if run.ending != .completed {
      return .init(
        .acceptUnverified,
        "the tests \(run.ending.words) and cannot judge it: a person must accept it")
    }
    if let doubt = facts.doubt, facts.review.tier == .builtin {
      return .init(
        .acceptUnverified,
        "\(facts.verification.turnedGreen.listed) turned green and none broke, but no model reviewed "
          + "what the search found (\(doubt)): a person must accept it")
    }
    return facts.verification.turnedGreen.isEmpty
      ? .init(
        .acceptUnverified,
        "no known test broke (\(run.results.count) run), but none was red without the change: "
          + "a person must accept it") : nil
  }

  private static func accepted(_ facts: ReviewFacts) -> String {
    let who =
      facts.review.tier == .builtin
      ? "the deterministic checks found nothing against it, no model reviewed it"
      : "the \(facts.review.tier.rawValue) review accepts it"
    return "\(facts.verification.turnedGreen.listed) turned green, none broke, and \(who)"
  }

  private static func anotherRound(
    _ facts: ReviewFacts, _ tier: Tier, _ reason: String
  ) -> GateDecision {
    time(facts.situation)
      ?? facts.situation.paying(
        facts.situation.costs.draft(tier) + facts.situation.costs.review,
        for: .oneMoreRound(tier), reason)
  }

  private static func ask(
    _ facts: ReviewFacts, _ question: String, _ reason: String
  ) -> GateDecision {
    let situation = facts.situation
    return .init(
      .askPerson(
        Checkpoint(
          question: question, reason: reason, options: RiskRules.options(situation.run),
          base: situation.base, diffHash: situation.diffHash)), reason)
  }
}
