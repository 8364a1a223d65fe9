package import TandemCore
import TandemReview

/// A review as SARIF 2.1.0, the form that code scanning takes.
///
/// Paths are relative URIs; `partialFingerprints` keep an alert the same over reruns.
package enum SARIF {
  /// The log of one run.
  package static func log(_ run: RunRecord) -> JSONValue {
    let findings = run.reviewed?.findings ?? []
    let rules = Set(findings.map(\.finding.rule)).sorted()
    let tool: JSONValue = [
      "driver": [
        "name": "Tandem", "version": .string(run.version), "semanticVersion": .string(run.version),
        "rules": .array(rules.map(rule)),
      ]
    ]
    var isFinished = false
    if case .reviewed = run.outcome { isFinished = true }
    return [
      "$schema": .string(schema), "version": "2.1.0",
      "runs": [
        [
          "tool": tool, "columnKind": "unicodeCodePoints",
          "automationDetails": ["id": "tandem/review/"],
          "invocations": [["executionSuccessful": .bool(isFinished)]],
          "results": .array(findings.map { result($0, rules) }),
        ]
      ],
    ]
  }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  private static func rule(_ name: String) -> JSONValue {
    let text =
      CheckRule(rawValue: name)?.explanation ?? "A finding of the model that reviewed the change."
    return [
      "id": .string(name), "name": .string(name), "shortDescription": ["text": .string(text)],
      "fullDescription": ["text": .string(text)],
      "help": ["text": .string(text + " See the message for what to do.")],
      "defaultConfiguration": ["level": "warning"],
    ]
  }

  private static func result(_ marked: MarkedFinding, _ rules: [String]) -> JSONValue {
    let finding = marked.finding
    let message = finding.quote.isEmpty ? finding.message : "\(finding.message) (\(finding.quote))"
    return [
      "ruleId": .string(finding.rule),
      "ruleIndex": .integer(Int64(rules.firstIndex(of: finding.rule) ?? 0)),
      "level": .string(level(finding.severity)),
      "message": ["text": .string(plain(message))],
      "locations": [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": .string(uri(finding.path)), "uriBaseId": "%SRCROOT%"],
            "region": region(finding),
          ]
        ]
      ],
      // Code scanning knows only the first name.
      "partialFingerprints": [
        "primaryLocationLineHash": .string(marked.fingerprint + ":1"),
        "tandemFingerprint/v1": .string(marked.fingerprint),
      ],
      "properties": ["severity": .string(finding.severity.rawValue)],
    ]
  }

  /// The line that is quoted, whole; the first one for a finding about a file.
  private static func region(_ finding: Finding) -> JSONValue {
    let line = Int64(finding.line ?? 1)
    return [
      "startLine": .integer(line), "startColumn": 1, "endLine": .integer(line),
      "endColumn": .integer(Int64(max(1, finding.quote.unicodeScalars.count) + 1)),
    ]
  }

  private static func level(_ severity: Finding.Severity) -> String {
    switch severity {
    case .note: "note"
    case .warning, .risk: "warning"
    case .error: "error"
    }
  }

  /// Text in which no link can be hidden: SARIF reads `[text](url)` in plain messages.
  private static func plain(_ text: String) -> String {
    OneLine.of(text, 1_000).replacing("\\", with: "\\\\").replacing("[", with: "\\[")
      .replacing("]", with: "\\]")
  }

  /// A path as a relative URI reference (RFC 3986): what is no plain letter is percent-encoded.
  static func uri(_ path: String) -> String {
    var uri = ""
    for byte in path.utf8 {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~/".utf8.contains(byte)
      let digits = String(byte, radix: 16, uppercase: true)
      uri += isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
    }
    return uri
  }
}
