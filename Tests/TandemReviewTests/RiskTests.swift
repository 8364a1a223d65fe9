import TandemCore
import Testing

@testable import TandemReview

/// What only a person may accept, what must not be there, and honest twins.
@Suite struct RiskTests {
  @Test(arguments: [
    (".github/workflows/ci.yml", true), (".gitlab-ci.yml", true), ("Jenkinsfile", true),
    ("package-lock.json", true), ("app/yarn.lock", true), ("Cargo.lock", true), ("go.sum", true),
    (".gitattributes", true), ("sub/.gitattributes", true), ("CODEOWNERS", true),
    ("app/migrations/0002_x.py", true), ("db/migrations/autodetector.py", false),
    ("db/migrate/2020_x.rb", true), ("schema.sql", true),
    ("LICENSE", true), ("LICENSE.txt", true), ("COPYING", true), ("Dockerfile", true),
    ("AGENTS.md", true), (".cursor/rules", true), (".env", true), ("app/.env.local", true),
    (".env.example", false), ("src/key.py", false),
    ("src/auth/tokens.py", true), ("src/authToken.ts", true), ("lib/oauth2.py", true),
    ("app/login_view.py", true), ("crypto/aes.c", true), ("shop/payments/refund.py", true),
    ("src/author.py", false), ("src/authors/book.py", false), ("src/migrate.py", false),
    ("src/paymaster.py", false), ("src/encrypted_name.py", false), ("README.md", false),
    ("src/tokens.py", false), ("docs/github.md", false),
  ]) func thePathsThatOnlyAPersonMayChange(path: String, isRisky: Bool) {
    #expect((RiskPaths.risk(of: path) != nil) == isRisky)
  }

  @Test func theConfigurationMayAddPaths() {
    #expect(RiskPaths.risk(of: "src/core/x.py", extra: [Glob("src/core")]) != nil)
    #expect(RiskPaths.risk(of: "src/core.py", extra: [Glob("src/core")]) == nil)
  }

  @Test func aRiskyPathIsARiskAndItsTestIsNot() {
    let changes = Changes("src/auth/tokens.py", "a = 1\n", "a = 2\n")
    let contract = ChangeContract(
      cause: "", plan: "", files: ["src/auth/tokens.py"], tier: .premium)
    #expect(
      DiffChecks.findings(in: changes.diff, contract: contract, context: changes.context)
        .map(\.short) == ["risk risky-path:1"])
    // A person's diff is read by a person.
    #expect(changes.findings == ["note risky-path:1"])
    #expect(Changes("docs/auth/tokens.md", "a = 1\n", "a = 2\n").findings == [])
    #expect(Changes("tests/auth/test_tokens.py", nil, "a = 2\n").findings == [])
  }

  @Test func aDeletedFileIsARisk() {
    #expect(Changes("src/a.py", "a = 1\n", nil).findings == ["risk deleted-file:1"])
  }

  @Test(arguments: [
    ("requirements.txt", "requests==2.0\n", true),
    ("requirements-dev.txt", "a @ git+https://x/y\n", true),
    ("pyproject.toml", "dependencies = [\"a>=1\"]\n", true),
    ("docs/constraints.txt", "------\n.. versionadded:: 5.0\nname is == to\n", false),
    ("setup.cfg", "url = https://www.example.org/\n", false),
    ("Cargo.toml", "shop = { git = \"https://example.org/shop\" }\n", true),
    ("constraints.txt", "--index-url https://example.org\n", true),
    ("package.json", "\"left-pad\": \"^1.0\"\n", true),
    ("Package.swift", "// a comment\n", false), ("pyproject.toml", "name = \"x\"\n", false),
  ]) func aDependencyIsARisk(path: String, added: String, isOne: Bool) {
    #expect(Changes(path, "", added).findings.contains("risk dependency:1") == isOne)
  }

  // Keys are put together here, so that no scanner takes this file for a leak.
  @Test(arguments: [
    ("AK" + "IA" + "ABCDEFGHIJKLMNO1", "AKIA…"),
    ("gh" + "p_" + String(repeating: "a1", count: 18), "ghp_…"),
    ("sk-" + "ant-" + String(repeating: "a1-", count: 9), "sk-a…"),
    ("xo" + "xb-" + String(repeating: "1a", count: 12), "xoxb…"),
  ]) func aKnownKeyIsAnErrorAndIsNotRepeated(key: String, shown: String) throws {
    let changes = Changes("src/a.py", "", "client = Client('\(key)')\n")
    let finding = try #require(
      DiffChecks.findings(in: changes.diff, contract: nil, context: changes.context).first)
    #expect(finding.short == "error secret:1")
    #expect(finding.quote == "client = Client('\(shown)')")
    #expect(!finding.message.contains(key))
  }

  @Test func aPrivateKeyIsAnError() {
    #expect(
      Changes("k.pem", nil, "-----BEGIN RSA " + "PRIVATE KEY-----\nabc\n").findings
        == ["error secret:1"])
  }

  @Test(
    arguments: [
      ("src/a.py", "api_key = \"q7Zx91LmPw03kTbVn5sE\"\n", "risk secret:1"),
      ("tests/test_a.py", "api_key = \"q7Zx91LmPw03kTbVn5sE\"\n", "note secret:1"),
      ("src/a.py", "api_key = \"aaaaaaaaaaaaaaaaaaaa1\"\n", nil),
      ("src/a.py", "api_key = \"not-a-real-key-here\"\n", nil),
      ("src/a.py", "api_key = os.environ[\"API_KEY_NAME_1\"]\n", nil),
      ("src/a.py", "digest = \"q7Zx91LmPw03kTbVn5sE\"\n", nil),
      ("src/a.py", "mask-ip = sk-1\n", nil),
    ] as [(String, String, String?)]) func aRandomLookingPasswordIsNamed(
      path: String, added: String, finding: String?
    )
  {
    #expect(Changes(path, "", added).findings == [finding].compactMap { $0 })
  }

  @Test(
    arguments: [
      ("if user == \"admin\u{202E}\":\n", "error hidden-text:1"),
      ("a\u{200B}b = 1\n", "warning hidden-text:1"),
      ("p\u{430}ssword = 1\n", "risk lookalike-name:1"),
      ("имя = \"naïve, 日本語, Ω\"\n", nil), ("x = \"µm\"\n", nil),
    ] as [(String, String?)]) func whatNobodySeesIsNamed(added: String, finding: String?)
  {
    #expect(Changes("src/a.py", "", added).findings == [finding].compactMap { $0 })
  }

  @Test func aHiddenCharacterIsWrittenOutInTheQuote() throws {
    let changes = Changes("src/a.py", "", "a\u{202E}b\n")
    let finding = try #require(
      DiffChecks.findings(in: changes.diff, contract: nil, context: changes.context).first)
    #expect(finding.quote == "a<U+202E>b")
  }

  func kinds(_ file: DiffFile) -> [String] {
    DiffChecks.findings(
      in: Diff(files: [file]), contract: nil,
      context: CheckContext(before: { _ in nil }, after: { _ in nil })
    ).map(\.short)
  }

  @Test func whatIsNoTextIsNamed() {
    let a = "src/a.py"
    #expect(
      kinds(DiffFile(path: a, kind: .added, oldEntry: nil, newEntry: .link)) == ["error file-kind"])
    #expect(
      kinds(DiffFile(path: a, kind: .typeChanged, newEntry: .submodule)) == ["error file-kind"])
    #expect(kinds(DiffFile(path: a, kind: .modified, newEntry: .executable)) == ["risk file-kind"])
    #expect(kinds(DiffFile(path: a, kind: .modified, isBinary: true)) == ["risk binary-file"])
    #expect(kinds(DiffFile(path: a, kind: .modified, isUTF8: false)) == ["warning file-kind"])
    #expect(kinds(DiffFile(path: a, kind: .modified)) == [])
    #expect(kinds(DiffFile(path: ".GIT/x", kind: .added, oldEntry: nil)) == ["error unsafe-path"])
  }

  @Test func filesThatCollideAreNamed() {
    let files = ["a/B.py", "a/b.py"].map { DiffFile(path: $0, kind: .added, oldEntry: nil) }
    let findings = DiffChecks.findings(
      in: Diff(files: files), contract: nil,
      context: CheckContext(before: { _ in nil }, after: { _ in nil }))
    #expect(findings.map(\.short) == ["error unsafe-path", "error unsafe-path"])
  }

  @Test func whatTheContractDoesNotAllowIsNamed() {
    var changes = Changes("src/a.py", "a = 1\n", "a = 2\nb = 3\n")
    changes.before["src/b.py"] = "b = 1\n"
    changes.after["src/b.py"] = "b = 2\n"
    let contract = ChangeContract(
      cause: "", plan: "", files: ["src/a.py"], lineBudget: 4, tier: .premium)
    #expect(
      DiffChecks.findings(in: changes.diff, contract: contract, context: changes.context)
        == [
          Finding(
            rule: "outside-contract", severity: .error, path: "src/b.py", line: 1, quote: "b = 2",
            message: "the contract does not allow this file; it allows src/a.py"),
          Finding(
            rule: "line-budget", severity: .warning, path: "src/a.py", line: nil, quote: "",
            message: "5 lines outside of tests, and the contract allows 4"),
        ])
  }

  @Test func everyRuleIsExplained() {
    #expect(Set(CheckRule.allCases.map(\.explanation)).count == CheckRule.allCases.count)
  }
}
