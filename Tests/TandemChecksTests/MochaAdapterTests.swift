import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct MochaAdapterTests {
  static let needs = ["node>=14.14", "mocha"]
  static let package = #"{"scripts": {"test": "mocha"}}"#

  @Test func `ids, kinds and counts are mocha's own`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": Self.package,
        "test/a.js": """
        const assert = require('assert');
        describe('S', () => {
          it('one', () => {});
          it('two.x', () => assert.strictEqual(1, 2, 'one is not two'));
          it.skip('off', () => {});
          it('later');
          describe('in: ', () => { it('deep ', () => {}); });
        });
        it('root', () => {});
        it('root', () => { throw new TypeError('bad'); });
        """,
        "test/b.js": """
        describe('H', () => { before(() => { throw new Error('no server'); }); it('x', () => {}); });
        """,
      ], needs: Self.needs)
    #expect(scene.detected.reason == "package.json: scripts.test runs `mocha`")
    let run = try await scene.run()
    #expect(run.ending == .completed, "\(run.output)")
    #expect(
      run.statuses == [
        "test/a.js::S::one": .passed, "test/a.js::S::two.x": .failed,
        "test/a.js::S::off": .skipped, "test/a.js::S::later": .skipped,
        "test/a.js::S::in: ::deep ": .passed, "test/a.js::root": .passed,
        "test/a.js::root #2": .failed, "test/b.js::H": .error,
      ])
    let failure = run.byTest[TestID("test/a.js::S::two.x")]?.failure
    #expect(failure?.errorClass == "AssertionError")
    #expect(failure?.trace.contains("test/a.js:4:") ?? false)
    let one = try await scene.run(.tests([TestID("test/a.js::S::two.x")]))
    #expect(one.statuses == ["test/a.js::S::two.x": .failed])
    let deep = try await scene.run(.tests([TestID("test/a.js::S::in: ::deep ")]))
    #expect(deep.statuses == ["test/a.js::S::in: ::deep ": .passed])
    let suite = try await scene.run(.tests([TestID("test/a.js::S")]))
    #expect(suite.results.count == 5)
    let file = try await scene.run(.files(["test/b.js"]))
    #expect(file.statuses == ["test/b.js::H": .error])
  }

  @Test func `an abort names its test and a test that is red once is flaky`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": Self.package,
        "test/a.js": """
        it('flaky', () => { if (process.env.RUN === '1') throw new Error('once'); });
        it('red', () => { throw new Error('always'); });
        """,
      ], needs: Self.needs)
    let baseline = try await scene.baseline()
    #expect(baseline.flaky == [TestID("test/a.js::flaky")])
    #expect(baseline.failing == [TestID("test/a.js::red")])
    let abort = FileChange(
      path: "test/a.js", text: "it('fine', () => {}); it('dies', () => process.abort());")
    let run = try await scene.run(changes: [abort])
    #expect(
      run.ending
        == .broken(reason: "the runner was ended by SIGABRT while running test/a.js::dies"))
    let exit = FileChange(path: "test/a.js", text: "it('leaves', () => process.exit(0));")
    let left = try await scene.run(changes: [exit])
    #expect(left.ids(.passed) == [] && left.ending != .completed)
  }
}
