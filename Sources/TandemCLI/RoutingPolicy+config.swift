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
      explore: config.explored)
  }
}
