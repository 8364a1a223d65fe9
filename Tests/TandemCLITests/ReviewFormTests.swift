import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// The forms of a review, and hostile text in them.
@Suite struct ReviewFormTests {
  @Test func `SARIF has relative addresses, levels, rules and stable fingerprints`() async throws {
    let scene = try ReviewScene()
    try scene.plant()
    try scene.repository.write("a b/reproduce é.py", "import sys\nsys.exit(1)\n")
    let result = try await scene.review(["--format", "sarif"])
    let log = try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
    #expect(log["version"] == "2.1.0")
    let run = try #require(log["runs"]?.array?.first)
    let results = run["results"]?.array ?? []
    let rules = run["tool"]?["driver"]?["rules"]?.array ?? []
    #expect(results.compactMap { $0["level"]?.string } == ["error", "warning", "warning", "note"])
    for one in results {
      let index = Int(one["ruleIndex"]?.integer ?? -1)
      #expect(rules[index]["id"] == one["ruleId"])
      let place = one["locations"]?.array?.first?["physicalLocation"]
      let uri = place?["artifactLocation"]?["uri"]?.string ?? ""
      #expect(["tests/test_fines.py", "a%20b/reproduce%20%C3%A9.py"].contains(uri), "\(uri)")
      #expect((place?["region"]?["startLine"]?.integer ?? 0) >= 1)
    }
    let prints = results.compactMap {
      $0["partialFingerprints"]?["primaryLocationLineHash"]?.string
    }
    #expect(Set(prints).count == results.count)
    // Lines above move everything; the names stay.
    try scene.repository.write("fines.py", "# a comment\n" + ReviewScene.source)
    let again = try await scene.json()
    let names = again["findings"]?.array?.compactMap { $0["fingerprint"]?.string } ?? []
    #expect(Set(prints.map { String($0.dropLast(2)) }).isSubset(of: Set(names)))
  }

  @Test(arguments: [
    "diff --git a/fines.py b/fines.py\n--- a/fines.py\n+++ b/fines.py\n@@ -1 +1 @@\n-\u{1B}[2J::x\n+b\n",
    "--- a/fines.py\n+++ b/fines.py\n@@ -1 +1 @@\n-\u{1B}[2J\n-::error::x\n+b\n",
    "diff --git a/\u{1B}x b/\u{1B}x\nnew file mode 100644\n--- /dev/null\n+++ b/\u{1B}x\n@@ -0,0 +1 @@\n+::a\n",
  ]) func `a hostile patch that does not fit steers nothing either`(_ patch: String) async throws {
    let result = try await ReviewScene().review(["-"], input: patch)
    for text in [result.output, result.errorOutput] {
      #expect(!text.utf8.contains(0x1B))
      for line in text.split(separator: "\n") {
        #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
      }
    }
    #expect(!(result.output + result.errorOutput).isEmpty)
  }

  @Test(arguments: ["text", "markdown", "json", "sarif"])
  func `hostile text steers no terminal, log or page`(_ form: String) async throws {
    let scene = try ReviewScene()
    let hostile =
      "::set-output name=x::1\u{1B}[2J ##[set-env name=A]B <img src=x> [link](javascript:1)"
    try scene.repository.write(
      "tests/test_fines.py",
      ReviewScene.test
        + "\n\n@pytest.mark.skip(\"\"\"\n\(hostile)\"\"\")\ndef test_x():\n    pass\n")
    try scene.repository.write("::warning::\n::error::x.orig", "x\n")
    try scene.repository.write("fines.py", ReviewScene.source + "sys.exit(0)  # \(hostile)\n")
    let result = try await scene.review(["--format", form])
    #expect(result.exitCode == 0, "\(result.errorOutput)")
    #expect(!result.output.utf8.contains(0x1B))
    for line in result.output.split(separator: "\n") {
      #expect(!line.drop(while: \.isWhitespace).hasPrefix("::"), "\(line)")
    }
    if form == "text" { #expect(!result.output.contains("##[")) }
    if form == "markdown" {
      // In code spans only.
      for line in result.output.split(separator: "\n") {
        guard let place = line.firstRange(of: "<img") ?? line.firstRange(of: "[link](") else {
          continue
        }
        #expect(line[..<place.lowerBound].contains("`"), "\(line)")
      }
    }
  }
}
