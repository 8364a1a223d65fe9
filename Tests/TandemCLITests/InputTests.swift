import TandemCore
import TandemTestKit
import Testing

/// Repositories as people have them: each is worked on, left as it was, and what is odd is said.
@Suite struct InputTests {
  let bug: FixtureBug
  let repository: TemporaryRepository
  let binary: TandemBinary

  init() throws {
    bug = try FixtureBug("demo")
    repository = try bug.repository()
    binary = try TandemBinary()
  }

  /// Runs the builtin repair in a folder: accepted, nothing but the branch is new, the fix is on it.
  func fix(
    in folder: String, expecting text: String? = nil, branch: String = "tandem/"
  ) async throws -> ProcessResult {
    let before = try RepositoryFingerprint(ofRepositoryAt: folder)
    let result = try await binary.run(["fix", bug.reportPath], in: folder)
    let after = try RepositoryFingerprint(ofRepositoryAt: folder)
    #expect(result.exitCode == 0, "\(result)")
    #expect(after.changes(since: before) == [])
    let made = try repository.git(
      ["for-each-ref", "--format=%(refname:short)", "refs/heads/\(branch)*"], in: folder)
    let fixed = try repository.git(["show", "\(made):shelfmark/fines.py"], in: folder) + "\n"
    let expected = try bug.changes("fix").first?.text
    #expect(fixed == text ?? expected)
    #expect(result.output.contains("  branch   \(made) (+1 −1 in 1 file)"))
    return result
  }

  @Test func `a dirty tree is left alone and the base is the commit`() async throws {
    try repository.write("shelfmark/fines.py", "my own unfinished edit\n")
    try repository.write("notes.txt", "buy milk\n")
    let result = try await fix(in: repository.path)
    let base = try repository.git("rev-parse", "HEAD").prefix(10)
    #expect(
      result.errorOutput.contains(
        "note: 2 uncommitted changes are not in it: the base is \(base)\n"))
    #expect(try repository.read("shelfmark/fines.py") == "my own unfinished edit\n")
  }

  @Test func `a bare repository gets the branch, and no advice for a checkout`() async throws {
    let bare = repository.directory.file("bare.git")
    try repository.git("clone", "--quiet", "--bare", repository.path, bare)
    let result = try await fix(in: bare)
    #expect(!result.output.contains("checkout"))
    #expect(result.output.contains("\n  next     git show tandem/"))
    let applied = try await binary.run(["apply", "last"], in: bare)
    #expect(applied.exitCode == 1)
    #expect(applied.errorOutput.hasPrefix("tandem: a bare repository has no work tree\n"))
  }

  @Test func `a linked worktree is worked on as any other`() async throws {
    let linked = repository.directory.file("linked")
    try repository.git("worktree", "add", "--quiet", "-b", "side", linked)
    let main = try repository.fingerprint()
    _ = try await fix(in: linked)
    #expect(try repository.fingerprint().changes(since: main) == [])
    let applied = try await binary.run(["apply", "last"], in: linked)
    #expect(
      applied
        == ProcessResult(
          exitCode: 0, output: "wrote shelfmark/fines.py\n",
          errorOutput: "the index and HEAD are untouched; `git diff` shows the change\n"))
    #expect(try repository.fingerprint().changes(since: main) == [])
    #expect(
      try repository.git(["status", "--porcelain"], in: linked) == " M shelfmark/fines.py")
  }

  @Test func `a shallow clone, as CI makes them, is enough`() async throws {
    try repository.commit("second")
    let clone = repository.directory.file("shallow")
    try repository.git("clone", "--quiet", "--depth", "1", "file://" + repository.path, clone)
    let result = try await fix(in: clone)
    #expect(result.errorOutput.contains("note: a shallow clone: its history is cut\n"))
  }

  @Test func `a sparse checkout hides no file of the base`() async throws {
    try repository.git("sparse-checkout", "set", "tests")
    let result = try await fix(in: repository.path)
    #expect(
      result.errorOutput.contains(
        "note: a sparse checkout: the whole base is worked on all the same\n"))
    #expect(try repository.git("status", "--porcelain") == "")
  }

  @Test func `submodules are skipped, said and kept`() async throws {
    let other = try TemporaryRepository(["lib.py": "x = 1\n"])
    try repository.git("submodule", "--quiet", "add", "file://" + other.path, "vendored")
    try repository.commit("a submodule")
    let result = try await fix(in: repository.path)
    #expect(result.errorOutput.contains("note: submodules are skipped: vendored\n"))
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    #expect(try repository.git("diff", "--name-only", "main", branch) == "shelfmark/fines.py")
  }

  @Test func `line ends of two characters are kept`() async throws {
    let text = try repository.read("shelfmark/fines.py").replacing("\n", with: "\r\n")
    try repository.write("shelfmark/fines.py", text)
    try repository.commit("as Windows writes it")
    let fixed = try bug.changes("fix").first?.text?.replacing("\n", with: "\r\n")
    _ = try await fix(in: repository.path, expecting: fixed)
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    #expect(try repository.git("diff", "--numstat", "main", branch) == "1\t1\tshelfmark/fines.py")
  }

  @Test func `a branch called tandem does not stand in the way`() async throws {
    try repository.git("branch", "tandem")
    _ = try await fix(in: repository.path, branch: "tandem-")
    let discarded = try await binary.run(["discard", "last"], in: repository.path)
    #expect(discarded.exitCode == 0, "\(discarded)")
    #expect(try repository.git("branch", "--format=%(refname:short)") == "main\ntandem")
  }

  @Test func `without tests the builtin repair says what it would need`() async throws {
    try repository.git("rm", "-rq", "tests")
    try repository.commit("no tests")
    let result = try await binary.run(["fix", bug.reportPath], in: repository.path)
    #expect(result.exitCode == 1, "\(result)")
    #expect(
      result.output.hasPrefix(
        "no accepted change: there are no tests that can be run (no tests that Tandem can run were "
          + "found in the repository: set `tests.command`); the builtin tier needs a failing test\n"
      ))
    #expect(try repository.git("branch", "--format=%(refname:short)") == "main")
  }

  @Test func `without tests a model's change stays unverified until a person accepts it`()
    async throws
  {
    var script = ModelScript(bug)
    script.scopes { $0["mustTurnGreen"] = [] }
    try script.drafts("fix")
    script.reviews()
    let run = try await ScriptedRun(script) { repository in
      try repository.git("rm", "-rq", "tests")
      try repository.commit("no tests")
    }
    #expect(run.result.exitCode == 3, "\(run.result)")
    #expect(run.result.output.hasPrefix("unverified: "))
    #expect(run.decisions == ["review", "accept unverified"])
    let branch = "tandem/\(run.record.id)"
    #expect(run.record.result?.branch == branch)
    #expect(run.result.output.contains("next     tandem approve \(run.record.id) --by NAME"))
    let approved = try await run.binary.run(
      ["approve", "last", "--by", "Grace"], in: run.repository.path)
    #expect(approved.exitCode == 0, "\(approved)")
    #expect(approved.output.hasPrefix("accepted: approved by Grace"))
  }
}
