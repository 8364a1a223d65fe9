import TandemCode
import TandemCore

/// Keys and passwords in added lines.
///
/// What is found is quoted with all but its beginning left out.
enum SecretCheck {
  static func findings(in added: AddedCode) -> [Finding] {
    added.lines.flatMap { line in
      let bytes = Array(line.text.utf8.prefix(20_000))
      if let found = known(bytes) ?? privateKey(line.text) {
        return [finding(.error, found.what, found.range, bytes, line.number, added.path)]
      }
      guard let range = assigned(bytes) else { return [] }
      let severity: Finding.Severity = added.role == .test ? .note : .risk
      return [
        finding(
          severity, "a random-looking value for a key or password", range, bytes, line.number,
          added.path)
      ]
    }
  }

  /// The key or password on a line; nil where there is none.
  static func value(in line: String) -> String? {
    let bytes = Array(line.utf8.prefix(20_000))
    return (known(bytes)?.range ?? assigned(bytes)).map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
  }

  private static func finding(
    _ severity: Finding.Severity, _ what: String, _ range: Range<Int>, _ bytes: [UInt8],
    _ line: Int, _ path: String
  ) -> Finding {
    var quote = bytes
    quote.replaceSubrange(
      min(range.lowerBound + 4, range.upperBound)..<range.upperBound, with: "…".utf8)
    return Finding(
      .secret, severity, path, line: line, quote: String(decoding: quote, as: UTF8.self),
      "this looks like \(what); take it out, and revoke it if it is real")
  }

  // MARK: - Formats that are known

  /// How a provider's keys begin, how many bytes follow at least, and of what.
  private static let formats: [(what: String, prefix: [UInt8], length: Int)] = [
    ("an AWS access key", "AKIA", 16), ("an AWS access key", "ASIA", 16),
    ("a GitHub token", "ghp_", 36), ("a GitHub token", "gho_", 36), ("a GitHub token", "ghu_", 36),
    ("a GitHub token", "ghs_", 36), ("a GitHub token", "ghr_", 36),
    ("a GitHub token", "github_pat_", 40), ("a GitLab token", "glpat-", 20),
    ("an Anthropic key", "sk-ant-", 20), ("an OpenAI key", "sk-proj-", 20),
    ("an OpenRouter key", "sk-or-v1-", 20), ("an OpenAI key", "sk-", 40),
    ("a Stripe key", "sk_live_", 20), ("a Stripe key", "rk_live_", 20),
    ("a Slack token", "xoxb-", 20), ("a Slack token", "xoxp-", 20), ("a Slack token", "xoxa-", 20),
    ("a Google key", "AIza", 35), ("an npm token", "npm_", 36), ("a PyPI token", "pypi-", 50),
    ("a Hugging Face token", "hf_", 30), ("a SendGrid key", "SG.", 40),
    ("a DigitalOcean token", "dop_v1_", 60), ("a JSON web token", "eyJhbGciOi", 40),
  ].map { ($0.0, Array($0.1.utf8), $0.2) }

  private static func known(_ bytes: [UInt8]) -> (what: String, range: Range<Int>)? {
    for start in bytes.indices where start == 0 || !isKeyByte(bytes[start - 1]) {
      for format in formats where bytes[start...].starts(with: format.prefix) {
        let end =
          bytes[(start + format.prefix.count)...].firstIndex { !isKeyByte($0) && $0 != 46 }
          ?? bytes.count
        let body = bytes[(start + format.prefix.count)..<end]
        if body.count >= format.length, body.contains(where: { (48...57).contains($0) }) {
          return (format.what, start..<end)
        }
      }
    }
    return nil
  }

  private static func privateKey(_ line: String) -> (what: String, range: Range<Int>)? {
    guard line.contains("-----BEGIN "), line.contains("PRIVATE KEY-----") else { return nil }
    return ("a private key", 0..<line.utf8.count)
  }

  // MARK: - Values that look random

  private static let names = ["key", "secret", "token", "password", "passwd", "credential"]

  /// The quoted value of `name = "…"` or `"name": "…"` where the name says secret and the value
  /// looks random.
  private static func assigned(_ bytes: [UInt8]) -> Range<Int>? {
    guard let sign = bytes.firstIndex(where: { $0 == 61 || $0 == 58 }) else { return nil }
    let name = String(decoding: bytes[..<sign], as: UTF8.self).lowercased()
    guard names.contains(where: name.contains),
      let open = bytes[sign...].firstIndex(where: { $0 == 34 || $0 == 39 }),
      let close = bytes[(open + 1)...].firstIndex(of: bytes[open])
    else { return nil }
    let value = bytes[(open + 1)..<close]
    guard value.count >= 16, value.allSatisfy({ isKeyByte($0) || [43, 47, 61, 46].contains($0) }),
      value.contains(where: { (48...57).contains($0) }), entropy(value) >= 3.5
    else { return nil }
    return (open + 1)..<close
  }

  /// Shannon's entropy in bits for each byte.
  private static func entropy(_ bytes: ArraySlice<UInt8>) -> Double {
    var counts: [UInt8: Int] = [:]
    for byte in bytes { counts[byte, default: 0] += 1 }
    let total = Double(bytes.count)
    return counts.values.reduce(0) { sum, count in
      let share = Double(count) / total
      return sum - share * Logarithm.base2(share)
    }
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
      || byte == 95
  }
}

/// A logarithm without libm, which a pure room does not link.
private enum Logarithm {
  /// log2 of a number above zero: its exponent, and 2·artanh((m−1)/(m+1))/ln 2 of its significand.
  static func base2(_ value: Double) -> Double {
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var (sum, power) = (0.0, ratio)
    for odd in stride(from: 1.0, through: 25.0, by: 2.0) {
      sum += power / odd
      power *= square
    }
    return Double(value.exponent) + 2 * sum / 0.693_147_180_559_945_3
  }
}
