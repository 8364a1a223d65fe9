import TandemCore
import TandemRouting

extension TaskMix {
  /// The mixes that come with the program.
  package enum Preset: String, Codable, Sendable, Hashable, CaseIterable {
    /// The reference's toy world, for checking the simulator.
    case toy
    /// GPT-5-mini and Opus 4.5 on SWE-bench Verified, per-task results.
    case sweBench = "swe-bench"
    /// DeepSeek-V4-Pro and Opus 4.8 on SWE-bench Verified: cheap, slow, nearly as good.
    case openWeights = "open-weights"
    /// GLM-5.1 and Opus 4.8 on SWE-bench Verified: a "cheap" tier that costs twice the premium one.
    case dearCheap = "dear-cheap"
  }

  /// Returns a mix that comes with the program.
  package static func preset(_ preset: Preset) -> TaskMix {
    switch preset {
    case .toy: ToyWorld.mix
    case .sweBench: sweBench
    case .openWeights: openWeights
    case .dearCheap: dearCheap
    }
  }

  /// Cheap 59.8 % and premium 74.4 % right, 77.2 % either.
  ///
  /// So premium is right on 43 % of what cheap fails and on 95 % of what it solves. The Beta that reproduces these four figures with p_p linear
  /// in p_c has a + b = 0.2: most tasks are solved always or never, and a retry rarely helps.
  private static var sweBench: TaskMix {
    measured(
      "swe-bench", cheap: (0.598, 0.035, 400), premium: (0.744, 0.721, 160), slope: 0.6245,
      source: "GPT-5-mini and Opus 4.5 on 500 SWE-bench Verified tasks, published per task; "
        + "seconds assumed")
  }

  private static var openWeights: TaskMix {
    measured(
      "open-weights", cheap: (0.732, 0.0395, 751), premium: (0.838, 0.75, 159), slope: 0.6,
      source: "DeepSeek-V4-Pro and Opus 4.8 on SWE-bench Verified, OpenHands index of 2026-06-30; "
        + "spread over tasks as in swe-bench")
  }

  private static var dearCheap: TaskMix {
    measured(
      "dear-cheap", cheap: (0.75, 1.54, 748), premium: (0.838, 0.75, 159), slope: 0.6,
      source: "GLM-5.1 and Opus 4.8 on SWE-bench Verified, OpenHands index of 2026-06-30; "
        + "spread over tasks as in swe-bench")
  }

  /// A mix from a tier's share right, dollars and seconds a task.
  ///
  /// Assumed for all: a + b = 0.2 over tasks; attempts vary by 60 % of their mean; a contract costs
  /// what `StepCosts` says and a minute, and is worth a tenth of cheap drafts' chance; a label costs
  /// half a cent and 5 seconds.
  private static func measured(
    _ name: String, cheap: (right: Double, dollars: Double, seconds: Double),
    premium: (right: Double, dollars: Double, seconds: Double), slope: Double, source: String
  ) -> TaskMix {
    var costs = StepCosts()
    costs.cheapDraft = MicroDollars(nearestDollars: cheap.dollars)
    costs.premiumDraft = MicroDollars(nearestDollars: premium.dollars)
    costs.cheapSeconds = cheap.seconds
    costs.premiumSeconds = premium.seconds
    return TaskMix(
      name: name, source: source,
      tasks: .spread(
        cheap: BetaBelief(successes: cheap.right * 0.2, failures: (1 - cheap.right) * 0.2),
        base: premium.right - slope * cheap.right, slope: slope),
      costs: costs, spread: 0.6, scopeSeconds: 60, withoutScope: 0.9,
      judge: MicroDollars(5_000), judgeSeconds: 5)
  }
}
