/// The scope step's output: the only thing that gives a draft the right to touch a file.
package struct ChangeContract: Codable, Sendable, Hashable {
  /// Why it goes wrong, in a few sentences.
  package var cause: String
  /// What to change, as instructions to the drafter.
  package var plan: String
  /// Existing files the draft may change, exact paths.
  package var files: [String]
  /// Files the draft may create, exact paths (tests are allowed by `testFiles`).
  package var newFiles: [String]
  /// Files where tests may be added, exact paths, existing or new.
  package var testFiles: [String]
  /// The most lines added plus removed outside `testFiles`.
  package var lineBudget: Int
  /// Tests that are red on the base and must turn green.
  package var mustTurnGreen: [TestID]
  /// Tests whose expected value the report itself says is wrong.
  package var expectationChanges: [ExpectationChange]
  /// Risks the scope sees, as short phrases; each parks the run for a person.
  package var riskFlags: [String]
  /// Whether the change stays in one place.
  package var reach: Reach
  /// Files that usually change with `files` or depend on them, told from history and imports.
  ///
  /// Nothing may be changed for being here; nil where it was not asked.
  package var coupled: [CoupledFile]?
  /// Who wrote it.
  package var tier: Tier

  /// Makes a contract from its parts.
  package init(
    cause: String, plan: String, files: [String], newFiles: [String] = [],
    testFiles: [String] = [], lineBudget: Int = 60, mustTurnGreen: [TestID] = [],
    expectationChanges: [ExpectationChange] = [], riskFlags: [String] = [],
    reach: Reach = .local, coupled: [CoupledFile]? = nil, tier: Tier
  ) {
    self.cause = cause
    self.plan = plan
    self.files = files
    self.newFiles = newFiles
    self.testFiles = testFiles
    self.lineBudget = lineBudget
    self.mustTurnGreen = mustTurnGreen
    self.expectationChanges = expectationChanges
    self.riskFlags = riskFlags
    self.reach = reach
    self.coupled = coupled
    self.tier = tier
  }

  /// Whether a change stays in one place.
  package enum Reach: String, Codable, Sendable, Hashable {
    /// One function or file and its tests.
    case local
    /// Several modules that must agree.
    case crossCutting
  }
}

/// A test whose expectation the report says is wrong, with the sentence that says so.
package struct ExpectationChange: Codable, Sendable, Hashable {
  /// The existing test.
  package var test: TestID
  /// The report's own words, verbatim; a change without them is never accepted.
  package var sentence: String

  /// Names a test and the sentence.
  package init(test: TestID, sentence: String) {
    self.test = test
    self.sentence = sentence
  }
}
