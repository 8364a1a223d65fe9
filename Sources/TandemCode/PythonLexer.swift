/// Cuts Python into tokens, with logical lines and indentation.
///
/// A newline token ends each logical line (not each physical one), indent and dedent tokens bracket
/// blocks as in the language reference; comments and blank lines move no block.
struct PythonLexer {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var depth = 0
  private var indents = [0]
  private var tokens: [SourceToken] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 5)
  }

  mutating func run() -> [SourceToken] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    var atLineStart = true
    while index < bytes.count {
      if atLineStart {
        atLineStart = false
        readIndentation()
        continue
      }
      let byte = bytes[index]
      if byte.isBlank || byte == 13 {
        index += 1
      } else if byte == 10 {
        if depth == 0, let last = tokens.last, !last.kind.isLayout, !isCommentLine {
          add(.newline, index..<index + 1)
        }
        index += 1
        line += 1
        atLineStart = depth == 0
      } else if byte == UInt8(ascii: "\\") {
        index += 1
        if index < bytes.count, bytes[index] == 13 { index += 1 }
        if index < bytes.count, bytes[index] == 10 {
          index += 1
          line += 1
        }
      } else {
        readToken(byte)
      }
    }
    finish()
    return tokens
  }

  /// Whether the physical line so far holds nothing but a comment.
  private var isCommentLine: Bool {
    guard let last = tokens.last, last.kind == .comment else { return false }
    return tokens.count < 2 || tokens[tokens.count - 2].kind.isLayout
      || (tokens[tokens.count - 2].kind == .comment && tokens[tokens.count - 2].line < last.line)
  }

  private mutating func finish() {
    if let last = tokens.last(where: { $0.kind != .comment }), !last.kind.isLayout {
      add(.newline, bytes.count..<bytes.count)
    }
    while indents.count > 1 {
      indents.removeLast()
      add(.dedent, bytes.count..<bytes.count)
    }
  }

  /// Measures a line's indentation and opens or closes blocks; blank and comment lines do neither.
  private mutating func readIndentation() {
    var column = 0
    while index < bytes.count, bytes[index].isBlank {
      switch bytes[index] {
      case 9: column = (column / 8 + 1) * 8
      case 12: column = 0
      default: column += 1
      }
      index += 1
    }
    guard index < bytes.count else { return }
    switch bytes[index] {
    case 10, 13, UInt8(ascii: "#"): return
    default: break
    }
    if column > indents.last ?? 0 {
      indents.append(column)
      add(.indent, index..<index)
    } else {
      while let top = indents.last, column < top {
        indents.removeLast()
        add(.dedent, index..<index)
      }
    }
  }

  private mutating func readToken(_ byte: UInt8) {
    let start = index
    if byte == UInt8(ascii: "#") {
      while index < bytes.count, bytes[index] != 10, bytes[index] != 13 { index += 1 }
      add(.comment, start..<index)
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      readString(from: start, isFormatted: false)
    } else if byte.beginsName {
      while index < bytes.count, bytes[index].continuesName { index += 1 }
      if index < bytes.count, bytes[index] == 34 || bytes[index] == 39, index - start <= 2,
        bytes[start..<index].allSatisfy(Self.isStringPrefix)
      {
        let formatted = bytes[start..<index].contains { $0 | 0x20 == 102 || $0 | 0x20 == 116 }
        readString(from: start, isFormatted: formatted)
      } else {
        let isKeyword = Self.keywords.contains(bytes, start..<index)
        add(isKeyword ? .keyword : .identifier, start..<index)
      }
    } else if byte.isDigit || (byte == 46 && index + 1 < bytes.count && bytes[index + 1].isDigit) {
      readNumber()
      add(.number, start..<index)
    } else {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      default: break
      }
      index += max(1, Self.operators.longestMatch(bytes, at: index))
      add(.op, start..<index)
    }
  }

  private mutating func readNumber() {
    let isHex = bytes[index] == 48 && index + 1 < bytes.count && bytes[index + 1] | 0x20 == 120
    while index < bytes.count {
      let byte = bytes[index]
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      if byte.continuesName || byte == 46 || (isSign && !isHex && bytes[index - 1] | 0x20 == 101) {
        index += 1
      } else {
        return
      }
    }
  }

  /// Reads a string from its quotes at `index`; in a formatted one, fields may hold strings.
  private mutating func readString(from start: Int, isFormatted: Bool) {
    let startLine = line
    let quote = bytes[index]
    let isTriple =
      index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    index += isTriple ? 3 : 1
    var fields = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
        if bytes[index + 1] == 10 { line += 1 }
        index += 2
      } else if byte == 10 {
        if !isTriple { break }
        line += 1
        index += 1
      } else if byte == quote, fields > 0, !isTriple {
        index += 1
        while index < bytes.count, bytes[index] != quote, bytes[index] != 10 { index += 1 }
        if index < bytes.count, bytes[index] == quote { index += 1 }
      } else if byte == quote {
        if !isTriple {
          index += 1
          break
        }
        if index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
          index += 3
          break
        }
        index += 1
      } else if isFormatted, byte == UInt8(ascii: "{") {
        if index + 1 < bytes.count, bytes[index + 1] == byte, fields == 0 {
          index += 2
        } else {
          fields += 1
          index += 1
        }
      } else if isFormatted, byte == UInt8(ascii: "}") {
        fields = max(0, fields - 1)
        index += 1
      } else {
        index += 1
      }
    }
    index = min(index, bytes.count)
    tokens.append(SourceToken(kind: .string, range: start..<index, line: startLine))
  }

  private mutating func add(_ kind: SourceToken.Kind, _ range: Range<Int>) {
    tokens.append(SourceToken(kind: kind, range: range, line: line))
  }

  private static func isStringPrefix(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "u"), UInt8(ascii: "f"),
      UInt8(ascii: "t"):
      true
    default: false
    }
  }

  private static let keywords = WordTable(
    "False None True and as assert async await break class continue def del elif else except "
      + "finally for from global if import in is lambda nonlocal not or pass raise return try "
      + "while with yield")
  private static let operators = WordTable(
    "**= //= >>= <<= ... == != <= >= -> := += -= *= /= %= &= |= ^= @= ** // << >> <>")
}

extension SourceToken.Kind {
  /// Whether the token only says how lines are laid out.
  var isLayout: Bool { self == .newline || self == .indent || self == .dedent }
}
