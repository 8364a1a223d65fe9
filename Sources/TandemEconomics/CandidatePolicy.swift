package import TandemCore

/// A way to route that a ledger is asked about.
package struct CandidatePolicy: Codable, Sendable, Hashable {
  /// What people call it: `premium only`.
  package var name: String
  /// Which way runs take.
  package var mode: Route.Mode
  /// Who drafts first.
  package var firstTier: Tier
  /// Cheap drafts at most, 0 to 3.
  package var cheapDrafts: Int
  /// Premium drafts at most.
  package var premiumDrafts: Int
  /// The line of the policy file that makes it so.
  package var change: String

  /// Makes a policy from its parts.
  package init(
    _ name: String, mode: Route.Mode = .routed, firstTier: Tier, cheapDrafts: Int,
    premiumDrafts: Int = 2, change: String
  ) {
    self.name = name
    self.mode = mode
    self.firstTier = firstTier
    self.cheapDrafts = cheapDrafts
    self.premiumDrafts = premiumDrafts
    self.change = change
  }

  /// A cascade with so many cheap drafts before premium.
  package static func cheapFirst(_ drafts: Int) -> CandidatePolicy {
    CandidatePolicy(
      "\(drafts) cheap draft\(drafts == 1 ? "" : "s"), then premium", firstTier: .cheap,
      cheapDrafts: drafts, change: "routing.cheap_drafts: \(drafts)")
  }

  /// Scope and routing stay, every draft is premium's.
  package static let premiumFirst = CandidatePolicy(
    "premium drafts", firstTier: .premium, cheapDrafts: 0, change: "routing.draft: premium")

  /// Everything at premium, without a judge.
  package static let premiumOnly = CandidatePolicy(
    "premium only", mode: .premiumOnly, firstTier: .premium, cheapDrafts: 0,
    change: "routing.mode: premium-only")

  /// Everything at cheap; where it fails a person makes the change.
  package static let cheapOnly = CandidatePolicy(
    "cheap only", mode: .cheapOnly, firstTier: .cheap, cheapDrafts: 2, premiumDrafts: 0,
    change: "routing.mode: cheap-only")

  /// One call that drafts, without a scope; where it fails premium drafts.
  package static let direct = CandidatePolicy(
    "direct, then premium", mode: .direct, firstTier: .cheap, cheapDrafts: 1,
    change: "routing.mode: direct")

  /// The policies that are tried where nobody names others.
  package static let standard: [CandidatePolicy] = [
    .cheapFirst(1), .cheapFirst(2), .cheapFirst(3), .premiumFirst, .premiumOnly, .cheapOnly,
    .direct,
  ]
}
