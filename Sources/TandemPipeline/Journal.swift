import FoundationEssentials
import TandemCore
import TandemStore

/// A run's memory: a step that is recorded is never done again, here or after a kill.
///
/// Also the run's clock and its voice: seconds count over all stops, events go to one sink.
struct Journal: Sendable {
  /// The run's id.
  let run: String
  let store: Store
  let emit: @Sendable (RunEvent) -> Void
  private let clock = ContinuousClock()
  private let opened: ContinuousClock.Instant
  /// Seconds the run had used before this process took it up.
  private let secondsBefore: Double

  /// Opens the journal of a run that this process holds.
  ///
  /// - Throws: `StoreError`.
  static func open(
    run: String, store: Store, emit: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> Journal {
    let before = seconds(of: try await store.run(run), try await store.steps(run: run))
    return Journal(run: run, store: store, emit: emit, secondsBefore: before)
  }

  /// Seconds that a run has used by what is recorded: at its last step, or where it ended, since what
  /// something stopped worked on after its last step.
  static func seconds(of run: RunSummary?, _ steps: [RecordedStep]) -> Double {
    let readings = steps.compactMap { step in
      try? JSONDecoder().decode(Reading.self, from: Data(step.json)).at
    }
    return max(readings.max() ?? 0, run?.seconds ?? 0)
  }

  private init(
    run: String, store: Store, emit: @escaping @Sendable (RunEvent) -> Void, secondsBefore: Double
  ) {
    self.run = run
    self.store = store
    self.emit = emit
    self.secondsBefore = secondsBefore
    opened = clock.now
  }

  /// Seconds the run has used, over all its processes.
  var seconds: Double { secondsBefore + (clock.now - opened).inSeconds }

  /// Does a step, or returns what it gave when it was done before.
  ///
  /// - Parameters:
  ///   - key: the step's key within the run.
  ///   - summary: the value in a few words, for the progress line; nil for a silent step.
  ///   - isFinal: whether the value stands for good; what is not recorded is done again on resume.
  func step<Value: Codable & Sendable>(
    _ key: String, tier: Tier = .builtin, model: String? = nil,
    summary: ((Value) -> String)? = nil, isFinal: (Value) -> Bool = { _ in true },
    _ body: () async throws -> Value
  ) async throws -> Value {
    if let done = try await store.recorded(run: run, key: key, as: Recorded<Value>.self) {
      if let summary { try await finished(key, summary(done.value), done.seconds, replayed: true) }
      return done.value
    }
    try Task.checkCancellation()
    if summary != nil { emit(.stepStarted(step: key, tier: tier, model: model)) }
    let began = clock.now
    let value = try await body()
    let took = (clock.now - began).inSeconds
    if isFinal(value) {
      let record = Recorded(value: value, seconds: took, at: seconds)
      try await store.record(run: run, key: key, value: record)
    }
    if let summary { try await finished(key, summary(value), took, replayed: false) }
    return value
  }

  /// Wall seconds that a recorded step took; nil where it was not recorded.
  func took(_ key: String) async throws -> Double? {
    try await store.recorded(run: run, key: key, as: Took.self)?.seconds
  }

  /// Does a step that must be done in every process, shown but not recorded.
  func unrecorded<Value>(
    _ key: String, _ body: () async throws -> Value, summary: (Value) -> String
  ) async throws -> Value {
    try Task.checkCancellation()
    emit(.stepStarted(step: key, tier: .builtin, model: nil))
    let began = clock.now
    let value = try await body()
    try await finished(key, summary(value), (clock.now - began).inSeconds, replayed: false)
    return value
  }

  private func finished(
    _ key: String, _ summary: String, _ seconds: Double, replayed: Bool
  ) async throws {
    emit(
      .stepFinished(
        step: key, summary: summary, seconds: seconds, spent: try await store.spent(run: run),
        replayed: replayed))
  }
}

/// A step's value with its clock readings, as it lies in the store.
struct Recorded<Value: Codable & Sendable>: Codable, Sendable {
  var value: Value
  /// Wall seconds the step took.
  var seconds: Double
  /// Seconds the run had used at the step's end.
  var at: Double
}

/// Only the duration of a recorded step.
private struct Took: Codable, Sendable {
  var seconds: Double
}

/// Only the clock reading of a recorded step.
private struct Reading: Decodable {
  var at: Double
}
