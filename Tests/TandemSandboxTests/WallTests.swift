import Glibc
import TandemCore
import TandemSandbox
import TandemTestKit
import Testing

/// Each test shows first that the attack works where the wall is missing.
@Suite("Code under test meets a wall")
struct WallTests {
  @Test("it cannot write outside")
  func writeOutside() async throws {
    let folder = try TemporaryDirectory()
    let attack = "echo taken > \(folder.path)/outside"
    #expect(try await Session.unsandboxed(attack).said == "")
    #expect(try folder.text("outside") == "taken\n")

    try folder.write("outside", "kept\n")
    #expect(try await Session.sandboxed(attack).ending != .exited(0))
    for path in ["/x", "/usr/x", "/etc/x", "/dev/x", "/proc/sys/kernel/hostname"] {
      let result = try await Session.sandboxed("echo x > \(path)")
      #expect(result.ending != .exited(0), "\(path) could be written: \(result)")
    }
    let shown = try await Session.sandboxed(
      "echo x > \(folder.path)/outside",
      mounts: [.readOnly(source: folder.path, target: folder.path)])
    #expect(shown.ending != .exited(0))
    #expect(try folder.text("outside") == "kept\n")
  }

  @Test("it cannot remount what is read-only, as root either", .enabled(if: geteuid() == 0))
  func remount() async throws {
    let folder = try TemporaryDirectory()
    let attack = "mount -o remount,rw,bind \(folder.path) && echo taken > \(folder.path)/f"
    let bare = [
      "/usr/bin/bwrap", "--unshare-all", "--ro-bind", "/", "/", "--ro-bind", folder.path,
      folder.path, "/bin/sh", "-c", attack,
    ]
    #expect(try await runProcess(bare, directory: "/").exitCode == 0)
    #expect(try folder.text("f") == "taken\n")

    try folder.write("f", "kept\n")
    let result = try await Session.sandboxed(
      attack, mounts: [.readOnly(source: folder.path, target: folder.path)])
    #expect(result.ending != .exited(0))
    #expect(try folder.text("f") == "kept\n")
  }

  @Test("it cannot set a kernel variable, as root either", .enabled(if: geteuid() == 0))
  func kernelVariables() async throws {
    let attack = "v=/proc/sys/kernel/core_uses_pid; cat $v > /tmp/v; cat /tmp/v > $v && echo set"
    let bare = [
      "/usr/bin/bwrap", "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL",
      "--ro-bind", "/", "/", "--proc", "/proc", "--tmpfs", "/tmp", "/bin/sh", "-c", attack,
    ]
    #expect(try await runProcess(bare, directory: "/").output == "set\n")
    #expect(try await Session.sandboxed(attack).ending != .exited(0))
    let writable = "find /proc -type f -writable -not -path '/proc/[0-9]*' 2>/dev/null | head -3"
    #expect(try await Session.sandboxed(writable).said == "")
  }

  @Test("it keeps no capability and gets none in a user namespace")
  func capabilities() async throws {
    let namespace = "unshare --user --map-root-user true && echo made"
    #expect(try await Session.unsandboxed(namespace).said == "made")
    #expect(try await Session.sandboxed(namespace).ending != .exited(0))

    let masks = "grep -E 'Cap(Inh|Prm|Eff|Amb)' /proc/self/status | cut -f2 | sort -u"
    if geteuid() == 0 {
      let without = ["/usr/bin/bwrap", "--bind", "/", "/", "/bin/sh", "-c", masks]
      #expect(try await runProcess(without, directory: "/").output != "0000000000000000\n")
    }
    #expect(try await Session.sandboxed(masks).said == "0000000000000000")
    let bounding = "grep CapBnd /proc/self/status | cut -f2"
    #expect(try await Session.sandboxed(bounding).said == "0000000000000000")
  }

  @Test("it inherits no descriptor")
  func descriptors() async throws {
    let folder = try TemporaryDirectory()
    let number = open(try folder.write("secret", "canary"), O_RDONLY)
    defer { close(number) }
    let attack = ["/bin/cat", "/proc/self/fd/\(number)"]
    #expect(try await runProcess(attack, directory: "/").output == "canary")

    // The fourth is the folder that `ls` reads.
    let list = "ls /proc/self/fd; cat /proc/self/fd/\(number) 2>/dev/null; true"
    #expect(try await Session.sandboxed(list).said == "0\n1\n2\n3")
    #expect(try await Session.unsandboxed(list).said == "0\n1\n2\n3")
  }

  @Test("it sees no variable of Tandem's, through no process, and none in a command line")
  func environment() async throws {
    let attack = "cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n' | grep -c canary-7d1"
    let leaky = [
      "/usr/bin/bwrap", "--unshare-all", "--bind", "/", "/", "--proc", "/proc", "--clearenv",
      "/bin/sh", "-c", attack,
    ]
    let leak = try await runProcess(leaky, directory: "/", environment: ["KEY": "canary-7d1"])
    #expect(leak.output != "0\n")

    // Even the first process has no environment at all, and this process has one.
    #expect(try await Session.unsandboxed("wc -c < /proc/$PPID/environ").said != "0")
    #expect(try await Session.sandboxed("wc -c < /proc/1/environ").said == "0")
    let named = try await Session.sandboxed(
      "cat /proc/*/cmdline | tr '\\0' '\\n' | grep -c \"c[a]nary\"; echo $KEY",
      variables: ["KEY": "canary-7d1"])
    #expect(named.said == "0\ncanary-7d1")
  }

  @Test("it reads no secret of the home folder, whose toolchains it sees")
  func home() async throws {
    let folder = try TemporaryDirectory()
    try folder.write("home/.netrc", "canary")
    try folder.write("home/.cargo/credentials.toml", "canary")
    try folder.write("home/.manager/versions/3/lib/data", "data\n")
    let home = folder.file("home")
    // Written by a child: a program that this process writes may be busy while another test forks.
    let install = """
      mkdir -p .cargo/bin .manager/versions/3/bin
      for f in .cargo/bin/cargo .manager/versions/3/bin/tool; do
        printf '#!/bin/sh\\necho %s runs\\n' ${f##*/} > $f; chmod +x $f
      done
      """
    _ = try await runProcess(
      ["/bin/sh", "-c", install], directory: home, environment: ["PATH": "/usr/bin:/bin"])
    try folder.link("home/.local/bin/tool", to: "../../.manager/versions/3/bin/tool")
    #expect(try await Session.unsandboxed("cat \(home)/.netrc").said == "canary")

    let host = HostEnvironment(
      path: "\(home)/.cargo/bin:\(home)/.local/bin:/usr/bin:/bin", home: home,
      userName: "tester", uid: geteuid(), gid: getegid())
    let script = """
      cargo; tool; cat ~/.manager/versions/3/lib/data
      find ~ -type f | sed "s|$HOME||" | sort
      (echo x > ~/.cargo/bin/cargo) 2>/dev/null || echo refused
      """
    let result = try await Bubblewrap(host: host).run(
      Command(
        arguments: ["/bin/sh", "-c", script], directory: "/tmp",
        environment: host.baseVariables))
    #expect(
      result.said == """
        cargo runs
        tool runs
        data
        /.cargo/bin/cargo
        /.manager/versions/3/bin/tool
        /.manager/versions/3/lib/data
        refused
        """)
  }

  @Test("it sees and signals no process of the host")
  func processes() async throws {
    let attack = "kill -0 \(getpid()) 2>/dev/null && echo reached; true"
    #expect(try await Session.unsandboxed(attack).said == "reached")
    #expect(try await Session.sandboxed(attack).said == "")
    #expect(try await Session.sandboxed("ls -d /proc/[0-9]* | wc -l").said < "9")
  }

  @Test("nothing it starts outlives it, not even in a session of its own")
  func survivors() async throws {
    let folder = try TemporaryDirectory()
    func daemon(_ name: String) -> String {
      "(setsid sh -c 'sleep 0.7; echo alive > \(folder.path)/\(name)' &) ; sleep 0.1"
    }
    let mounts = [Mount.writable(source: folder.path, target: folder.path)]
    let script = ["/bin/sh", "-c", daemon("free")]
    _ = try await runProcess(script, directory: "/", environment: ["PATH": "/usr/bin:/bin"])
    #expect(try await Session.sandboxed(daemon("boxed"), mounts: mounts).said == "")
    #expect(try await Session.unsandboxed(daemon("supervised")).said == "")
    try await Task.sleep(for: .milliseconds(1200))
    #expect(try folder.names() == ["free"])
  }

  @Test(
    "a system call that reaches past namespaces is refused",
    arguments: [
      ("keyring", "l.syscall(248, b'user', b'tandem', b'x', 1, ctypes.c_long(-2))"),
      ("vsock", "socket.socket(40, socket.SOCK_STREAM).fileno()"),
    ])
  func systemCalls(name: String, call: String) async throws {
    let attack = """
      python3 - <<'END'
      import ctypes, socket, os
      l = ctypes.CDLL(None, use_errno=True)
      try:
        print("reached" if \(call) >= 0 else os.strerror(ctypes.get_errno()))
      except OSError as error:
        print(error.strerror)
      END
      """
    #expect(try await Session.unsandboxed(attack).said == "reached")
    let refusals = ["Operation not permitted", "Address family not supported by protocol"]
    #expect(refusals.contains(try await Session.sandboxed(attack).said))
  }

  @Test("a null byte in an argument cannot begin an option of bubblewrap's")
  func nullBytes() async throws {
    await #expect(
      throws: CommandFailure(message: "a command, path or variable contains a null byte")
    ) {
      try await Session.sandboxed("true", variables: ["A": "x\0--bind\0/\0/mnt"])
    }
  }
}
