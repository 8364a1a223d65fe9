import TandemCore
import TandemRouting

/// What a run knows while it drafts: the agreement, the evidence, what was tried.
struct History {
  /// The test files that were chosen first; nil for the whole suite.
  let testFiles: [String]?
  /// The contract in force.
  var contract: ChangeContract
  /// What the tests say of the base.
  var baseline: Baseline
  /// The test that shows the bug, frozen.
  var reproduction: Reproduction?
  /// What the next draft is handed.
  var packet: Packet?
  /// What was drafted, oldest first.
  var attempts: [Attempt] = []
  /// How often the scope was redone.
  var reScopes = 0
  /// Rounds made with a reviewer's findings.
  var rounds = 0
  /// Tests about whose expectation the premium tier was asked.
  var expectationsAsked: [TestID] = []
  /// What the ledger knows of drafts here.
  var experience = Experience()
  /// How hard the task is, where a judge said so.
  var belief: DifficultyBelief?
  /// The model tier that drafts first, where models are there.
  var firstModel: Tier?
  /// How many decisions were taken, for their keys.
  var decisions = 0

  /// The files that are part of every draft and that no draft may touch.
  var frozen: [FileChange] { reproduction?.changes ?? [] }

  /// Takes over which tests the report itself calls wrong: their files may then be changed.
  mutating func asked(_ tests: [TestID], _ named: [NamedExpectation]) {
    expectationsAsked += tests
    contract.expectationChanges += named.map(\.change)
    let files = Set(named.compactMap(\.file)).subtracting(contract.testFiles)
    contract.testFiles += files.sorted()
  }

  /// Goes on under another contract; what was drafted is handed over as far as it fits in there.
  mutating func reScoped(to wider: ChangeContract, handing packet: Packet) {
    contract = wider
    reScopes += 1
    let allowed = Set(wider.files + wider.newFiles + wider.testFiles)
    var fitting = packet
    fitting.changes.removeAll { !allowed.contains($0.path) }
    self.packet = fitting.changes.isEmpty ? nil : fitting
  }
}
