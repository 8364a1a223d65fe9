import FoundationEssentials
@preconcurrency import Glibc
import Synchronization

/// A running child of a test, in a process group of its own.
///
/// Its output goes to unnamed files, so that nobody has to read along and a grandchild that keeps
/// them open holds nothing up. A child that is still running dies with its owner.
package final class ChildProcess: Sendable {
  /// The process id, which is the group's too.
  package let id: Int32
  private let command: String
  private let output: Int32
  private let errorOutput: Int32
  private let status = Mutex<Int32?>(nil)

  /// Starts a program by its absolute path, with exactly this environment.
  ///
  /// - Throws: `ProcessProblem` where it cannot be started.
  package init(
    _ arguments: [String], directory: String, environment: [String: String], input: [UInt8] = []
  ) throws(ProcessProblem) {
    command = arguments.joined(separator: " ")
    output = try Self.unnamedFile()
    errorOutput = try Self.unnamedFile()
    let standardInput = try Self.unnamedFile()
    defer { close(standardInput) }
    write(standardInput, input, input.count)
    lseek(standardInput, 0, SEEK_SET)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, standardInput, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errorOutput, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))

    // Swift's Glibc module has no `posix_spawn_file_actions_addchdir_np`.
    var words = (["/usr/bin/env", "-C", directory] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0.key + "=" + $0.value) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, "/usr/bin/env", &actions, &attributes, &words, &variables)
    id = child
    guard code == 0 else {
      status.withLock { $0 = 127 }
      throw ProcessProblem(description: "\(command): \(String(cString: strerror(code)))")
    }
  }

  deinit {
    if status.withLock({ $0 }) == nil {
      kill(-id, SIGKILL)
      waitpid(id, nil, 0)
    }
    close(output)
    close(errorOutput)
  }

  /// Sends a signal to the child's process group.
  package func signal(_ number: Int32) { kill(-id, number) }

  /// Returns whether the child has ended.
  ///
  /// - Throws: `ProcessProblem` where it runs past the deadline.
  package func hasEnded(deadline: ContinuousClock.Instant) throws(ProcessProblem) -> Bool {
    let isOver = status.withLock { status in
      var raw: Int32 = 0
      if status == nil, waitpid(id, &raw, WNOHANG) == id {
        status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
      }
      return status != nil
    }
    if !isOver, ContinuousClock.now > deadline {
      throw ProcessProblem(description: "\(command): still running at its deadline; \(result)")
    }
    return isOver
  }

  /// What the child has written so far, and its exit code, or -1 while it runs.
  package var result: ProcessResult {
    ProcessResult(
      exitCode: status.withLock { $0 } ?? -1, output: Self.text(of: output),
      errorOutput: Self.text(of: errorOutput))
  }

  private static func unnamedFile() throws(ProcessProblem) -> Int32 {
    let path = FileManager.default.temporaryDirectory.path + "/tandem-" + UUID().uuidString
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ProcessProblem(description: "\(path): cannot be made") }
    unlink(path)
    return descriptor
  }

  private static func text(of descriptor: Int32) -> String {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, size, 0))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
