import TandemCode

/// Reads expressions of the languages whose blocks are braces, by operator precedence.
///
/// Lenient in what it accepts, strict in what it returns: nil rather than a tree that may be wrong.
/// What it cannot look into (a closure's block, a `switch` as a value) is one opaque part.
struct BraceExpressions {
  let source: SourceTokens
  let outline: BraceOutline
  let grammar: BraceGrammar
  /// The places to read, up to this one.
  let end: Int
  var next: Int
  /// Whether a `{` after an operand belongs to it: not in the head of a statement.
  var takesBraces: Bool

  init(_ outline: BraceOutline, _ places: Range<Int>, takesBraces: Bool) {
    self.outline = outline
    source = outline.source
    grammar = BraceGrammar(outline.source.language)
    next = places.lowerBound
    end = places.upperBound
    self.takesBraces = takesBraces
  }

  /// Reads the places as one expression or bare list, all of them.
  static func read(
    _ outline: BraceOutline, _ places: Range<Int>, takesBraces: Bool = true
  ) -> Expression? {
    var parser = BraceExpressions(outline, places, takesBraces: takesBraces)
    guard let found = parser.list(upTo: places.upperBound), parser.next == places.upperBound else {
      return nil
    }
    return found
  }

  // MARK: tokens

  var language: Language { source.language }
  var isOver: Bool { next >= end }
  var word: String { isOver ? "" : outline.text(next) }
  var range: Range<Int> { outline.token(next).range }

  func at(_ word: StaticString) -> Bool { isOn(next, word) }

  func isOn(_ place: Int, _ word: StaticString) -> Bool {
    place < end && place >= 0 && outline.is(place, word)
      && outline.token(place).kind != .string
  }

  func kind(_ place: Int) -> SourceToken.Kind? { place < end ? outline.token(place).kind : nil }

  /// The byte after the token before `next`.
  var behind: Int { outline.token(next - 1).range.upperBound }

  mutating func take(_ word: StaticString) -> Range<Int>? {
    guard at(word) else { return nil }
    defer { next += 1 }
    return range
  }

  /// The partner of the bracket at a place, where it lies within what is read.
  func partner(_ place: Int) -> Int? {
    let other = outline.partner[place]
    return other > place && other < end ? other : nil
  }

  // MARK: lists

  /// Reads `a` or `a, b`, up to a place.
  mutating func list(upTo stop: Int) -> Expression? {
    guard let first = expression(above: 0) else { return nil }
    guard at(","), next < stop else { return first }
    var tuple = Expression(kind: .tuple, bytes: first.bytes, children: [first])
    while next < stop, take(",") != nil, next < stop {
      guard let item = expression(above: 0) else { return nil }
      tuple.children.append(item)
      tuple.bytes = tuple.bytes.lowerBound..<item.bytes.upperBound
    }
    return tuple
  }

  /// Reads the items between a bracket at `next` and its partner, and passes over both.
  mutating func items() -> [Expression]? {
    guard let close = partner(next) else { return nil }
    next += 1
    let outer = takesBraces
    takesBraces = true
    defer { takesBraces = outer }
    var found: [Expression] = []
    while next < close {
      guard let item = item() else { return nil }
      found.append(item)
      if next < close {
        guard take(",") != nil || take(";") != nil else { return nil }
      }
    }
    next = close + 1
    return found
  }

  /// Reads `value`, `label: value` or `...value`.
  private mutating func item() -> Expression? {
    let start = range.lowerBound
    if language == .swift || language == .go, kind(next) != .op, isOn(next + 1, ":") {
      let label = range
      next += 2
      return expression(above: 0).map {
        Expression(
          kind: .keywordArgument, bytes: start..<$0.bytes.upperBound, children: [$0], marks: [label]
        )
      }
    }
    return expression(above: 0)
  }

  // MARK: operators

  /// Reads an expression whose operators bind tighter than `level`.
  mutating func expression(above level: Int) -> Expression? {
    guard var left = prefixed() else { return nil }
    while !isOver, outline.token(next).kind != .string {
      let operation = word
      let mark = range
      if let strength = grammar.booleans[operation] {
        guard strength > level else { break }
        next += 1
        guard let right = expression(above: strength) else { return nil }
        if left.kind == .boolean, source.bytes[left.marks[0]].elementsEqual(operation.utf8) {
          left.marks.append(mark)
          left.children.append(right)
          left.bytes = left.bytes.lowerBound..<right.bytes.upperBound
        } else {
          left = joined(.boolean, left, right, mark)
        }
      } else if let strength = grammar.comparisons[operation] {
        guard strength > level else { break }
        next += 1
        guard let right = expression(above: strength) else { return nil }
        left = joined(.comparison, left, right, mark)
      } else if let strength = grammar.ranges[operation] {
        guard strength > level else { break }
        next += 1
        if isOver || at(")") || at("]") || at("{") || at(",") {
          left = Expression(
            kind: .slice, bytes: left.bytes.lowerBound..<mark.upperBound, children: [left],
            marks: [mark])
          continue
        }
        guard let right = expression(above: strength) else { return nil }
        left = joined(.range, left, right, mark)
      } else if let strength = grammar.binaries[operation] {
        guard strength > level else { break }
        next += 1
        let isRightward = operation == "**" || operation == "??"
        guard let right = expression(above: isRightward ? strength - 1 : strength) else {
          return nil
        }
        left = joined(.binary, left, right, mark)
      } else if operation == "?", language != .rust, language != .go {
        guard level < 10 else { break }
        next += 1
        guard let yes = expression(above: 0), take(":") != nil, let no = expression(above: 9)
        else { return nil }
        left = Expression(
          kind: .choice, bytes: left.bytes.lowerBound..<no.bytes.upperBound,
          children: [left, yes, no], marks: [mark])
      } else if grammar.casts.contains(operation) {
        guard level < 70 else { break }
        next += 1
        while at("?") || at("!") { next += 1 }
        guard skipType() else { return nil }
        left = Expression(
          kind: .cast, bytes: left.bytes.lowerBound..<behind, children: [left], marks: [mark])
      } else if operation == "=" || grammar.updates.contains(operation) {
        guard level < 5 else { break }
        next += 1
        guard let right = expression(above: 4) else { return nil }
        left = joined(.walrus, left, right, mark)
      } else {
        break
      }
    }
    return left
  }

  private func joined(
    _ kind: Expression.Kind, _ left: Expression, _ right: Expression, _ mark: Range<Int>
  ) -> Expression {
    Expression(
      kind: kind, bytes: left.bytes.lowerBound..<right.bytes.upperBound, children: [left, right],
      marks: [mark])
  }

  // MARK: prefixes

  private mutating func prefixed() -> Expression? {
    guard !isOver else { return nil }
    let mark = range
    let isWord = outline.token(next).kind == .keyword || outline.token(next).kind == .identifier
    if isWord ? grammar.prefixWords.contains(word) : grammar.prefixes.contains(word),
      outline.token(next).kind != .string
    {
      let operation = word
      next += 1
      // `try?` and `try!`, `&mut`.
      while operation == "try" && (at("?") || at("!")) || operation == "&" && at("mut") {
        next += 1
      }
      let isWide = ["try", "throw", "yield"].contains(operation)
      if operation == "..." || grammar.ranges[operation] != nil {
        return expression(above: 60).map {
          Expression(
            kind: .starred, bytes: mark.lowerBound..<$0.bytes.upperBound, children: [$0],
            marks: [mark])
        }
      }
      return expression(above: isWide ? 4 : 69).map {
        Expression(
          kind: operation == "try" || operation == "await" ? .cast : .unary,
          bytes: mark.lowerBound..<$0.bytes.upperBound, children: [$0], marks: [mark])
      }
    }
    if at("("), grammar.castsByParentheses, let cast = cast() { return cast }
    guard let operand = operand() else { return nil }
    return postfixed(operand)
  }

  /// C, C++, Java: `(int) x`.
  private mutating func cast() -> Expression? {
    guard let close = partner(next), close > next + 1, close - next < 8,
      let after = kind(close + 1)
    else { return nil }
    let isPlainType = (next + 1..<close).allSatisfy { place in
      let text = outline.text(place)
      return outline.token(place).kind == .identifier || outline.token(place).kind == .keyword
        || ["*", "<", ">", ".", "::", "[", "]", ",", "?"].contains(text)
    }
    let hasTypeWord = grammar.primitives.contains(outline.text(next + 1)) || isOn(close - 1, "*")
    let beginsOperand =
      after == .identifier || after == .number || after == .string
      || isOn(close + 1, "(")
      || (after == .keyword && grammar.constants.contains(outline.text(close + 1)))
      || (hasTypeWord && (isOn(close + 1, "-") || isOn(close + 1, "*") || isOn(close + 1, "&")))
    let isCall = isOn(close + 1, "(") && !hasTypeWord
    guard isPlainType, beginsOperand, !isCall else { return nil }
    let start = range.lowerBound
    let mark = start..<outline.token(close).range.upperBound
    next = close + 1
    return expression(above: 69).map {
      Expression(kind: .cast, bytes: start..<$0.bytes.upperBound, children: [$0], marks: [mark])
    }
  }

  // MARK: postfixes

  private mutating func postfixed(_ operand: Expression) -> Expression? {
    var left = operand
    while !isOver, outline.token(next).kind == .op {
      let start = left.bytes.lowerBound
      switch word {
      case ".", "?.", "->", "::":
        if word == "->", !grammar.hasArrows { return left }
        next += 1
        if language == .rust, at("<") {
          guard skipAngles() else { return nil }
          left.bytes = start..<behind
          continue
        }
        if at("[") || at("(") { continue }
        if at("#") { next += 1 }
        guard !isOver, kind(next) != .op else { return nil }
        let name = range
        next += 1
        left = Expression(
          kind: .attribute, bytes: start..<name.upperBound, children: [left], marks: [name])
      case "(":
        guard var parts = items() else { return nil }
        if language == .swift, takesBraces, at("{"), let close = partner(next) {
          parts.append(opaque(.lambda, through: close))
        }
        left = Expression(kind: .call, bytes: start..<behind, children: [left] + parts)
      case "[":
        guard let close = partner(next) else { return nil }
        next += 1
        guard let index = subscripted(close) else { return nil }
        left = Expression(kind: .element, bytes: start..<behind, children: [left, index])
      case "++", "--":
        let mark = range
        next += 1
        left = Expression(
          kind: .unary, bytes: start..<mark.upperBound, children: [left], marks: [mark])
      case "!" where language == .rust && left.kind == .name:
        // A macro: its arguments as they stand.
        next += 1
        guard at("(") || at("["), let parts = items() else { return nil }
        left.bytes = start..<left.bytes.upperBound + 1
        left = Expression(kind: .call, bytes: start..<behind, children: [left] + parts)
      case "!" where language == .swift || language == .typeScript,
        "?" where language == .rust || (language == .swift && isChaining):
        next += 1
        left = Expression(kind: .cast, bytes: start..<behind, children: [left])
      case "{" where takesBraces && grammar.constructsByBraces(left, source):
        guard let close = partner(next) else { return nil }
        if language == .swift {
          left = Expression(
            kind: .call, bytes: start..<outline.token(close).range.upperBound,
            children: [left, opaque(.lambda, through: close)])
        } else {
          let brace = braces()
          guard let brace else { return nil }
          left = Expression(kind: .call, bytes: start..<behind, children: [left, brace])
        }
      default:
        return left
      }
    }
    return left
  }

  /// Swift: `a?.b`, `a?[0]` where the lexer gives the `?` alone.
  private var isChaining: Bool { isOn(next + 1, ".") || isOn(next + 1, "[") }

  /// Reads what stands in `[…]` and passes over the bracket at `close`.
  private mutating func subscripted(_ close: Int) -> Expression? {
    let outer = takesBraces
    takesBraces = true
    defer { takesBraces = outer }
    let start = range.lowerBound
    var bounds: [Expression] = []
    var isSlice = false
    while next < close {
      if take(":") != nil {
        isSlice = true
        continue
      }
      guard let bound = list(upTo: close) else { return nil }
      bounds.append(bound)
    }
    guard next == close else { return nil }
    let whole = start..<max(start, outline.token(close).range.lowerBound)
    next = close + 1
    if isSlice { return Expression(kind: .slice, bytes: whole, children: bounds) }
    return bounds.first
  }

  /// An opaque part from `next` up to and with a place.
  mutating func opaque(_ kind: Expression.Kind, through close: Int) -> Expression {
    let start = range.lowerBound
    next = close + 1
    return Expression(kind: kind, bytes: start..<behind)
  }
}
