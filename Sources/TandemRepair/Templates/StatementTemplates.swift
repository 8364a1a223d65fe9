import TandemCode

/// Changes of whole statements: put in, taken out, moved, of another kind.
enum StatementTemplates {
  /// The changes at statement `index`.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard statement.startsLine, statement.function != nil else {
      guard !model.dialect.isIndented else { return [] }
      return deleted(model, index) + kinds(model, statement) + accumulated(model, statement)
    }
    return kinds(model, statement) + accumulated(model, statement) + deleted(model, index)
      + moved(model, index)
      + guards(model, index, scope) + inserted(model, index, scope)
  }

  // MARK: another kind

  private static func kinds(_ model: CodeModel, _ statement: Statement) -> [Rewrite] {
    let start = statement.bytes.lowerBound
    func head(_ old: String, _ new: String, _ fitness: Double) -> Rewrite {
      Rewrite(.statementKind, fitness, start..<start + old.utf8.count, new)
    }
    switch statement.kind {
    case .expression where statement.values.first?.kind != .string && statement.startsLine:
      return [Rewrite(.statementKind, 1, start..<start, "return ")]
    case .jump:
      let word = model.text(statement.bytes)
      return ["break", "continue", "return"].filter { $0 != word && word != "pass" }.map {
        Rewrite(.jump, $0 == "return" ? 0.3 : 1, statement.bytes, $0)
      }
    case .condition:
      let text = model.text(statement.bytes)
      if text.hasPrefix("elif") { return [head("elif", "if", 0.6)] }
      let loop = model.dialect.language == .go ? "for" : "while"
      return text.hasPrefix("if") ? [head("if", loop, 0.4)] : []
    case .whileLoop:
      let text = model.text(statement.bytes)
      return text.hasPrefix("while") ? [head("while", "if", 0.3)] : []
    default: return []
    }
  }

  /// `t = v` → `t += v`.
  static func accumulated(_ model: CodeModel, _ statement: Statement) -> [Rewrite] {
    guard statement.kind == .assignment, statement.targets.count == 1,
      statement.types.allSatisfy(\.isEmpty),
      let target = statement.targets.first, let value = statement.values.first
    else { return [] }
    let between = target.bytes.upperBound..<value.bytes.lowerBound
    guard model.text(between).filter({ $0 != " " }) == "=" else { return [] }
    return [(" += ", 0.8), (" -= ", 0.5)].map {
      Rewrite(.arithmeticOperator, $0.1, between, $0.0)
    }
  }

  // MARK: taken out, moved

  private static func isSimple(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .assignment, .update, .expression, .raising, .assertion, .jump, .result: true
    default: false
    }
  }

  private static func deleted(_ model: CodeModel, _ index: Int) -> [Rewrite] {
    let statement = model.statements[index]
    guard isSimple(statement), statement.function != nil,
      model.text(statement.bytes) != "pass"
    else { return [] }
    return [Rewrite(.statementDeleted, 1, statement.bytes, model.dialect.nothing)]
  }

  /// Exchanges a statement with the next of its block; moves the last of a block out of it.
  private static func moved(_ model: CodeModel, _ index: Int) -> [Rewrite] {
    let statement = model.statements[index]
    guard isSimple(statement) else { return [] }
    var found: [Rewrite] = []
    let next = index + 1 < model.statements.count ? model.statements[index + 1] : nil
    if let next, next.depth == statement.depth, next.startsLine, isSimple(next) {
      found.append(
        Rewrite(
          .statementMoved, 1,
          [
            Rewrite.Edit(bytes: statement.bytes, text: model.text(next.bytes)),
            Rewrite.Edit(bytes: next.bytes, text: model.text(statement.bytes)),
          ]))
    }
    guard model.dialect.isIndented else { return found }
    let isLast = next.map { $0.depth < statement.depth } ?? true
    let head = model.statements[..<index].last { $0.depth == statement.depth - 1 }
    let isAlone = head.map { $0.block.count == 1 } ?? true
    if isLast, !isAlone, let head, head.function == statement.function, head.startsLine {
      let outer = model.text(model.indentation(of: head))
      found.append(Rewrite(.statementMoved, 0.8, model.indentation(of: statement), outer))
    }
    return found
  }

  // MARK: put in

  /// Puts a line before the statement, at its depth.
  static func before(
    _ model: CodeModel, _ statement: Statement, _ template: Template, _ fitness: Double,
    _ lines: [String]
  ) -> Rewrite {
    let start = statement.bytes.lowerBound
    let indent = model.text(model.indentation(of: statement))
    let text = lines.map { $0 + model.lineEnding + indent }.joined()
    return Rewrite(template, fitness, start..<start, text)
  }

  private static func canPrecede(_ model: CodeModel, _ statement: Statement) -> Bool {
    let text = model.text(statement.bytes)
    guard model.dialect.isIndented else {
      return ![.branch, .function, .type].contains(statement.kind) && statement.startsLine
    }
    return ![.branch, .function, .type].contains(statement.kind)
      && !["elif", "except", "case", "finally"].contains { text.utf8.starts(with: $0.utf8) }
      && !(statement.kind == .expression && statement.values.first?.kind == .string)
  }

  /// `if not v: return r` before a statement that uses `v`.
  private static func guards(
    _ model: CodeModel, _ index: Int, _ scope: NameScope
  ) -> [Rewrite] {
    let statement = model.statements[index]
    guard canPrecede(model, statement) else { return [] }
    var used: [String] = []
    for value in statement.values {
      value.walk { node, _ in if node.kind == .name { used.append(model.text(node)) } }
    }
    let dialect = model.dialect
    let places = model.words(at: index).places
    if !dialect.isIndented { used += places.prefix(12) }
    var endings = endings(model, index)
    if model.loops.contains(where: { $0.contains(index) }) { endings += ["continue", "break"] }
    let indent = dialect.isIndented ? "" : model.indentUnit
    let subjects = CodeModel.unique(used).filter { scope.values.contains($0) || $0.contains(".") }
    return subjects.flatMap { name in
      let conditions =
        dialect.isIndented
        ? ["not \(name)", "\(name) is None"] : dialect.questions(name, scope.type(name))
      // What has fields that the function reads is hardly nothing: to leave where it is something is to leave.
      let isRead = places.contains { $0.hasPrefix(name + ".") || $0.hasPrefix(name + "->") }
      return conditions.flatMap { condition in
        endings.map { ending in
          before(
            model, statement, .guardInserted, isRead && condition == name ? 0.15 : 0.6,
            dialect.guardLines(condition, ending, indent: indent))
        }
      }
    }
  }

  /// Ways to leave the function: what follows from its type, and what it does elsewhere.
  static func endings(_ model: CodeModel, _ index: Int) -> [String] {
    let result = model.statements[index].function.map { model.statements[$0].result } ?? ""
    return CodeModel.unique(model.dialect.endings(result) + model.words(at: index).endings)
  }

  /// A statement of the function's own words before `index`, or at the end of its block.
  private static func inserted(
    _ model: CodeModel, _ index: Int, _ scope: NameScope
  ) -> [Rewrite] {
    let statement = model.statements[index]
    var found: [Rewrite] = []
    if canPrecede(model, statement) {
      found += vocabulary(model, index, scope).map {
        before(
          model, statement, .statementInserted, $0.fitness, [$0.text + model.dialect.terminator])
      }
    }
    if statement.kind != .result, let last = endOfBlock(model, index) {
      let indent = model.text(model.indentation(of: statement))
      let end =
        model.dialect.isIndented ? model.statements[last].bytes.upperBound : statement.end
      found += vocabulary(model, index, NameScope(model, at: last)).map {
        Rewrite(
          .statementInserted, $0.fitness, end..<end,
          model.lineEnding + indent + $0.text + model.dialect.terminator)
      }
    }
    return found
  }

  /// The last statement of the block that the statement opens, or itself; nil where an `else` or
  /// the like follows.
  private static func endOfBlock(_ model: CodeModel, _ index: Int) -> Int? {
    let statement = model.statements[index]
    let end = statement.block.isEmpty ? index : statement.block.upperBound - 1
    if end + 1 < model.statements.count {
      let next = model.statements[end + 1]
      if next.depth == statement.depth, !canPrecede(model, next) { return nil }
    }
    return end
  }

  /// Calls and assignments that the function could make with the names it has.
  private static func vocabulary(
    _ model: CodeModel, _ index: Int, _ scope: NameScope
  ) -> [(text: String, fitness: Double)] {
    let names = scope.values
    let known = Set(scope.locals + scope.outer)
    let words = model.words(at: index)
    var found: [(text: String, fitness: Double)] = []
    for one in model.collections where known.contains(one.name) {
      found += names.filter { $0 != one.name }.map { ("\(one.name).\(one.adder)(\($0))", 1) }
      found += model.dialect.tidying.map { ("\(one.name).\($0)", 1) }
    }
    if !model.dialect.isIndented {
      found += model.borrowable.filter { line in
        line.names.allSatisfy { known.contains($0) || model.moduleNames.contains($0) }
      }.map { ($0.text, 0.8) }
    }
    found += CollectionTemplates.statements(model, index, scope)
    let receivers = words.receivers.filter {
      known.contains($0) && [.other, .unknown].contains(scope.type($0))
    }
    for name in receivers { found += model.methods.map { ("\(name).\($0)()", 0.5) } }
    found += words.resets.map { ($0, 0.6) }
    for callee in words.effects { found += names.map { ("\(callee)(\($0))", 0.6) } }
    for target in words.assigned {
      found += names.filter { $0 != target }.map { ("\(target) = \($0)", 0.5) }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.text).inserted }
  }
}
