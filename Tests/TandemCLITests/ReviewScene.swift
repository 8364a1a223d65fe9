import FoundationEssentials
import TandemCore
import TandemTestKit
import Testing

/// A small repository with something to review, and `tandem review` over it.
struct ReviewScene {
  let repository: TemporaryRepository
  var binary: TandemBinary

  static let source = "def fine(days):\n    return days * 5\n"
  static let test = "from fines import fine\n\n\ndef test_two():\n    assert fine(2) == 10\n"

  /// Makes the repository: one commit, an ignore rule, nothing uncommitted.
  init() throws {
    repository = try TemporaryRepository([
      "fines.py": Self.source, "tests/test_fines.py": Self.test, ".gitignore": "*.secret\n",
      "docs/fines.md": "# Fines\n",
    ])
    binary = try TandemBinary()
  }

  /// Plants a skipped test into the work tree.
  func plant() throws {
    try repository.write(
      "tests/test_fines.py",
      Self.test.replacing("def test_two", with: "@pytest.mark.skip\ndef test_two"))
  }

  /// Runs `tandem review`; the checkout must be as it was.
  func review(_ arguments: [String], input: String = "") async throws -> ProcessResult {
    let before = try repository.fingerprint()
    let result = try await binary.run(["review"] + arguments, in: repository.path, input: input)
    #expect(try repository.fingerprint().changes(since: before) == [])
    return result
  }

  /// The review as JSON.
  func json(_ arguments: [String] = [], input: String = "") async throws -> JSONValue {
    let result = try await review(arguments + ["--json"], input: input)
    return try JSONDecoder().decode(JSONValue.self, from: Data(result.output.utf8))
  }
}

extension JSONValue {
  /// The findings of a review, as `severity rule path:line`.
  var findings: [String] {
    (self["findings"]?.array ?? []).map { finding in
      let line = finding["line"]?.integer.map { ":\($0)" } ?? ""
      return "\(finding["severity"]?.string ?? "") \(finding["rule"]?.string ?? "") "
        + "\(finding["path"]?.string ?? "")\(line)"
    }
  }
}
