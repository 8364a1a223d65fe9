import Dispatch
@preconcurrency import Glibc

/// How a child process of a test ended and what it wrote.
package struct ProcessResult: Sendable, Hashable {
  /// The exit code; 128 plus the signal's number where a signal ended it.
  package var exitCode: Int32
  /// Standard output.
  package var output: String
  /// Standard error.
  package var errorOutput: String

  /// Makes a result to compare with.
  package init(exitCode: Int32, output: String, errorOutput: String = "") {
    self.exitCode = exitCode
    self.output = output
    self.errorOutput = errorOutput
  }
}

/// A child process that could not be started, or did not end in time.
package struct ProcessProblem: Error, CustomStringConvertible {
  /// What happened to which command.
  package var description: String

  /// Describes what happened.
  package init(description: String) { self.description = description }
}

/// Runs a program to its end and returns what it wrote, without blocking the task's thread.
///
/// - Parameters:
///   - arguments: The program's absolute path and its arguments.
///   - environment: The whole environment; nothing is inherited.
///   - seconds: When to end its process group and throw.
/// - Throws: `ProcessProblem`; a non-zero exit code is a result.
package func runProcess(
  _ arguments: [String], directory: String, environment: [String: String] = [:],
  input: [UInt8] = [], seconds: Double = 300
) async throws -> ProcessResult {
  // Not on the cooperative pool: other tests may hold all of it, and the deadline must count.
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async {
      continuation.resume(
        with: Result {
          try runProcess(
            arguments, directory: directory, environment: environment, input: input,
            seconds: seconds)
        })
    }
  }
}

/// Runs a program as the `async` form does; blocks the calling thread, for quick commands.
package func runProcess(
  _ arguments: [String], directory: String, environment: [String: String] = [:],
  input: [UInt8] = [], seconds: Double = 300
) throws -> ProcessResult {
  let child = try ChildProcess(
    arguments, directory: directory, environment: environment, input: input)
  let deadline = ContinuousClock.now + .seconds(seconds)
  while try !child.hasEnded(deadline: deadline) { usleep(500) }
  return child.result
}
