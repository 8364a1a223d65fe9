/// What the user asked for, resolved: the first thing a run records, never read again from outside.
package struct RunRequest: Codable, Sendable, Hashable {
  /// The report.
  package var report: BugReport
  /// The repository's git directory.
  package var repository: String
  /// The base commit.
  package var base: String
  /// The base commit's tree.
  package var tree: String
  /// Folder of a package inside the repository; empty for the whole.
  package var directory: String
  /// Globs that bound where the change may be; empty for everywhere.
  package var files: [String]
  /// The user's own remark.
  package var hint: String?
  /// Money and time the run may use.
  package var limits: Limits
  /// The models by tier; without any, the builtin tier does the drafting.
  package var models: [Tier: ModelChoice]
  /// Whether to stop after the contract.
  package var planOnly: Bool
  /// Uncommitted changes in the work tree, which are not part of the base.
  package var uncommittedChanges: Int
  /// Facts said at the start: what was skipped, what is shallow, what is not isolated.
  package var notices: [String]
  /// The settings that were given as flags, by key: a resumed run keeps them.
  package var flags: [String: String]
  /// The run this one repeats with a new hint, if any.
  package var retryOf: String?
  /// The diff to look at, where the run is a review.
  package var review: ReviewSubject?

  /// Makes a request from its parts.
  package init(
    report: BugReport, repository: String, base: String, tree: String, directory: String = "",
    files: [String] = [], hint: String? = nil, limits: Limits, models: [Tier: ModelChoice] = [:],
    planOnly: Bool = false, uncommittedChanges: Int = 0, notices: [String] = [],
    flags: [String: String] = [:], retryOf: String? = nil, review: ReviewSubject? = nil
  ) {
    self.report = report
    self.repository = repository
    self.base = base
    self.tree = tree
    self.directory = directory
    self.files = files
    self.hint = hint
    self.limits = limits
    self.models = models
    self.planOnly = planOnly
    self.uncommittedChanges = uncommittedChanges
    self.notices = notices
    self.flags = flags
    self.retryOf = retryOf
    self.review = review
  }

  /// Caps of one run.
  package struct Limits: Codable, Sendable, Hashable {
    /// The most the run may spend, worst cases included.
    package var cost: MicroDollars
    /// The most wall seconds the run may take.
    package var seconds: Double
    /// Seconds for the tests beyond the selected ones.
    package var testSeconds: Double
    /// Wall seconds within which somebody wants the change; nil where nobody waits.
    ///
    /// It ends nothing: it decides who drafts.
    package var deadline: Double?

    /// Makes limits from their parts.
    package init(
      cost: MicroDollars, seconds: Double, testSeconds: Double, deadline: Double? = nil
    ) {
      self.deadline = deadline
      self.cost = cost
      self.seconds = seconds
      self.testSeconds = testSeconds
    }
  }
}

/// A model pinned for a tier, as the user named it; never swapped.
package struct ModelChoice: Codable, Sendable, Hashable {
  /// The provider's name in the configuration.
  package var provider: String
  /// The model's name at the provider.
  package var model: String
  /// Whether it calls tools; without, it answers in edit blocks.
  package var callsTools: Bool
  /// Whether it runs on this machine and costs nothing.
  package var isLocal: Bool
  /// The most tokens of one reply; nil for what each step asks for.
  package var maxOutput: Int?

  /// Makes a choice from its parts.
  package init(
    provider: String, model: String, callsTools: Bool = true, isLocal: Bool = false,
    maxOutput: Int? = nil
  ) {
    self.maxOutput = maxOutput
    self.provider = provider
    self.model = model
    self.callsTools = callsTools
    self.isLocal = isLocal
  }
}
