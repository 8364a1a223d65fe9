import TandemChecks
import TandemCore
import TandemTestKit
import Testing

@testable import TandemRepair

/// Searches whose tries are threads of one node process.
@Suite(.serialized) struct NodeThreadsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]
    var path = "clamp.js"
    var needs = ["node>=18.15"]
    /// The last is right.
    var changes: [(from: String, to: String)]
    /// Changes that pass; all but one of them only where another was tried before.
    var confirmed: [Int]
    /// How many are tried in threads.
    var threaded: Int
    /// Whether threads that stay refute some of these.
    var stays = false
    /// How many passing tests are not run with the others.
    var absent = 0
    var testDescription: String { name }
  }

  @Test(arguments: Self.cases)
  func `changes are tried in threads where tests do there what they do alone`(
    _ example: Case
  ) async throws {
    try ToolNeed.require(example.needs)
    let scene = try await RepairScene(example.files)
    #expect(scene.baseline.failing.count == 1, "\(scene.baseline)")
    let searched = try await scene.search(example.path, example.changes)
    let (passing, trace, report) = (searched.passing, searched.trace, searched.report)
    #expect(!trace.isBlind)
    #expect(trace.tests.map(\.id) == scene.baseline.failing + passing)
    #expect(report.broken == nil)
    #expect(report.confirmed == example.confirmed, "\(report)")
    #expect(report.tried == example.changes.count)
    #expect(report.threaded == example.threaded)
    if example.stays { #expect(report.stayed > 0, "\(report)") }
    #expect(report.others == passing.count - example.absent)
  }

  private static let common = """
    let calls = 0;
    function clamp(value, most) {
      calls += 1;
      if (calls > 3) return 99;
      if (value < 1)
        return 1;
      return value > most ? value : value;
    }
    exports.clamp = clamp;
    """

  private static let test = """
    const assert = require('node:assert');
    const { test } = require('node:test');
    const { clamp } = require('./clamp.js');
    test('small', () => assert.equal(clamp(-3, 9), 1));
    test('large', () => {
      assert.equal(clamp(4, 9), 4);
      assert.equal(clamp(12, 9), 9);
    });
    """

  private static func module(_ text: String) -> String {
    text.replacing("exports.clamp = clamp;", with: "export { clamp };")
      .replacing(
        "const { clamp } = require('./clamp.js')", with: "import { clamp } from './clamp.js'"
      )
      .replacing("const { test } = require('node:test')", with: "import { test } from 'node:test'")
      .replacing(
        "const assert = require('node:assert')", with: "import assert from 'node:assert'")
  }

  /// No end, the end of the process, no program, a module's own state, wrong; then right.
  private static let changes: [(from: String, to: String)] = [
    ("return 1;", "for (;;) {}"), ("return 1;", "process.exit(0);"),
    ("return 1;", "return 1);"), ("calls > 3", "calls < 3"), ("value : value", "value : most"),
    ("value : value", "most : value"),
  ]

  private static func mocha(_ text: String) -> String {
    text.replacing("const { test } = require('node:test');\n", with: "")
      .replacing("import { test } from 'node:test';\n", with: "")
      .replacing("test('", with: "it('")
  }

  private static func mochaManifest(_ words: String = "clamp.test.js") -> String {
    #"{"name": "fx", "scripts": {"test": "mocha \#(words)"}}"#
  }

  private static let manifest = #"{"name": "fx", "scripts": {"test": "node --test"}}"#

  static let cases: [Case] = [
    Case(
      name: "CommonJS",
      files: ["package.json": manifest, "clamp.js": common, "clamp.test.js": test],
      changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "modules",
      files: [
        "package.json": manifest.replacing("{\"name\"", with: "{\"type\": \"module\", \"name\""),
        "clamp.js": module(common), "clamp.test.js": module(test),
      ], changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "TypeScript by way of a loader",
      files: [
        "package.json": manifest.replacing(
          "node --test",
          with: "NODE_PATH=/usr/share/nodejs node --require ./register.cjs --test clamp.test.ts"),
        "register.cjs": """
        const { readFileSync } = require('node:fs');
        const { transpileModule } = require('typescript');
        require.extensions['.ts'] = (module, fileName) => {
          const compilerOptions = { module: 'CommonJS', target: 'ES2021', esModuleInterop: true };
          const text = readFileSync(fileName, 'utf8');
          module._compile(transpileModule(text, { compilerOptions, fileName }).outputText, fileName);
        };
        """,
        "clamp.ts": module(common).replacing(
          "(value, most)", with: "(value: number, most: number)"),
        "clamp.test.ts": module(test).replacing("./clamp.js", with: "./clamp"),
      ], path: "clamp.ts", needs: ["node>=18.15", "/usr/share/nodejs/typescript"],
      changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "what a preload sets up",
      files: [
        "package.json": manifest.replacing("node --test", with: "node -r ./set-up.js --test"),
        "set-up.js": "globalThis.most = 9;", "clamp.js": common,
        "clamp.test.js": test.replacing("(12, 9)", with: "(12, most)"),
      ], changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "a program that counts in an object of the language",
      files: [
        "package.json": manifest,
        "clamp.js": common.replacing("let calls = 0;", with: "Math.calls ??= 0;")
          .replacing("calls += 1", with: "Math.calls += 1")
          .replacing("(calls > 3)", with: "(Math.calls > 3)"),
        "clamp.test.js": test,
      ], changes: [changes[1], changes[4], changes[5]], confirmed: [2], threaded: 3),
    Case(
      name: "changes that spoil their thread",
      files: [
        "package.json": manifest,
        "clamp.js": common.replacing("value : value", with: "value : Math.max(value, 1)"),
        "clamp.test.js": test,
      ],
      changes: [
        ("return 1;", "{ Math.max = () => 7; return 1; }"),
        ("return 1;", "{ Math.max = () => 8; return 1; }"), ("? value", "? most"),
      ], confirmed: [2], threaded: 3),
    Case(
      name: "a test that no thread can run",
      files: [
        "package.json": manifest, "clamp.js": common,
        "clamp.test.js": test + "\ntest('folder', () => process.chdir('.'));\n",
      ], changes: [changes[4], changes[5]], confirmed: [1], threaded: 0),
    Case(
      name: "a test that runs the file in a process",
      files: [
        "package.json": manifest, "clamp.js": common,
        "clamp.test.js": test.replacing(
          "clamp(12, 9)",
          with:
            "Number(require('node:child_process').execFileSync(process.execPath, ['-p', 'require(\"./clamp.js\").clamp(12, 9)']))"
        ),
      ], changes: [changes[4], changes[5]], confirmed: [1], threaded: 0),
    Case(
      name: "mocha",
      files: [
        "package.json": mochaManifest(), "clamp.js": common, "clamp.test.js": mocha(test),
      ], needs: needsMocha, changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "mocha and modules",
      files: [
        "package.json": mochaManifest().replacing(
          "{\"name\"", with: "{\"type\": \"module\", \"name\""),
        "clamp.js": module(common), "clamp.test.js": mocha(module(test)),
      ], needs: needsMocha, changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "mocha with settings, a set-up of the project's and hooks for all tests",
      files: [
        "package.json": mochaManifest(""),
        ".mocharc.json": #"{"require": ["./set-up.js"], "ui": "tdd", "spec": "*.test.js"}"#,
        "set-up.js": """
        const { clamp } = require('./clamp.js');
        globalThis.most = clamp(9, 9);
        exports.mochaHooks = { beforeEach() { this.least = clamp(1, 9); } };
        """,
        "clamp.js": common.replacing("calls > 3", with: "calls > 7"),
        "clamp.test.js": mocha(test).replacing("it('", with: "test('")
          .replacing("() =>", with: "function ()")
          .replacing(
            "assert.equal(clamp(-3, 9), 1)", with: "{ assert.equal(clamp(-3, 9), this.least); }"
          )
          .replacing("(12, 9)", with: "(12, most)"),
      ], needs: needsMocha,
      changes: changes.filter { !$0.from.hasPrefix("calls") }, confirmed: [4], threaded: 5,
      stays: true),
    Case(
      name: "mocha by way of a loader that keeps what it made",
      files: [
        "package.json": mochaManifest("--require @babel/register clamp.test.js"),
        ".babelrc": #"{"presets": [["@babel/preset-env", {"targets": {"node": "18"}}]]}"#,
        "clamp.js": module(common), "clamp.test.js": mocha(module(test)),
      ], needs: needsMocha + ["/usr/share/nodejs/@babel/register", ToolNeed.long],
      changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "mocha and a test that is not run by its name",
      files: [
        "package.json": mochaManifest(), "clamp.js": common,
        "clamp.test.js": mocha(test)
          + "\n(process.argv.includes('--grep') ? it.skip : it)('all', () => {});\n",
      ], needs: needsMocha, changes: changes, confirmed: [5], threaded: 6, stays: true, absent: 1),
    Case(
      name: "mocha and a test that no thread can run",
      files: [
        "package.json": mochaManifest(), "clamp.js": common,
        "clamp.test.js": mocha(test + "\ntest('folder', () => process.chdir('.'));\n"),
      ], needs: needsMocha, changes: [changes[4], changes[5]], confirmed: [1], threaded: 0),
    Case(
      name: "jest",
      files: [
        "package.json": manifest.replacing("node --test", with: "jest"), "clamp.js": common,
        "clamp.test.js": jest(test),
      ], needs: needsJest, changes: changes, confirmed: [5], threaded: 6, stays: true),
    Case(
      name: "jest with settings, a set-up of the project's and a loader",
      files: [
        "package.json": manifest.replacing("node --test", with: "jest --config jest.json"),
        "jest.json":
          #"{"setupFilesAfterEnv": ["./set-up.js"], "transform": {"\\.js$": "babel-jest"}}"#,
        ".babelrc": #"{"presets": [["@babel/preset-env", {"targets": {"node": "18"}}]]}"#,
        "set-up.js": "import { clamp } from './clamp.js';\nglobalThis.most = clamp(9, 9);\n",
        "clamp.js": module(common).replacing("calls > 3", with: "calls > 4"),
        "clamp.test.js": jest(module(test)).replacing("(12, 9)", with: "(12, most)"),
      ], needs: needsJest,
      changes: changes.filter { !$0.from.hasPrefix("calls") }, confirmed: [4], threaded: 5,
      stays: true),
    Case(
      name: "jest and a test that no thread can run",
      files: [
        "package.json": manifest.replacing("node --test", with: "jest"), "clamp.js": common,
        "clamp.test.js": jest(test + "\ntest('folder', () => process.chdir('.'));\n"),
      ], needs: needsJest, changes: [changes[4], changes[5]], confirmed: [1], threaded: 0),
  ]

  private static func jest(_ text: String) -> String {
    text.replacing("const { test } = require('node:test');\n", with: "")
      .replacing("import { test } from 'node:test';\n", with: "")
  }

  private static let needsJest = ["node>=18.15", "jest", ToolNeed.long]
  private static let needsMocha = ["node>=18.15", "/usr/share/nodejs/mocha"]
}

@Suite struct NodeRunPartsTests {
  @Test func `a run is taken apart into what threads need`() {
    let adapter = NodeTestAdapter(
      words: [
        "node", "--require", "./a.cjs", "--import=tsx", "--conditions", "dev", "--test",
        "--test-concurrency=2", "test/*.js",
      ])
    let invocation = TestInvocation(selection: .tests([TestID("test/b.js::suite::one (1)")]))
    #expect(
      adapter.parts(for: invocation)
        == NodeRunParts(
          preloads: ["--require", "./a.cjs", "--import=tsx"], options: ["--conditions", "dev"],
          files: ["test/b.js"], patterns: ["^one \\(1\\)$"],
          tests: ["test/b.js::suite::one (1)"], report: "tandem_" + invocation.token))
    #expect(adapter.parts(for: TestInvocation(selection: .whole)) == nil)
  }
}
