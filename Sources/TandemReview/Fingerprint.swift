import TandemCode
package import TandemCore

/// Names a finding so that a rerun updates it instead of repeating it.
///
/// Made of the rule, the path, the changed text of its hunk without white space, the enclosing
/// definition and an occurrence number; never of the line or the wording, since both move.
package enum Fingerprint {
  /// Returns one fingerprint a finding, in the same order, all different.
  package static func of(
    _ findings: [Finding], in diff: Diff, after: (String) -> String?
  ) -> [String] {
    let files = Dictionary(
      diff.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    var definitions: [String: [Definition]] = [:]
    var occurrences: [String: Int] = [:]
    return findings.map { finding in
      if definitions[finding.path] == nil {
        definitions[finding.path] = Self.definitions(of: finding.path, after(finding.path))
      }
      let hunk = files[finding.path]?.hunks.first { $0.holds(finding.line) }
      let symbol = finding.line.flatMap { line in
        Definitions.innermost(at: line, of: definitions[finding.path] ?? [])?.qualifiedName
      }
      let base = [
        finding.rule, finding.path, hunk?.changedText ?? "", symbol ?? hunk?.heading ?? "",
      ].joined(separator: "\u{0}")
      occurrences[base, default: 0] += 1
      return StableHash.of(base + "\u{0}\(occurrences[base] ?? 1)")
    }
  }

  private static func definitions(of path: String, _ text: String?) -> [Definition] {
    guard let text, let language = Language(path: path) else { return [] }
    return Definitions.find(in: SourceTokens(text, language: language))
  }
}

extension DiffHunk {
  /// Whether a line of the new or old text is part of the hunk.
  fileprivate func holds(_ line: Int?) -> Bool {
    guard let line else { return false }
    return (newStart..<(newStart + max(newCount, 1))).contains(line)
      || (oldStart..<(oldStart + max(oldCount, 1))).contains(line)
  }

  /// The added and removed lines without white space.
  fileprivate var changedText: String {
    lines.filter { $0.kind != .context }
      .map { ($0.kind == .added ? "+" : "-") + $0.text.filter { !$0.isWhitespace } }
      .joined(separator: "\n")
  }
}
