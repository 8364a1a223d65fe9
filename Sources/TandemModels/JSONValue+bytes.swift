import FoundationEssentials
import TandemCore

extension JSONValue {
  /// The document's bytes; keys are sorted, so that equal requests are equal bytes and find the
  /// provider's cache.
  var bytes: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }

  /// The document as text.
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
