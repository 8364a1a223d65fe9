import TandemCore
package import TandemRouting

/// Policies played on the same drawn tasks.
///
/// Tasks come in chunks with seeds of their own and are merged in order: a seed gives the same bytes
/// whatever the number of cores.
package struct Simulation: Sendable {
  /// What tasks are like.
  package var mix: TaskMix
  /// The prices of time, review and error, and the verifier's error rates.
  package var assumptions: CostAssumptions
  /// The policies; the first is what the others are compared with.
  package var policies: [SimulatedPolicy]
  /// Tasks drawn, at least 1.
  package var runs: Int
  /// The seed.
  package var seed: UInt64

  /// Tasks of a chunk; a part of the result's definition, as is the seed.
  private static let chunk = 8192

  /// Makes a simulation from its parts.
  package init(
    mix: TaskMix, assumptions: CostAssumptions, policies: [SimulatedPolicy], runs: Int,
    seed: UInt64 = 1
  ) {
    self.mix = mix
    self.assumptions = assumptions
    self.policies = policies
    self.runs = runs
    self.seed = seed
  }

  /// Plays every policy on every task.
  ///
  /// - Parameter width: how many chunks may be worked on at once; without influence on the result.
  /// - Returns: An outcome a policy, in their order.
  package func outcomes(width: Int = .max) async -> [SimulatedOutcome] {
    let prepared = policies.map { PreparedPolicy($0, mix, assumptions) }
    let count = max(1, (runs + Self.chunk - 1) / Self.chunk)
    var tallies = policies.map { _ in Tally(capacity: runs) }
    await Parallel.each(count, width: width) { number in
      play(prepared, chunk: number)
    } merge: { part in
      for index in tallies.indices { tallies[index].append(part[index]) }
    }
    let totals = tallies.first?.totals ?? []
    var outcomes: [SimulatedOutcome] = []
    let finished = tallies
    await Parallel.each(policies.count, width: width) { number in
      finished[number].outcome(policies[number].name, against: totals)
    } merge: {
      outcomes.append($0)
    }
    return outcomes
  }

  /// Plays the tasks of one chunk.
  private func play(_ prepared: [PreparedPolicy], chunk number: Int) -> [Tally] {
    let tasks = min(Self.chunk, runs - number * Self.chunk)
    var seeds = RandomStream(seed)
    var stream = RandomStream(seeds.next() &+ UInt64(number) &* 0xd134_2543_de82_ef95)
    var tallies = prepared.map { _ in Tally(capacity: tasks) }
    let bounds = mix.bounds
    for _ in 0..<tasks {
      let task = SimulatedTask(mix, bounds: bounds, from: &stream)
      for index in prepared.indices { tallies[index].count(prepared[index].run(task)) }
    }
    return tallies
  }
}

extension TaskMix {
  /// The chances of a cheap draft at which a task stops to be hard, and begins to be easy.
  fileprivate var bounds: (hard: Double, easy: Double) {
    guard case .spread(let cheap, _, _) = tasks else { return (0, 0) }
    return (cheap.quantile(1.0 / 3), cheap.quantile(2.0 / 3))
  }
}

/// What runs of one policy came to, run by run.
private struct Tally: Sendable {
  private(set) var totals: [Double] = []
  private var models: [Double] = []
  private var seconds: [Double] = []
  private var attempts: [Double] = []
  private var cheapModel = 0.0
  private var wrong = 0
  private var takenOver = 0

  init(capacity: Int) {
    totals.reserveCapacity(capacity)
    models.reserveCapacity(capacity)
    seconds.reserveCapacity(capacity)
    attempts.reserveCapacity(capacity)
  }

  mutating func count(_ run: SimulatedRun) {
    totals.append(run.total)
    models.append(run.model)
    seconds.append(run.seconds)
    attempts.append(Double(run.attempts))
    cheapModel += run.cheapModel
    if run.isWrong { wrong += 1 }
    if run.isTakenOver { takenOver += 1 }
  }

  mutating func append(_ other: Tally) {
    totals += other.totals
    models += other.models
    seconds += other.seconds
    attempts += other.attempts
    cheapModel += other.cheapModel
    wrong += other.wrong
    takenOver += other.takenOver
  }

  func outcome(_ policy: SimulatedPolicy.Name, against base: [Double]) -> SimulatedOutcome {
    SimulatedOutcome(
      policy: policy, total: Distribution(totals), model: Distribution(models),
      cheapModel: cheapModel / Double(max(totals.count, 1)),
      seconds: Distribution(seconds), attempts: Distribution(attempts),
      wrong: Share(wrong, of: totals.count), takenOver: Share(takenOver, of: totals.count),
      difference: Estimate(zip(totals, base).map { $0 - $1 }))
  }
}
