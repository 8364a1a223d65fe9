@preconcurrency import Glibc
import TandemCore
import TandemTestKit
import Testing

/// What cannot be worked on: one message that says what to do, the documented exit code, no run.
@Suite struct RefusalTests {
  let bug: FixtureBug
  let repository: TemporaryRepository
  let binary: TandemBinary

  init() throws {
    bug = try FixtureBug("demo")
    repository = try bug.repository()
    binary = try TandemBinary()
  }

  /// A refusal as the user sees it.
  static func refusal(_ code: Int32, _ message: String, _ hint: String? = nil) -> ProcessResult {
    ProcessResult(
      exitCode: code, output: "",
      errorOutput: "tandem: \(message)\n" + (hint.map { "        \($0)\n" } ?? ""))
  }

  /// Runs `tandem fix` on the demo's report.
  func fix(_ flags: String..., in folder: String? = nil) async throws -> ProcessResult {
    try await binary.run(["fix", bug.reportPath] + flags, in: folder ?? repository.path)
  }

  // MARK: repositories

  @Test func `a folder without a repository`() async throws {
    let folder = try TemporaryDirectory()
    #expect(
      try await fix(in: folder.path)
        == Self.refusal(
          2, "there is no git repository here or above: \(folder.path)",
          "name a repository with --repo PATH, or make one: git init && git add . && git commit"))
  }

  @Test func `a repository without a commit`() async throws {
    let empty = try TemporaryRepository()
    #expect(
      try await fix(in: empty.path)
        == Self.refusal(
          2, "the repository has no commit yet", "make the first one: git add . && git commit"))
  }

  @Test func `a base that names nothing, or no commit`() async throws {
    #expect(
      try await fix("--base", "nosuch")
        == Self.refusal(
          2, "there is no revision “nosuch” here",
          "list what there is: git branch --all, git tag, git log --oneline"))
    #expect(
      try await fix("--base", "main:tests")
        == Self.refusal(
          2, "“main:tests” names no commit but something else",
          "name a commit, a branch or a tag of a commit"))
  }

  @Test func `a partial clone whose files are missing, until they are fetched`() async throws {
    try repository.git("config", "uploadpack.allowFilter", "true")
    let clone = repository.directory.file("partial")
    try repository.git(
      "clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + repository.path,
      clone)
    #expect(
      try await fix(in: clone)
        == Self.refusal(
          5, "this is a partial clone and the object is not here",
          "fetch everything: git fetch --refetch --no-filter"))
    try repository.git(["fetch", "--quiet", "--refetch", "--no-filter"], in: clone)
    let planned = try await binary.run(["plan", bug.reportPath], in: clone)
    #expect(planned.exitCode == 0, "\(planned)")
  }

  @Test func `a SHA-256 repository`() async throws {
    let folder = try TemporaryDirectory()
    try repository.git(["init", "--quiet", "--object-format=sha256", "."], in: folder.path)
    try folder.write("a.py", "x = 1\n")
    try repository.git(["add", "."], in: folder.path)
    try repository.git(["commit", "--quiet", "-m", "first"], in: folder.path)
    #expect(
      try await fix(in: folder.path)
        == Self.refusal(
          2, "its objects are named by sha256",
          "only SHA-1 repositories can be read; a copy can be made: git fast-export --all | "
            + "git -C COPY fast-import"))
  }

  @Test(.enabled(if: getuid() == 0, "only root can give a repository away"))
  func `another user's repository, unless it is trusted`() async throws {
    let given = try await runProcess(
      ["/bin/chown", "-R", "65534", repository.path], directory: "/")
    #expect(given.exitCode == 0)
    #expect(
      try await fix()
        == Self.refusal(
          2, "another user owns \(repository.path)",
          "if you trust it: git config --global --add safe.directory \(repository.path), "
            + "or --trust-repository for this run"))
    let trusted = try await binary.run(["runs", "--trust-repository"], in: repository.path)
    #expect(trusted.exitCode == 0, "\(trusted)")
    try binary.home.write(
      ".gitconfig", "[safe]\n\tdirectory = \(repository.path)\n")
    #expect(try await binary.run(["runs"], in: repository.path).exitCode == 0)
  }

  // MARK: reports

  @Test func `an empty report`() async throws {
    #expect(
      try await binary.run(["fix", "-"], in: repository.path, input: " \n\t\n")
        == Self.refusal(
          2,
          "standard input holds no text: write what goes wrong, what you expected and how to "
            + "see it."))
    #expect(try await binary.run(["runs"], in: repository.path).output == "")
  }

  @Test func `a binary report`() async throws {
    let path = try repository.directory.write("core.dump", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2])
    #expect(
      try await binary.run(["fix", path], in: repository.path)
        == Self.refusal(
          2,
          "\(path) is not a text (byte 4 is NUL): give Markdown, plain text or an issue's JSON, "
            + "as UTF-8."))
  }

  @Test func `a report of five megabytes`() async throws {
    let path = try repository.directory.write("log.md", [UInt8](repeating: 97, count: 5_000_000))
    #expect(
      try await binary.run(["fix", path], in: repository.path)
        == Self.refusal(
          2,
          "\(path) is too large; a report may have 1 MB (1048576 bytes): keep the description "
            + "and the part of the log around the error."))
  }

  @Test func `a report that is not there, or a folder, or not given`() async throws {
    #expect(
      try await binary.run(["fix", "no.md"], in: repository.path)
        == Self.refusal(2, "cannot read no.md: No such file or directory", "check the path"))
    #expect(
      try await binary.run(["fix", "tests"], in: repository.path)
        == Self.refusal(2, "cannot read tests: Is a directory", "give a file, not a folder"))
    #expect(
      try await binary.run(["fix"], in: repository.path)
        == Self.refusal(
          2, "which report?", "give a file, or - for standard input: tandem fix issue.md"))
  }

  // MARK: settings

  @Test func `an unknown setting, with the nearest name`() async throws {
    try repository.write("tandem.yml", "tests:\n  comand: make check\n")
    try repository.commit("settings")
    #expect(
      try await fix()
        == Self.refusal(
          2, "tandem.yml:2:3: “tests.comand” is no setting (did you mean “command”?)",
          "known in “tests”: command, setup, env, directory, budget, timeout"))
    let doctor = try await binary.run(["doctor"], in: repository.path)
    #expect(doctor.exitCode == 5)
    #expect(doctor.output.hasPrefix("✗ settings    tandem.yml:2:3: “tests.comand” is no setting"))
  }

  @Test func `anchors in tandem.yml`() async throws {
    try repository.write("tandem.yml", "tests: &all\n  command: make check\nother: *all\n")
    try repository.commit("settings")
    #expect(
      try await fix()
        == Self.refusal(
          2, "tandem.yml:1:8: anchors (&) are not read", "write the settings out"))
  }

  @Test func `a model without its key`() async throws {
    #expect(
      try await fix("--premium", "anthropic/claude-sonnet-4-5")
        == Self.refusal(
          2, "no key for anthropic: ANTHROPIC_API_KEY is not set",
          "export ANTHROPIC_API_KEY=…, or use --builtin to work without a model"))
  }

  // MARK: this machine

  @Test func `a state folder that cannot be written`() async throws {
    #expect(
      try await fix("--state", bug.reportPath)
        == Self.refusal(
          5, "the state folder \(bug.reportPath) cannot be used: Not a directory",
          "make it writable for you, or choose another folder with --state"))
    let folder = try TemporaryDirectory()
    let result = try await binary.run(
      ["fix", bug.reportPath, "--state", folder.path + "/state"], in: repository.path,
      after: "mount -t tmpfs -o ro,size=1m none \(folder.path)")
    #expect(
      result
        == Self.refusal(
          5, "the state folder \(folder.path)/state cannot be used: Read-only file system",
          "make it writable for you, or choose another folder with --state"))
  }

  @Test func `a disk that is too small for the checkout`() async throws {
    try repository.write("data.bin", [UInt8](repeating: 7, count: 3_000_000))
    try repository.commit("data")
    let folder = try TemporaryDirectory()
    let result = try await binary.run(
      ["fix", bug.reportPath, "--state", folder.path], in: repository.path,
      after: "mount -t tmpfs -o size=4m,mode=700 none \(folder.path)")
    #expect(result.exitCode == 5, "\(result)")
    #expect(
      result.output.hasPrefix(
        "environment failed: the disk of \(folder.path)/trees is nearly full: the checkout needs 2 "
          + "MiB and "))
    #expect(
      result.output.contains(
        "; free some space, run `tandem clean`, or point --state at a larger disk\n"))
    #expect(try repository.git("branch", "--format=%(refname:short)") == "main")
  }

  @Test func `a disk without room for the ledger`() async throws {
    let folder = try TemporaryDirectory()
    let result = try await binary.run(
      ["fix", bug.reportPath, "--state", folder.path], in: repository.path,
      after: "mount -t tmpfs -o size=8k,mode=700 none \(folder.path)")
    #expect(
      result
        == Self.refusal(
          5, "no room on the disk for \(folder.path)/ledger.sqlite",
          "free some space, or delete old runs with `tandem clean`; nothing was half written"))
  }

  @Test func `bubblewrap is not installed`() async throws {
    let result = try await binary.run(
      ["fix", bug.reportPath], in: repository.path,
      after: "mount --bind /dev/null /usr/bin/bwrap")
    #expect(result.exitCode == 5)
    #expect(result.output.hasPrefix("environment failed: bubblewrap (bwrap) is not installed; "))
    #expect(result.output.contains("sudo apt-get install bubblewrap"))
    let doctor = try await binary.run(
      ["doctor"], in: repository.path, after: "mount --bind /dev/null /usr/bin/bwrap")
    #expect(doctor.exitCode == 5)
    #expect(
      doctor.output.contains(
        "\n✗ sandbox     bubblewrap (bwrap) is not installed\n"
          + "              → sudo apt-get install bubblewrap\n"))
  }

  @Test func `a bubblewrap of the user's own is found on PATH and run`() async throws {
    let folder = try TemporaryDirectory()
    let copied = try await runProcess(
      ["/bin/cp", "/usr/bin/bwrap", folder.path], directory: "/")
    #expect(copied.exitCode == 0)
    let result = try await binary.run(
      ["fix", bug.reportPath], in: repository.path,
      after: "mount --bind /dev/null /usr/bin/bwrap && export PATH=\(folder.path):$PATH")
    #expect(result.exitCode == 0, "\(result)")
  }

  @Test func `user namespaces are forbidden`() async throws {
    let result = try await binary.run(
      ["fix", bug.reportPath], in: repository.path,
      after: "echo 0 > /proc/sys/user/max_user_namespaces")
    #expect(result.exitCode == 5)
    #expect(
      result.output.hasPrefix("environment failed: this machine allows no more user namespaces: "))
    #expect(result.output.contains("; sudo sysctl user.max_user_namespaces=10000\n"))
  }

  // MARK: tests, models and files

  @Test func `tests that never end, until they are given the time they need`() async throws {
    let file = "tests/test_fines.py"
    try repository.write(
      file, try repository.read(file) + "\n\nimport time\ntime.sleep(2)\n")
    try repository.commit("slow")
    var binary = binary
    binary.environment["TANDEM_TESTS_TIMEOUT"] = "1s"
    let result = try await binary.run(["fix", bug.reportPath], in: repository.path)
    #expect(result.exitCode == 4, "\(result)")
    #expect(
      result.output.hasPrefix(
        "out of budget: the tests did not end within 1 s on the unchanged code; raise "
          + "tests.timeout and resume, or retry with quicker ones: --test-cmd\n"))
    binary.environment["TANDEM_TESTS_TIMEOUT"] = "5m"
    let resumed = try await binary.run(["resume", "last"], in: repository.path)
    #expect(resumed.exitCode == 0, "\(resumed)")
  }

  @Test func `a model that twice answers something else ends the run, and is paid`() async throws {
    var script = ModelScript(bug)
    script.add([.text("Lovely weather."), .text(#"{"cause": 3}"#)], by: .premium)
    let run = try await ScriptedRun(script)
    #expect(run.result.exitCode == 5, "\(run.result)")
    #expect(
      run.result.output.hasPrefix(
        "environment failed: test-premium twice gave an answer to scope that cannot be used: "))
    #expect(
      run.server.requests.last?.text.contains("the answer is not one JSON object") == true,
      "the second question says what was wrong with the first answer")
    #expect(run.record.cost.models == MicroDollars(15 + 600 + 600))
    #expect(run.record.result == nil)
  }

  @Test func `a source file that is not UTF-8 is no candidate for the builtin repair`()
    async throws
  {
    try makeLatin(repository)
    let result = try await fix()
    #expect(result.exitCode == 1, "\(result)")
    #expect(
      result.output.contains("; read-only, because not UTF-8 text: shelfmark/fines.py)"))
  }

  @Test func `a source file that is not UTF-8 is read-only for a model's draft`() async throws {
    var script = ModelScript(bug)
    script.scopes { $0["testFiles"] = ["shelfmark/fines.py"] }
    let edit: JSONValue = [
      "path": "shelfmark/fines.py", "old": "returned < loan.due", "new": "returned <= loan.due",
    ]
    let create: JSONValue = ["path": "shelfmark/fines.py", "text": "new"]
    for tier in [Tier.cheap, .premium] {
      script.add(
        [
          .tools([("edit", edit), ("create", create)]),
          .tools([("give_up", ["reason": "it is read-only"])]),
        ], by: tier)
    }
    script.add([.tools([("give_up", ["reason": "it still is"])])], by: .premium)
    let run = try await ScriptedRun(script) { try makeLatin($0) }
    #expect(run.result.exitCode == 1, "\(run.result)")
    let said = "shelfmark/fines.py is not UTF-8 text (or very large): it is read-only."
    let told = run.server.requests.filter { $0.text.contains(said) }
    #expect(told.map { $0.text.split(separator: said).count - 1 } == [2, 2])
    #expect(run.record.attempts.allSatisfy { $0.diff.isEmpty })
  }

  /// The file with the bug, with a comment in Latin-1.
  private func makeLatin(_ repository: TemporaryRepository) throws {
    let text = try repository.read("shelfmark/fines.py")
    let head = Array("# -*- coding: latin-1 -*-\n# caf".utf8) + [0xE9, 0x0A]
    try repository.write("shelfmark/fines.py", head + Array(text.utf8))
    try repository.commit("as it was written in 1998")
  }
}
