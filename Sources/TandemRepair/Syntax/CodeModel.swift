import TandemCode

/// What the templates know of one file: its statements, their expressions, the names in scope.
struct CodeModel: Sendable {
  /// Its path in the repository.
  let path: String
  /// Its text as tokens.
  let source: SourceTokens
  /// The file's own line ending.
  let lineEnding: String
  /// Its statements in the order they stand there.
  let statements: [Statement]
  /// What its functions, classes and imports are called, outside all functions.
  let moduleNames: [String]
  /// The attributes read in it, most used first, each with whether it is called.
  let attributes: [Attribute]

  /// Functions, classes and imports outside all functions.
  let callables: Set<String>
  /// The blocks of its loops, as ranges of statements.
  let loops: [Range<Int>]
  /// Names of collections and the method that puts something in: `seen` and `add`.
  let collections: [Collected]
  private let words: [Int: FunctionWords]

  /// A variable that starts as an empty collection.
  struct Collected: Sendable, Hashable {
    /// The variable.
    var name: String
    /// `add` or `append`.
    var adder: String
  }

  /// An attribute name as the file uses it.
  struct Attribute: Sendable, Hashable {
    /// Its name.
    var name: String
    /// Whether it is called as a method.
    var isCalled: Bool
  }

  /// Reads a file; nil for a language whose repair is unsupported.
  init?(path: String, text: String) {
    guard Language(path: path) == .python else { return nil }
    self.path = path
    source = SourceTokens(text, language: .python)
    lineEnding = source.bytes.contains(13) ? "\r\n" : "\n"
    let read = StatementReader(source).statements
    statements = read
    let source = source
    let text = { (bytes: Range<Int>) in String(decoding: source.bytes[bytes], as: UTF8.self) }
    var names: [String] = []
    var callables: Set<String> = []
    var collections: [Collected] = []
    var counts: [Attribute: Int] = [:]
    for statement in read {
      if statement.function == nil, statement.type == nil {
        let bound = Self.bindings(statement).map(text)
        names += bound
        if [.function, .type, .imports].contains(statement.kind) { callables.formUnion(bound) }
      }
      if statement.kind == .assignment, let target = statement.targets.first,
        target.kind == .name,
        let adder = statement.values.first.flatMap({ Self.adder(of: $0, text) })
      {
        collections.append(Collected(name: text(target.bytes), adder: adder))
      }
      for value in statement.values + statement.targets {
        value.walk { node, ancestors in
          guard node.kind == .attribute else { return }
          let isCalled =
            ancestors.last.map { $0.kind == .call && $0.children[0] == node } ?? false
          counts[Attribute(name: text(node.marks[0]), isCalled: isCalled), default: 0] += 1
        }
      }
    }
    moduleNames = Self.unique(names)
    self.callables = callables
    self.collections = collections
    loops = read.filter { $0.kind == .forLoop || $0.kind == .whileLoop }.map(\.block)
    words = FunctionWords.gather(read, text: text)
    attributes = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }.map(\.key)
  }

  /// The words of the function that holds statement `index`.
  func words(at index: Int) -> FunctionWords {
    words[statements[index].function ?? -1] ?? FunctionWords()
  }

  private static func adder(of value: Expression, _ text: (Range<Int>) -> String) -> String? {
    if value.kind == .list { return "append" }
    return switch text(value.bytes) {
    case "set()": "add"
    case "list()": "append"
    default: nil
    }
  }

  /// The text of some bytes.
  func text(_ bytes: Range<Int>) -> String { String(decoding: source.bytes[bytes], as: UTF8.self) }

  /// The text of an expression.
  func text(_ expression: Expression) -> String { text(expression.bytes) }

  /// The byte at which the line of a statement that starts it begins, and its indentation.
  func indentation(of statement: Statement) -> Range<Int> {
    var start = statement.bytes.lowerBound
    while start > 0, source.bytes[start - 1] == 32 || source.bytes[start - 1] == 9 { start -= 1 }
    return start..<statement.bytes.lowerBound
  }

  /// The names that a statement binds.
  static func bindings(_ statement: Statement) -> [Range<Int>] {
    var found: [Range<Int>] = []
    switch statement.kind {
    case .function, .type: found = statement.mark.map { [$0] } ?? []
    case .imports, .assignment, .update, .forLoop, .context:
      for target in statement.targets { found += names(in: target) }
    case .condition, .whileLoop, .branch, .result, .expression, .raising, .assertion, .jump,
      .other:
      break
    }
    return found
  }

  private static func names(in target: Expression) -> [Range<Int>] {
    switch target.kind {
    case .name: [target.bytes]
    case .tuple, .list, .parenthesised, .starred: target.children.flatMap { names(in: $0) }
    default: []
    }
  }

  /// The values without repetition, first ones first.
  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
