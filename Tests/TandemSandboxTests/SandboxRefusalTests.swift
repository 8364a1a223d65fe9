import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

@Suite("Why there can be no sandbox, with what mends it")
struct SandboxRefusalTests {
  @Test(
    "bubblewrap's complaint names its cause",
    arguments: [
      (
        "bwrap: Creating new namespace failed: nesting depth or /proc/sys/user/max_*_namespaces "
          + "exceeded (ENOSPC)", "sudo sysctl user.max_user_namespaces=10000"
      ),
      (
        "bwrap: No permissions to create new namespace, likely because the kernel does not allow "
          + "non-privileged user namespaces.",
        "run the container with --security-opt seccomp=unconfined, or, if it is thrown away "
          + "afterwards, pass --no-sandbox"
      ),
      (
        "bwrap: setting up uid map: Permission denied",
        "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile that "
          + "grants userns"
      ),
      (
        "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
        "run the container with --security-opt systempaths=unconfined, or, if it is thrown away "
          + "afterwards, pass --no-sandbox"
      ),
      ("bwrap: Unknown option --disable-userns", "install bubblewrap 0.8 or newer"),
    ])
  func causes(line: String, hint: String) {
    #expect(SandboxRefusal(bubblewrapOutput: line).hint == hint)
  }

  @Test("a machine without bubblewrap")
  func missing() async throws {
    let runner = Bubblewrap(host: Session.host, program: "/nonexistent/bwrap")
    let failure = await #expect(throws: CommandFailure.self) {
      try await runner.run(Command(arguments: ["true"], directory: "/"))
    }
    #expect(failure == SandboxRefusal.bubblewrapMissing.asCommandFailure)
  }

  @Test("a machine whose user namespaces are used up, met for real")
  func usedUp() async throws {
    let script = """
      echo 0 > /proc/sys/user/max_user_namespaces
      bwrap --unshare-all --unshare-user --ro-bind / / true
      """
    let result = try await runProcess(
      ["/usr/bin/unshare", "--user", "--map-root-user", "/bin/sh", "-c", script], directory: "/",
      environment: ["PATH": "/usr/sbin:/usr/bin:/bin"])
    #expect(result.exitCode != 0)
    #expect(
      SandboxRefusal(bubblewrapOutput: result.errorOutput).hint
        == "sudo sysctl user.max_user_namespaces=10000")
  }

  @Test("a state folder that cannot be written")
  func unwritable() async throws {
    let report = await SandboxProbe(host: Session.host, folder: "/proc").run()
    #expect(report.level == .none)
    #expect(report.obstacle?.message == "/proc cannot be written")
  }
}
