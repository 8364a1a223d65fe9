/// Cuts a Python text into the units that a comparison of test definitions is made of.
struct PythonUnits {
  private let source: SourceTokens
  private let outline: PythonOutline
  private var scopes: [Scope] = []
  private(set) var units: [CodeUnit] = []

  /// A class, or a block such as `if` and `try`, that encloses what is read.
  private struct Scope {
    var depth: Int
    /// The class's qualified name; nil for a block.
    var type: String?
    var head: String
  }

  init(_ source: SourceTokens) {
    self.source = source
    outline = PythonOutline(source)
    readLines()
  }

  private mutating func readLines() {
    var index = 0
    var decorators: Int?
    /// The last block head at each depth, so that an `else` knows its `if`.
    var heads: [Int: String] = [:]
    while index < outline.lines.count {
      let line = outline.lines[index]
      while let last = scopes.last, last.depth >= line.depth { scopes.removeLast() }
      let end = outline.endOfBlock(index)
      let first = decorators ?? index
      switch outline.head(of: line) {
      case .decorator:
        decorators = first
        index += 1
        continue
      case .function(let name):
        addDefinition(name, lines: first..<end, decorators: first..<index)
        index = end
      case .type(let name):
        addDefinition(name, lines: first..<index + 1, decorators: first..<index)
        scopes.append(Scope(depth: line.depth, type: qualified(name), head: ""))
        index += 1
      case .other:
        let text = stream(of: index..<index + 1)
        if end > index + 1 {
          let isClause = Self.clauses.contains(source.text(source.tokens[line.tokens[0]]))
          let head = (isClause ? heads[line.depth] ?? "" : "") + text
          heads[line.depth] = head
          scopes.append(Scope(depth: line.depth, type: nil, head: head))
        } else {
          addStatement(line, text)
        }
        index += 1
      }
      decorators = nil
    }
  }

  private static let clauses: Set<String> = ["else", "elif", "except", "finally", "case"]

  /// The qualified name of the innermost enclosing class, or empty.
  private var scope: String { scopes.last { $0.type != nil }?.type ?? "" }
  /// The heads of the enclosing blocks.
  private var context: String { scopes.map(\.head).joined() }

  private func qualified(_ name: Int) -> String {
    let name = source.text(source.tokens[name])
    return scope.isEmpty ? name : scope + "." + name
  }

  /// Lines in normal form: a mark for each relative block, then the tokens.
  private func stream(of lines: Range<Int>) -> String {
    let base = outline.lines[lines.lowerBound].depth
    var text = ""
    for line in outline.lines[lines] {
      text += String(repeating: "\u{2}", count: line.depth - base)
      for token in line.tokens { text += source.text(source.tokens[token]) + "\u{1}" }
      text += "\n"
    }
    return text
  }

  private mutating func addDefinition(_ name: Int, lines: Range<Int>, decorators: Range<Int>) {
    let key = qualified(name)
    let isAutomatic =
      !decorators.isEmpty && stream(of: decorators).contains("autouse\u{1}=\u{1}True")
    units.append(
      CodeUnit(
        name: key, key: key, scope: scope, stream: context + stream(of: lines), binds: [key],
        reachesOthers: isAutomatic
          || PythonReach.isHook(source.text(source.tokens[name]), inClass: !scope.isEmpty)))
  }

  private mutating func addStatement(_ line: PythonOutline.Line, _ text: String) {
    let words = line.tokens.map { source.text(source.tokens[$0]) }
    let scope = scope
    let pieces = PythonReach.imports(words) ?? [(text, PythonReach.targets(words))]
    for (stream, targets) in pieces {
      let names = targets.map { scope.isEmpty ? $0 : scope + "." + $0 }
      units.append(
        CodeUnit(
          name: scope.isEmpty ? TestDefinitions.module : scope, key: "", scope: scope,
          stream: context + stream, binds: Set(names),
          reachesOthers: PythonReach.isReaching(words, targets, inClass: !scope.isEmpty)))
    }
  }
}
