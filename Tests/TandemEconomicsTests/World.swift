import TandemCore
import TandemEconomics

/// A world that writes ledgers: what is true in it is known, so that statistics can be checked.
struct World: Sendable {
  /// Kinds of task with their share, the chance that a cheap and a premium draft is right, and the
  /// judge's word for them.
  struct Kind: Sendable {
    var share: Double
    var cheap: Double
    var premium: Double
    var word: Difficulty
  }

  var runs = 400
  var kinds = [
    Kind(share: 0.55, cheap: 0.96, premium: 0.97, word: .easy),
    Kind(share: 0.30, cheap: 0.50, premium: 0.85, word: .medium),
    Kind(share: 0.15, cheap: 0.20, premium: 0.60, word: .hard),
  ]
  /// The chance with which a run begins with premium.
  var premiumFirst = 0.15
  var cheapDrafts = 2
  var premiumDrafts = 2
  /// s and f; f may grow with the attempt.
  var passesWhenRight = 0.87
  var passesWhenWrong = [0.1, 0.1, 0.1]
  /// The share of accepted changes that somebody judges.
  var judged = 0.8
  var isShown = true

  // What may be wrong with it.
  var falseClaims = 0.004
  var labelNoise = 0.06
  var hasRandomChances = false
  var repeatsSignature = 0.1
  var spikes = 0.0
  var judgeOutput = 150
  var judgeSeconds = 3.0
  var handOff = 2_000
  var cheapMinutes = 0.0
  var outside = 0.01
  var unpriced = 0.0
  var servedOther = 0.0
  var upperBounds = 0.002
  var cap = MicroDollars(5_000_000)
  var cheapSeconds = 45.0

  /// Writes a ledger; the same seed writes the same one.
  func ledger(_ seed: UInt64) -> [RunFacts] {
    var stream = RandomStream(seed &* 0x5851_f42d_4c95_7f2d &+ 7)
    return (0..<runs).map { run($0, &stream) }
  }

  private func run(_ number: Int, _ stream: inout RandomStream) -> RunFacts {
    let kind = pick(&stream)
    let label = label(kind, &stream)
    let isPremium = stream.happens(premiumFirst)
    var facts = RunFacts(
      run: "r\(number)", created: 1_790_000_000 + Double(number) * 3_600, seconds: 20,
      route: Route(
        policy: "standard/2", mode: .routed, firstTier: isPremium ? .premium : .cheap,
        propensity: isPremium ? premiumFirst : 1 - premiumFirst, label: label, reason: ""),
      ending: .noChange, cap: cap)
    facts.calls.append(
      call(.triage, .cheap, nil, TokenUsage(input: 2_000, output: 100), 2, &stream))
    facts.calls.append(
      call(
        .judge, .cheap, nil, TokenUsage(input: 2_000, output: judgeOutput), judgeSeconds, &stream))
    facts.calls.append(
      call(
        .scope, .premium, nil,
        TokenUsage(input: 8_000, cacheRead: 4_000, cacheWrite: handOff, output: 3_000), 25, &stream)
    )
    let chain: [Tier] =
      Array(repeating: .cheap, count: isPremium ? 0 : cheapDrafts)
      + Array(repeating: .premium, count: premiumDrafts)
    let lines = 4 + Int(stream.unit() * 40)
    var (signature, isRight) = ("", false)
    for (place, tier) in chain.enumerated() {
      isRight = stream.happens(tier == .cheap ? kind.cheap : kind.premium)
      let leak = passesWhenWrong[min(place, passesWhenWrong.count - 1)]
      let passes = stream.happens(isRight ? passesWhenRight : leak)
      let isRepeat = !signature.isEmpty && stream.happens(repeatsSignature)
      if !isRepeat { signature = "failure \(number).\(place)" }
      let isOutside = stream.happens(outside) && !passes
      facts.drafts.append(
        DraftFact(
          number: place + 1, tier: tier, passed: passes, isShown: isShown,
          seconds: tier == .cheap ? cheapSeconds : 60, verifySeconds: 10,
          signature: passes ? "" : signature, touchedFiles: isOutside ? 2 : 1,
          outsideFiles: isOutside ? 1 : 0, lines: lines,
          decision: passes ? "review" : "escalate"))
      addDraft(place, tier, isAfterSwitch: place == 0 || chain[place - 1] != tier, &facts, &stream)
      if passes {
        facts.ending = .accepted
        break
      }
    }
    facts.seconds += facts.calls.reduce(0) { $0 + $1.seconds } + Double(facts.drafts.count) * 10
    judge(&facts, isRight, lines, number, &stream)
    return facts
  }

  private func pick(_ stream: inout RandomStream) -> Kind {
    var rest = stream.unit()
    for kind in kinds {
      rest -= kind.share
      if rest < 0 { return kind }
    }
    return kinds[kinds.count - 1]
  }

  private func label(_ kind: Kind, _ stream: inout RandomStream) -> JudgeLabel {
    let isWrong = stream.happens(labelNoise)
    let words: [Difficulty] = [.easy, .medium, .hard]
    let word = isWrong ? words[Int(stream.unit() * 3)] : kind.word
    let likely = passesWhenRight * kind.cheap + 0.1 * (1 - kind.cheap)
    let chain = 1 - (1 - likely) * (1 - likely)
    let claims = 4
    let made = (0..<claims).reduce(0) { sum, _ in sum + (stream.happens(falseClaims) ? 1 : 0) }
    return JudgeLabel(
      difficulty: word, reach: .local, tier: .cheap, claims: claims, falseClaims: made,
      calibrated: hasRandomChances ? stream.unit() : chain)
  }

  private func addDraft(
    _ place: Int, _ tier: Tier, isAfterSwitch: Bool, _ facts: inout RunFacts,
    _ stream: inout RandomStream
  ) {
    let seconds = tier == .cheap ? cheapSeconds : 60
    for turn in 0..<2 {
      let written = turn == 0 && isAfterSwitch ? handOff : 1_000
      facts.calls.append(
        call(
          .draft, tier, place + 1,
          TokenUsage(input: 5_000, cacheRead: 20_000, cacheWrite: written, output: 3_500),
          seconds / 2, &stream, isRepeated: place > 0))
    }
  }

  private func call(
    _ kind: StepKind, _ tier: Tier, _ draft: Int?, _ usage: TokenUsage, _ seconds: Double,
    _ stream: inout RandomStream, isRepeated: Bool = false
  ) -> CallFact {
    // 0.5 to 2 of the usual time; a spike takes twenty times as long.
    let factor = stream.happens(spikes) ? 20 : 0.5 + stream.unit() * stream.unit() * 1.5
    let isBound = stream.happens(upperBounds)
    let price: [Int64] = tier == .cheap ? [500, 50, 625, 2_500] : [4_000, 200, 5_000, 20_000]
    let thousandths =
      Int64(usage.input) * price[0] + Int64(usage.cacheRead) * price[1]
      + Int64(usage.cacheWrite) * price[2] + Int64(usage.output) * price[3]
    return CallFact(
      kind: kind, tier: tier, draft: draft, usage: usage, cost: MicroDollars(thousandths / 1_000),
      isUpperBound: isBound, isPriced: !stream.happens(unpriced),
      isAsAsked: !stream.happens(servedOther), isRepeated: isRepeated, seconds: seconds * factor)
  }

  private func judge(
    _ facts: inout RunFacts, _ isRight: Bool, _ lines: Int, _ number: Int,
    _ stream: inout RandomStream
  ) {
    guard facts.ending == .accepted, stream.happens(judged) else { return }
    let word: ChangeVerdict.Word =
      isRight ? .accepted : stream.happens(0.5) ? .reworked : .reverted
    facts.verdict = ChangeVerdict(word, by: "a reviewer", time: facts.created + 86_400)
    guard stream.happens(0.7) else { return }
    let isCheap = facts.drafts.last?.tier == .cheap
    let usual = (1 + Double(lines) * 0.15) * (0.6 + 0.8 * stream.unit())
    facts.reviewMinutes = usual + (isCheap ? cheapMinutes : 0)
  }
}
