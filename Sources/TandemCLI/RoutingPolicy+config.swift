import TandemConfig
import TandemCore
import TandemRouting

extension RoutingPolicy {
  /// The policy that the configuration describes.
  init(_ config: ResolvedConfig) {
    let tiers = StepKind.allCases.compactMap { kind in
      config.routingTier(kind).map { (kind, $0) }
    }
    self.init(
      mode: Route.Mode(rawValue: config.routingMode),
      tiers: Dictionary(uniqueKeysWithValues: tiers),
      judge: Judge(rawValue: config.routingJudge) ?? .model, cheapDrafts: config.cheapDrafts,
      premiumDrafts: config.premiumDrafts, sideBySide: config.sideBySide,
      builtinSeconds: config.builtinTime / .seconds(1),
      explore: config.explored)
  }
}

extension CostAssumptions {
  /// The shipped prices of time, review and error, with the user's own in their place.
  init(_ config: ResolvedConfig) {
    self.init()
    reviewerHour = config.reviewerHour ?? reviewerHour
    waitingHour = config.waitingHour ?? waitingHour
    machineHour = config.machineHour ?? machineHour
    wrongPatch = config.wrongPatch ?? wrongPatch
    takeover = config.takeover ?? takeover
  }
}
