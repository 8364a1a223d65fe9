import TandemCore

/// Places in tables, so that a ledger is summed without hashing.
extension Tier {
  /// The tier's place on the ladder.
  var ordinal: Int {
    switch self {
    case .builtin: 0
    case .cheap: 1
    case .premium: 2
    case .human: 3
    }
  }
}

extension StepKind {
  /// The step kind's place in a run.
  var ordinal: Int {
    switch self {
    case .triage: 0
    case .scope: 1
    case .draft: 2
    case .review: 3
    case .judge: 4
    }
  }
}
