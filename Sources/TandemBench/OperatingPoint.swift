import FoundationEssentials
import TandemCore
import TandemEconomics
import TandemRouting

/// `tandem-bench operating-point`: from judged drafts, how many wrong ones each setting of the gate
/// accepts and how many right ones it refuses, and what the rule makes of that.
package enum OperatingPoint {
  private static let usage = """
    usage: tandem-bench operating-point DRAFTS.jsonl VERDICTS.jsonl… [--reader VERDICTS.jsonl]…
    VERDICTS are what `tandem-bench drafts` wrote, without and with a reader.
    """

  /// A setting of the gate: what it says of a draft; nil where a person must decide.
  private struct Setting {
    var name: String
    var accepts: (DraftsBenchmark.Verdict) -> Bool?
  }

  /// Prints the tables.
  package static func run(arguments: [String]) throws -> Int32 {
    guard arguments.count >= 2 else {
      print(usage)
      return 2
    }
    let split = arguments.firstIndex(of: "--reader") ?? arguments.endIndex
    let passing = Dictionary(
      try JSONLines.read(Label.self, arguments[0]).map { ($0.draft_id, $0.existing_tests) },
      uniquingKeysWith: { a, _ in a })
    let verdicts = try arguments[1..<split].flatMap {
      try JSONLines.read(DraftsBenchmark.Verdict.self, $0)
    }
    let nearby = Setting(name: "nearby existing tests pass") {
      passing[$0.draft_id] == "passes"
    }
    print(
      table(
        [
          nearby,
          Setting(name: "no known test of those chosen broke, contract kept") { $0.isGreen },
          Setting(name: "and the deterministic review finds no risk") {
            $0.ending == parked ? nil : $0.isGreen
          },
          Setting(name: "and a test that was red turned green (none was given)") {
            $0.ending == "accepted" ? true : $0.isGreen ? nil : false
          },
        ], verdicts))
    var read: [String: DraftsBenchmark.Verdict] = [:]
    for path in arguments[split...] where path != "--reader" {
      for verdict in try JSONLines.read(DraftsBenchmark.Verdict.self, path) {
        read[verdict.draft_id] = verdict
      }
    }
    guard !read.isEmpty else { return 0 }
    print(
      "\nwith a reader, \(read.count) drafts that pass the nearby existing tests (p* for all drafts: "
        + "what those tests refuse counts too):\n")
    let before = rates(nearby, verdicts)
    print(
      table(
        [
          nearby,
          Setting(name: "and the reader's test, written before, turned green") {
            $0.turnedGreen ?? nil
          },
          Setting(name: "the reader's review alone accepts") {
            $0.review == "accept"
              ? true : $0.review == nil || $0.review == "askPerson" ? nil : false
          },
          Setting(name: "test and review: the test turned green and the review accepts") {
            verdict in
            guard verdict.turnedGreen == true else { return false }
            return verdict.review == "accept" ? true : verdict.review == "askPerson" ? nil : false
          },
        ], Array(read.values), after: (before.accepted.value, before.refused.value)))
    let tokens = read.values.compactMap(\.tokens).sorted()
    print("\ntokens a draft: median \(tokens[tokens.count / 2]), most \(tokens.last ?? 0)")
    return 0
  }

  private static let parked = "parked for a person"

  /// One line of the drafts file.
  private struct Label: Decodable {
    let draft_id: String
    let existing_tests: String
  }

  /// How many wrong drafts a setting accepts, and how many right ones it refuses.
  private static func rates(
    _ setting: Setting, _ verdicts: [DraftsBenchmark.Verdict]
  ) -> (accepted: Share, refused: Share) {
    let said = verdicts.map { ($0.right, setting.accepts($0)) }
    return (
      Share(said.count { !$0.0 && $0.1 == true }, of: said.count { !$0.0 }),
      Share(said.count { $0.0 && $0.1 == false }, of: said.count { $0.0 })
    )
  }

  /// The table of settings.
  ///
  /// - Parameter after: the shares of wrong drafts that reach these at all, and of right ones that were
  ///   refused before; both count in p*.
  private static func table(
    _ settings: [Setting], _ verdicts: [DraftsBenchmark.Verdict],
    after: (accepted: Double, refused: Double) = (1, 0)
  ) -> String {
    var lines = [
      "| the gate accepts where | wrong accepted | right refused | to a person (wrong, right) "
        + "| p* | a cascade pays |",
      "| --- | --- | --- | --- | ---: | --- |",
    ]
    for setting in settings {
      let (accepted, refused) = rates(setting, verdicts)
      let asked = verdicts.filter { setting.accepts($0) == nil }
      let odds = odds(
        falseAccepts: after.accepted * accepted.value,
        falseRefusals: 1 - (1 - after.refused) * (1 - refused.value))
      lines.append(
        "| \(setting.name) | \(text(accepted)) | \(text(refused)) | \(asked.count { !$0.right }), \(asked.count { $0.right }) "
          + "| \(odds.threshold.map { "\(percent(max(0, $0)))" } ?? "none") | \(odds.pays ? "yes" : "no") |"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// The rule at a verifier's operating point, everything else as shipped: the chance a cheap draft
  /// needs, and whether the prior's 60 % is enough.
  private static func odds(falseAccepts: Double, falseRefusals: Double) -> RetryOdds {
    var assumptions = CostAssumptions()
    assumptions.passesWhenWrongButShown = falseAccepts
    assumptions.passesWhenRight = max(0.01, 1 - falseRefusals)
    return RetryRule(
      costs: StepCosts(), assumptions: assumptions, isShown: true, premiumAttemptsLeft: 2
    ).odds(
      cheap: .prior(.draft, .cheap), failures: 0, premium: .prior(.draft, .premium))
  }

  private static func text(_ share: Share) -> String {
    let interval = share.interval()
    return "\(share.hits) of \(share.total), \(percent(share.value)) "
      + "(\(percent(interval.lowerBound)) to \(percent(interval.upperBound)))"
  }

  private static func percent(_ share: Double) -> String { "\((share * 100).nearest) %" }
}

extension DraftsBenchmark.Verdict {
  /// Whether no known test broke and nothing was refused.
  fileprivate var isGreen: Bool { ending != "refused" && ending != "tests did not end" }
}
