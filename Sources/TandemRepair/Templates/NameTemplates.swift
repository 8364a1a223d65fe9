/// Changes of what is referred to: another variable, attribute, or expression of the function.
enum NameTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    switch site.expression.kind {
    case .name: named(site)
    case .attribute: attributes(site) + expressions(site)
    case .call, .element, .binary, .number, .constant, .list, .string: expressions(site)
    default: []
    }
  }

  /// A name → another name in scope: callables for what is called, values for the rest.
  private static func named(_ site: Site) -> [Rewrite] {
    let own = site.text
    if site.isCallee {
      let local = site.model.moduleNames + site.scope.locals
      return CodeModel.unique(local)
        .filter { $0 != own && site.scope.callables.contains($0) }
        .map { Rewrite(.sibling, 0.4 + 0.6 * likeness(own, $0), site.expression.bytes, $0) }
    }
    let weight = site.isTarget ? 0.5 : 1
    let near = site.values.filter { $0 != own && site.scope.mayStand($0, for: own) }.map {
      Rewrite(
        .nameReplacement, weight * (0.7 + 0.3 * likeness(own, $0)), site.expression.bytes, $0)
    }
    let far = site.scope.outer.filter { $0 != own && !site.scope.callables.contains($0) }.map {
      Rewrite(
        .nameReplacement, weight * (0.2 + 0.5 * likeness(own, $0)), site.expression.bytes, $0)
    }
    return near + far + (site.isBase ? [] : borrowed(site))
  }

  /// `.a` → `.b`, where the file uses `.b` in the same way.
  private static func attributes(_ site: Site) -> [Rewrite] {
    let mark = site.expression.marks[0]
    let own = site.model.text(mark)
    return site.model.attributes
      .filter { $0.name != own && $0.isCalled == site.isCallee }
      .prefix(24)
      .map {
        Rewrite(.attributeReplacement, 0.4 + 0.6 * likeness(own, $0.name), mark, $0.name)
      }
  }

  /// An expression → a name in scope, or another expression of the function.
  private static func expressions(_ site: Site) -> [Rewrite] {
    guard !site.isCallee else { return [] }
    let fit = site.callsOwnFunction ? 0.45 : 0.8
    // C takes a number for a truth, nobody else does.
    let isTruth = [site.dialect.yes, site.dialect.no].contains(site.text)
    let simple = site.values.filter { !isTruth || site.scope.type($0) != .number }.map { name in
      Rewrite(.expressionReplacement, fit, site.expression.bytes, name)
    }
    return (site.isTarget ? [] : simple) + borrowed(site)
  }

  /// Other short expressions of the function, of the kinds that can stand for one another.
  ///
  /// What depends on a variable is not replaced by what depends on none: to drop what a function looks at
  /// passes tests too easily (Tan et al., "Anti-patterns in search-based program repair", FSE 2016).
  private static func borrowed(_ site: Site) -> [Rewrite] {
    let own = site.text
    let words = site.model.words(at: site.index)
    let variables = Set(site.values + ["self", "this"])
    func depends(_ text: String) -> Bool {
      text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "$") }
        .contains { variables.contains(String($0)) }
    }
    let needsVariable = depends(own)
    return (site.isTarget ? words.places : words.values)
      .filter { $0 != own && !own.contains($0) && (!needsVariable || depends($0)) }
      .map {
        let new = site.replaced(by: $0, binds: 6)
        let fitness = 0.15 + 0.45 * likeness(own, $0)
        return Rewrite(.expressionReplacement, fitness, new.bytes, new.text)
      }
  }

  /// How alike two names are, 0 to 1: shared letter pairs (Dice).
  static func likeness(_ a: String, _ b: String) -> Double {
    func pairs(_ text: String) -> Set<UInt16> {
      let bytes = text.utf8
      return Set(zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) })
    }
    let (left, right) = (pairs(a), pairs(b))
    guard !left.isEmpty, !right.isEmpty else { return a.first == b.first ? 0.3 : 0 }
    return 2 * Double(left.intersection(right).count) / Double(left.count + right.count)
  }
}
