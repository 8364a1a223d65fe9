package import TandemCore

/// The words every report uses for the same thing.
package enum Wording {
  /// Seconds as people read them: `0.4 s`, `12 s`, `3 min 05 s`.
  package static func seconds(_ seconds: Double) -> String {
    if seconds < 9.95 {
      let tenths = Int((seconds * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    if whole < 120 { return "\(whole) s" }
    let rest = whole % 60
    return "\(whole / 60) min \(rest < 10 ? "0" : "")\(rest) s"
  }

  /// A count with its noun: `1 test`, `3 tests`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A step's key as people read it: `draft.2` is `draft 2`.
  package static func step(_ key: String) -> String {
    key.replacing(".", with: " ").replacing("/", with: ", ")
  }

  /// The one word that leads every summary.
  package static func headline(_ outcome: RunOutcome) -> String {
    switch outcome {
    case .accepted: "accepted"
    case .unverified: "unverified"
    case .parked: "waiting for a person"
    case .planned: "planned"
    case .noChange: "no accepted change"
    case .notABug: "not a bug to fix"
    case .reviewed: "reviewed"
    case .overBudget: "out of budget"
    case .infrastructure: "environment failed"
    case .interrupted: "interrupted"
    }
  }

  /// Why it ended so.
  package static func reason(_ outcome: RunOutcome) -> String {
    switch outcome {
    case .accepted(let reason), .unverified(let reason), .noChange(let reason),
      .notABug(_, let reason), .overBudget(let reason), .reviewed(_, let reason):
      reason
    case .parked(let checkpoint): checkpoint.question
    case .planned: "the contract is written; nothing was changed"
    case .infrastructure(let reason, let hint): hint.map { "\(reason); \($0)" } ?? reason
    case .interrupted: "stopped by the user; everything so far is kept"
    }
  }

  /// How well tests were isolated.
  package static func isolation(_ level: SandboxLevel) -> String {
    switch level {
    case .full: "full (bubblewrap, overlays, no network)"
    case .copy: "copy (bubblewrap, no network; ignored folders copied)"
    case .none: "none (asked for with --no-sandbox)"
    }
  }
}
