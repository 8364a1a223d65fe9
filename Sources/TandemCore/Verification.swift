/// A draft's tests held against the baseline, test by test: the verify step's output.
package struct Verification: Codable, Sendable, Hashable {
  /// The deciding run, from empty uppers; nil where no test can be run.
  package var run: TestRun?
  /// Red on the base, green now.
  package var turnedGreen: [TestID]
  /// Red on the base, red now, the same error class.
  package var stillRed: [TestID]
  /// Green on the base, red now: a surprise.
  package var broken: [TestID]
  /// Known on the base, missing or skipped now: a surprise.
  package var vanished: [TestID]
  /// Red on the base and now, but with another error class: a surprise.
  package var changedClass: [ClassChange]
  /// Not known on the base, red now.
  package var newRed: [TestID]
  /// Not known on the base, green now.
  package var newGreen: [TestID]
  /// Flaky on the base: they say nothing.
  package var ignored: [TestID]
  /// Tests of the contract that must be green and are not.
  package var unmet: [TestID]
  /// A normalised hash over what is red and why; empty when nothing is.
  package var signature: String

  /// Makes a verification from its parts.
  package init(
    run: TestRun?, turnedGreen: [TestID] = [], stillRed: [TestID] = [], broken: [TestID] = [],
    vanished: [TestID] = [], changedClass: [ClassChange] = [], newRed: [TestID] = [],
    newGreen: [TestID] = [], ignored: [TestID] = [], unmet: [TestID] = [], signature: String = ""
  ) {
    self.run = run
    self.turnedGreen = turnedGreen
    self.stillRed = stillRed
    self.broken = broken
    self.vanished = vanished
    self.changedClass = changedClass
    self.newRed = newRed
    self.newGreen = newGreen
    self.ignored = ignored
    self.unmet = unmet
    self.signature = signature
  }

  /// A red test whose error changed class.
  package struct ClassChange: Codable, Sendable, Hashable {
    /// The test.
    package var test: TestID
    /// The class on the base.
    package var before: String
    /// The class now.
    package var after: String

    /// Makes a change of class.
    package init(test: TestID, before: String, after: String) {
      self.test = test
      self.before = before
      self.after = after
    }
  }
}

/// What a draft needs beyond its contract: never a retry.
package struct Widening: Codable, Sendable, Hashable {
  /// Files changed, created, deleted or asked for outside the contract.
  package var files: [String]
  /// Existing test definitions changed or removed that the contract does not name.
  package var tests: [String]
  /// Lines added plus removed beyond the budget; 0 within it.
  package var linesOver: Int

  /// Makes a widening from its parts.
  package init(files: [String] = [], tests: [String] = [], linesOver: Int = 0) {
    self.files = files
    self.tests = tests
    self.linesOver = linesOver
  }

  /// Whether the draft stayed inside.
  package var isEmpty: Bool { files.isEmpty && tests.isEmpty && linesOver == 0 }
}
