import TandemCode

/// Reads Python expressions from tokens by operator precedence, as the language reference's
/// section 6.17 orders them.
///
/// Lenient in what it accepts, strict in what it returns: nil rather than a tree that may be wrong.
struct ExpressionParser {
  private let source: SourceTokens
  /// Indices of the tokens to read, without layout and comments.
  private let places: ArraySlice<Int>
  private var next: Int

  init(_ source: SourceTokens, tokens places: ArraySlice<Int>) {
    self.source = source
    self.places = places
    next = places.startIndex
  }

  /// Reads the tokens as one expression or bare tuple, all of them.
  static func read(_ source: SourceTokens, tokens: ArraySlice<Int>) -> Expression? {
    var parser = ExpressionParser(source, tokens: tokens)
    guard let found = parser.expressionList(), parser.next == tokens.endIndex else { return nil }
    return found
  }

  // MARK: tokens

  private var token: SourceToken? { next < places.endIndex ? source.tokens[places[next]] : nil }

  private func at(_ word: StaticString) -> Bool {
    token.map { $0.kind != .string && source.text($0, is: word) } ?? false
  }

  private func following(_ word: StaticString) -> Bool {
    next + 1 < places.endIndex && source.text(source.tokens[places[next + 1]], is: word)
  }

  private mutating func take(_ word: StaticString) -> Range<Int>? {
    guard at(word), let range = token?.range else { return nil }
    next += 1
    return range
  }

  private var atEnd: Bool {
    token == nil || at(")") || at("]") || at("}") || at(":") || at("=") || at("for") || at("async")
  }

  // MARK: lists

  /// Reads `a` or `a, b` up to a closing bracket, colon or the end.
  private mutating func expressionList(above level: Int = 0) -> Expression? {
    guard let first = expression(above: level) else { return nil }
    guard at(",") else { return first }
    var tuple = Expression(kind: .tuple, bytes: first.bytes, children: [first])
    while let comma = take(",") {
      tuple.bytes = tuple.bytes.lowerBound..<comma.upperBound
      if atEnd || at("in") { break }
      guard let item = expression(above: level) else { return nil }
      tuple.children.append(item)
      tuple.bytes = tuple.bytes.lowerBound..<item.bytes.upperBound
    }
    return tuple
  }

  // MARK: operators

  /// Binding strengths of the binary operators.
  private static let binary: [String: Int] = [
    "|": 61, "^": 62, "&": 63, "<<": 64, ">>": 64, "+": 65, "-": 65,
    "*": 66, "/": 66, "//": 66, "%": 66, "@": 66, "**": 68,
  ]
  private static let comparisons: Set<String> = ["<", "<=", ">", ">=", "==", "!="]

  /// Reads an expression whose operators bind tighter than `level`.
  private mutating func expression(above level: Int) -> Expression? {
    guard var left = prefixed() else { return nil }
    while let token {
      let word = source.text(token)
      if let strength = Self.binary[word], token.kind == .op {
        guard strength > level else { break }
        next += 1
        guard let right = expression(above: word == "**" ? strength - 1 : strength) else {
          return nil
        }
        left = Self.joined(.binary, left, [right], [token.range])
      } else if let mark = comparison() {
        guard level < 40 else {
          next = mark.start
          break
        }
        guard let right = expression(above: 40) else { return nil }
        if left.kind == .comparison {
          left.marks.append(mark.range)
          left.children.append(right)
          left.bytes = left.bytes.lowerBound..<right.bytes.upperBound
        } else {
          left = Self.joined(.comparison, left, [right], [mark.range])
        }
      } else if word == "and" || word == "or", token.kind == .keyword {
        let strength = word == "and" ? 30 : 20
        guard strength > level else { break }
        next += 1
        guard let right = expression(above: strength) else { return nil }
        if left.kind == .boolean, source.bytes[left.marks[0]].elementsEqual(word.utf8) {
          left.marks.append(token.range)
          left.children.append(right)
          left.bytes = left.bytes.lowerBound..<right.bytes.upperBound
        } else {
          left = Self.joined(.boolean, left, [right], [token.range])
        }
      } else if word == "if", token.kind == .keyword {
        guard level < 10 else { break }
        next += 1
        guard let condition = expression(above: 10), let otherwise = take("else"),
          let right = expression(above: 1)
        else { return nil }
        left = Self.joined(.conditional, left, [condition, right], [token.range, otherwise])
      } else if word == ":=" {
        guard level < 5 else { break }
        next += 1
        guard let right = expression(above: 5) else { return nil }
        left = Self.joined(.walrus, left, [right], [token.range])
      } else {
        break
      }
    }
    return left
  }

  /// Steps over a comparison operator of one or two words.
  private mutating func comparison() -> (range: Range<Int>, start: Int)? {
    let start = next
    guard let token else { return nil }
    if token.kind == .op {
      guard Self.comparisons.contains(source.text(token)) else { return nil }
      next += 1
      return (token.range, start)
    }
    if let range = take("in") { return (range, start) }
    if at("not"), following("in") {
      next += 1
      return take("in").map { (token.range.lowerBound..<$0.upperBound, start) }
    }
    if let range = take("is") {
      return (range.lowerBound..<(take("not")?.upperBound ?? range.upperBound), start)
    }
    return nil
  }

  private static func joined(
    _ kind: Expression.Kind, _ left: Expression, _ rest: [Expression], _ marks: [Range<Int>]
  ) -> Expression {
    let end = rest.last?.bytes.upperBound ?? left.bytes.upperBound
    return Expression(
      kind: kind, bytes: left.bytes.lowerBound..<end, children: [left] + rest, marks: marks)
  }

  // MARK: operands

  private mutating func prefixed() -> Expression? {
    guard let token else { return nil }
    let start = token.range.lowerBound
    func over(_ kind: Expression.Kind, _ operand: Expression) -> Expression {
      Expression(
        kind: kind, bytes: start..<operand.bytes.upperBound, children: [operand],
        marks: [token.range])
    }
    switch (token.kind, source.text(token)) {
    case (.op, "-"), (.op, "+"), (.op, "~"):
      next += 1
      return expression(above: 67).map { over(.unary, $0) }
    case (.op, "*"), (.op, "**"):
      next += 1
      return expression(above: 60).map { over(.starred, $0) }
    case (.keyword, "not"):
      next += 1
      return expression(above: 35).map { over(.unary, $0) }
    case (.keyword, "await"):
      next += 1
      return expression(above: 69).map { over(.unary, $0) }
    case (.keyword, "yield"):
      next += 1
      _ = take("from")
      if atEnd { return Expression(kind: .yield, bytes: token.range, marks: [token.range]) }
      return expressionList().map { over(.yield, $0) }
    case (.keyword, "lambda"):
      var depth = 0
      while let inner = self.token, depth > 0 || !at(":") {
        if at("(") || at("[") || at("{") { depth += 1 }
        if at(")") || at("]") || at("}") { depth -= 1 }
        guard depth >= 0, inner.kind != .newline else { return nil }
        next += 1
      }
      guard take(":") != nil else { return nil }
      return expression(above: 1).map { over(.lambda, $0) }
    default:
      return atom().flatMap { trailers($0) }
    }
  }

  private mutating func atom() -> Expression? {
    guard let token else { return nil }
    switch token.kind {
    case .identifier, .number:
      next += 1
      return Expression(kind: token.kind == .number ? .number : .name, bytes: token.range)
    case .string:
      var end = token.range.upperBound
      while let piece = self.token, piece.kind == .string {
        end = piece.range.upperBound
        next += 1
      }
      return Expression(kind: .string, bytes: token.range.lowerBound..<end)
    case .keyword:
      guard at("True") || at("False") || at("None") else { return nil }
      next += 1
      return Expression(kind: .constant, bytes: token.range)
    case .op:
      if let dots = take("...") { return Expression(kind: .constant, bytes: dots) }
      if take("(") != nil { return bracketed(")", .parenthesised, from: token.range.lowerBound) }
      if take("[") != nil { return bracketed("]", .list, from: token.range.lowerBound) }
      if take("{") != nil { return bracketed("}", .braces, from: token.range.lowerBound) }
      return nil
    case .comment, .newline, .indent, .dedent, .directive:
      return nil
    }
  }

  /// Reads what stands in brackets whose opening one was taken.
  private mutating func bracketed(
    _ close: StaticString, _ kind: Expression.Kind, from start: Int
  ) -> Expression? {
    var items: [Expression] = []
    var sawComma = false
    while !at(close) {
      guard let item = expression(above: 0) else { return nil }
      items.append(item)
      if kind == .braces, take(":") != nil {
        guard let value = expression(above: 0) else { return nil }
        items.append(value)
      }
      if at("for") || at("async") {
        guard let whole = comprehension(items) else { return nil }
        items = [whole]
      }
      if take(",") != nil { sawComma = true } else { break }
    }
    guard let end = take(close) else { return nil }
    let isTuple = kind == .parenthesised && (sawComma || items.isEmpty)
    return Expression(
      kind: isTuple ? .tuple : kind, bytes: start..<end.upperBound, children: items)
  }

  /// Reads the `for … in … if …` clauses that follow `elements`.
  private mutating func comprehension(_ elements: [Expression]) -> Expression? {
    guard let first = elements.first else { return nil }
    var parts = elements
    var end = first.bytes.upperBound
    while at("for") || at("async") || at("if") {
      if take("if") != nil {
        guard let condition = expression(above: 10) else { return nil }
        parts.append(condition)
        end = condition.bytes.upperBound
      } else {
        _ = take("async")
        guard take("for") != nil, let target = expressionList(above: 60), take("in") != nil,
          let iterated = expression(above: 10)
        else { return nil }
        parts += [target, iterated]
        end = iterated.bytes.upperBound
      }
    }
    return Expression(
      kind: .comprehension, bytes: first.bytes.lowerBound..<end, children: parts)
  }

  /// Reads the attributes, calls and subscripts that follow an operand.
  private mutating func trailers(_ operand: Expression) -> Expression? {
    var whole = operand
    let start = operand.bytes.lowerBound
    while true {
      if take(".") != nil {
        guard let name = token, name.kind == .identifier || name.kind == .keyword else {
          return nil
        }
        next += 1
        whole = Expression(
          kind: .attribute, bytes: start..<name.range.upperBound, children: [whole],
          marks: [name.range])
      } else if take("(") != nil {
        guard let arguments = arguments(), let end = take(")") else { return nil }
        whole = Expression(
          kind: .call, bytes: start..<end.upperBound, children: [whole] + arguments)
      } else if take("[") != nil {
        guard let index = index(), let end = take("]") else { return nil }
        whole = Expression(
          kind: .element, bytes: start..<end.upperBound, children: [whole, index])
      } else {
        return whole
      }
    }
  }

  private mutating func arguments() -> [Expression]? {
    var found: [Expression] = []
    while !at(")") {
      if let name = token, name.kind == .identifier, following("=") {
        next += 2
        guard let value = expression(above: 0) else { return nil }
        found.append(
          Expression(
            kind: .keywordArgument, bytes: name.range.lowerBound..<value.bytes.upperBound,
            children: [value], marks: [name.range]))
      } else {
        guard let value = expression(above: 0) else { return nil }
        if at("for") || at("async") {
          guard let whole = comprehension([value]) else { return nil }
          found.append(whole)
        } else {
          found.append(value)
        }
      }
      if take(",") == nil { break }
    }
    return found
  }

  /// Reads what stands in a subscript: an expression, a slice, or several of them.
  private mutating func index() -> Expression? {
    var parts: [Expression] = []
    while !at("]") {
      guard let part = slice() else { return nil }
      parts.append(part)
      if take(",") == nil { break }
    }
    guard let first = parts.first, let last = parts.last else { return nil }
    if parts.count == 1 { return first }
    return Expression(
      kind: .tuple, bytes: first.bytes.lowerBound..<last.bytes.upperBound, children: parts)
  }

  private mutating func slice() -> Expression? {
    guard let start = token?.range.lowerBound else { return nil }
    var bounds: [Expression] = []
    var marks: [Range<Int>] = []
    var end = start
    if !at(":") {
      guard let first = expression(above: 0) else { return nil }
      if !at(":") { return first }
      bounds.append(first)
    }
    while let colon = take(":") {
      marks.append(colon)
      end = colon.upperBound
      if at(":") || at("]") || at(",") { continue }
      guard let bound = expression(above: 0) else { return nil }
      bounds.append(bound)
      end = bound.bytes.upperBound
    }
    return Expression(kind: .slice, bytes: start..<end, children: bounds, marks: marks)
  }
}
