package import TandemCore

/// One event as one line for people: step, who, seconds, what came of it, money so far.
package enum ProgressLine {
  /// The line, or nil for events that a person need not see.
  ///
  /// - Parameter cap: the run's money limit, shown beside what is spent.
  package static func text(_ event: RunEvent, cap: MicroDollars) -> String? {
    switch event {
    case .started(let run, let title, let base, let limits):
      "run \(run): \(OneLine.of(title, 70)) at \(base.prefix(10))"
        + ", at most \(limits.cost) and \(Wording.seconds(limits.seconds))"
    case .notice(let text): "note: \(OneLine.of(text, 300))"
    case .stepStarted(let step, let tier, let model):
      "\(padded(step)) \(model ?? tier.rawValue) …"
    case .stepFinished(let step, let summary, let seconds, let spent, let replayed):
      "\(padded(step)) \(OneLine.of(summary, 160))"
        + (replayed ? " (recorded)" : " (\(Wording.seconds(seconds))\(money(spent, cap)))")
    case .modelCall: nil
    case .decided(let decision):
      "\(padded("gate")) \(decision.action): \(OneLine.of(decision.reason, 400))"
    // The summary that follows says it better.
    case .finished: nil
    }
  }

  private static func money(_ spent: MicroDollars, _ cap: MicroDollars) -> String {
    spent == .zero ? "" : ", \(spent) of \(cap)"
  }

  private static func padded(_ step: String) -> String {
    let name = Wording.step(step)
    return name + String(repeating: " ", count: max(0, 12 - name.count))
  }
}

/// Untrusted text on one line: no line breaks, no control characters, bounded.
package enum OneLine {
  /// `text` with runs of whitespace as one space, control characters as `·`, cut at `limit`.
  package static func of(_ text: String, _ limit: Int) -> String {
    var line = String.UnicodeScalarView()
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        pendingSpace = !line.isEmpty
        continue
      }
      if pendingSpace { line.append(" ") }
      pendingSpace = false
      let isHidden = [.control, .format].contains(scalar.properties.generalCategory)
      line.append(isHidden ? "·" : scalar)
      if line.count >= limit { return String(line) + "…" }
    }
    return String(line)
  }
}
