import FoundationEssentials
import TandemCore

extension Redaction {
  /// The value with every form of every secret taken out of its texts.
  ///
  /// A report may quote a key, and a server may echo the one it was sent.
  /// - Throws: what the value's coding throws.
  func redacted<Value: Codable>(_ value: Value) throws -> Value {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    let clean = redact(text)
    return clean == text ? value : try JSONDecoder().decode(Value.self, from: Data(clean.utf8))
  }
}
