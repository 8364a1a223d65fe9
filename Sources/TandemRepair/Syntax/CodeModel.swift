import TandemCode

/// What the templates know of one file: its statements, their expressions, the names in scope.
struct CodeModel: Sendable {
  /// Its path in the repository.
  let path: String
  /// Its text as tokens.
  let source: SourceTokens
  /// How its language writes things.
  let dialect: Dialect
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
  /// Conditions that the file asks, and short statements that do something: what may be asked or done
  /// elsewhere too, where its names are known.
  let questions: [Phrase]
  let borrowable: [Phrase]
  /// The methods that it calls for their effect.
  let methods: [String]
  /// Fields that it reads: `self.start`, `ring->first`.
  let fields: [Phrase]
  /// Their texts.
  let fieldTexts: Set<String>
  /// Calculations of more than one step.
  let sums: [Sum]
  /// Fields that its types declare, and those of the files it may use.
  private(set) var declared: DeclaredFields
  private let words: [Int: FunctionWords]
  /// The most methods that are kept.
  private static let mostMethods = 8

  /// A piece of the file and the names it uses.
  struct Phrase: Sendable, Hashable {
    var text: String
    var names: Set<String>
  }

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
    guard let language = Language(path: path) else { return nil }
    self.path = path
    source = SourceTokens(text, language: language)
    dialect = Dialect(language: language)
    let dialect = dialect
    lineEnding = source.bytes.contains(13) ? "\r\n" : "\n"
    let read =
      language.isIndented ? StatementReader(source).statements : BraceReader(source).statements
    statements = read
    let source = source
    let text = { (bytes: Range<Int>) in String(decoding: source.bytes[bytes], as: UTF8.self) }
    var names: [String] = []
    var callables: Set<String> = []
    var collections: [Collected] = []
    var counts: [Attribute: Int] = [:]
    var fields: [Phrase] = []
    for statement in read {
      if statement.function == nil, statement.type == nil {
        let bound = Self.bindings(statement).map(text)
        names += bound
        if [.function, .type, .imports].contains(statement.kind) { callables.formUnion(bound) }
      }
      if statement.kind == .assignment, let target = statement.targets.first,
        target.kind == .name,
        let adder = statement.values.first.flatMap({ dialect.adder(text($0.bytes)) })
      {
        collections.append(Collected(name: text(target.bytes), adder: adder))
      }
      for value in statement.values + statement.targets {
        value.walk { node, ancestors in
          guard node.kind == .attribute else { return }
          let isCalled = node.isCalled(by: ancestors)
          counts[Attribute(name: text(node.marks[0]), isCalled: isCalled), default: 0] += 1
          if !isCalled, node.children[0].kind == .name {
            fields.append(
              Phrase(text: text(node.bytes), names: [text(node.children[0].bytes)]))
          }
        }
      }
    }
    if language == .go { names += Self.grouped(source) }
    var known: Set<String> = []
    self.fields = fields.filter { known.insert($0.text).inserted }
    fieldTexts = known
    declared = DeclaredFields(source)
    sums = language.isIndented ? [] : Sum.gather(read, text)
    moduleNames = Self.unique(names)
    self.callables = callables
    self.collections = collections
    loops = read.filter { $0.kind == .forLoop || $0.kind == .whileLoop }.map(\.block)
    words = FunctionWords.gather(read, text: text)
    let methods = Set(words.values.flatMap(\.methods)).sorted()
    self.methods = language.isIndented ? [] : Array(methods.prefix(Self.mostMethods))
    questions = language.isIndented ? [] : Self.questions(read, text)
    borrowable = language.isIndented ? [] : Self.borrowable(read, text)
    attributes = counts.sorted { ($1.value, $0.key.name) < ($0.value, $1.key.name) }.map(\.key)
  }

  /// The same file, with the types of others that it may use.
  func knowing(_ others: [DeclaredFields]) -> CodeModel {
    var model = self
    for other in others { model.declared.add(other) }
    return model
  }

  /// The names of Go's `const (…)` and `var (…)` groups: the first of each line.
  private static func grouped(_ source: SourceTokens) -> [String] {
    var found: [String] = []
    var depth = 0
    var isGroup = false
    var line = 0
    let tokens = source.tokens
    for (index, token) in tokens.enumerated() {
      switch source.text(token) {
      case "(", "{", "[":
        let before = index > 0 ? source.text(tokens[index - 1]) : ""
        if depth == 0 { isGroup = before == "const" || before == "var" }
        depth += 1
      case ")", "}", "]": depth -= 1
      default:
        if isGroup, depth == 1, token.kind == .identifier, token.line > line {
          found.append(source.text(token))
        }
      }
      line = token.line
    }
    return found
  }

  private static func questions(
    _ statements: [Statement], _ text: (Range<Int>) -> String
  ) -> [Phrase] {
    var found: [Phrase] = []
    func leaves(_ node: Expression) {
      switch node.kind {
      case .boolean: node.children.forEach(leaves)
      case .comparison, .call, .unary:
        if node.bytes.count <= 60 {
          found.append(Phrase(text: text(node.bytes), names: names(node, text)))
        }
      default: break
      }
    }
    for statement in statements where [.condition, .whileLoop, .result].contains(statement.kind) {
      for value in statement.values where statement.kind != .result || value.kind == .boolean {
        leaves(value)
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.text).inserted }
  }

  private static func borrowable(
    _ statements: [Statement], _ text: (Range<Int>) -> String
  ) -> [Phrase] {
    var found: [Phrase] = []
    for statement in statements
    where statement.function != nil && [.update, .expression].contains(statement.kind)
      && statement.bytes.count <= 80
    {
      let names = (statement.targets + statement.values).reduce(into: Set<String>()) {
        $0.formUnion(Self.names($1, text))
      }
      let line = text(statement.bytes)
      found.append(Phrase(text: line, names: names))
      if line.hasSuffix("++") {
        found.append(Phrase(text: line.dropLast(2) + "--", names: names))
      } else if line.hasSuffix("--") {
        found.append(Phrase(text: line.dropLast(2) + "++", names: names))
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.text).inserted }
  }

  /// The names that an expression begins its parts with.
  private static func names(
    _ expression: Expression, _ text: (Range<Int>) -> String
  ) -> Set<String> {
    var found: Set<String> = []
    expression.walk { node, ancestors in
      if node.kind == .name, !node.isCalled(by: ancestors) { found.insert(text(node.bytes)) }
    }
    return found.subtracting(["this", "self", "super", "Math", "std"])
  }

  /// All names in some expressions.
  func names(in expressions: [Expression]) -> Set<String> {
    var found: Set<String> = []
    for root in expressions {
      root.walk { node, _ in if node.kind == .name { found.insert(text(node)) } }
    }
    return found
  }

  /// The words of the function that holds statement `index`.
  func words(at index: Int) -> FunctionWords {
    words[statements[index].function ?? -1] ?? FunctionWords()
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

  /// What one level is indented by, where braces mark the blocks.
  var indentUnit: String {
    for statement in statements where statement.depth > 0 && statement.startsLine {
      let indent = text(indentation(of: statement))
      if indent.first == "\t" { return "\t" }
      let width = indent.utf8.count / statement.depth
      if width > 0 { return String(repeating: " ", count: min(8, width)) }
    }
    return "    "
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
