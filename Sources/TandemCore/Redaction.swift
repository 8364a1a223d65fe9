/// Takes known secrets out of a text: as they are, in base64, percent-encoded and in hex.
///
/// A wall against accidents and echoes, not against a determined encoder. Secrets under eight
/// bytes are left, since they would take ordinary words with them.
package struct Redaction: Sendable {
  /// What stands where a secret was.
  package static let mark = "[redacted]"

  private let patterns: [[UInt8]]
  /// Whether a pattern begins with this byte.
  private let begins: [Bool]

  /// Prepares the forms of `secrets`.
  package init(_ secrets: [Secret]) {
    let values = secrets.map { Array($0.value.utf8) }.filter { $0.count >= 8 }
    patterns = Set(values.flatMap(Self.forms)).sorted { $0.count > $1.count }
    var begins = [Bool](repeating: false, count: 256)
    for pattern in patterns { begins[Int(pattern[0])] = true }
    self.begins = begins
  }

  /// Returns `text` with every form of every secret replaced by the mark.
  package func redact(_ text: String) -> String {
    guard !patterns.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var clean: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let rest = bytes[index...]
      if begins[Int(bytes[index])], let found = patterns.first(where: { rest.starts(with: $0) }) {
        clean += Self.mark.utf8
        index += found.count
      } else {
        clean.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: clean, as: UTF8.self)
  }

  /// The forms in which a secret is looked for.
  private static func forms(of secret: [UInt8]) -> [[UInt8]] {
    let hex = secret.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    let percent = secret.flatMap { byte -> [UInt8] in
      let isPlain = isAlphanumeric(byte) || "-._~".utf8.contains(byte)
      return isPlain ? [byte] : [37, upper(digits[Int(byte >> 4)]), upper(digits[Int(byte & 15)])]
    }
    // In base64 a secret looks different by its place in a group of three bytes.
    let base64 = (0..<3).map { base64Core(of: secret, at: $0) }
    let url = base64.map { $0.map { $0 == 43 ? 45 : $0 == 47 ? 95 : $0 } }
    return [secret, percent, hex, hex.map(upper)] + (base64 + url).filter { $0.count >= 8 }
  }

  /// The characters that are certain when `secret` begins at `offset` of a group.
  private static func base64Core(of secret: [UInt8], at offset: Int) -> [UInt8] {
    let padded = [UInt8](repeating: 0, count: offset) + secret
    let first = (offset * 8 + 5) / 6
    let last = padded.count * 8 / 6
    return (first..<last).map { position in
      let bit = position * 6
      let high = UInt16(padded[bit / 8]) << 8
      let low = bit / 8 + 1 < padded.count ? UInt16(padded[bit / 8 + 1]) : 0
      return alphabet[Int((high | low) >> (10 - UInt16(bit % 8)) & 63)]
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static func upper(_ byte: UInt8) -> UInt8 { (97...122).contains(byte) ? byte - 32 : byte }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }
}
