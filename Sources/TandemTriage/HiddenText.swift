/// Takes out of a text what a reader of the rendered page would not see, and counts it.
///
/// HTML comments outside code, characters that have no shape or turn the writing direction, and
/// control characters. Line ends become `\n`.
struct HiddenText {
  private var comments = 0
  private var commentBytes = 0
  private var invisible = 0
  private var turning = 0

  /// Whether nothing was taken out so far.
  var isEmpty: Bool { notes.isEmpty }

  /// What was taken out so far, for people.
  var notes: [String] {
    var notes: [String] = []
    func note(_ count: Int, _ what: String, _ more: String = "") {
      if count > 0 { notes.append("\(count) \(what)\(count == 1 ? "" : "s")\(more)") }
    }
    note(comments, "HTML comment", " (\(commentBytes) bytes)")
    note(turning, "writing-direction control")
    note(invisible, "invisible character")
    return notes
  }

  /// Returns `text` without what is hidden.
  mutating func strip(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var previousIsReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n", previousIsReturn {
        previousIsReturn = false
        continue
      }
      previousIsReturn = scalar == "\r"
      switch scalar.value {
      case 0x0D: scalars.append("\n")
      case 0x09, 0x0A: scalars.append(scalar)
      case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C: turning += 1
      case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B, 0x2060...0x2064, 0xFEFF, 0xE0000...0xE0FFF:
        invisible += 1
      default: scalars.append(scalar)
      }
    }
    return stripComments(String(scalars))
  }

  /// Takes out `<!-- … -->` outside fenced code and code spans; one that begins a line and is never
  /// closed hides the rest, as it does on the page.
  private mutating func stripComments(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var fence: [UInt8]?
    var index = 0
    var lineStart = 0
    var inSpan = false
    var mayClose = true
    while index < bytes.count {
      if index == lineStart {
        let mark = Self.fenceMark(bytes, index)
        if let open = fence {
          if let mark, mark.starts(with: open) { fence = nil }
        } else if let mark {
          fence = mark
        }
        inSpan = false
      }
      let byte = bytes[index]
      if fence == nil {
        if byte == UInt8(ascii: "`") { inSpan.toggle() }
        if !inSpan, byte == UInt8(ascii: "<"), bytes[index...].starts(with: "<!--".utf8) {
          let beginsLine = bytes[lineStart..<index].allSatisfy { $0 == 32 }
          let closing = mayClose ? Self.find("-->", bytes, from: index + 4) : nil
          mayClose = closing != nil
          if let end = closing ?? (beginsLine ? bytes.count : nil) {
            comments += 1
            commentBytes += end - index
            index = end
            continue
          }
        }
      }
      kept.append(byte)
      index += 1
      if byte == 10 { lineStart = index }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The three or more backquotes or tildes that open or close a fence on the line at `start`.
  private static func fenceMark(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
    var index = start
    while index < bytes.count, bytes[index] == 32 { index += 1 }
    guard index < bytes.count, bytes[index] == 96 || bytes[index] == 126 else { return nil }
    let mark = bytes[index...].prefix { $0 == bytes[index] }
    return mark.count >= 3 ? Array(mark) : nil
  }

  /// The place after `word`, if it comes at or after `start`.
  private static func find(_ word: StaticString, _ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    let length = word.utf8CodeUnitCount
    while index + length <= bytes.count {
      let isHere = word.withUTF8Buffer { bytes[index..<index + length].elementsEqual($0) }
      if isHere { return index + length }
      index += 1
    }
    return nil
  }
}
