/// What a report turned out to be and what it names: the triage step's output.
package struct Triage: Codable, Sendable, Hashable {
  /// What the report asks for.
  package var kind: ReportKind
  /// Why the kind was chosen, in one sentence.
  package var reason: String
  /// Sentences that say what goes wrong.
  package var symptoms: [String]
  /// File paths named, as written (`src/a.py`, `a/b.js:12` without the line).
  package var paths: [String]
  /// Identifiers and dotted names named (`parse_date`, `django.utils.http.urlencode`).
  package var symbols: [String]
  /// Error messages and exception names quoted (`ValueError: bad`, `index out of range`).
  package var errors: [String]
  /// Stack frames found in traces, innermost last.
  package var frames: [StackFrame]
  /// Names of tests that the report mentions, as written.
  package var testNames: [String]
  /// The command or snippet that shows the bug, if the report has one.
  package var reproduction: String?
  /// How hard the change looks: a label, a prior, never a decision.
  package var difficulty: Difficulty
  /// Who said so: `builtin` for rules, `cheap` where a model was asked.
  package var tier: Tier
  /// The judge's whole label, void or not; nil where the rules alone spoke.
  package var label: JudgeLabel?

  /// Makes a triage from its parts.
  package init(
    kind: ReportKind, reason: String, symptoms: [String] = [], paths: [String] = [],
    symbols: [String] = [], errors: [String] = [], frames: [StackFrame] = [],
    testNames: [String] = [], reproduction: String? = nil, difficulty: Difficulty = .medium,
    tier: Tier = .builtin, label: JudgeLabel? = nil
  ) {
    self.kind = kind
    self.reason = reason
    self.symptoms = symptoms
    self.paths = paths
    self.symbols = symbols
    self.errors = errors
    self.frames = frames
    self.testNames = testNames
    self.reproduction = reproduction
    self.difficulty = difficulty
    self.tier = tier
    self.label = label
  }
}

/// What a report asks for.
package enum ReportKind: String, Codable, Sendable, Hashable {
  /// Something behaves wrongly: the only kind that leads to a diff.
  case bug
  /// Something new is wanted.
  case feature
  /// Somebody asks how or why.
  case question
  /// Too little to act on: empty, no symptom, no name.
  case notActionable
}

/// How hard a change looks before anything was tried.
package enum Difficulty: String, Codable, Sendable, Hashable {
  /// One place, stated plainly.
  case easy
  /// The ordinary case.
  case medium
  /// Several places, or no place named.
  case hard
}

/// One line of a stack trace.
package struct StackFrame: Codable, Sendable, Hashable {
  /// The path as the trace writes it.
  package var path: String
  /// 1-based line, where the trace gives one.
  package var line: Int?
  /// The function, where the trace gives one.
  package var function: String?

  /// Makes a frame from its parts.
  package init(path: String, line: Int? = nil, function: String? = nil) {
    self.path = path
    self.line = line
    self.function = function
  }
}
