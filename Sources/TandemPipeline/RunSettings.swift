package import TandemCore
package import TandemDraft
package import TandemGit
package import TandemRouting

/// What the configuration decides about how steps work; the same for every run of a process.
package struct RunSettings: Sendable {
  /// Who the commit is by.
  package var author: Signature
  /// The prices of time, review and error.
  package var assumptions: CostAssumptions
  /// The patterns a run is routed by.
  package var policy: RoutingPolicy
  /// The user's own prompts.
  package var overrides: PromptOverrides
  /// How far a draft may go.
  package var draftLimits: DraftLimits
  /// How far writing a reproducing test may go.
  package var reproduceLimits: DraftLimits
  /// Tokens of code shown to the scope step.
  package var scopeEvidenceTokens: Int
  /// Tokens of code shown to a draft at its start.
  package var draftEvidenceTokens: Int
  /// Tokens of what one attempt hands to the next.
  package var packetTokens: Int
  /// The folder of retrieval's index; nil to read every file anew.
  package var index: String?
  /// Whether the cheap model puts the first files in order.
  package var reordersFiles: Bool
  /// Wall seconds that retrieval may read files for; what it did not come to is said.
  package var retrievalSeconds: Double
  /// Files that retrieval keeps.
  package var rankedFiles: Int
  /// Files of them that the scope step is shown.
  package var shownFiles: Int
  /// Test files that are run first, where the suite has more.
  package var nearbyTestFiles: Int
  /// Wall seconds after which one test command is ended.
  package var testSeconds: Double
  /// What tests need in their environment.
  package var testEnvironment: [String: String]
  /// What else decides test results: interpreter, lock files, isolation; part of the cache's key.
  package var toolchain: String
  /// Further paths that only a person may let change, as globs.
  package var riskPaths: [String]
  /// Keeps keys out of what models are sent and out of what they say.
  package var redaction: Redaction

  /// Makes settings; everything but the author has a default.
  package init(
    author: Signature, assumptions: CostAssumptions = CostAssumptions(),
    policy: RoutingPolicy = RoutingPolicy(),
    overrides: PromptOverrides = PromptOverrides(), draftLimits: DraftLimits = DraftLimits(),
    reproduceLimits: DraftLimits = DraftLimits(turns: 12), scopeEvidenceTokens: Int = 10_000,
    draftEvidenceTokens: Int = 6_000, packetTokens: Int = 6_000, index: String? = nil,
    reordersFiles: Bool = false, retrievalSeconds: Double = 120, rankedFiles: Int = 20,
    shownFiles: Int = 8,
    nearbyTestFiles: Int = 8, testSeconds: Double = 300,
    testEnvironment: [String: String] = [:], toolchain: String = "", riskPaths: [String] = [],
    redaction: Redaction = Redaction([])
  ) {
    self.author = author
    self.index = index
    self.reordersFiles = reordersFiles
    self.retrievalSeconds = retrievalSeconds
    self.assumptions = assumptions
    self.policy = policy
    self.overrides = overrides
    self.draftLimits = draftLimits
    self.reproduceLimits = reproduceLimits
    self.scopeEvidenceTokens = scopeEvidenceTokens
    self.draftEvidenceTokens = draftEvidenceTokens
    self.packetTokens = packetTokens
    self.rankedFiles = rankedFiles
    self.shownFiles = shownFiles
    self.nearbyTestFiles = nearbyTestFiles
    self.testSeconds = testSeconds
    self.testEnvironment = testEnvironment
    self.toolchain = toolchain
    self.riskPaths = riskPaths
    self.redaction = redaction
  }
}
