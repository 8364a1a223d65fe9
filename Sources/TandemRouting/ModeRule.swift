package import TandemCore

/// Routed, or one direct call: what a task is worth, asked before anything is scoped.
///
/// Scope and review are what routing adds to a draft. Where one strong call probably does it and a
/// red test proves it, they cost more than they can save.
package enum ModeRule {
  /// P(one call fixes it | one place is named and a test shows it).
  ///
  /// Prior: a premium draft on SWE-bench Verified, 74 %, less what an agent's own test runs add
  /// (aider's one-shot edits against its loop, about a fifth).
  package static let directChance = 0.6

  /// What is known of a task before it is scoped.
  package struct Task: Sendable, Hashable {
    /// How hard triage says it is.
    package var difficulty: Difficulty
    /// Files that the report itself names and the base holds.
    package var namedFiles: Int
    /// Tests that fail on the base and speak of the report.
    package var failingTests: Int
    /// Bytes of the named files.
    package var bytes: Int

    /// Makes a task from its parts.
    package init(difficulty: Difficulty, namedFiles: Int, failingTests: Int, bytes: Int) {
      self.difficulty = difficulty
      self.namedFiles = namedFiles
      self.failingTests = failingTests
      self.bytes = bytes
    }

    /// Whether the task is so small that one call can see all of it, and a test can judge it.
    var isTiny: Bool {
      difficulty == .easy && (1...2).contains(namedFiles) && (1...5).contains(failingTests)
        && bytes <= 40_000
    }
  }

  /// A mode with its reason.
  package struct Choice: Codable, Sendable, Hashable {
    /// The way the run takes.
    package var mode: Route.Mode
    /// Why, in one sentence with its numbers.
    package var reason: String

    /// Makes a choice from its parts.
    package init(_ mode: Route.Mode, _ reason: String) {
      self.mode = mode
      self.reason = reason
    }
  }

  /// Chooses the way of a run.
  ///
  /// - Parameter chance: P(a cheap draft is accepted) here.
  package static func choose(
    _ policy: RoutingPolicy, _ task: Task, among tiers: Set<Tier>, costs: StepCosts, chance: Double
  ) -> Choice {
    if let mode = policy.mode { return Choice(mode, "routing.mode asks for it") }
    guard tiers.contains(.premium) || tiers.contains(.cheap) else {
      return Choice(.routed, "no model is configured: the builtin repair drafts")
    }
    guard task.isTiny else {
      return Choice(.routed, "the task is not so small that one call could be judged by a test")
    }
    // One call reads and writes about as much as a scope does.
    let direct = costs.scope
    let routed =
      costs.scope + costs.cheapDraft + costs.review + costs.premiumDraft.scaled(by: 1 - chance)
    let worth = routed.scaled(by: directChance)
    let numbers =
      "one call at about \(direct) with a \((directChance * 100).nearest) % chance, against "
      + "\(routed) to scope, draft and review it"
    return direct < worth
      ? Choice(.direct, "one place is named and a red test judges it: \(numbers)")
      : Choice(.routed, "routing pays even here: \(numbers)")
  }
}
