import TandemChecks
import TandemCore
import TandemTestKit
import TandemWorkspace
import Testing

/// A real jest: Debian's cannot be installed beside a node from elsewhere, so these tests are long.
@Suite struct JestAdapterTests {
  static let needs = ["jest", ToolNeed.long]

  @Test func `ids and kinds are jest's own and a test that is red once is flaky`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": #"{"scripts": {"test": "jest"}}"#,
        "test/a.test.js": """
        describe('S', () => {
          test('good', () => {});
          test('bad', () => expect(1 + 2).toBe(4));
          test.skip('off', () => {});
          test.todo('later');
        });
        test('flaky', () => expect(process.env.RUN).not.toBe('1'));
        """,
        "test/b.test.js": "syntax error",
      ], needs: Self.needs)
    let baseline = try await scene.baseline()
    #expect(baseline.run?.ending == .completed, "\(baseline.run?.output ?? "")")
    #expect(
      baseline.run?.statuses == [
        "test/a.test.js::S::good": .passed, "test/a.test.js::S::bad": .failed,
        "test/a.test.js::S::off": .skipped, "test/a.test.js::S::later": .skipped,
        "test/a.test.js::flaky": .failed, "test/b.test.js": .error,
      ])
    #expect(baseline.flaky == [TestID("test/a.test.js::flaky")])
    let one = try await scene.run(.tests([TestID("test/a.test.js::S::good")]))
    #expect(one.ids(.passed) == ["test/a.test.js::S::good"])
  }

  @Test func `a crash and an early exit are not passed`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": #"{"scripts": {"test": "jest"}}"#,
        "test/a.test.js": "test('dies', () => process.abort());",
      ], needs: Self.needs)
    let dead = try await scene.run()
    #expect(dead.ending == .broken(reason: "the runner was ended by SIGABRT"))
    #expect(dead.results == [])
    let fine = FileChange(path: "test/b.test.js", text: "test('fine', () => {});")
    let two = try await scene.run(changes: [fine])
    #expect(two.ids(.passed) == ["test/b.test.js::fine"] || two.results == [])
    #expect(two.ids(.error) == ["test/a.test.js"] || two.ending != .completed)
    let exit = FileChange(path: "test/a.test.js", text: "test('leaves', () => process.exit(0));")
    let left = try await scene.run(changes: [exit])
    #expect(left.ids(.passed) == [] && left.ending != .completed)
  }
}
