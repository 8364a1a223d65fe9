import TandemCore
import TandemRouting

/// What one attempt hands to the next: diff and digest, bounded, never a transcript.
enum Packets {
  /// The packet after `attempt`, given why there is another one.
  ///
  /// - Parameter tokens: the most of it, half for the diff and half for the digest; a token is
  ///   counted as four bytes.
  static func after(_ attempt: Attempt, _ decision: GateDecision, tokens: Int) -> Packet {
    let limit = tokens * 2
    var digest = attempt.review == nil ? [decision.reason] : []
    if let verification = attempt.verification {
      digest += lines(verification)
      if let run = verification.run, !run.red.isEmpty {
        digest.append(FailureDigest.text(for: run.results, limit: limit / 2))
      }
    }
    if let review = attempt.review { digest.append("The reviewer asks for: \(review.summary)") }
    digest += findings(attempt)
    return Packet(
      changes: attempt.draft.changes, diff: FailureDigest.head(attempt.diff.text, limit),
      digest: FailureDigest.head(digest.joined(separator: "\n"), limit),
      evidence: attempt.draft.evidence)
  }

  private static func lines(_ verification: Verification) -> [String] {
    let rows: [(String, [TestID])] = [
      ("passed before and fails now", verification.broken),
      ("no longer runs", verification.vanished), ("still fails", verification.stillRed),
      ("must be green and is not", verification.unmet),
    ]
    return rows.filter { !$0.1.isEmpty }.map { name, tests in
      "\(name): \(tests.prefix(10).map(\.name).joined(separator: ", "))"
    }
  }

  private static func findings(_ attempt: Attempt) -> [String] {
    (attempt.findings + (attempt.review?.findings ?? [])).prefix(20).map { finding in
      "\(finding.path)\(finding.line.map { ":\($0)" } ?? ""): \(finding.message) [\(finding.quote)]"
    }
  }
}
