/// What `tandem review` looks at, resolved once and recorded: never read again from outside.
package struct ReviewSubject: Codable, Sendable, Hashable {
  /// What it is, for people: `the uncommitted changes`, `commit 1f2e3d4c5b`, `patch fix.diff`.
  package var name: String
  /// The difference from the base.
  package var diff: Diff
  /// The changed text files, whole new texts.
  package var changes: [FileChange]
  /// Whether `changes` are the whole diff: no link, submodule, binary file or changed mode.
  package var isWhole: Bool
  /// The bug report that the diff answers; nil where none was given.
  package var report: BugReport?
  /// Where the change may be, as globs; empty for everywhere.
  package var scope: [String]
  /// The contract that it was made under, where it is a run's.
  package var contract: ChangeContract?
  /// Whether tests run before and after.
  package var runsTests: Bool
  /// What the deterministic checks found, before secrets were left out of the diff.
  package var findings: [Finding]

  /// Makes a subject from its parts.
  package init(
    name: String, diff: Diff, changes: [FileChange], isWhole: Bool = true,
    report: BugReport? = nil, scope: [String] = [], contract: ChangeContract? = nil,
    runsTests: Bool = false, findings: [Finding] = []
  ) {
    self.name = name
    self.diff = diff
    self.changes = changes
    self.isWhole = isWhole
    self.report = report
    self.scope = scope
    self.contract = contract
    self.runsTests = runsTests
    self.findings = findings
  }
}
