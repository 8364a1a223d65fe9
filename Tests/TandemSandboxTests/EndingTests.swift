import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

@Suite("A command ends by itself, at its deadline, with its task or at a limit")
struct EndingTests {
  private static let tooMuch = SandboxLimits(memoryBytes: 150 << 20, processes: 30)

  private func shell(_ script: String, limits: SandboxLimits = tooMuch) -> Command {
    Command(
      arguments: ["/bin/sh", "-c", script], directory: "/tmp",
      environment: Session.host.baseVariables, deadline: .seconds(20))
  }

  @Test("by a signal")
  func signal() async throws {
    let script = "kill -SEGV $$"
    #expect(try await Session.sandboxed(script).ending == .signalled(SIGSEGV))
    #expect(try await Session.unsandboxed(script).ending == .signalled(SIGSEGV))
  }

  @Test("at its deadline, whatever it ignores and however much it says")
  func deadline() async throws {
    let script = "trap '' TERM INT HUP; (setsid sleep 30 &); yes"
    let boxed = try await Session.sandboxed(
      script, deadline: .milliseconds(300), outputLimit: 4096)
    #expect(boxed.ending == .timedOut)
    #expect(boxed.seconds < 5)
    #expect(boxed.droppedBytes > 0)
    #expect(boxed.output.utf8.count < 4200)
    let free = try await Session.unsandboxed(
      script, deadline: .milliseconds(300), outputLimit: 4096)
    #expect(free.ending == .timedOut)
    #expect(free.seconds < 8)
  }

  @Test("with its task")
  func cancellation() async throws {
    for runner in [Session.bubblewrap as any CommandRunner, Unsandboxed()] {
      let task = Task { try await runner.run(shell("sleep 30")) }
      try await Task.sleep(for: .milliseconds(150))
      task.cancel()
      let start = ContinuousClock.now
      let failure = await #expect(throws: CommandFailure.self) { try await task.value }
      #expect(failure?.isCancellation == true)
      #expect(start.duration(to: .now) < .seconds(5))
    }
  }

  @Test("when its processes hold too much memory together")
  func memory() async throws {
    let script = "python3 -c 'x = bytearray(300 << 20); import time; time.sleep(20)' & wait"
    let boxed = Bubblewrap(host: Session.host, limits: Self.tooMuch)
    #expect(try await boxed.run(shell(script)).ending == .outOfMemory)
    let free = try await Session.unsandboxed(script, limits: Self.tooMuch)
    #expect(free.ending == .outOfMemory)
    #expect(free.output.hasSuffix("[ended: more than 150 MiB of memory]\n"))
  }

  @Test("when it has too many processes")
  func processes() async throws {
    let script = "for i in $(seq 60); do sleep 20 & done; wait"
    let boxed = try await Bubblewrap(host: Session.host, limits: Self.tooMuch).run(shell(script))
    // An ordinary user's fork is refused before the watch sees it.
    #expect(boxed.ending == .outOfMemory || boxed.output.contains("fork"))
  }

  @Test("shared pages count once")
  func sharedPages() async throws {
    let script = """
      python3 - <<'END'
      import os, time
      x = bytearray(60 << 20)
      children = [os.fork() for _ in range(2)]
      time.sleep(0.7)
      END
      """
    #expect(try await Session.unsandboxed(script, limits: Self.tooMuch).ending == .exited(0))
  }

  @Test("no temporary folder grows without bound")
  func temporaryFolders() async throws {
    let limits = SandboxLimits(temporaryBytes: 1 << 20)
    let script = """
      for f in /tmp /run /dev/shm $HOME; do
        head -c 3000000 /dev/zero > $f/big 2>/dev/null || echo full; rm -f $f/big
      done
      """
    let result = try await Bubblewrap(host: Session.host, limits: limits).run(shell(script))
    #expect(result.said == "full\nfull\nfull\nfull")
  }

  @Test("at once, when only a grandchild still holds its output")
  func grandchild() async throws {
    let result = try await Session.unsandboxed("sleep 8 & exit 3")
    #expect(result.ending == .exited(3))
    #expect(result.seconds < 4)
  }

  @Test("before it begins, where its program is missing")
  func missingProgram() async throws {
    let command = Command(arguments: ["nonesuch"], directory: "/tmp")
    let boxed = await #expect(throws: CommandFailure.self) {
      try await Session.bubblewrap.run(command)
    }
    #expect(
      boxed?.message == "nonesuch cannot be started in the sandbox: No such file or directory")
    let free = await #expect(throws: CommandFailure.self) { try await Unsandboxed().run(command) }
    #expect(free?.message == "nonesuch is not on PATH")
  }

  @Test("after it read all of its input")
  func input() async throws {
    let bytes = [UInt8](repeating: 65, count: 300_000)
    let command = Command(arguments: ["wc", "-c"], directory: "/tmp", input: bytes)
    #expect(try await Unsandboxed().run(command).said == "300000")
    #expect(try await Session.bubblewrap.run(command).said == "300000")
    #expect(try await Session.sandboxed("cat").said == "")
  }
}
