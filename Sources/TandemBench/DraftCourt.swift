import FoundationEssentials
import TandemChecks
import TandemCore
import TandemGit
import TandemPatch
import TandemPipeline
import TandemRouting
import TandemSandbox
import TandemStore
import TandemWorkspace

/// Judges one labelled draft after another; the base tree of an instance is checked out once.
struct DraftCourt {
  private let options: DraftsOptions
  private let store: Store
  private let host: HostEnvironment
  private let reader: Reader?

  init(_ options: DraftsOptions) async throws {
    self.options = options
    store = try await Store.open(folder: options.state)
    reader = options.reader.map(Reader.init)
    let environment = ProcessInfo.processInfo.environment
    host = HostEnvironment(
      path: environment["PATH"] ?? "", home: environment["HOME"] ?? "/", userName: "bench",
      uid: options.userID, gid: options.userID)
  }

  /// Runs the flow for a finished patch under a contract of just the files it touches.
  func judge(
    _ draft: DraftsBenchmark.LabelledDraft, _ instance: DraftsBenchmark.Instance
  ) async throws -> DraftsBenchmark.Verdict {
    let began = ContinuousClock.now
    let repository = try Repository.open(
      at: options.repositories + "/" + instance.repo.replacing("/", with: "__") + ".git",
      trustOwner: true)
    let base = try repository.resolve(instance.base_commit)
    let tree = try BaseTree(repository: repository, tree: base.tree)
    let changes: [FileChange]
    do {
      changes = try self.changes(draft.patch, repository, tree)
    } catch {
      return verdict(draft, "refused", [], "the patch: \(error)", [], 0, began)
    }
    let tests = TestDetection.detect(
      files: tree.paths, read: tree.text, configured: ConfiguredTests())
    let workspace = try await Workspace.prepare(
      repository: repository, tree: base.tree,
      options: WorkspaceOptions(state: options.state, host: host), runner: Bubblewrap(host: host))
    let engine = Engine(
      repository: repository, store: store, workspace: { workspace }, tests: tests,
      clients: reader?.clients ?? [:],
      prices: PriceBook(rows: []),
      settings: RunSettings(
        author: Signature(Identity(name: "bench", email: "bench@localhost"), time: 0)),
      emit: { _ in }, now: { Date().timeIntervalSince1970 })
    let lines = instance.problem_statement.split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: true)
    let report = BugReport(
      title: String(lines.first ?? ""), body: lines.count > 1 ? String(lines[1]) : "",
      source: instance.instance_id)
    let request = RunRequest(
      report: report, repository: repository.commonDirectory, base: base.id, tree: base.tree,
      limits: RunRequest.Limits(
        cost: .zero, seconds: reader == nil ? 1_800 : 36_000, testSeconds: 0),
      models: reader?.choices ?? [:])
    let run = "\(draft.draft_id)-\(Int(Date().timeIntervalSince1970))"
    let outcome = try await engine.judge(
      changes, under: contract(changes, tree), request, as: run)
    let record = try await RunLoader.load(run, from: store, version: "bench")
    let attempt = record.attempts.first
    var verdict = verdict(
      draft, outcome.word, attempt?.decisions.map(\.action) ?? [], outcome.reason,
      attempt?.findings.map(\.rule) ?? [], attempt?.verification?.run?.results.count ?? 0, began)
    if reader != nil {
      let shown = record.reproduction?.tests ?? []
      verdict.reproduced = !shown.isEmpty
      verdict.turnedGreen = attempt?.verification.map { result in
        !shown.isEmpty && shown.allSatisfy(result.turnedGreen.contains)
      }
      verdict.tokens = Self.tokens(record.ledger)
      verdict.review = attempt?.review?.verdict.rawValue
      if verdict.review == nil, let attempt {
        let alone = try await reviewed(attempt, changes, request, by: engine, as: run + "-review")
        verdict.review = alone.verdict
        verdict.reviewedAlone = true
        verdict.tokens = (verdict.tokens ?? 0) + alone.tokens
      }
    }
    return verdict
  }

  /// The reader's verdict on a draft that a gate refused before anybody read it.
  private func reviewed(
    _ attempt: Attempt, _ changes: [FileChange], _ request: RunRequest, by engine: Engine,
    as run: String
  ) async throws -> (verdict: String?, tokens: Int) {
    var request = request
    request.review = ReviewSubject(
      name: "draft", diff: attempt.diff, changes: changes, report: request.report)
    guard case .reviewed(let verdict, _) = try await engine.review(request, as: run) else {
      return (nil, 0)
    }
    let record = try await RunLoader.load(run, from: store, version: "bench")
    return (verdict.rawValue, Self.tokens(record.ledger))
  }

  private static func tokens(_ ledger: [LedgerRow]) -> Int {
    ledger.reduce(0) { sum, row in
      sum + row.usage.input + row.usage.cacheRead + row.usage.cacheWrite + row.usage.output
    }
  }

  /// The patch as whole new texts: as git writes it, else as models write diffs.
  private func changes(
    _ patch: String, _ repository: Repository, _ tree: BaseTree
  ) throws -> [FileChange] {
    do throws(GitError) {
      return try repository.apply(patch: patch, toTree: tree.id)
    } catch {
      return try UnifiedDiff.parse(patch, read: tree.text)
    }
  }

  /// The widest contract under which the patch is no widening: what is judged are its tests and
  /// what the deterministic checks see.
  private func contract(_ changes: [FileChange], _ tree: BaseTree) -> ChangeContract {
    let paths = changes.map(\.path)
    let tests = paths.filter(TestFiles.isTest)
    let code = paths.filter { !TestFiles.isTest($0) }
    return ChangeContract(
      cause: "", plan: "", files: code.filter { tree.holds($0) },
      newFiles: code.filter { !tree.holds($0) }, testFiles: tests, lineBudget: 100_000,
      tier: .human)
  }

  private func verdict(
    _ draft: DraftsBenchmark.LabelledDraft, _ ending: String, _ decisions: [String],
    _ reason: String, _ rules: [String], _ tests: Int, _ began: ContinuousClock.Instant
  ) -> DraftsBenchmark.Verdict {
    DraftsBenchmark.Verdict(
      draft_id: draft.draft_id, right: draft.right, ending: ending, decisions: decisions,
      reason: reason, rules: rules, tests: tests, seconds: (ContinuousClock.now - began).inSeconds)
  }
}

extension RunOutcome {
  /// The ending in one word for the table.
  fileprivate var word: String {
    switch self {
    case .accepted: "accepted"
    case .unverified: "no known test broke, none showed the bug"
    case .parked: "parked for a person"
    case .noChange: "refused"
    case .overBudget: "tests did not end"
    case .planned, .notABug, .reviewed, .infrastructure, .interrupted: "not judged"
    }
  }

  fileprivate var reason: String {
    switch self {
    case .accepted(let reason), .unverified(let reason), .noChange(let reason),
      .overBudget(let reason), .infrastructure(let reason, _), .notABug(_, let reason),
      .reviewed(_, let reason):
      reason
    case .parked(let checkpoint): checkpoint.question
    case .planned, .interrupted: ""
    }
  }
}
