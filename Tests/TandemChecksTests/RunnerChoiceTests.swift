import TandemChecks
import Testing

/// Which of several runners is taken, and what is said about it.
@Suite struct RunnerChoiceTests {
  static let both = [
    "package.json": #"{"scripts": {"test": "node --test"}}"#, "src/cart.js": "",
    "test/cart.test.js": "", "test/price.test.js": "", "test/tax.test.js": "",
    "tools/release.py": "", "tools/test_release.py": "import pytest\ndef test_a(): pass\n",
  ]

  static func detect(_ files: [String: String], report: String = "") -> DetectedTests {
    TestDetection.detect(
      files: files.keys.sorted(), read: { files[$0] }, configured: ConfiguredTests(),
      report: report)
  }

  @Test func `the runner with the most test files comes first and says who else there is`() {
    let detected = Self.detect(Self.both)
    #expect(detected.candidates.map(\.adapter.name) == ["node --test", "pytest"])
    #expect(
      detected.reason
        == "package.json: scripts.test runs `node --test`; also possible: python3 -m pytest")
  }

  @Test func `the runner that fits the report's files wins`() {
    let detected = Self.detect(Self.both, report: "`release.py` (in tools/) fails on Tuesdays.")
    #expect(detected.adapter?.name == "pytest")
    #expect(
      detected.reason
        == "tools/test_release.py imports pytest; of 2 runners it fits tools/release.py, in the report"
    )
  }

  @Test(arguments: [
    ("eslint . && node --test", "node --test"),
    ("NODE_ENV=test npx c8 node --test test/", "node --test"),
    ("node --experimental-vm-modules node_modules/jest/bin/jest.js", "jest"),
    ("nyc --reporter=lcov mocha -R dot", "mocha"), ("vitest --run", "vitest"),
  ])
  func `launchers before a known runner are seen through`(script: String, name: String) {
    let quoted = script.replacing("\"", with: "\\\"")
    let detected = Self.detect(["package.json": #"{"scripts": {"test": "\#(quoted)"}}"#])
    #expect(detected.adapter?.name == name)
  }

  @Test(arguments: ["node test.js", "grunt test", "node --test | tap-dot", "./mocha", "echo jest"])
  func `a script that is no known runner is not taken for one`(script: String) {
    let detected = Self.detect(["package.json": #"{"scripts": {"test": "\#(script)"}}"#])
    #expect(detected.adapter == nil, "\(detected.reason)")
  }
}
