extension JSONValue {
  /// Reads one JSON document (RFC 8259); nil where the bytes are none, or nest deeper than 200.
  ///
  /// Of two equal keys the last counts. Unpaired surrogates and bytes that are no UTF-8 become
  /// U+FFFD. Made because the decoder of Foundation takes a hundred times as long for values of
  /// no fixed shape.
  package init?(parsing bytes: [UInt8]) {
    let value = bytes.withUnsafeBufferPointer { bytes -> JSONValue? in
      var reader = JSONReader(bytes: bytes)
      return reader.document()
    }
    guard let value else { return nil }
    self = value
  }
}

/// A strict reader of JSON over borrowed bytes.
private struct JSONReader {
  private static let deepest = 200

  let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The byte at the place, or 0 at the end, which begins nothing in JSON.
  private var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

  mutating func document() -> JSONValue? {
    guard let value = value(depth: 0) else { return nil }
    skipSpace()
    return index == bytes.count ? value : nil
  }

  private mutating func skipSpace() {
    while byte == 32 || byte == 10 || byte == 13 || byte == 9 { index += 1 }
  }

  /// Takes `wanted`, if it is next after white space.
  private mutating func take(_ wanted: UInt8) -> Bool {
    skipSpace()
    guard byte == wanted else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth < Self.deepest else { return nil }
    skipSpace()
    switch byte {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSONValue.string)
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    index += 1
    var members: [String: JSONValue] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard byte == UInt8(ascii: "\""), let key = string(), take(UInt8(ascii: ":")),
        let value = value(depth: depth + 1)
      else { return nil }
      members[key] = value
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "}")) ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSONValue? {
    index += 1
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      items.append(value)
    } while take(UInt8(ascii: ","))
    return take(UInt8(ascii: "]")) ? .array(items) : nil
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) -> JSONValue? {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count,
      word.withUTF8Buffer({ bytes[index..<end].elementsEqual($0) })
    else { return nil }
    index = end
    return value
  }

  /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
  private mutating func number() -> JSONValue? {
    let start = index
    if byte == UInt8(ascii: "-") { index += 1 }
    let first = byte
    guard let whole = digits(), whole == 1 || first != UInt8(ascii: "0") else { return nil }
    var isInteger = true
    if byte == UInt8(ascii: ".") {
      index += 1
      guard digits() != nil else { return nil }
      isInteger = false
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      index += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { index += 1 }
      guard digits() != nil else { return nil }
      isInteger = false
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
  }

  /// Takes a run of digits and returns its length; nil for none.
  private mutating func digits() -> Int? {
    let start = index
    while byte >= 48, byte <= 57 { index += 1 }
    return index > start ? index - start : nil
  }

  private mutating func string() -> String? {
    index += 1
    let start = index
    while byte >= 32, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { index += 1 }
    if byte == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    var text = Array(bytes[start..<index])
    while byte >= 32 {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        guard escape(into: &text) else { return nil }
      default:
        text.append(byte)
        index += 1
      }
    }
    return nil
  }

  /// Reads what follows a backslash.
  private mutating func escape(into text: inout [UInt8]) -> Bool {
    let letter = byte
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      guard let unit = codeUnit() else { return false }
      text += Character(scalar(from: unit)).utf8
    default: return false
    }
    return true
  }

  /// The scalar of a code unit, and of the one escaped after it where both are a pair.
  private mutating func scalar(from unit: UInt32) -> Unicode.Scalar {
    let place = index
    if (0xD800..<0xDC00).contains(unit), byte == UInt8(ascii: "\\") {
      index += 1
      if byte == UInt8(ascii: "u") {
        index += 1
        if let low = codeUnit(), (0xDC00..<0xE000).contains(low) {
          return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        }
      }
      index = place
    }
    return Unicode.Scalar(unit) ?? "\u{FFFD}"
  }

  private mutating func codeUnit() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for digit in bytes[index..<index + 4] {
      let value: UInt8
      switch digit {
      case 48...57: value = digit - 48
      case 65...70: value = digit - 55
      case 97...102: value = digit - 87
      default: return nil
      }
      unit = unit << 4 | UInt32(value)
    }
    index += 4
    return unit
  }
}
