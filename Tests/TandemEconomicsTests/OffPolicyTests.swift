import TandemCore
import TandemEconomics
import Testing

/// Off-policy estimates on samples whose truth is known.
@Suite struct OffPolicyTests {
  /// Two strata; premium is drawn more often where it is dearer, so that plain means are biased.
  static let chance = [0.15, 0.6]
  static let premium = [2.0, 7.0]
  static let cheap = [1.0, 9.0]
  static let shareOfHard = 0.4
  /// The mean cost of a run if premium always began.
  static let truth = (1 - shareOfHard) * premium[0] + shareOfHard * premium[1]

  static func samples(_ count: Int, _ stream: inout RandomStream) -> [PolicySample] {
    (0..<count).map { _ in
      let stratum = stream.happens(shareOfHard) ? 1 : 0
      let isPremium = stream.happens(chance[stratum])
      let mean = isPremium ? premium[stratum] : cheap[stratum]
      return PolicySample(
        stratum: stratum, action: isPremium ? 1 : 0,
        propensity: isPremium ? chance[stratum] : 1 - chance[stratum],
        cost: mean * (0.5 + stream.unit()))
    }
  }

  /// The mean error of an estimate over a thousand ledgers, in its standard errors.
  private func bias(_ estimate: ([PolicySample]) -> Double) -> Double {
    var stream = RandomStream(11)
    let errors = (0..<1_000).map { _ in estimate(Self.samples(200, &stream)) - Self.truth }
    let mean = errors.reduce(0, +) / 1_000
    let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999
    return mean / (variance / 1_000).squareRoot()
  }

  private func wrongChances(_ samples: [PolicySample]) -> [PolicySample] {
    samples.map { sample in
      var sample = sample
      sample.propensity = sample.action == 1 ? 0.35 : 0.65
      return sample
    }
  }

  private func right(_ samples: [PolicySample]) -> [Double] {
    samples.map { Self.premium[$0.stratum] }
  }

  private func wrong(_ samples: [PolicySample]) -> [Double] { samples.map { _ in 3 } }

  @Test func `inverse propensities are unbiased where the chances are right`() {
    #expect(abs(bias { OffPolicyEstimate($0, action: 1).ips }) < 3)
    #expect(abs(bias { OffPolicyEstimate(self.wrongChances($0), action: 1).ips }) > 10)
  }

  @Test func `doubly robust is unbiased where either the chances or the outcomes are right`() {
    #expect(abs(bias { OffPolicyEstimate($0, action: 1, expected: self.wrong($0)).dr }) < 3)
    #expect(
      abs(
        bias {
          OffPolicyEstimate(self.wrongChances($0), action: 1, expected: self.right($0)).dr
        }) < 3)
    #expect(
      abs(
        bias {
          OffPolicyEstimate(self.wrongChances($0), action: 1, expected: self.wrong($0)).dr
        }) > 10)
  }

  @Test func `means of like runs make no bias and less spread`() {
    #expect(abs(bias { OffPolicyEstimate($0, action: 1).dr }) < 3)
    var stream = RandomStream(3)
    var (plain, robust) = (0.0, 0.0)
    for _ in 0..<200 {
      let estimate = OffPolicyEstimate(Self.samples(200, &stream), action: 1)
      plain += (estimate.ips - Self.truth) * (estimate.ips - Self.truth)
      robust += (estimate.dr - Self.truth) * (estimate.dr - Self.truth)
    }
    #expect(robust < plain / 2)
  }

  @Test func `intervals hold the truth as often as they say`() {
    var stream = RandomStream(5)
    var held = (ips: 0, snips: 0, dr: 0)
    for round in 0..<200 {
      let estimate = OffPolicyEstimate(Self.samples(200, &stream), action: 1)
      let intervals = estimate.intervals(rounds: 200, seed: UInt64(round))
      if intervals.ips.contains(Self.truth) { held.ips += 1 }
      if intervals.snips.contains(Self.truth) { held.snips += 1 }
      if intervals.dr.contains(Self.truth) { held.dr += 1 }
    }
    #expect(held.ips >= 180 && held.snips >= 180 && held.dr >= 180, "\(held)")
    #expect(held.dr < 200)
  }

  @Test func `the effective sample is Kish's`() {
    let equal = (0..<40).map {
      PolicySample(stratum: 0, action: $0 % 2, propensity: 0.5, cost: 1)
    }
    #expect(abs(OffPolicyEstimate(equal, action: 1).effective - 20) < 1e-9)
    #expect(OffPolicyEstimate([], action: 1).effective == 0)
    // Σw = 1/0.1 + 1/0.9, Σw² = 100 + 1/0.81.
    let two = [0.1, 0.9].map { PolicySample(stratum: 0, action: 1, propensity: $0, cost: 1) }
    let expected = (10 + 1 / 0.9) * (10 + 1 / 0.9) / (100 + 1 / 0.81)
    #expect(abs(OffPolicyEstimate(two, action: 1).effective - expected) < 1e-9)
  }
}
