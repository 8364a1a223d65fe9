import TandemCore
import TandemEconomics
import TandemRouting
import Testing

@testable import TandemReport

/// What `tandem simulate` prints and writes.
@Suite struct SimulationTextTests {
  static func report(
    _ mix: TaskMix.Preset, _ change: (inout SimulationOptions) -> Void = { _ in }
  ) async -> SimulationReport {
    var options = SimulationOptions()
    options.mix = mix
    options.runs = 4000
    change(&options)
    return await SimulationReport.make(options)
  }

  @Test(arguments: TaskMix.Preset.allCases)
  func `no line is wider than a hundred columns`(mix: TaskMix.Preset) async {
    let text = SimulationText.text(
      await Self.report(mix) {
        $0.policies = SimulatedPolicy.Name.allCases
        $0.takeover = MicroDollars(9_999_000_000)
      })
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    for name in SimulatedPolicy.Name.allCases { #expect(text.contains("\n\(name.rawValue) ")) }
  }

  @Test func `the same options give the same text and the same object`() async {
    let one = await Self.report(.toy)
    let other = await Self.report(.toy)
    #expect(SimulationText.text(one) == SimulationText.text(other))
    #expect(SimulationJSON.object(one) == SimulationJSON.object(other))
  }

  @Test func `the toy world's answer names the cheapest policy and its quality`() async {
    let text = SimulationText.text(await Self.report(.toy) { $0.runs = 40_000 })
    #expect(
      text.hasPrefix("40,000 tasks of the mix toy, seed 1; each policy plays the same tasks\n"))
    #expect(text.contains("below premium-only; of lower quality: "))
    #expect(text.contains("were 70 % moved at this r·m, it would be $4.5"))
    #expect(text.contains("  G ") == false)
  }

  @Test func `where cheap is dear nothing beats premium`() async {
    let report = await Self.report(.dearCheap) { $0.policies = [.cheap1, .cheap2] }
    let text = SimulationText.text(report)
    #expect(report.cheapest?.policy == .premiumOnly)
    #expect(text.contains("cheapest: premium-only at $"))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("for models, so it does not hold here"))
  }

  @Test func `what was given is marked and used`() async throws {
    let report = await Self.report(.sweBench) {
      $0.policies = [.cheap2]
      $0.priceRatio = 0.5
      $0.premiumAttempt = MicroDollars(2_000_000)
      $0.passesWhenWrong = 0.62
      $0.wrongPatch = MicroDollars(100_000_000)
    }
    #expect(report.outcomes.map(\.policy) == [.premiumOnly, .cheap2])
    #expect(report.mix.costs.cheapDraft == MicroDollars(1_000_000))
    let given = SimulationAssumption.all(report).filter(\.isGiven).map(\.words)
    #expect(
      given == [
        "the verifier passes 62 % of wrong patches: given",
        "a cheap draft costs $1.00, a premium one $2.00: given",
        "a wrong patch accepted costs $100.00: given",
      ])
    let object = SimulationJSON.object(report)
    #expect(object["schema"] == "tandem.simulation/1")
    #expect(object["assumptions"]?["false_accepts"] == .number(0.62))
    #expect(object["policies"]?.array?.count == 2)
    #expect(
      object["policies"]?[1]?["wrong_accepted"]?["hits"]
        == .integer(Int64(report.outcomes[1].wrong.hits)))
  }

  @Test func `figures keep their sign, their zeros and their columns`() {
    #expect(Figures.fixed(-0.652, 2) == "-0.65")
    #expect(Figures.fixed(-0.001, 2) == "0.00")
    #expect(Figures.fixed(0.0049, 3) == "0.005")
    #expect(Figures.fixed(12.5, 0) == "13")
    #expect(Figures.fixed(.nan, 2) == "?")
    #expect(Figures.percent(0.0745) == "7.5 %")
    #expect(Figures.grouped(1_234_567) == "1,234,567")
    #expect(Figures.row(["ab", "1", "22"], widths: [4, 3, 3]) == "ab    1 22")
    #expect(
      Figures.wrapped("one two three four", columns: 9, indent: 2) == [
        "one two", "  three", "  four",
      ])
  }
}
