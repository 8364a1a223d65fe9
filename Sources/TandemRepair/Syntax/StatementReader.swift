import TandemCode

/// Cuts Python tokens into statements and reads the expressions in them.
struct StatementReader {
  private let source: SourceTokens
  private(set) var statements: [Statement] = []

  init(_ source: SourceTokens) {
    self.source = source
    readLines()
    Statement.nest(&statements)
  }

  private func word(_ place: Int?) -> String {
    place.map { source.text(source.tokens[$0]) } ?? ""
  }

  /// Splits logical lines; `if x: y` gives the head and its body, `a; b` two statements.
  private mutating func readLines() {
    var depth = 0
    var line: [Int] = []
    for (index, token) in source.tokens.enumerated() {
      switch token.kind {
      case .indent: depth += 1
      case .dedent: depth -= 1
      case .comment, .directive: break
      case .identifier, .keyword, .number, .string, .op: line.append(index)
      case .newline:
        readLine(line, depth: depth)
        line = []
      }
    }
  }

  private mutating func readLine(_ line: [Int], depth: Int) {
    var rest = line[...]
    var depth = depth
    var startsLine = true
    while !rest.isEmpty {
      let colon = Self.heads.contains(word(rest.first)) ? self.colon(in: rest) : nil
      let isHead = colon != nil
      let end = colon.map { $0 + 1 } ?? position(of: ";", in: rest) ?? rest.endIndex
      let piece = rest[..<end]
      if !piece.isEmpty {
        statements.append(read(piece, isHead: isHead, depth: depth, startsLine: startsLine))
      }
      if isHead { depth += 1 }
      startsLine = false
      rest = rest[end...]
      if !isHead { rest = rest.dropFirst() }
    }
  }

  private static let heads: Set<String> = [
    "if", "elif", "else", "while", "for", "try", "finally", "except", "with", "def", "class",
    "async", "match", "case",
  ]

  /// Where the colon of a compound statement's head stands; nil where the line is no head.
  private func colon(in line: ArraySlice<Int>) -> Int? {
    let isSoft = ["match", "case"].contains(word(line.first))
    if isSoft, word(line.dropFirst().first) == "=" || word(line.last) != ":" { return nil }
    var nesting = 0
    var lambdas = 0
    for position in line.indices {
      switch word(line[position]) {
      case "(", "[", "{": nesting += 1
      case ")", "]", "}": nesting -= 1
      case "lambda" where nesting == 0: lambdas += 1
      case ":" where nesting == 0:
        if lambdas == 0 { return position }
        lambdas -= 1
      default: break
      }
    }
    return nil
  }

  // MARK: one statement

  private func read(
    _ tokens: ArraySlice<Int>, isHead: Bool, depth: Int, startsLine: Bool
  ) -> Statement {
    let first = source.tokens[tokens[tokens.startIndex]]
    let last = source.tokens[tokens[tokens.endIndex - 1]]
    let breaks = source.bytes[last.range].count { $0 == 10 }
    var statement = Statement(
      kind: .other, bytes: first.range.lowerBound..<last.range.upperBound,
      lines: first.line...max(first.line, last.line + breaks), depth: depth,
      startsLine: startsLine, end: last.range.upperBound)
    var body = isHead ? tokens.dropFirst().dropLast() : tokens.dropFirst()
    var head = word(tokens.first)
    if head == "async", let second = body.first {
      head = word(second)
      body = body.dropFirst()
    }
    let value = { ExpressionParser.read(source, tokens: $0) }
    switch head {
    case "if", "elif", "while":
      statement.kind = head == "while" ? .whileLoop : .condition
      statement.values = value(body).map { [$0] } ?? []
    case "for":
      statement.kind = .forLoop
      if let split = position(of: "in", in: body), let target = value(body[..<split]),
        let iterated = value(body[(split + 1)...])
      {
        statement.targets = [target]
        statement.values = [iterated]
      }
    case "else", "try", "finally": statement.kind = .branch
    case "with", "except", "match", "case":
      statement.kind = isHead ? .context : .other
      if let split = position(of: "as", in: body) {
        statement.targets = value(body[(split + 1)...]).map { [$0] } ?? []
        body = body[..<split]
      }
      if head == "with" { statement.values = value(body).map { [$0] } ?? [] }
    case "return", "raise", "assert":
      statement.kind = head == "return" ? .result : head == "raise" ? .raising : .assertion
      statement.values = value(body).map { [$0] } ?? []
    case "pass", "break", "continue": statement.kind = .jump
    case "def": readFunction(body, into: &statement)
    case "class":
      statement.kind = .type
      statement.mark = body.first.map { source.tokens[$0].range }
    case "import", "from": readImport(body, into: &statement)
    case "del", "global", "nonlocal", "@": statement.kind = .other
    default: readPlain(tokens, into: &statement)
    }
    return statement
  }

  /// Where `word` stands outside all brackets.
  private func position(of sought: String, in tokens: ArraySlice<Int>) -> Int? {
    var nesting = 0
    for position in tokens.indices {
      let text = word(tokens[position])
      if nesting == 0, text == sought { return position }
      switch text {
      case "(", "[", "{": nesting += 1
      case ")", "]", "}": nesting -= 1
      default: break
      }
      if nesting < 0 { return nil }
    }
    return nil
  }

  /// Reads an assignment, an augmented one, or an expression.
  private func readPlain(_ tokens: ArraySlice<Int>, into statement: inout Statement) {
    let operators: Set<String> = [
      "+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^=", ">>=", "<<=", "@=",
    ]
    if let place = tokens.first(where: { operators.contains(word($0)) }),
      let split = tokens.firstIndex(of: place),
      let target = ExpressionParser.read(source, tokens: tokens[..<split]),
      let value = ExpressionParser.read(source, tokens: tokens[(split + 1)...])
    {
      statement.kind = .update
      statement.targets = [target]
      statement.values = [value]
      statement.mark = source.tokens[place].range
      return
    }
    var pieces: [ArraySlice<Int>] = []
    var rest = tokens
    while let split = position(of: "=", in: rest) {
      pieces.append(rest[..<split])
      rest = rest[(split + 1)...]
    }
    if let annotation = position(of: ":", in: pieces.first ?? rest), pieces.count < 2 {
      if pieces.isEmpty { return }
      pieces[0] = pieces[0][..<annotation]
    }
    let targets = pieces.compactMap { ExpressionParser.read(source, tokens: $0) }
    guard targets.count == pieces.count, let value = ExpressionParser.read(source, tokens: rest)
    else { return }
    statement.kind = targets.isEmpty ? .expression : .assignment
    statement.targets = targets
    statement.values = [value]
  }

  /// Reads a function's name, its parameters' names and their defaults.
  private func readFunction(_ tokens: ArraySlice<Int>, into statement: inout Statement) {
    statement.kind = .function
    statement.mark = tokens.first.map { source.tokens[$0].range }
    var nesting = 0
    var begin = true
    var rest = tokens.dropFirst()
    while let place = rest.first {
      let text = word(place)
      if text == "(" || text == "[" || text == "{" { nesting += 1 }
      if text == ")" || text == "]" || text == "}" { nesting -= 1 }
      if nesting == 0 { break }
      if nesting == 1, begin, source.tokens[place].kind == .identifier {
        statement.targets.append(Expression(kind: .name, bytes: source.tokens[place].range))
        begin = false
      } else if nesting == 1, text == "," {
        begin = true
      } else if nesting == 1, text == "=" {
        let from = rest.dropFirst()
        let close = position(of: ",", in: from) ?? from.endIndex
        let end = position(of: ")", in: from[..<close]) ?? close
        if let value = ExpressionParser.read(source, tokens: from[..<end]) {
          statement.values.append(value)
        }
      }
      rest = rest.dropFirst()
    }
  }

  private func readImport(_ tokens: ArraySlice<Int>, into statement: inout Statement) {
    statement.kind = .imports
    let names = position(of: "import", in: tokens).map { tokens[($0 + 1)...] } ?? tokens
    for position in names.indices where source.tokens[names[position]].kind == .identifier {
      let after = position + 1 < names.endIndex ? word(names[position + 1]) : ""
      if after == "as" || (position > names.startIndex && word(names[position - 1]) == ".") {
        continue
      }
      statement.targets.append(
        Expression(kind: .name, bytes: source.tokens[names[position]].range))
    }
  }
}
