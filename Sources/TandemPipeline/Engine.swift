package import TandemChecks
package import TandemCore
package import TandemGit
package import TandemRouting
package import TandemStore
package import TandemWorkspace

/// Starts and resumes runs: opens the journal, walks the flow, turns what was thrown into an ending.
package struct Engine: Sendable {
  private let repository: Repository
  private let store: Store
  private let prepareWorkspace: @Sendable () async throws -> Workspace?
  private let tests: DetectedTests
  private let clients: [Tier: any ModelClient]
  private let raised: [Tier: any ModelClient]
  private let prices: PriceBook
  private let settings: RunSettings
  private let emit: @Sendable (RunEvent) -> Void
  private let now: @Sendable () -> Double

  /// Makes an engine for one repository.
  ///
  /// - Parameters:
  ///   - workspace: makes the place where tests run; gives nil where there are none.
  ///   - raised: the same models thinking harder, where that is configured.
  ///   - emit: is told everything, on any thread.
  ///   - now: wall seconds since 1970.
  package init(
    repository: Repository, store: Store,
    workspace: @escaping @Sendable () async throws -> Workspace?, tests: DetectedTests,
    clients: [Tier: any ModelClient], raised: [Tier: any ModelClient] = [:], prices: PriceBook,
    settings: RunSettings,
    emit: @escaping @Sendable (RunEvent) -> Void, now: @escaping @Sendable () -> Double
  ) {
    self.repository = repository
    self.store = store
    prepareWorkspace = workspace
    self.tests = tests
    self.clients = clients
    self.raised = raised
    self.prices = prices
    self.settings = settings
    self.emit = emit
    self.now = now
  }

  /// Starts a run under an id nobody has used.
  ///
  /// - Throws: `StoreError` where nothing can be recorded.
  package func start(_ request: RunRequest, as run: String) async throws -> RunOutcome {
    let request = try settings.redaction.redacted(request)
    try await store.begin(
      run: run, title: request.report.title, base: request.base, header: request)
    return try await perform(run, request) { try await Flow(steps: $0).run() }
  }

  /// Judges a finished patch as if it had been drafted under `contract`.
  ///
  /// - Throws: `StoreError` where nothing can be recorded.
  package func judge(
    _ changes: [FileChange], under contract: ChangeContract, _ request: RunRequest, as run: String
  ) async throws -> RunOutcome {
    try await store.begin(
      run: run, title: request.report.title, base: request.base, header: request)
    return try await perform(run, request) {
      try await PatchFlow(steps: $0, contract: contract, changes: changes).run()
    }
  }

  /// Looks at a finished diff of anybody's; `request.review` is what is looked at.
  ///
  /// Nothing is drafted and nothing is made. Secrets that the diff shows are left out of what is
  /// recorded and sent.
  /// - Throws: `StoreError` where nothing can be recorded.
  package func review(_ request: RunRequest, as run: String) async throws -> RunOutcome {
    var request = try settings.redaction.redacted(request)
    let checks = ReviewChecks(repository: repository, riskPaths: settings.riskPaths)
    request.review = try request.review.map { try checks.checked($0, base: request.tree) }
    try await store.begin(
      run: run, title: request.report.title, base: request.base, header: request)
    return try await perform(run, request, Self.flow(request))
  }

  /// The flow of a recorded request.
  private static func flow(
    _ request: RunRequest
  ) -> @Sendable (Steps) async throws -> RunOutcome {
    guard let subject = request.review else { return { try await Flow(steps: $0).run() } }
    return { try await ReviewFlow(steps: $0, subject: subject).run() }
  }

  /// Goes on with a run that was stopped, killed, planned or answered.
  ///
  /// - Parameters:
  ///   - contract: an edited contract that replaces the scope's.
  ///   - limits: new caps, where the old ones were used up.
  /// - Throws: `StoreError`, also where a living process works on the run.
  package func resume(
    _ run: String, contract: ChangeContract? = nil, limits: RunRequest.Limits? = nil
  ) async throws -> RunOutcome {
    var request = try await store.header(run: run, as: RunRequest.self)
    request.planOnly = false
    request.limits = limits ?? request.limits
    try await store.reopen(run: run)
    if let contract { try await store.record(run: run, key: EditedContract.key, value: contract) }
    return try await perform(run, request, Self.flow(request))
  }

  private func perform(
    _ run: String, _ request: RunRequest,
    _ flow: @escaping @Sendable (Steps) async throws -> RunOutcome
  ) async throws -> RunOutcome {
    let journal = try await Journal.open(run: run, store: store, emit: emit)
    emit(
      .started(
        run: run, title: request.report.title, base: request.base, limits: request.limits))
    request.notices.forEach { emit(.notice($0)) }
    let outcome = try await ending(of: journal, request, flow)
    try await store.finish(run: run, outcome: outcome, seconds: journal.seconds)
    emit(
      .finished(
        run: run, outcome: outcome, spent: try await store.spent(run: run),
        seconds: journal.seconds))
    return outcome
  }

  /// The steps of a run over a workspace made now.
  private func steps(_ journal: Journal, _ request: RunRequest) async throws -> Steps {
    let workspace = try await journal.unrecorded("workspace", prepareWorkspace) { workspace in
      workspace.map { "the base is laid out; isolation \($0.level.rawValue)" }
        ?? "no tests to run"
    }
    _ = try await journal.step("sandbox") { workspace?.level ?? .none }
    let runner = workspace.flatMap { workspace in
      tests.adapter.map {
        TestRunner(workspace: workspace, adapter: $0, environment: tests.environment)
      }
    }
    return Steps(
      request: request, journal: journal, repository: repository,
      tree: try BaseTree(repository: repository, tree: request.tree), workspace: workspace,
      tests: runner, testsReason: tests.reason,
      desk: ModelDesk(
        journal: journal, clients: clients, raised: raised, choices: request.models, prices: prices,
        cap: request.limits.cost, redaction: settings.redaction, now: now),
      settings: settings)
  }

  private func ending(
    of journal: Journal, _ request: RunRequest,
    _ flow: @escaping @Sendable (Steps) async throws -> RunOutcome
  ) async throws -> RunOutcome {
    do {
      let left = request.limits.seconds - journal.seconds
      return try await Deadline.within(seconds: left) {
        try await flow(steps(journal, request))
      }
    } catch let failure as StoreError where failure.kind != .diskFull {
      throw failure
    } catch {
      return try Ending.of(error)
    }
  }
}

/// What a run that something stopped ends as.
enum Ending {
  /// The outcome for an error of the world.
  ///
  /// - Throws: the error itself where it is a mistake of ours or of the configuration.
  static func of(_ error: any Error) throws -> RunOutcome {
    switch error {
    case is CancellationError: return .interrupted
    case is Deadline.Passed:
      return .overBudget(reason: "the run's time is used up; everything so far is kept")
    case let failure as ModelFailure:
      switch failure.kind {
      case .budget: return .overBudget(reason: failure.message)
      case .cancelled: return .interrupted
      case .authentication:
        return .infrastructure(reason: failure.message, hint: "check the key and its rights")
      case .network, .timeout, .billing, .notFound, .rateLimited, .overloaded, .contextOverflow,
        .badRequest, .badReply, .servedOther, .unpriced:
        return .infrastructure(reason: failure.message, hint: nil)
      }
    case let failure as CommandFailure:
      return failure.isCancellation
        ? .interrupted : .infrastructure(reason: failure.message, hint: failure.hint)
    case let failure as GitError:
      return .infrastructure(reason: failure.message, hint: failure.hint)
    case let failure as StoreError:
      return .infrastructure(reason: failure.message, hint: failure.hint)
    default: throw error
    }
  }
}

/// A contract that the user edited between `tandem plan` and `tandem resume`.
enum EditedContract {
  static let key = "contract.edited"
}
