/// Whether a build server may spend money on an event: only where a person with rights asked for it.
///
/// Anybody may write a report. Setting a label needs rights, but an issue template may set one in
/// the reporter's name; and how a forge relates people to a repository (`author_association`) cannot
/// be relied on alone, as members of a private organisation show as strangers.
package enum SpendingRule {
  /// The answer, with its reason for people.
  package enum Answer: Sendable, Hashable {
    case spend(reason: String)
    case spendNothing(reason: String)

    /// Why.
    package var reason: String {
      switch self {
      case .spend(let reason), .spendNothing(let reason): reason
      }
    }
  }

  /// Decides about an event.
  ///
  /// - Parameter label: the label that a person sets to ask for it.
  package static func decide(_ event: ForgeEvent, label: String) -> Answer {
    guard event.labelsSet.contains(label) else {
      return .spendNothing(reason: "this event did not set the label “\(label)”")
    }
    guard !event.isBot, let sender = event.sender else {
      return .spendNothing(reason: "a program set the label “\(label)”, not a person")
    }
    if sender == event.reporter, !trusted.contains(event.association ?? "") {
      return .spendNothing(
        reason: "the reporter's own event set the label “\(label)”, as an issue template does")
    }
    return .spend(reason: "\(sender) set the label “\(label)”")
  }

  private static let trusted: Set = ["OWNER", "MEMBER", "COLLABORATOR"]
}
