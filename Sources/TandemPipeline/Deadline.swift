/// Ends work that takes longer than a run may.
enum Deadline {
  /// The time was used up.
  struct Passed: Error {}

  /// Runs `body`, cancelled when `seconds` have passed.
  ///
  /// - Throws: `Passed`, or what `body` throws.
  static func within<Value: Sendable>(
    seconds: Double, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask(operation: body)
      group.addTask {
        try await Task.sleep(for: .seconds(max(0, seconds)))
        throw Passed()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }
}
