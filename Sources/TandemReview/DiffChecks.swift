package import TandemCore

/// Looks at a diff for what a reviewer must know, without a model: one check a file of this room.
///
/// It decides nothing. Every finding names a line that is really in the diff and quotes it; what
/// each severity means for a run is the gate's affair.
package enum DiffChecks {
  /// Returns the findings in `diff`, worst first, then by path and line; each once.
  ///
  /// - Parameter contract: nil for a diff that was made without one.
  package static func findings(
    in diff: Diff, contract: ChangeContract?, context: CheckContext
  ) -> [Finding] {
    var findings: [Finding] = []
    if let contract { findings += ContractCheck.findings(in: diff, contract: contract) }
    findings += TestCheck.findings(in: diff, contract: contract, context: context)
    findings += PathCheck.findings(in: diff, isAgreed: contract != nil, context: context)
    findings += UnrelatedFileCheck.findings(in: diff, context: context)
    findings += PublicAPICheck.findings(in: diff, context: context)
    for file in diff.files {
      let added = AddedCode(file, after: context.after(file.path))
      findings += FileKindCheck.findings(in: file)
      findings += SkipCheck.findings(in: added, context: context)
      findings += RunnerReachCheck.findings(in: added)
      findings += SpecialCaseCheck.findings(in: added, context: context)
      findings += SwallowedErrorCheck.findings(in: added)
      findings += SecretCheck.findings(in: added)
      findings += HiddenTextCheck.findings(in: added)
    }
    var seen: Set<Finding> = []
    return findings.filter { seen.insert($0).inserted }.sorted(by: isWorse)
  }

  private static func isWorse(_ a: Finding, _ b: Finding) -> Bool {
    if a.severity != b.severity { return a.severity > b.severity }
    return (a.path, a.line ?? 0, a.rule) < (b.path, b.line ?? 0, b.rule)
  }
}

extension Finding {
  /// A finding of a check about one line, or about a whole file where `line` is nil.
  init(
    _ rule: CheckRule, _ severity: Severity, _ path: String, line: Int? = nil, quote: String = "",
    _ message: String
  ) {
    self.init(
      rule: rule.rawValue, severity: severity, path: path, line: line,
      quote: Self.bounded(quote), message: message)
  }

  /// A quoted line may be a minified megabyte.
  private static func bounded(_ quote: String) -> String {
    quote.utf8.count <= 300 ? quote : String(quote.prefix(200)) + "…"
  }
}
