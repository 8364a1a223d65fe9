import TandemCore
import TandemGit
import TandemPrompts
import TandemRepair
import TandemRetrieval
import TandemRouting
import TandemStore

/// What the scope step is given.
struct Scoping {
  let triage: Triage
  let ranking: [RankedFile]
  let baseline: Baseline
  /// Test files near the report, for the contract to name.
  let testFiles: [String]
  /// The attempt that left its contract, when the scope is redone.
  let widened: Attempt?

  init(
    _ triage: Triage, _ ranking: [RankedFile], _ baseline: Baseline, testFiles: [String],
    widened: Attempt? = nil
  ) {
    self.triage = triage
    self.ranking = ranking
    self.baseline = baseline
    self.testFiles = testFiles
    self.widened = widened
  }
}

/// What the scope step gives.
enum ScopeResult: Codable, Sendable {
  /// The contract.
  case contract(ChangeContract)
  /// No contract can be made, and why.
  case none(reason: String)
}

extension Steps {
  /// The change contract: from the premium model, or from evidence alone where there is none.
  func scope(_ number: Int, _ scoping: Scoping) async throws -> ScopeResult {
    let tier = first(.scope)
    return try await journal.step(
      "scope.\(number)", tier: tier, model: desk.choices[tier]?.model, summary: Self.summary
    ) {
      let result =
        tier != .builtin
        ? ScopeResult.contract(try await modelScope(tier, number, scoping))
        : mode == .direct ? directScope(scoping) : builtinScope(scoping)
      guard case .contract(var contract) = result else { return result }
      contract.coupled = await coupled(with: contract.files)
      return .contract(contract)
    }
  }

  private func modelScope(
    _ tier: Tier, _ number: Int, _ scoping: Scoping
  ) async throws -> ChangeContract {
    let triage = scoping.triage
    let named = (triage.paths + triage.symbols + triage.errors).prefix(30)
    let coupled = await coupled(with: scoping.ranking.prefix(Self.coupledFiles).map(\.path))
    let evidence = evidence(scoping.ranking) + Self.coupling(coupled)
    let prompt = try Prompt.scope.render(
      [
        "report": Fence.wrap(FailureDigest.head(request.report.text, 16_000), as: "report"),
        "triage": named.isEmpty
          ? "nothing" : Fence.wrap(named.joined(separator: ", "), as: "names"),
        "hint": PromptTexts.hint(request.hint) + bounds + Self.widening(scoping.widened),
        "baseline": PromptTexts.baseline(scoping.baseline), "evidence": evidence,
        "tests": Fence.wrap(scoping.testFiles.joined(separator: "\n"), as: "paths"),
      ], override: settings.overrides.text(.scope))
    let known = Set(scoping.baseline.run?.results.map(\.id) ?? [])
    return try await answers.ask(
      tier, kind: .scope, key: "scope.\(number)", prompt: prompt,
      schema: ContractSchema.schema, maxOutputTokens: 4_000
    ) { answer in
      let contract = try ContractParser.parse(
        answer, report: request.report, paths: Set(tree.paths), tests: known,
        failing: Set(scoping.baseline.failing), tier: tier)
      if let outside = (contract.files + contract.newFiles).first(where: { !isAllowed($0) }) {
        throw UnusableAnswer("\(outside) is outside of what the user allows:\(bounds)")
      }
      return contract
    }
  }

  /// The files that usually change with `files`, or depend on them; none where history or a file
  /// cannot be read, since it is only a hint.
  private func coupled(with files: [String]) async -> [CoupledFile] {
    let retriever = Retriever(index: settings.index)
    let (tree, base) = (request.tree, request.base)
    let found = try? await repository.inBackground { repository in
      try retriever.coupling(of: files, repository: repository, tree: tree, base: base)
    }
    return found ?? []
  }

  /// The best files of the ranking whose coupling the scope is shown.
  private static let coupledFiles = 3

  private static func coupling(_ files: [CoupledFile]) -> String {
    guard !files.isEmpty else { return "" }
    return "\n\nFiles that usually change with the first of these, or depend on them:\n"
      + Fence.wrap(files.map(\.line).joined(separator: "\n"), as: "coupled")
  }

  /// What the user wrote.
  var said: String { request.report.text + "\n" + (request.hint ?? "") }

  private func builtinScope(_ scoping: Scoping) -> ScopeResult {
    let found = BuiltinScope.contract(
      said: said, triage: scoping.triage, ranking: scoping.ranking,
      baseline: scoping.baseline, paths: Set(tree.paths))
    switch found {
    case .contract(let contract): return .contract(contract)
    case .none(let reason): return .none(reason: reason)
    }
  }

  /// The contract that the user edited, where there is one.
  func edited() async throws -> ChangeContract? {
    try await journal.store.recorded(
      run: journal.run, key: EditedContract.key, as: ChangeContract.self)
  }

  /// The question a contract raises before anything is drafted, where nobody has answered it.
  func riskQuestion(_ contract: ChangeContract) async throws -> Checkpoint? {
    let hash = StableHash.of(PromptTexts.contract(contract))
    guard try await !isRiskAccepted(hash) else { return nil }
    return RiskRules.question(
      about: contract, run: journal.run, base: request.base, contractHash: hash)
  }

  /// Whether a person accepted the risk of exactly this diff or contract.
  func isRiskAccepted(_ hash: String) async throws -> Bool {
    try await journal.store.recorded(
      run: journal.run, key: RiskAnswer.key(hash), as: RiskAnswer.self)?.accepted ?? false
  }

  /// What the user's `--files` and `--dir` leave, for the prompt.
  private var bounds: String {
    var text = ""
    if !request.files.isEmpty {
      text += "\nThe change may only be in: \(request.files.joined(separator: ", "))\n"
    }
    if !request.directory.isEmpty {
      text += "\nThe change may only be below: \(request.directory)/\n"
    }
    return text
  }

  private static func widening(_ attempt: Attempt?) -> String {
    guard let attempt else { return "" }
    var needs = attempt.widening.files
    var reason = attempt.draft.note
    if case .needsScope(let paths, let why) = attempt.draft.ending {
      needs += paths
      reason = why
    }
    return """

      A draft under an earlier contract did not fit into it. It needed: \
      \((needs + attempt.widening.tests).joined(separator: ", ")) \
      (\(attempt.widening.linesOver) lines over its budget). Its reason: \(reason)
      Its diff:
      \(Fence.wrap(FailureDigest.head(attempt.diff.text, 12_000), as: "diff"))
      Widen the contract only as far as the fix needs.
      """
  }

  private static func summary(_ result: ScopeResult) -> String {
    switch result {
    case .none(let reason): "no contract: \(reason)"
    case .contract(let contract):
      "\(contract.files.joined(separator: ", ")), at most \(contract.lineBudget) lines, "
        + contract.reach.rawValue
    }
  }
}
