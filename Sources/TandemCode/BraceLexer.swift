/// Cuts the languages whose blocks are braces into tokens: they differ only in what opens a
/// string or a comment, and in their reserved words.
struct BraceLexer {
  private let bytes: [UInt8]
  private let language: Language
  private let keywords: WordTable
  private let traits: BraceTraits
  private let operators = Self.operators
  private let nameBytes = NameByte.table
  private var index = 0
  private var line = 1
  private var tokens: [SourceToken] = []
  /// How many strings within interpolations within strings are open.
  private var nesting = 0

  init(_ bytes: [UInt8], _ language: Language) {
    self.bytes = bytes
    self.language = language
    keywords = Self.keywords[language] ?? WordTable("")
    traits = BraceTraits(language)
    tokens.reserveCapacity(bytes.count / 5)
  }

  mutating func run() -> [SourceToken] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    if bytes[index...].starts(with: "#!".utf8), language != .rust || !follows(index + 2, "[") {
      add(.comment, from: index) { $0.skipLine() }
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 10 {
        index += 1
        line += 1
      } else if byte.isBlank || byte == 13 {
        index += 1
      } else if byte == UInt8(ascii: "/"), follows(index + 1, "/") {
        add(.comment, from: index) { $0.skipLine() }
      } else if byte == UInt8(ascii: "/"), follows(index + 1, "*") {
        add(.comment, from: index) { $0.skipBlockComment() }
      } else if byte >= 0x80 || traits.literalStarts >> UInt128(byte) & 1 == 0
        || !readLiteral(byte)
      {
        readWordOrOperator(byte)
      }
    }
    return tokens
  }

  private func follows(_ at: Int, _ character: Unicode.Scalar) -> Bool {
    at < bytes.count && bytes[at] == UInt8(ascii: character)
  }

  /// Adds the token that `skip` passes over; lines are counted on the way.
  @inline(__always) private mutating func add(
    _ kind: SourceToken.Kind, from start: Int, _ skip: (inout BraceLexer) -> Void
  ) {
    let startLine = line
    skip(&self)
    index = max(min(index, bytes.count), start + 1)
    for at in start..<index where bytes[at] == 10 { line += 1 }
    tokens.append(SourceToken(kind: kind, range: start..<index, line: startLine))
  }

  /// Reads a string, character, template, regular expression or directive, if one starts here.
  private mutating func readLiteral(_ byte: UInt8) -> Bool {
    let start = index
    switch byte {
    case UInt8(ascii: "\""):
      add(.string, from: start) { $0.skipQuoted(hashes: 0) }
    case UInt8(ascii: "'") where traits.hasLifetimes && isLifetime:
      add(.identifier, from: start) { $0.skipName(from: start + 1) }
    case UInt8(ascii: "'") where traits.hasCharacters:
      add(.string, from: start) { $0.skipToQuote(UInt8(ascii: "'")) }
    case UInt8(ascii: "`") where traits.hasTemplates:
      add(.string, from: start) { $0.skipTemplate() }
    case UInt8(ascii: "`") where traits.hasBackquotedRaw:
      add(.string, from: start) { $0.skipRaw(closing: [UInt8(ascii: "`")], from: start + 1) }
    case UInt8(ascii: "#") where traits.hasDirectives && isFirstOnLine:
      add(.directive, from: start) { $0.skipDirective() }
    case UInt8(ascii: "#") where traits.hasHashStrings:
      var at = start
      while follows(at, "#") { at += 1 }
      guard follows(at, "\"") else { return false }
      index = at
      add(.string, from: start) { $0.skipQuoted(hashes: at - start) }
    case UInt8(ascii: "/") where traits.hasRegex && expectsOperand:
      guard let end = endOfRegex else { return false }
      add(.string, from: start) { $0.index = end }
    case UInt8(ascii: "R") where language == .cPlusPlus && follows(start + 1, "\""):
      add(.string, from: start) { $0.skipRawCPlusPlus() }
    case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "c"):
      guard language == .rust, let raw = rustPrefix else { return false }
      index = raw.quote
      add(.string, from: start) { lexer in
        if raw.isRaw {
          let hashes = [UInt8](repeating: UInt8(ascii: "#"), count: raw.hashes)
          lexer.skipRaw(closing: [UInt8(ascii: "\"")] + hashes, from: raw.quote + 1)
        } else {
          lexer.skipToQuote(lexer.bytes[raw.quote])
        }
      }
    default:
      return false
    }
    return true
  }

  private mutating func readWordOrOperator(_ byte: UInt8) {
    let start = index
    if byte.beginsName || byte == UInt8(ascii: "$") {
      skipName(from: start)
      let isKeyword = keywords.contains(bytes, start..<index)
      tokens.append(
        SourceToken(kind: isKeyword ? .keyword : .identifier, range: start..<index, line: line))
    } else if byte == UInt8(ascii: "`"), language == .swift {
      add(.identifier, from: start) { lexer in
        lexer.skipName(from: start + 1)
        if lexer.follows(lexer.index, "`") { lexer.index += 1 }
      }
    } else if byte.isDigit {
      skipNumber()
      tokens.append(SourceToken(kind: .number, range: start..<index, line: line))
    } else {
      index += max(1, operators.longestMatch(bytes, at: index))
      tokens.append(SourceToken(kind: .op, range: start..<index, line: line))
    }
  }

  // MARK: Passing over one token

  private mutating func skipLine() {
    while index < bytes.count, bytes[index] != 10 { index += 1 }
    if index > 0, bytes[index - 1] == 13 { index -= 1 }
  }

  private mutating func skipBlockComment() {
    var depth = 1
    index += 2
    while index < bytes.count, depth > 0 {
      if follows(index, "*"), follows(index + 1, "/") {
        depth -= 1
        index += 2
      } else if traits.nestsComments, follows(index, "/"), follows(index + 1, "*") {
        depth += 1
        index += 2
      } else {
        index += 1
      }
    }
  }

  private mutating func skipName(from start: Int) {
    index = start
    while index < bytes.count {
      let byte = bytes[index]
      guard nameBytes[Int(byte)].kind != .other || byte == UInt8(ascii: "$") else { return }
      index += 1
    }
  }

  private mutating func skipNumber() {
    let isHex = bytes[index] == 48 && index + 1 < bytes.count && bytes[index + 1] | 0x20 == 120
    while index < bytes.count {
      let byte = bytes[index]
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      let isFraction =
        byte == 46 && index + 1 < bytes.count
        && (bytes[index + 1].isDigit || !(bytes[index + 1].beginsName || bytes[index + 1] == 46))
      if byte.continuesName || isFraction
        || (isSign && !isHex && bytes[index - 1] | 0x20 == UInt8(ascii: "e"))
      {
        index += 1
      } else {
        return
      }
    }
  }

  /// Passes over a quoted literal that ends with its line, from its opening quote at `index`.
  private mutating func skipToQuote(_ quote: UInt8) {
    index += 1
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 1
      } else if bytes[index] == 10, language != .rust {
        return
      }
      index += 1
    }
    index += 1
  }

  /// Passes over a `"` string: triple-quoted where the language has it, with Swift's `\(…)`.
  private mutating func skipQuoted(hashes: Int) {
    let isTriple = traits.hasTripleQuotes && follows(index + 1, "\"") && follows(index + 2, "\"")
    index += isTriple ? 3 : 1
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), hashFollow(index + 1, hashes) {
        index += 1 + hashes
        if language == .swift, follows(index, "(") {
          skipInterpolation("(", ")")
        } else {
          index += 1
        }
      } else if byte == UInt8(ascii: "\"") {
        let quotes = isTriple ? 3 : 1
        let closes = !isTriple || (follows(index + 1, "\"") && follows(index + 2, "\""))
        if closes, hashFollow(index + quotes, hashes) {
          index += quotes + hashes
          return
        }
        index += 1
      } else if byte == 10, !isTriple, language != .rust {
        return
      } else {
        index += 1
      }
    }
  }

  private func hashFollow(_ at: Int, _ count: Int) -> Bool {
    for offset in 0..<count where !follows(at + offset, "#") { return false }
    return true
  }

  /// Passes over an interpolated expression from its opening bracket, with the strings inside it.
  private mutating func skipInterpolation(_ open: Unicode.Scalar, _ close: Unicode.Scalar) {
    nesting += 1
    defer { nesting -= 1 }
    var depth = 0
    while index < bytes.count {
      let byte = bytes[index]
      if nesting > Self.deepestNesting {
        index += 1
        return
      }
      if byte == UInt8(ascii: open) {
        depth += 1
      } else if byte == UInt8(ascii: close) {
        depth -= 1
      } else if byte == UInt8(ascii: "\"") {
        skipQuoted(hashes: 0)
        continue
      } else if traits.hasTemplates, byte == UInt8(ascii: "`") {
        skipTemplate()
        continue
      } else if traits.hasTemplates, byte == UInt8(ascii: "'") {
        skipToQuote(byte)
        continue
      }
      index += 1
      if depth == 0 { return }
    }
  }

  private mutating func skipTemplate() {
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "`") {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == UInt8(ascii: "$"), follows(index + 1, "{") {
        index += 1
        skipInterpolation("{", "}")
      } else {
        index += 1
      }
    }
    index += 1
  }

  private mutating func skipRaw(closing: [UInt8], from start: Int) {
    index = start
    while index < bytes.count, !bytes[index...].starts(with: closing) { index += 1 }
    index += closing.count
  }

  private mutating func skipRawCPlusPlus() {
    let delimiter = bytes[(index + 2)...].prefix(17).prefix { $0 != UInt8(ascii: "(") }
    skipRaw(
      closing: [UInt8(ascii: ")")] + delimiter + [UInt8(ascii: "\"")],
      from: index + 3 + delimiter.count)
  }

  private mutating func skipDirective() {
    while index < bytes.count {
      if bytes[index] == 10 {
        let isContinued =
          bytes[index - 1] == UInt8(ascii: "\\")
          || (bytes[index - 1] == 13 && bytes[index - 2] == UInt8(ascii: "\\"))
        if !isContinued { return }
      } else if follows(index, "/"), follows(index + 1, "*") {
        skipBlockComment()
        continue
      } else if follows(index, "/"), follows(index + 1, "/") {
        return
      }
      index += 1
    }
  }

  // MARK: Telling apart what looks alike

  private var isFirstOnLine: Bool { tokens.last.map { $0.line < line || isMultiline($0) } ?? true }

  private func isMultiline(_ token: SourceToken) -> Bool {
    token.kind == .comment && bytes[token.range].contains(10)
  }

  /// Rust: `'a` and `'static` are lifetimes, `'a'` and `'\n'` are characters.
  private var isLifetime: Bool {
    guard index + 1 < bytes.count, bytes[index + 1].isLetter || follows(index + 1, "_") else {
      return false
    }
    return !follows(index + 2, "'")
  }

  /// Rust: the quote behind `r`, `b`, `br`, `c`, `cr` and `#`s, where a literal starts here.
  private var rustPrefix: (quote: Int, hashes: Int, isRaw: Bool)? {
    var at = index
    if follows(at, "b") || follows(at, "c") { at += 1 }
    let isRaw = follows(at, "r")
    if isRaw { at += 1 }
    var hashes = 0
    while isRaw, follows(at, "#") {
      hashes += 1
      at += 1
    }
    if follows(at, "\"") { return (at, hashes, isRaw) }
    return !isRaw && at > index && follows(at, "'") ? (at, 0, false) : nil
  }

  /// JavaScript: a `/` after an operator, an opening bracket or a word like `return` is no division.
  private var expectsOperand: Bool {
    guard let last = tokens.last(where: { $0.kind != .comment }) else { return true }
    switch last.kind {
    case .op:
      return ![UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")]
        .contains(bytes[last.range.upperBound - 1])
    case .keyword: return !Self.values.contains(bytes, last.range)
    default: return false
    }
  }

  private var endOfRegex: Int? {
    var at = index + 1
    var isClass = false
    while at < min(bytes.count, index + Self.longestRegex), bytes[at] != 10 {
      switch bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "["): isClass = true
      case UInt8(ascii: "]"): isClass = false
      case UInt8(ascii: "/") where !isClass:
        at += 1
        while at < bytes.count, bytes[at].isLetter { at += 1 }
        return at
      default: break
      }
      at += 1
    }
    return nil
  }

  /// Deeper interpolations are passed over as plain text: each level costs stack.
  private static let deepestNesting = 100
  /// Longer ones are no regular expressions; the limit keeps hostile lines from costing a search of
  /// the whole line at each slash.
  private static let longestRegex = 4000
  private static let values = WordTable("this super null true false undefined")
  private static let operators = WordTable(
    ">>>= === !== <<= >>= **= ... ..= ..< <=> ->* &&= ||= ??= &^= == != <= >= && || -> => := += -= "
      + "*= /= %= &= |= ^= ++ -- << >> :: ?? ?. .. ** <-")
}
