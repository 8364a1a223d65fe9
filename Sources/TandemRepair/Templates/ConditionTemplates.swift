/// Changes of what decides: negated, strengthened, weakened, a constant that becomes a question.
enum ConditionTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    guard !site.isTarget else { return [] }
    var found: [Rewrite] = []
    if site.isCondition { found += negated(site) + strengthened(site) }
    if site.expression.kind == .boolean { found += weakened(site) }
    if site.expression.kind == .constant { found += asked(site) }
    return found
  }

  private static func negated(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard ![.comparison, .constant].contains(node.kind), site.parent?.kind != .unary else {
      return []
    }
    let isNot = node.kind == .unary
    if isNot { return [] }
    let tight = site.dialect.isIndented ? 5 : 8
    let inner = node.strength > tight ? site.text : "(" + site.text + ")"
    let new = site.replaced(
      by: site.dialect.negated(inner), binds: site.dialect.isIndented ? 3 : 5)
    return [Rewrite(.negation, weight(site), new.bytes, new.text)]
  }

  /// A condition of `c ? a : b` decides less than that of a statement.
  private static func weight(_ site: Site) -> Double {
    [.condition, .whileLoop, .assertion].contains(site.statement.kind) ? 1 : 0.5
  }

  private static func weakened(_ site: Site) -> [Rewrite] {
    let parts = site.expression.children
    return parts.indices.map { dropped in
      let kept = parts.indices.filter { $0 != dropped }
      let word = " " + site.model.text(site.expression.marks[0]) + " "
      let text = kept.map { site.text(parts[$0]) }.joined(separator: word)
      return Rewrite(.weakening, 1, site.expression.bytes, text)
    }
  }

  /// `c` → `v is None or c`, `c and v`, and with the function's other conditions.
  private static func strengthened(_ site: Site) -> [Rewrite] {
    guard site.isWholeCondition else { return [] }
    let node = site.expression
    let used = site.model.names(in: [node])
    let own = node.kind == .boolean || node.strength < 3 ? "(" + site.text + ")" : site.text
    var found: [Rewrite] = []
    let weight = weight(site)
    let dialect = site.dialect
    // `for (…; i < n || c; …)`: a count that goes on past its bound.
    let isCounted = site.statement.kind == .whileLoop && !site.statement.startsLine
    func add(_ fitness: Double, _ text: String) {
      let beyond = isCounted && text.contains(" \(dialect.or) ") ? 0.3 : 1
      found.append(Rewrite(.strengthening, fitness * weight * beyond, node.bytes, text))
    }
    let and = site.isListed ? "," : " " + dialect.and
    let or = " " + dialect.or
    for name in site.values {
      let near = used.contains(name) ? 1.0 : 0.6
      let type = site.scope.type(name)
      if let isNone = dialect.isNone(name, type) { add(near, "\(isNone)\(or) \(own)") }
      if let isSome = dialect.isSome(name, type) { add(near, "\(isSome)\(and) \(own)") }
      guard let truth = dialect.truth(name, type) else { continue }
      let lie = dialect.negated(truth)
      add(near * 0.8, "\(own)\(or) \(lie)")
      add(near * 0.8, "\(own)\(and) \(truth)")
      add(near * 0.4, "\(truth)\(and) \(own)")
      add(near * 0.4, "\(lie)\(or) \(own)")
    }
    for other in elsewhere(site) {
      add(0.6, "\(own)\(and) \(other)")
      add(0.6, "\(own)\(or) \(other)")
    }
    for other in site.model.words(at: site.index).comparisons where other != site.text {
      let lie = dialect.negated("(\(other))")
      add(0.5, "\(own)\(and) \(other)")
      add(0.5, "\(own)\(or) \(other)")
      add(0.3, "\(own)\(and) \(lie)")
      add(0.3, "\(own)\(or) \(lie)")
    }
    if !dialect.isIndented {
      for place in QuestionTemplates.emptiness(site) {
        found.append(Rewrite(.alternative, 0.55, node.bytes, "\(own)\(or) \(place.isEmpty)"))
        found.append(Rewrite(.alternative, 0.3, node.bytes, "\(own)\(and) \(place.isSome)"))
      }
      // Before it: what follows may divide by the number.
      for name in numbers(site) {
        add(0.4, "\(name) == 0\(or) \(own)")
        add(0.4, "\(name) != 0\(and) \(own)")
      }
      for bound in bounds(site, used) {
        add(0.4, "\(own)\(and) \(bound)")
        add(0.4, "\(own)\(or) \(bound)")
      }
    }
    return found
  }

  /// Conditions that the file asks elsewhere and whose names are known here: first those that ask about what
  /// is used here.
  private static func elsewhere(_ site: Site) -> [String] {
    guard !site.dialect.isIndented else { return [] }
    let near = QuestionTemplates.questions(site, about: QuestionTemplates.names(site)).prefix(20)
    let all = site.scope.questions(of: site.model).filter { $0.text != site.text }.prefix(20)
      .map(\.text)
    return CodeModel.unique(near + all)
  }

  /// Names that may hold numbers.
  private static func numbers(_ site: Site) -> [String] {
    site.values.filter { site.scope.type($0).mayBeNumber }
  }

  /// Comparisons of what the condition uses with what else is in scope, and with nothing.
  private static func bounds(_ site: Site, _ used: Set<String>) -> [String] {
    let numbers = numbers(site)
    let nothing = numbers.flatMap { ["\($0) < 0", "\($0) > 0", "\($0) >= 0"] }
    return nothing
      + numbers.filter(used.contains).flatMap { name in
        numbers.filter { $0 != name && site.scope.mayStand($0, for: name) }.flatMap { other in
          ["<", "<=", ">", ">="].map { "\(name) \($0) \(other)" }
        }
      }
  }

  /// `return True` → `return depth == 0`, `while True` → `while queue`.
  private static func asked(_ site: Site) -> [Rewrite] {
    guard [site.dialect.yes, site.dialect.no].contains(site.text) else { return [] }
    let fit = fallsOffTheEnd(site) ? 0.4 : 1
    return elsewhere(site).flatMap { question in
      [question, site.dialect.negated("(\(question))")].map { text in
        let new = site.replaced(by: text, binds: 0)
        return Rewrite(.expressionReplacement, fit * 0.3, new.bytes, new.text)
      }
    }
      + site.values.flatMap { name in
        let type = site.scope.type(name)
        let questions = site.dialect.questions(name, type)
        return questions.filter { $0 != name || type != .number }.enumerated().map { place, text in
          let new = site.replaced(by: text, binds: text == name ? 9 : 4)
          return Rewrite(
            .expressionReplacement, fit * (place < 3 ? 0.6 : 0.3), new.bytes, new.text)
        }
      }
  }

  /// Whether a `while True` that comes to end would leave a function that returns values without
  /// returning one.
  private static func fallsOffTheEnd(_ site: Site) -> Bool {
    guard site.statement.kind == .whileLoop, let function = site.statement.function else {
      return false
    }
    let block = site.model.statements[function].block
    let returns = site.model.statements[block].contains { $0.kind == .result && !$0.values.isEmpty }
    return returns && site.statement.block.upperBound == block.upperBound
  }
}
