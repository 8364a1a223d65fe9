import TandemCore
import TandemEconomics
import Testing

/// Every failure mode in worlds that have it and in worlds that do not, a hundred ledgers each.
@Suite struct AlarmTests {
  /// A world with something wrong, and the alarms that must tell; more than one where the flaws have
  /// nothing to do with each other, to spare ledgers.
  struct Flaw: Sendable, CustomTestStringConvertible {
    var alarms: [String]
    var world: World

    init(_ alarms: String..., runs: Int = 300, _ change: (inout World) -> Void) {
      self.alarms = alarms
      world = World()
      world.runs = runs
      change(&world)
    }

    var testDescription: String { alarms.joined(separator: ", ") }
  }

  static let flaws = [
    Flaw("judge miscalibration") { $0.hasRandomChances = true },
    Flaw("judge asymmetry") { $0.labelNoise = 0.8 },
    Flaw("over-routing to cheap") { world in
      world.kinds = [.init(share: 1, cheap: 0.2, premium: 0.9, word: .medium)]
      world.cheapSeconds = 200
    },
    Flaw("under-routing", runs: 600) { world in
      world.premiumFirst = 0.8
      world.kinds = [.init(share: 1, cheap: 0.8, premium: 0.9, word: .medium)]
    },
    Flaw("retry machine") { $0.repeatsSignature = 0.6 },
    Flaw("retry machine") { world in
      world.kinds = [.init(share: 1, cheap: 0.03, premium: 0.95, word: .medium)]
      (world.passesWhenWrong, world.cheapDrafts, world.cheapSeconds) = ([0.01], 3, 900)
    },
    Flaw("retries that accept junk", runs: 600) { $0.passesWhenWrong = [0.02, 0.6, 0.8] },
    Flaw("routing overhead on tiny tasks") { world in
      (world.judgeOutput, world.judgeSeconds) = (12_000, 60)
    },
    Flaw("hand-off tax") { $0.handOff = 60_000 },
    Flaw("review burden shift") { $0.cheapMinutes = 3 },
    Flaw("judge hallucination", "scope creep", "latency spikes") { world in
      (world.falseClaims, world.outside, world.spikes) = (0.06, 0.2, 0.03)
    },
    Flaw(
      "unpriced calls", "another model answered", "costs known only as upper bounds",
      "budget overshoot"
    ) { world in
      (world.unpriced, world.servedOther, world.upperBounds) = (0.01, 0.01, 0.06)
      world.cap = MicroDollars(400_000)
    },
  ]

  @Test(arguments: flaws) func `a ledger that has it raises its alarm`(flaw: Flaw) {
    var raised: [String: Int] = [:]
    for seed in 0..<100 {
      for alarm in Alarm.all(flaw.world.ledger(UInt64(seed))) where alarm.state == .raised {
        raised[alarm.name, default: 0] += 1
      }
    }
    for name in flaw.alarms {
      #expect(raised[name, default: 0] >= 95, "\(name): \(raised[name, default: 0]) of 100")
    }
  }

  @Test func `a ledger that has none of them is silent`() {
    let world = World()
    var silent: [String: Int] = [:]
    for seed in 0..<100 {
      for alarm in Alarm.all(world.ledger(UInt64(seed))) where alarm.state == .silent {
        silent[alarm.name, default: 0] += 1
      }
    }
    // Premium is never the usual first choice there, so that nobody can say it was one too often.
    for name in Set(Self.flaws.flatMap(\.alarms)) where name != "under-routing" {
      #expect(silent[name, default: 0] >= 95, "\(name): \(silent[name, default: 0]) of 100")
    }
  }

  @Test func `premium first is no waste where cheap cannot do it`() throws {
    var world = World()
    (world.runs, world.premiumFirst) = (600, 0.8)
    world.kinds = [.init(share: 1, cheap: 0.05, premium: 0.9, word: .medium)]
    let silent = try (0..<100).count { seed in
      try state("under-routing", in: world.ledger(UInt64(seed))) == .silent
    }
    #expect(silent >= 95, "\(silent) of 100")
  }

  @Test func `an empty ledger raises nothing and says how many cases it needs`() {
    let needs = Alarm.all([]).map(\.state.word)
    #expect(
      needs
        == [20, 50, 20, 20, 30, 20, 20, 20, 20, 20, 20, 20, 1, 1, 20, 1].map {
          "too few (needs \($0))"
        })
  }

  private func state(_ name: String, in ledger: [RunFacts]) throws -> Alarm.State {
    try #require(Alarm.all(ledger).first { $0.name == name }).state
  }
}
