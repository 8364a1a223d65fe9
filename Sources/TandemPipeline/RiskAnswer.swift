package import TandemCore

/// A person's answer to a checkpoint: who, when, what, about exactly which diff or contract.
package struct RiskAnswer: Codable, Sendable, Hashable {
  /// Whether the risk is accepted.
  package var accepted: Bool
  /// Who answered.
  package var by: String
  /// What they add.
  package var note: String
  /// When, in seconds since 1970.
  package var time: Double
  /// The question that was answered.
  package var checkpoint: Checkpoint

  /// Makes an answer from its parts.
  package init(accepted: Bool, by: String, note: String, time: Double, checkpoint: Checkpoint) {
    self.accepted = accepted
    self.by = by
    self.note = note
    self.time = time
    self.checkpoint = checkpoint
  }

  /// The key under which the answer about a diff or contract is recorded.
  package static func key(_ hash: String) -> String { "answer.\(hash)" }
}
