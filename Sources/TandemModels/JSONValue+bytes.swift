import FoundationEssentials
import TandemCore

extension JSONValue {
  /// Reads a JSON document; nil where the bytes are none.
  init?(parsing bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

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
