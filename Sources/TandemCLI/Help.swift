/// Help texts, made from the tables.
enum Help {
  /// `tandem --help`.
  static var overview: String {
    let width = (Verb.all.map { "\($0.name) \($0.operands)".count }.max() ?? 0) + 2
    let verbs = Verb.all.map { "  " + padded("\($0.name) \($0.operands)", width) + $0.summary }
    return """
      Tandem fixes a bug report in a git repository: one model plans and reviews, a cheaper one
      drafts, your tests decide. Without a key the builtin repair tries, for $0.

        tandem fix issue.md                     fix it; leaves a branch, your checkout is untouched
        gh issue view 12 --json title,body,number | tandem fix -
        tandem fix issue.md --max-cost 0.50 --hint "only seen with empty lists"
        tandem review main...HEAD --fail-level warning

      \(verbs.joined(separator: "\n"))

      `tandem VERB --help` shows a verb's flags; `tandem help exit-codes` the exit codes.
      """
  }

  /// `tandem VERB --help`.
  static func text(for verb: Verb) -> String {
    let spellings = verb.flags.map { flag in
      (flag.short.map { "-\($0), " } ?? "    ") + "--\(flag.long)"
        + (flag.metavar.map { " \($0)" } ?? "")
    }
    let width = (spellings.map(\.count).max() ?? 0) + 2
    let flags = zip(spellings, verb.flags).map { "  " + padded($0, width) + $1.help }
    let usage = ["tandem", verb.name, verb.operands, "[flags]"].filter { !$0.isEmpty }
    return """
      \(usage.joined(separator: " "))
        \(verb.summary)

      \(flags.joined(separator: "\n"))
      """
  }

  /// `tandem help exit-codes`.
  static let exitCodes = """
    0    accepted (or: done as asked)
    1    no accepted change: no fix found, not a bug, the review rejects; a finding from --fail-level on
    2    usage or configuration
    3    waiting for a person: parked at a checkpoint, or unverified
    4    budget or time is used up
    5    environment or provider failed; worth repeating
    130  interrupted; `tandem resume RUN` goes on
    """

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
