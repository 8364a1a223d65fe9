import TandemCore
import TandemRouting

/// What one run of a task came to.
struct SimulatedRun {
  /// Everything, in dollars: model, waiting, tests, review, wrong patch, person.
  var total = 0.0
  /// The model's bill, in dollars.
  var model = 0.0
  /// What of it cheap drafts cost.
  var cheapModel = 0.0
  /// Wall seconds of drafts, their tests, scope and judge; a person's time is priced, not waited for.
  var seconds = 0.0
  /// Drafts made.
  var attempts = 0
  /// Whether a wrong patch was accepted.
  var isWrong = false
  /// Whether a person made the change.
  var isTakenOver = false
}

/// A policy made ready for a mix: its moves by label and failures, and the prices as Doubles.
struct PreparedPolicy {
  private let policy: SimulatedPolicy
  private let mix: TaskMix
  private let rule: RetryRule
  private let unlabelled: Moves
  private let labelled: [Difficulty: Moves]
  private let waitingSecond: Double
  private let testing: Double
  private let cheapDraft: Double
  private let premiumDraft: Double

  init(_ policy: SimulatedPolicy, _ mix: TaskMix, _ assumptions: CostAssumptions) {
    let types = mix.types
    self.policy = policy
    self.mix = mix
    let cascade = policy.cascade(mix, assumptions, types: types)
    rule = cascade.rule
    unlabelled = Moves(cascade)
    var labelled: [Difficulty: Moves] = [:]
    if let judge = policy.judge {
      for label in [Difficulty.easy, .medium, .hard] {
        labelled[label] = Moves(
          policy.cascade(mix, assumptions, types: types.labelled(label, by: judge)))
      }
    }
    self.labelled = labelled
    waitingSecond = assumptions.waitingHour.dollars / 3600
    testing = assumptions.machineHour.dollars / 3600 * mix.costs.verifySeconds
    cheapDraft = mix.costs.cheapDraft.dollars
    premiumDraft = mix.costs.premiumDraft.dollars
  }

  /// Plays the policy on a task until a patch passes the verifier or a person takes over.
  ///
  /// A patch that passes is reviewed and accepted, right or wrong: what a reviewer would still catch
  /// belongs into f. It is the world of `RetryRule`.
  func run(_ task: SimulatedTask) -> SimulatedRun {
    var run = SimulatedRun()
    let moves = moves(for: task, &run)
    var cheapLuck = task.cheapLuck
    var premiumLuck = task.premiumLuck
    let cheapChance = task.cheapChance * (policy.scopesFirst ? 1 : mix.withoutScope)
    if policy.scopesFirst { scope(&run) }
    var (cheap, premium) = (0, 0)
    while true {
      let passed: Bool
      switch moves.after(cheap, premium) {
      case .takeOver:
        run.isTakenOver = true
        run.total += rule.takeover.dollars
        return run
      case .retryCheap:
        cheap += 1
        let before = run.model
        passed = attempt(
          &run, &cheapLuck, cheapChance, cheapDraft, mix.costs.cheapSeconds,
          rule.cheapReview.dollars)
        run.cheapModel += run.model - before
      case .escalate, .retryPremium:
        if premium == 0, !policy.scopesFirst { scope(&run) }
        premium += 1
        passed = attempt(
          &run, &premiumLuck, task.premiumChance, premiumDraft, mix.costs.premiumSeconds,
          rule.premiumReview.dollars)
      }
      if passed { return run }
    }
  }

  /// The moves for the task, the judge asked and paid where there is one.
  private func moves(for task: SimulatedTask, _ run: inout SimulatedRun) -> Moves {
    guard let judge = policy.judge else { return unlabelled }
    pay(&run, mix.judge.dollars, seconds: mix.judgeSeconds)
    return labelled[task.label(by: judge)] ?? unlabelled
  }

  private func scope(_ run: inout SimulatedRun) {
    pay(&run, mix.costs.scope.dollars, seconds: mix.scopeSeconds)
  }

  private func pay(_ run: inout SimulatedRun, _ dollars: Double, seconds: Double) {
    run.model += dollars
    run.seconds += seconds
    run.total += dollars + seconds * waitingSecond
  }

  /// Makes one attempt; true where the verifier passed it.
  private func attempt(
    _ run: inout SimulatedRun, _ luck: inout RandomStream, _ chance: Double, _ draft: Double,
    _ seconds: Double, _ review: Double
  ) -> Bool {
    let isRight = luck.happens(chance)
    let passed = luck.happens(isRight ? rule.passesWhenRight : rule.passesWhenWrong)
    let length = luck.factor(spread: mix.spread)
    pay(&run, draft * length, seconds: seconds * length + mix.costs.verifySeconds)
    run.total += testing
    run.attempts += 1
    guard passed else { return false }
    run.total += review
    if !isRight {
      run.isWrong = true
      run.total += rule.wrongPatch.dollars
    }
    return true
  }
}

/// What a rule does after any failures, asked once and kept: a rule is a pure function of them.
private struct Moves: Sendable {
  private let moves: [CascadeRule.Move]
  private let columns: Int

  init(_ rule: CascadeRule) {
    let columns = rule.limits.premium + 1
    self.columns = columns
    moves = (0...rule.limits.cheap).flatMap { cheap in
      (0..<columns).map { rule.move(cheapFailures: cheap, premiumFailures: $0) }
    }
  }

  func after(_ cheap: Int, _ premium: Int) -> CascadeRule.Move {
    moves[cheap * columns + premium]
  }
}
