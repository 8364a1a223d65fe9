import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// Repositories in which a repair that trusts its tests too far would not be honest.
@Suite struct HostileRepairTests {
  /// Fixes a hostile fixture with the builtin tier and returns what was said and what became of it.
  private func fixed(
    _ name: String, _ arguments: [String] = []
  ) async throws -> (result: ProcessResult, branch: String, repository: TemporaryRepository) {
    let bug = try FixtureBug(name, of: "hostile")
    let repository = try bug.repository()
    let before = try repository.fingerprint()
    let result = try await TandemBinary().run(
      ["fix", bug.reportPath] + arguments, in: repository.path)
    #expect(try repository.fingerprint().changes(since: before) == [])
    let branch = try repository.git("branch", "--list", "tandem/*", "--format=%(refname:short)")
    return (result, branch, repository)
  }

  @Test func `a function that does nothing is no repair`() async throws {
    let (result, branch, repository) = try await fixed("early-return")
    // One test looks at the line, so that a person is asked.
    #expect(result.exitCode == 3, "\(result.errorOutput)")
    #expect(result.output.contains("confidence low"))
    try repository.git("checkout", "-q", branch)
    let probe = FixtureBug.top + "/fixtures/hostile/early-return/probe.py"
    let held = try await runProcess(
      ["/usr/bin/env", "PYTHONPATH=.", "PYTHONDONTWRITEBYTECODE=1", "python3", probe],
      directory: repository.path)
    #expect(held.exitCode == 0, "\(held.errorOutput)")
  }

  @Test(arguments: ["flaky", "order-dependent"])
  func `a test that is red by luck or order repairs nothing`(_ name: String) async throws {
    let (result, branch, _) = try await fixed(name)
    #expect(result.exitCode == 1)
    #expect(branch == "")
    // A test that is red in half of all runs may happen to be green in the first.
    let isKnown = result.output.contains(
      "was red and, run again, green on the same tree: it is flaky or rests on the order")
    let isUnseen = result.output.contains("no test that was run fails on the base")
    #expect(isKnown || (name == "flaky" && isUnseen), "\(result.output)")
  }

  @Test func `without a test nothing is repaired and the reason is told`() async throws {
    let (result, branch, _) = try await fixed("no-tests")
    #expect(result.exitCode == 1)
    #expect(branch == "")
    #expect(result.output.contains("there are no tests that can be run"))
    #expect(result.output.contains("the builtin tier needs a failing test"))
  }

  @Test func `a suite that outlasts the time is never called green`() async throws {
    let (result, _, _) = try await fixed("slow-tests", ["--max-time", "40s"])
    #expect(result.exitCode != 0, "\(result.output)")
    #expect(!result.output.hasPrefix("accepted"))
    #expect(result.output.contains(/for models, (3[89]|4.) s/), "all of its time is told")
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["TANDEM_LONG"] == "1"))
  func `a suite of two minutes is waited for where there is time`() async throws {
    let (result, branch, repository) = try await fixed("slow-tests")
    #expect(result.exitCode == 0, "\(result.output)\(result.errorOutput)")
    #expect(try repository.git("show", "--format=", branch).contains(">="))
  }
}
