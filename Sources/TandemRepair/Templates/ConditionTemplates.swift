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
    let inner = node.strength > 5 ? site.text : "(" + site.text + ")"
    let new = site.replaced(by: "not " + inner, binds: 3)
    return [Rewrite(.negation, 1, new.bytes, new.text)]
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
    guard site.ancestors.allSatisfy({ $0.kind == .parenthesised }) else { return [] }
    let node = site.expression
    var used: Set<String> = []
    node.walk { inner, _ in if inner.kind == .name { used.insert(site.text(inner)) } }
    let own = node.kind == .boolean || node.strength < 3 ? "(" + site.text + ")" : site.text
    var found: [Rewrite] = []
    func add(_ fitness: Double, _ text: String) {
      found.append(Rewrite(.strengthening, fitness, node.bytes, text))
    }
    for name in site.values {
      let near = used.contains(name) ? 1.0 : 0.6
      add(near, "\(name) is None or \(own)")
      add(near, "\(name) is not None and \(own)")
      add(near * 0.8, "\(own) or not \(name)")
      add(near * 0.8, "\(own) and \(name)")
      add(near * 0.4, "\(name) and \(own)")
      add(near * 0.4, "not \(name) or \(own)")
    }
    for other in site.model.words(at: site.index).comparisons where other != site.text {
      add(0.5, "\(own) and \(other)")
      add(0.5, "\(own) or \(other)")
      add(0.3, "\(own) and not (\(other))")
      add(0.3, "\(own) or not (\(other))")
    }
    return found
  }

  /// `return True` → `return depth == 0`, `while True` → `while queue`.
  private static func asked(_ site: Site) -> [Rewrite] {
    guard ["True", "False"].contains(site.text) else { return [] }
    let fit = fallsOffTheEnd(site) ? 0.4 : 1
    return site.values.flatMap { name in
      ["\(name)", "not \(name)", "\(name) == 0", "\(name) is None", "\(name) is not None"]
        .enumerated().map { place, text in
          let new = site.replaced(by: text, binds: place == 0 ? 9 : 4)
          return Rewrite(.expressionReplacement, fit * (place < 3 ? 0.6 : 0.3), new.bytes, new.text)
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
