import FoundationEssentials
import TandemTestKit

/// Looks for a secret in whatever a run wrote: as it is, in hex, in base64.
struct Leaks {
  private let forms: [String]

  init(of secret: String) {
    let bytes = Array(secret.utf8)
    let hex = bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    // In base64 a secret looks different by its place in a group of three bytes; the characters at
    // its ends depend on its neighbours.
    let base64 = (0..<3).map { offset in
      let padded = Data([UInt8](repeating: 0, count: offset) + bytes).base64EncodedString()
      let certain = ((offset * 8 + 5) / 6)..<((offset + bytes.count) * 8 / 6)
      return String(padded.dropFirst(certain.lowerBound).prefix(certain.count))
    }
    forms = [secret, hex, hex.uppercased()] + base64
  }

  /// The forms that stand in a text.
  func found(in text: String) -> [String] { forms.filter { text.contains($0) } }

  /// The files below a folder that hold any form, databases included.
  func files(below folder: String) throws -> Set<String> {
    let patterns = forms.flatMap { ["-e", $0] }
    let result: ProcessResult = try runProcess(
      ["/usr/bin/grep", "-r", "-l", "-a", "-F"] + patterns + ["."], directory: folder)
    return Set(result.output.split(separator: "\n").map { String($0.dropFirst(2)) })
  }
}
