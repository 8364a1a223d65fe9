import TandemCode

/// What an expression is made of before its operators: names, literals, brackets, closures.
extension BraceExpressions {
  mutating func operand() -> Expression? {
    guard let token = isOver ? nil : outline.token(next) else { return nil }
    let place = next
    switch token.kind {
    case .number:
      next += 1
      return Expression(kind: .number, bytes: token.range)
    case .string:
      next += 1
      while kind(next) == .string { next += 1 }
      return Expression(
        kind: .string, bytes: token.range.lowerBound..<behind, children: interpolated(token.range))
    case .identifier, .keyword:
      return worded(source.text(token), token.range)
    case .op:
      switch source.text(token) {
      case "(": return parenthesised()
      case "[": return bracketed()
      case "{":
        guard let close = partner(place) else { return nil }
        return language == .swift ? opaque(.lambda, through: close) : braces()
      case "|", "||": return language == .rust ? rustClosure() : nil
      case "." where language == .swift:
        next += 1
        guard kind(next) == .identifier || kind(next) == .keyword else { return nil }
        next += 1
        return Expression(kind: .name, bytes: token.range.lowerBound..<behind)
      default: return nil
      }
    case .comment, .directive, .newline, .indent, .dedent: return nil
    }
  }

  /// The expressions within a text: `${a}`, `\(a)`.
  private func interpolated(_ range: Range<Int>) -> [Expression] {
    let (mark, open, close): ([UInt8], UInt8, UInt8) =
      switch language {
      case .javaScript, .typeScript: (Array("${".utf8), UInt8(ascii: "{"), UInt8(ascii: "}"))
      case .swift: (Array("\\(".utf8), UInt8(ascii: "("), UInt8(ascii: ")"))
      default: ([], 0, 0)
      }
    guard !mark.isEmpty else { return [] }
    let bytes = source.bytes
    var found: [Expression] = []
    var at = range.lowerBound
    while at + 2 < range.upperBound {
      guard bytes[at] == mark[0], bytes[at + 1] == mark[1] else {
        at += 1
        continue
      }
      let start = at + 2
      var depth = 1
      at = start
      while at < range.upperBound, depth > 0 {
        if bytes[at] == open { depth += 1 }
        if bytes[at] == close { depth -= 1 }
        at += 1
      }
      // The same places in the file: what stands before is blank.
      let blank = [UInt8](repeating: 32, count: start)
      let inner = SourceTokens(blank + bytes[start..<max(start, at - 1)], language: language)
      let outline = BraceOutline(inner)
      if let value = Self.read(outline, outline.code.indices) { found.append(value) }
    }
    return found
  }

  // MARK: words

  private mutating func worded(_ word: String, _ range: Range<Int>) -> Expression? {
    if grammar.constants.contains(word) {
      next += 1
      return Expression(kind: .constant, bytes: range)
    }
    switch outline.token(next).kind == .keyword ? word : "" {
    case "new" where language != .rust && language != .swift && language != .go: return created()
    case "function", "async", "class", "func", "fn":
      return closure()
    case "if", "switch", "match", "loop", "while", "for", "return", "break", "continue", "unsafe",
      "do":
      return nil
    case "move" where language == .rust:
      next += 1
      return rustClosure()
    case "struct", "map", "chan", "interface":
      if language == .go { return goType() }
    default: break
    }
    if grammar.takesArrows, isOn(next + 1, "=>") || (language == .java && isOn(next + 1, "->")) {
      return arrow(parametersEnd: next + 1)
    }
    next += 1
    if at("<"), grammar.hasAngles, let close = angleEnd(next), opensCall(close + 1) {
      next = close + 1
    }
    return Expression(kind: .name, bytes: range.lowerBound..<behind)
  }

  private func opensCall(_ place: Int) -> Bool { isOn(place, "(") || isOn(place, "{") }

  /// `new Name<T>(a, b)`, `new int[n]`: called as the words that it begins with.
  private mutating func created() -> Expression? {
    let start = range.lowerBound
    next += 1
    guard skipName() else { return nil }
    let callee = Expression(kind: .name, bytes: start..<behind)
    guard at("(") || at("["), let parts = items() else { return nil }
    // An anonymous class.
    if language == .java, at("{"), let close = partner(next) { next = close + 1 }
    return Expression(kind: .call, bytes: start..<behind, children: [callee] + parts)
  }

  // MARK: brackets

  private mutating func parenthesised() -> Expression? {
    guard let close = partner(next) else { return nil }
    if grammar.takesArrows, isOn(close + 1, "=>") || (language == .java && isOn(close + 1, "->")) {
      return arrow(parametersEnd: close + 1)
    }
    let start = range.lowerBound
    guard let parts = items() else { return nil }
    let bytes = start..<behind
    if parts.count == 1, parts[0].kind != .keywordArgument {
      return Expression(kind: .parenthesised, bytes: bytes, children: parts)
    }
    return Expression(kind: .tuple, bytes: bytes, children: parts)
  }

  private mutating func bracketed() -> Expression? {
    guard let close = partner(next) else { return nil }
    switch language {
    case .go: return goType()
    case .cPlusPlus: return closure()
    case .swift where (next + 1..<close).contains { isOn($0, ":") }:
      return opaque(.braces, through: close)
    default:
      let start = range.lowerBound
      guard let parts = items() else { return opaque(.braces, through: close) }
      return Expression(kind: .list, bytes: start..<behind, children: parts)
    }
  }

  /// `{a, b}`, `{k: v}`: the values, where they can be read.
  mutating func braces() -> Expression? {
    guard let close = partner(next) else { return nil }
    let start = range.lowerBound
    let end = outline.token(close).range.upperBound
    var values: [Expression] = []
    var place = next + 1
    let outer = takesBraces
    takesBraces = true
    defer { takesBraces = outer }
    while place < close {
      // `key: value` and `.key = value`.
      if kind(place) != .op, isOn(place + 1, ":") { place += 2 }
      if isOn(place, "."), isOn(place + 2, "=") { place += 3 }
      next = place
      guard let value = expression(above: 4), next == close || at(",") else {
        next = close + 1
        return Expression(kind: .braces, bytes: start..<end)
      }
      values.append(value)
      place = next + 1
    }
    next = close + 1
    return Expression(kind: .braces, bytes: start..<end, children: values)
  }

  // MARK: closures

  /// `(a, b) => value` or a block, which is read with the statements.
  private mutating func arrow(parametersEnd: Int) -> Expression? {
    let start = range.lowerBound
    let names = names(next..<parametersEnd)
    next = parametersEnd + 1
    return lambda(from: start, binding: names)
  }

  /// What follows a closure's parameters: a value, or a block, which is opaque.
  private mutating func lambda(from start: Int, binding names: [Range<Int>]) -> Expression? {
    guard !isOver else { return nil }
    if at("{"), let close = partner(next) {
      next = close + 1
      return Expression(kind: .lambda, bytes: start..<behind)
    }
    return expression(above: 4).map {
      Expression(
        kind: .lambda, bytes: start..<$0.bytes.upperBound, children: [$0], marks: names)
    }
  }

  /// The names that a closure's parameters bind.
  private func names(_ places: Range<Int>) -> [Range<Int>] {
    places.filter { outline.token($0).kind == .identifier && !isOn($0 - 1, ":") }
      .map { outline.token($0).range }
  }

  /// `|a, b| value` or a block.
  private mutating func rustClosure() -> Expression? {
    let start = range.lowerBound
    var names: [Range<Int>] = []
    if take("||") == nil {
      let first = next
      next += 1
      while !isOver, !at("|") { next += 1 }
      names = self.names(first..<next)
      next += 1
    }
    return lambda(from: start, binding: names)
  }

  /// `function (a) {…}`, `func(a int) {…}`, `[&](int a) {…}`, `class {…}`: opaque.
  private mutating func closure() -> Expression? {
    let start = range.lowerBound
    var place = next + 1
    if at("["), let close = partner(next) { place = close + 1 }
    while place < end {
      if isOn(place, "{"), let close = partner(place) {
        next = close + 1
        return Expression(kind: .lambda, bytes: start..<behind)
      }
      if isOn(place, "=>") {
        next = place - 1
        return arrow(parametersEnd: place).map {
          Expression(kind: .lambda, bytes: start..<$0.bytes.upperBound, children: $0.children)
        }
      }
      place =
        (isOn(place, "(") || isOn(place, "[") ? partner(place) : nil).map { $0 + 1 } ?? place + 1
    }
    return nil
  }

  // MARK: types

  /// Go: `[]int{1, 2}`, `map[string]int{}`, `[]byte(text)`; a type alone is a name.
  private mutating func goType() -> Expression? {
    let start = range.lowerBound
    guard skipType() else { return nil }
    let name = Expression(kind: .name, bytes: start..<behind)
    guard at("{") else { return name }
    guard let list = braces() else { return nil }
    return Expression(kind: .call, bytes: start..<behind, children: [name, list])
  }

  /// `a.b.C<T>`, `a::b`.
  private mutating func skipName() -> Bool {
    guard !isOver, kind(next) == .identifier || kind(next) == .keyword else { return false }
    next += 1
    while !isOver {
      if at("<") {
        guard skipAngles() else { return false }
      } else if at(".") || at("::"), kind(next + 1) == .identifier {
        next += 2
      } else {
        break
      }
    }
    return true
  }

  /// Passes over a type.
  mutating func skipType() -> Bool {
    while at("*") || at("&") || at("const") || at("mut") || at("dyn") || at("any") || at("some") {
      next += 1
    }
    if at("[") || at("("), let close = partner(next) {
      next = close + 1
      if language == .go { return isOver || at("{") || at("(") || skipType() }
      return true
    }
    if language == .go, at("map") {
      next += 1
      guard at("["), let close = partner(next) else { return false }
      next = close + 1
      return skipType()
    }
    if language == .go, at("struct") || at("interface") {
      next += 1
      guard at("{"), let close = partner(next) else { return false }
      next = close + 1
      return true
    }
    guard skipName() else { return false }
    if language == .java || language == .typeScript {
      while at("["), isOn(next + 1, "]") { next += 2 }
    }
    if language == .swift, at("?") { next += 1 }
    return true
  }

  /// Passes over `<…>`.
  mutating func skipAngles() -> Bool {
    guard let close = angleEnd(next) else { return false }
    next = close + 1
    return true
  }

  /// The place of the `>` that closes a `<` around types; nil where it is a comparison.
  private func angleEnd(_ open: Int) -> Int? {
    var depth = 0
    for place in open..<min(end, open + 24) {
      let text = outline.text(place)
      switch text {
      case "<": depth += 1
      case ">": depth -= 1
      case ">>": depth -= 2
      case ">>>": depth -= 3
      case ",", ".", "::", "*", "&", "?", "[", "]", "(", ")", ":": break
      default:
        let kind = outline.token(place).kind
        guard kind == .identifier || kind == .keyword || kind == .number else { return nil }
      }
      if depth <= 0 { return depth == 0 ? place : nil }
    }
    return nil
  }
}
