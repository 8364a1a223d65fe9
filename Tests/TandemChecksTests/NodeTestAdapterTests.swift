import TandemChecks
import TandemCore
import TandemWorkspace
import Testing

@Suite struct NodeTestAdapterTests {
  static let needs = ["node>=18.15"]
  static let package = #"{"scripts": {"test": "node --test"}}"#
  static let suite = """
    const { test, describe, it } = require('node:test');
    const assert = require('node:assert');
    test('twice', () => {});
    test('twice', () => assert.strictEqual(1, 2, 'one is not two'));
    describe('suite', () => {
      it('passes', () => {});
      it('a.b (c) > d', () => { throw new TypeError('bad') });
      it.skip('off', () => {});
      it.todo('later');
      describe('inner', () => it('deep', () => {}));
    });
    test('outer', async (t) => { await t.test('sub', () => {}); });
    """

  @Test func `ids, kinds and counts are node's own`() async throws {
    let scene = try await AdapterScene(
      ["package.json": Self.package, "test/a.test.js": Self.suite], needs: Self.needs)
    #expect(scene.detected.reason == "package.json: scripts.test runs `node --test`")
    let run = try await scene.run()
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "test/a.test.js::twice": .passed, "test/a.test.js::twice #2": .failed,
        "test/a.test.js::suite::passes": .passed,
        "test/a.test.js::suite::a.b (c) > d": .failed,
        "test/a.test.js::suite::off": .skipped, "test/a.test.js::suite::later": .skipped,
        "test/a.test.js::suite::inner::deep": .passed, "test/a.test.js::outer": .passed,
        "test/a.test.js::outer::sub": .passed,
      ])
    for (word, count) in [("tests", 9), ("pass", 5), ("fail", 2), ("skipped", 1), ("todo", 1)] {
      #expect(run.output.contains("ℹ \(word) \(count)\n"), "\(run.output)")
    }
    let failure = run.byTest[TestID("test/a.test.js::twice #2")]?.failure
    #expect(failure?.errorClass == "AssertionError")
    #expect(failure?.message.hasPrefix("one is not two") ?? false)
    #expect(failure?.trace.contains("test/a.test.js:4:") ?? false)
  }

  @Test func `a crash, an early exit and a syntax error stay within their files`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": Self.package,
        "test/a.test.js": "require('node:test')('a', () => process.abort());",
        "test/b.test.js": "const t = require('node:test'); t('b', () => process.exit(0));",
        "test/c.test.js": "nonsense nonsense",
        "test/d.test.js": "require('node:test')('d', () => {});",
      ], needs: Self.needs)
    let run = try await scene.run()
    #expect(run.ending == .completed)
    #expect(
      run.statuses == [
        "test/a.test.js": .error, "test/b.test.js": .passed, "test/c.test.js": .error,
        "test/d.test.js::d": .passed,
      ])
    let classes = run.results.compactMap(\.failure?.errorClass)
    #expect(classes == ["SIGABRT", "SyntaxError"])
  }

  @Test func `a test that is red once is flaky, and ids keep to what was asked for`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": Self.package,
        "test/a.test.js": """
        const test = require('node:test');
        test('flaky', () => { if (process.env.RUN === '1') throw new Error('once'); });
        test('red', () => { throw new Error('always'); });
        test('green', () => {});
        """,
        "test/b.test.js": "require('node:test')('b', () => { throw 1; });",
      ], needs: Self.needs)
    let baseline = try await scene.baseline()
    #expect(baseline.flaky == [TestID("test/a.test.js::flaky")])
    #expect(
      baseline.failing == [TestID("test/a.test.js::red"), TestID("test/b.test.js::b")])
    // What was not asked for is red too and explains the exit code.
    let one = try await scene.run(.tests([TestID("test/a.test.js::green")]))
    #expect(one.ending == .completed)
    #expect(one.statuses == ["test/a.test.js::green": .passed])
    let file = try await scene.run(.files(["test/b.test.js"]))
    #expect(file.statuses == ["test/b.test.js::b": .failed])
    let none = try await scene.run(.files([]))
    #expect(none.ids(.passed) == [])
  }

  @Test func `a runner that is killed is not believed`() async throws {
    let scene = try await AdapterScene(
      [
        "package.json": Self.package,
        "test/a.test.js": "require('node:test')('a', () => process.kill(process.ppid, 9));",
      ], needs: Self.needs)
    let run = try await scene.run()
    guard case .broken = run.ending else {
      Issue.record("\(run.ending)")
      return
    }
    #expect(run.ids(.passed) == [])
  }

  @Test func `a script's own files, options and folder are kept`() async throws {
    let scene = try await AdapterScene(
      [
        "web/package.json":
          #"{"scripts": {"test": "npm run -s unit", "unit": "NAME=ada node --test --test-reporter spec 'unit/*.js'"}}"#,
        "web/unit/a.js":
          "require('node:test')('a', () => { if (process.env.NAME !== 'ada') throw 1; });",
        "web/other.test.js": "require('node:test')('other', () => { throw 1; });",
      ], needs: Self.needs)
    #expect(
      scene.detected.reason
        == "web/package.json: scripts.unit runs `node --test --test-reporter spec unit/*.js`")
    #expect(scene.adapter.shown(.whole) == "node --test 'unit/*.js'")
    #expect(scene.adapter.canRun("web/unit/a.js") && !scene.adapter.canRun("web/other.test.js"))
    #expect(scene.adapter.file(of: TestID("unit/a.js::a")) == "web/unit/a.js")
    let run = try await scene.run()
    #expect(run.statuses == ["unit/a.js::a": .passed])
  }
}
