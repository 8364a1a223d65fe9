import TandemChecks
import TandemCode
import TandemCore
import TandemEconomics
import TandemRepair
import TandemRouting
import TandemStore

extension Steps {
  /// What the ledger knows of drafts here, read once a run.
  func experience() async throws -> Experience {
    try await journal.step("experience") {
      var known = Experience.of(
        try await journal.store.facts(last: Self.rememberedRuns), settings.assumptions)
      known.costs = known.costs.free(Set(desk.choices.filter(\.value.isLocal).keys))
      return known
    }
  }

  /// Runs that are looked back on: older ones say little, and reading them costs time.
  private static let rememberedRuns = 200

  /// Which way the run takes, decided before anything is scoped.
  func mode(
    _ triage: Triage, _ ranking: [RankedFile], _ baseline: Baseline, _ experience: Experience
  ) async throws -> Route.Mode {
    let choice = try await journal.step("mode") {
      let named = namedFiles(triage)
      return ModeRule.choose(
        settings.policy,
        ModeRule.Task(
          difficulty: triage.difficulty, namedFiles: named.count,
          failingTests: BuiltinScope.relevant(triage, ranking, baseline, said: said).count,
          bytes: named.reduce(0) { $0 + (tree.text($1)?.utf8.count ?? 0) }),
        among: desk.tiers, costs: experience.costs, chance: experience.cheapBelief.mean)
    }
    if choice.mode != .routed { journal.emit(.notice("\(choice.mode.rawValue): \(choice.reason)")) }
    return choice.mode
  }

  /// Who drafts first and why, recorded with its propensity.
  func route(
    _ triage: Triage, _ history: History, _ experience: Experience
  ) async throws -> Route {
    let route = try await journal.step("route") {
      FirstTierRule.choose(
        FirstTierRule.Facts(
          policy: settings.policy, mode: mode, tiers: tiers, reach: history.contract.reach,
          isShown: !history.contract.mustTurnGreen.isEmpty,
          label: label(triage, experience), experience: experience,
          assumptions: experience.fitted(settings.assumptions),
          deadline: request.limits.deadline.map { $0 - journal.seconds }),
        draw: Double.random(in: 0..<1))
    }
    try await journal.store.record(
      route: route, report: StableHash.of(request.report.text), run: journal.run)
    if !tiers.isEmpty {
      journal.emit(
        .decided(Decision(action: "draft at \(route.firstTier.rawValue)", reason: route.reason)))
    }
    return route
  }

  /// What the judge said, with the chance that its confusion matrix makes of it.
  private func label(_ triage: Triage, _ experience: Experience) -> JudgeLabel? {
    let rules = JudgeLabel(difficulty: triage.difficulty, reach: .local, tier: .builtin)
    var label: JudgeLabel
    switch settings.policy.judge {
    case .off: return nil
    case .rules: label = rules
    case .model: label = triage.label ?? rules
    }
    label.calibrated = experience.belief(label)?.cheapChance
    return label
  }

  /// Whether the builtin repair tries before a model is paid.
  func isRungZeroWorthIt(_ history: History) -> Bool {
    guard workspace != nil, let adapter = tests?.adapter else { return false }
    return RungZero.tries(
      settings.policy, history.contract, history.baseline,
      perTry: BuiltinDrafter.secondsPerTry(history.baseline, by: adapter),
      repairs: BuiltinDrafter.repairs)
  }

  /// What an attempt hands to the next one.
  func packet(_ attempt: Attempt, _ decision: GateDecision) -> Packet {
    Packets.after(attempt, decision, tokens: settings.packetTokens)
  }

  /// The tiers that this run may ask.
  var tiers: Set<Tier> { RoutingPolicy.tiers(mode, of: desk.tiers) }

  /// Who does a step at first.
  func first(_ kind: StepKind) -> Tier { settings.policy.first(kind, mode, among: tiers) }

  /// Source files that the report itself names or whose frames it shows, and that the base holds.
  func namedFiles(_ triage: Triage) -> [String] {
    let named = triage.paths + triage.frames.map(\.path)
    return Set(named.filter { tree.holds($0) && PathRole(path: $0) == .source }).sorted()
  }

  /// The contract of a direct call: what the report names and what fails, not scoped by anybody.
  func directScope(_ scoping: Scoping) -> ScopeResult {
    var files = namedFiles(scoping.triage).filter(isAllowed)
    if files.isEmpty {
      files = scoping.ranking.prefix(Self.directFiles).map(\.path).filter(isAllowed)
    }
    guard !files.isEmpty else { return .none(reason: "the report points at no file") }
    return .contract(
      ChangeContract(
        cause: "Not scoped: one direct call reads the report and these files.",
        plan: "Fix what the report says by one small change; leave every test as it is.",
        files: Array(files.prefix(Self.directFiles)), lineBudget: 40,
        mustTurnGreen: BuiltinScope.relevant(
          scoping.triage, scoping.ranking, scoping.baseline, said: said),
        reach: .local, tier: .builtin))
  }

  /// The most files of a direct call.
  private static let directFiles = 3
}
