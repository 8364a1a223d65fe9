/// The logical lines of a Python text with their block depth, and the definitions among them.
struct PythonOutline {
  let source: SourceTokens
  let lines: [Line]

  /// One logical line.
  struct Line {
    /// Its tokens without layout and comments, as indices into the text's tokens.
    var tokens: Tokens
    /// How many blocks enclose it.
    var depth: Int
    /// 1-based line where it ends.
    var lastLine: Int
  }

  /// A run of one list that all lines share, counted from 0.
  struct Tokens: RandomAccessCollection {
    fileprivate let all: [Int]
    fileprivate let range: Range<Int>
    var startIndex: Int { 0 }
    var endIndex: Int { range.count }
    subscript(position: Int) -> Int { all[range.lowerBound + position] }
  }

  init(_ source: SourceTokens) {
    self.source = source
    var code: [Int] = []
    code.reserveCapacity(source.tokens.count)
    var found: [(tokens: Range<Int>, depth: Int, lastLine: Int)] = []
    var first = 0
    var depth = 0
    for (index, token) in source.tokens.enumerated() {
      switch token.kind {
      case .indent: depth += 1
      case .dedent: depth -= 1
      case .newline:
        if code.count > first {
          found.append((first..<code.count, depth, token.line))
          first = code.count
        }
      case .comment, .directive: break
      case .identifier, .keyword, .number, .string, .op: code.append(index)
      }
    }
    lines = found.map {
      Line(tokens: Tokens(all: code, range: $0.tokens), depth: $0.depth, lastLine: $0.lastLine)
    }
  }

  /// What a logical line begins.
  enum Head: Equatable {
    case function(name: Int)
    case type(name: Int)
    case decorator
    case other
  }

  /// Tells what the logical line begins; `name` is the index of the name's token.
  func head(of line: Line) -> Head {
    var tokens = line.tokens[...]
    guard let first = tokens.first else { return .other }
    if source.text(source.tokens[first], is: "@") { return .decorator }
    if source.text(source.tokens[first], is: "async") { tokens = tokens.dropFirst() }
    guard tokens.count >= 2, let word = tokens.first, case let name = tokens[tokens.startIndex + 1],
      source.tokens[word].kind == .keyword, source.tokens[name].kind == .identifier
    else { return .other }
    if source.text(source.tokens[word], is: "def") { return .function(name: name) }
    if source.text(source.tokens[word], is: "class") { return .type(name: name) }
    return .other
  }

  /// The index of the line after the block that line `index` opens.
  func endOfBlock(_ index: Int) -> Int {
    var end = index + 1
    while end < lines.count, lines[end].depth > lines[index].depth { end += 1 }
    return end
  }

  var definitions: [Definition] {
    var found: [Definition] = []
    var enclosing: [(depth: Int, isType: Bool, name: String)] = []
    var decorated: Int?
    for (index, line) in lines.enumerated() {
      while let last = enclosing.last, last.depth >= line.depth { enclosing.removeLast() }
      let nameToken: Int
      let isType: Bool
      switch head(of: line) {
      case .decorator:
        decorated = decorated ?? index
        continue
      case .other:
        decorated = nil
        continue
      case .function(let name): (nameToken, isType) = (name, false)
      case .type(let name): (nameToken, isType) = (name, true)
      }
      let name = source.text(source.tokens[nameToken])
      let qualified = enclosing.last.map { $0.name + "." + name } ?? name
      let kind: Definition.Kind =
        isType ? .type : enclosing.last?.isType == true ? .method : .function
      let last = lines[endOfBlock(index) - 1]
      let firstToken = lines[decorated ?? index].tokens[0]
      let lastToken = last.tokens[last.tokens.count - 1]
      found.append(
        Definition(
          kind: kind, name: name, qualifiedName: qualified,
          firstLine: source.tokens[firstToken].line, headLine: source.tokens[line.tokens[0]].line,
          lastLine: last.lastLine,
          bytes: source.tokens[firstToken].range
            .lowerBound..<source.tokens[lastToken].range.upperBound,
          tokens: firstToken..<lastToken + 1))
      enclosing.append((line.depth, isType, qualified))
      decorated = nil
    }
    return found
  }
}
