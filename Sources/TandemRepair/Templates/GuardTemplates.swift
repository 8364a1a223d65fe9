/// What is done only under a condition: a statement made conditional, a value that is nothing where what it is
/// made from is.
enum GuardTemplates {
  /// The most bytes of a statement that is made conditional.
  private static let longest = 120
  /// The most conditions for one statement.
  private static let mostConditions = 16

  /// `s` → `if c { s }`, for what the statement uses and what the file asks of it.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard [.expression, .update, .assignment].contains(statement.kind), statement.startsLine,
      statement.function != nil, statement.types.allSatisfy(\.isEmpty),
      statement.bytes.count <= longest, statement.values.first?.kind != .string
    else { return [] }
    let text = model.text(statement.bytes)
    let start = statement.bytes.lowerBound
    let end = model.dialect.isIndented ? statement.bytes.upperBound : statement.end
    guard !text.contains("\n"), !text.contains(":=") else { return [] }
    let indent = model.text(model.indentation(of: statement))
    let unit = model.dialect.isIndented ? "" : model.indentUnit
    return conditions(model, statement, scope).prefix(mostConditions).map { condition in
      let lines = model.dialect.guardLines(condition, text, indent: unit)
      return Rewrite(
        .statementGuarded, 1, start..<end,
        lines.joined(separator: model.lineEnding + indent))
    }
  }

  private static func conditions(
    _ model: CodeModel, _ statement: Statement, _ scope: NameScope
  ) -> [String] {
    var used: [String] = []
    for root in statement.values + statement.targets {
      root.walk { node, _ in if node.kind == .name { used.append(model.text(node)) } }
    }
    let names = CodeModel.unique(used).filter(scope.values.contains)
    let dialect = model.dialect
    let own = names.flatMap { name -> [String] in
      if dialect.isIndented { return [name, "\(name) is not None"] }
      let type = scope.type(name)
      let truth = dialect.truth(name, type).map { [$0, dialect.negated($0)] } ?? []
      return truth + [dialect.isSome(name, type)].compactMap(\.self)
    }
    let asked = scope.questions(of: model).filter { !$0.names.isDisjoint(with: names) }
      .map(\.text)
    return CodeModel.unique(own + asked)
  }

  /// `e` → `v == null ? null : e`, for the names it is made from.
  static func rewrites(_ site: Site) -> [Rewrite] {
    guard !site.isTarget, site.ancestors.isEmpty, site.dialect.hasChoice,
      [.result, .assignment].contains(site.statement.kind),
      [.call, .element, .attribute, .binary].contains(site.expression.kind)
    else { return [] }
    let dialect = site.dialect
    var used: [String] = []
    site.expression.walk { node, ancestors in
      if node.kind == .name, !node.isCalled(by: ancestors) { used.append(site.text(node)) }
    }
    let names = CodeModel.unique(used).filter(site.values.contains).prefix(3)
    return names.flatMap { name -> [Rewrite] in
      let type = site.scope.type(name)
      if dialect.isIndented {
        return ["None", "0", "''"].map { nothing in
          Rewrite(
            .wrapping, nothing == "''" ? 0.1 : 0.2, site.expression.bytes,
            "\(site.text) if \(name) else \(nothing)")
        }
      }
      guard let none = dialect.none else { return [] }
      let isEmpty = [.text, .unknown].contains(type) ? dialect.empty(name) : nil
      return [dialect.isNone(name, type), isEmpty].compactMap(\.self).map {
        Rewrite(.wrapping, 0.4, site.expression.bytes, "\($0) ? \(none) : \(site.text)")
      }
    }
  }
}
