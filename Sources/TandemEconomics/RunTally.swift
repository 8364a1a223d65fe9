import TandemCore
import TandemRouting

/// What one run came to, without any text: the row that every statistic reads.
struct RunTally: Sendable, Hashable {
  /// What it cost, by part; `review` and `defects` are priced in `Tallies`.
  var parts = CostTally()
  /// What became of its change.
  var standing = Standing.none
  /// Whether it ended and was meant to change something.
  var isCounted = false
  /// Whether the environment, the provider or the user ended it: it says nothing of a model.
  var isInterrupted = false
  /// Whether it ended without a change that anybody can take, so that a person has to make it.
  var isUnfinished = false
  /// Which way it took.
  var mode: Route.Mode?
  /// The chance with which its first tier was chosen; nil where a person or a flag chose.
  var propensity: Double?
  /// The tier it was routed to at first.
  var routedTo: Tier?
  /// What the judge said; nil where none was asked or it made something up.
  var label: JudgeLabel?
  /// Who drafted first.
  var firstTier: Tier?
  /// Who made its last draft, and as which one.
  var lastTier: Tier?
  /// The number of its last draft.
  var lastNumber = 0
  /// Whether the verifier passed the last draft; nil where no test could judge it.
  var passed: Bool?
  /// Whether a test showed the bug.
  var isShown = false
  /// Drafts of all tiers.
  var drafts = 0
  /// Drafts of the cheap tier.
  var cheapDrafts = 0
  /// Drafts of the premium tier.
  var premiumDrafts = 0
  /// Calls that belong to cheap drafts.
  var cheapMoney = MicroDollars.zero
  /// Calls that belong to premium drafts.
  var premiumMoney = MicroDollars.zero
  /// Calls that belong to no draft: triage, the judge, the scope.
  var overheadMoney = MicroDollars.zero
  /// Calls of triage and the judge.
  var routingMoney = MicroDollars.zero
  /// Wall seconds of the judge's calls.
  var judgeSeconds = 0.0
  /// Wall seconds of cheap drafts and their verification.
  var cheapSeconds = 0.0
  /// Wall seconds of premium drafts and their verification.
  var premiumSeconds = 0.0
  /// Wall seconds of everything.
  var seconds = 0.0
  /// Minutes of review that were measured.
  var measuredMinutes: Double?
  /// Minutes that `ReviewBurden` estimates for the last draft.
  var estimatedMinutes = 0.0
  /// The last draft's lines.
  var lines = 0
  /// The last draft's files.
  var files = 0
  /// When it began, seconds since 1970.
  var created = 0.0

  /// Whether the cheap chain came to an end: it passed, or cheap drafts were given up.
  var cheapChainEnded: Bool { firstTier == .cheap && !isInterrupted && passed != nil }
  /// Whether a cheap draft passed and nobody has found fault with it.
  var cheapStood: Bool { lastTier == .cheap && passed == true && !standing.isBad }
  /// Whether cheap drafts failed and a premium one passed.
  var isLoss: Bool { cheapDrafts > 0 && lastTier == .premium && passed == true }
  /// Whether somebody reads the change.
  var isReviewed: Bool { standing != .none || measuredMinutes != nil }

  /// Reads a run.
  init(_ run: RunFacts, _ assumptions: CostAssumptions) {
    standing = Standing(run)
    if let route = run.route {
      (mode, propensity, routedTo) = (route.mode, route.propensity, route.firstTier)
      label = route.label.flatMap { $0.isVoid ? nil : $0 }
    }
    seconds = run.seconds
    created = run.created
    measuredMinutes = run.reviewMinutes ?? run.verdict?.minutes
    switch run.ending {
    case .planned, .reviewed, .open: break
    case .infrastructure, .interrupted: (isCounted, isInterrupted) = (true, true)
    default: isCounted = true
    }
    let isStuck = run.ending == .noChange || run.ending == .overBudget
    isUnfinished = standing == .rejected || (isStuck && standing == .none)
    drafts = run.drafts.count
    var testSeconds = 0.0
    for draft in run.drafts {
      testSeconds += draft.verifySeconds
      if draft.tier == .cheap {
        cheapDrafts += 1
        cheapSeconds += draft.seconds + draft.verifySeconds
      } else if draft.tier == .premium {
        premiumDrafts += 1
        premiumSeconds += draft.seconds + draft.verifySeconds
      }
    }
    if let first = run.firstDraft, let last = run.drafts.last {
      firstTier = first.tier
      (lastTier, lastNumber, passed) = (last.tier, last.number, last.passed)
      (isShown, lines, files) = (last.isShown, last.lines, last.touchedFiles)
      estimatedMinutes = ReviewBurden.minutes(files: files, lines: lines)
    }
    parts.tests = assumptions.testing(testSeconds)
    parts.waiting = assumptions.waiting(run.seconds)
    for call in run.calls { add(call, run.drafts) }
  }

  private mutating func add(_ call: CallFact, _ drafts: [DraftFact]) {
    if call.isRepeated { parts.retries += call.cost } else { parts.tokens += call.cost }
    if call.kind == .triage || call.kind == .judge { routingMoney += call.cost }
    if call.kind == .judge { judgeSeconds += call.seconds }
    guard let number = call.draft, drafts.indices.contains(number - 1) else {
      overheadMoney += call.cost
      return
    }
    switch drafts[number - 1].tier {
    case .cheap: cheapMoney += call.cost
    case .premium: premiumMoney += call.cost
    case .builtin, .human: overheadMoney += call.cost
    }
  }
}
