import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// `tandem review` through the real binary: what is reviewed, what is said, what it exits with.
@Suite struct ReviewTests {
  static let planted = [
    "error test-skipped tests/test_fines.py:4", "note test-changed tests/test_fines.py:4",
  ]

  @Test func `uncommitted changes are reviewed, untracked files too, ignored ones not`()
    async throws
  {
    let scene = try ReviewScene()
    try scene.plant()
    try scene.repository.git("add", "tests")
    try scene.repository.write("reproduce.py", "print(1)\n")
    try scene.repository.write("a.secret", "x\n")
    let result = try await scene.review([])
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(result.output.contains("no model reviewed this"))
    #expect(result.output.contains("  | @pytest.mark.skip\n"))
    let review = try await scene.json()
    #expect(
      review.findings == Self.planted.prefix(1) + ["warning unrelated-file reproduce.py:1"]
        + Self.planted.suffix(1))
    #expect(review["what"] == "the uncommitted changes" && review["reviewed_by_model"] == false)
    #expect(review["files"] == ["reproduce.py", "tests/test_fines.py"])
  }

  @Test func `a commit, ranges, a patch and a run give the same findings and fingerprints`()
    async throws
  {
    let scene = try ReviewScene()
    try scene.repository.git("switch", "--quiet", "--create", "side")
    try scene.plant()
    try scene.repository.commit("planted")
    try scene.repository.git("switch", "--quiet", "main")
    try scene.repository.write("docs/fines.md", "# Fines\n\nMore.\n")
    try scene.repository.commit("elsewhere")
    let patch = try scene.repository.git("diff", "main...side") + "\n"
    let file = try scene.repository.directory.write("p.diff", patch)
    let plain = patch.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("diff ") && !$0.hasPrefix("index ") }.joined(separator: "\n")
    let first = try await scene.json(["side"])
    #expect(first.findings == Self.planted)
    let others = [
      try await scene.json(["main...side"]), try await scene.json(["HEAD~1..side"]),
      try await scene.json([file]), try await scene.json(["-"], input: patch),
      try await scene.json(["-"], input: plain), try await scene.json(["last"]),
    ]
    for other in others { #expect(other["findings"] == first["findings"], "\(other)") }
  }

  @Test(
    arguments: [
      ("never", 0), ("error", 1), ("note", 1),
    ] as [(String, Int32)]) func `the level decides the exit code`(_ level: String, _ code: Int32)
    async throws
  {
    let scene = try ReviewScene()
    try scene.plant()
    #expect(try await scene.review(["--fail-level", level]).exitCode == code)
    try scene.repository.write("tests/test_fines.py", ReviewScene.test)
    #expect(try await scene.review(["--fail-level", level]).exitCode == 0)
  }

  @Test func `the configuration may set the level`() async throws {
    let scene = try ReviewScene()
    try scene.plant()
    try scene.binary.configure("review: {fail_level: warning}\n")
    #expect(try await scene.review([]).exitCode == 1)
    #expect(try await scene.review(["--fail-level", "never"]).exitCode == 0)
  }

  @Test func `a file outside the scope is an error`() async throws {
    let scene = try ReviewScene()
    try scene.repository.write("fines.py", ReviewScene.source + "\n")
    try scene.repository.write("docs/fines.md", "# Fees\n")
    let review = try await scene.json(["--scope", "*.py", "--scope", "tests/**"])
    #expect(review.findings == ["error outside-scope docs/fines.md:1"])
  }

  @Test func `what is no text is reviewed too`() async throws {
    let scene = try ReviewScene()
    try scene.repository.write("logo.png", [137, 80, 0, 1, 2, 0])
    try FileManager.default.createSymbolicLink(
      atPath: scene.repository.path + "/link", withDestinationPath: "/etc/passwd")
    let direct = try await scene.json()
    #expect(
      direct.findings == ["error file-kind link:1", "risk binary-file logo.png"])
    try scene.repository.git("add", "--all")
    let patch = try scene.repository.git("diff", "--cached", "--binary") + "\n"
    try scene.repository.git("rm", "--quiet", "-f", "logo.png", "link")
    let piped = try await scene.json(["-"], input: patch)
    #expect(piped["findings"] == direct["findings"])
  }

  @Test(arguments: [
    (["no-such-thing"], "`no-such-thing` is no run, no file and no commit here"),
    (["docs"], "docs is a folder"), (["--format", "xml"], "there is no format `xml`"),
    (["--fail-level", "bad"], "--fail-level"), (["none..HEAD"], "there is no revision “none” here"),
    (["--report", "none.md"], "cannot read none.md"),
  ]) func `bad input is named`(_ arguments: [String], _ message: String) async throws {
    let result = try await ReviewScene().review(arguments)
    #expect(result.exitCode == 2 && result.errorOutput.contains(message), "\(result.errorOutput)")
  }

  @Test(arguments: ["", "hello\n", "diff --git a/x b/x\n@@ -1 +1 @@\n-q\n+r\n+s\n"])
  func `what is no patch, or does not fit, is named`(_ patch: String) async throws {
    let result = try await ReviewScene().review(["-"], input: patch)
    #expect(result.exitCode == 2 && !result.errorOutput.isEmpty && result.output.isEmpty)
  }

  @Test func `nothing to review is said and is no failure`() async throws {
    let result = try await ReviewScene().review(["--fail-level", "note"])
    #expect(result.exitCode == 0 && result.output.contains("There is nothing to review."))
  }

  @Test func `the first commit and a resumed review work`() async throws {
    let scene = try ReviewScene()
    let review = try await scene.json(["HEAD"])
    #expect(review["files"]?.array?.count == 4)
    let resumed = try await scene.binary.run(["resume", "last"], in: scene.repository.path)
    #expect(resumed.exitCode == 1 && resumed.errorOutput.contains("has ended: reviewed"))
    let shown = try await scene.binary.run(["show", "last"], in: scene.repository.path)
    #expect(shown.output.hasPrefix("# Review: nothing against it"))
  }

  @Test func `tests run before and after where they are asked for`() async throws {
    let bug = try FixtureBug("demo")
    let repository = try bug.repository()
    for change in try bug.changes("fix") {
      try repository.write(change.path, change.text ?? "")
    }
    let binary = try TandemBinary()
    let before = try repository.fingerprint()
    let result = try await binary.run(
      ["review", "--run-tests", "--json", "--report", bug.reportPath], in: repository.path)
    let review = try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
    #expect(review["tests"]?["turned_green"]?.array?.count == 1, "\(result.errorOutput)")
    #expect(review["tests"]?["turned_red"] == [])
    #expect(try repository.fingerprint().changes(since: before) == [])
  }
}
