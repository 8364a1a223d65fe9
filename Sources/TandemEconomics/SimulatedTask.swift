import TandemCore
import TandemRouting

/// One drawn task with the luck of every attempt at it, the same whatever the policy.
///
/// Cheap and premium attempts have streams of their own, so that the first premium draft of a task is
/// right or wrong whichever drafts came before it: common random numbers, so that two policies differ
/// only where they act differently.
struct SimulatedTask {
  /// The chance that a cheap draft is right.
  let cheapChance: Double
  /// The chance that a premium draft is right.
  let premiumChance: Double
  /// How hard it truly is.
  let difficulty: Difficulty
  /// Where in 0 ..< 1 its label falls.
  let labelDraw: Double
  /// The luck of cheap attempts.
  let cheapLuck: RandomStream
  /// The luck of premium attempts.
  let premiumLuck: RandomStream

  /// Draws the next task; `bounds` are the chances at which a task of a spread mix is no longer hard,
  /// and begins to be easy.
  init(_ mix: TaskMix, bounds: (hard: Double, easy: Double), from stream: inout RandomStream) {
    switch mix.tasks {
    case .spread(let cheap, let base, let slope):
      cheapChance = stream.beta(cheap.successes, cheap.failures)
      premiumChance = min(1, max(0, base + slope * cheapChance))
      difficulty =
        cheapChance < bounds.hard ? .hard : cheapChance < bounds.easy ? .medium : .easy
    case .types(let types):
      let place = stream.unit() * types.weight
      difficulty =
        place < types.easy.weight
        ? .easy : place < types.easy.weight + types.medium.weight ? .medium : .hard
      cheapChance = types[difficulty].cheap
      premiumChance = types[difficulty].premium
    }
    labelDraw = stream.unit()
    cheapLuck = RandomStream(stream.next())
    premiumLuck = RandomStream(stream.next())
  }

  /// What a judge says of it.
  func label(by judge: ConfusionMatrix) -> Difficulty {
    let easy = judge.chance(of: .easy, given: difficulty)
    if labelDraw < easy { return .easy }
    return labelDraw < easy + judge.chance(of: .medium, given: difficulty) ? .medium : .hard
  }
}
