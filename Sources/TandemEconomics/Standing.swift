package import TandemCore

/// What became of a run's change, as far as anybody knows.
package enum Standing: String, Codable, Sendable, Hashable, CaseIterable {
  /// A person or the history says it was taken as it was.
  case accepted
  /// The run accepted it and nobody has said anything yet.
  case unjudged
  /// Taken after a person changed it.
  case reworked
  /// Taken, then taken back.
  case reverted
  /// Not taken.
  case rejected
  /// There is no change that anybody took or refused.
  case none

  /// Reads it from a run.
  package init(_ run: RunFacts) {
    self =
      switch run.verdict?.word {
      case .accepted: .accepted
      case .reworked: .reworked
      case .reverted: .reverted
      case .rejected: .rejected
      case nil: run.ending == .accepted ? .unjudged : .none
      }
  }

  /// Whether a person or the history judged it.
  package var isJudged: Bool { self != .unjudged && self != .none }
  /// Whether somebody had to do it again, in part or as a whole.
  package var isBad: Bool { self == .reworked || self == .reverted || self == .rejected }
  /// Whether it stands as it was made, as far as anybody knows.
  package var stands: Bool { self == .accepted || self == .unjudged }
}
