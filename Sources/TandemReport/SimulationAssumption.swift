import TandemCore
import TandemEconomics
import TandemRouting

/// One assumption of a simulation, in words with its source.
struct SimulationAssumption {
  /// Whether the user gave it; else it came with the program.
  var isGiven: Bool
  /// What is assumed, and where that comes from.
  var words: String

  /// All of a report's, the weightiest first.
  static func all(_ report: SimulationReport) -> [SimulationAssumption] {
    let options = report.options
    let costs = report.mix.costs
    let world = report.assumptions
    let isToy = options.mix == .toy
    func assumed(_ isGiven: Bool, _ words: String, _ source: String) -> SimulationAssumption {
      SimulationAssumption(
        isGiven: isGiven, words: words + ": " + (isGiven ? "given" : isToy ? "toy world" : source))
    }
    let review = world.reviewing(costs.reviewMinutes)
    let surcharge = Figures.percent(world.cheapReviewSurcharge, 0)
    return [
      SimulationAssumption(isGiven: false, words: "tasks: \(report.mix.source)"),
      assumed(
        options.passesWhenWrong != nil,
        "the verifier passes \(Figures.percent(report.falseAccepts, 0)) of wrong patches",
        "half of the 95 % bound after 0 of 13 on Django bugs with a test that was red before"),
      assumed(
        options.passesWhenRight != nil,
        "and \(Figures.percent(world.passesWhenRight, 0)) of right ones",
        "387 of 443 right Django drafts break no nearby test"),
      assumed(
        options.cheapAttempt != nil || options.premiumAttempt != nil || options.priceRatio != nil,
        "a cheap draft costs \(costs.cheapDraft), a premium one \(costs.premiumDraft)",
        "the mix's source"),
      assumed(
        options.review != nil, "a review costs \(review), \(surcharge) more where cheap wrote it",
        "\(Figures.fixed(costs.reviewMinutes, 1)) min at \(world.reviewerHour) an hour"),
      assumed(
        options.wrongPatch != nil, "a wrong patch accepted costs \(world.wrongPatch)",
        "13 minutes of a developer, the middle row of the rule's sensitivity table"),
      assumed(
        options.takeover != nil, "a person makes the change for \(world.takeover)",
        "20 minutes of the reviewer's hour"),
      assumed(
        false,
        "waiting costs \(world.waitingHour) an hour, scope \(costs.scope), a label "
          + "\(report.mix.judge); attempts vary by \(Figures.percent(report.mix.spread, 0))",
        "assumed"),
      SimulationAssumption(
        isGiven: options.judgeAccuracy != nil,
        words: "the judge labels "
          + (options.judgeAccuracy.map { "\(Figures.percent($0, 0)) of tasks right" }
            ?? "13 of 20 tasks right, an assumption nobody measured here")),
      SimulationAssumption(
        isGiven: false,
        words:
          "attempts at one task are independent given its difficulty, every policy believes what "
          + "is true of the mix, and a reviewer finds nothing the verifier missed"),
    ]
  }
}
