import TandemCode

/// Changes of what a value is: by one, by an operand, another constant, wrapped, unwrapped, sliced.
enum ValueTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    guard !site.isTarget else { return [] }
    return constants(site) + shifted(site) + extended(site) + fields(site) + roundedUp(site)
      + unwrapped(site) + wrapped(site) + sliced(site)
  }

  // MARK: constants

  private static func constants(_ site: Site) -> [Rewrite] {
    let node = site.expression
    func made(_ texts: [(String, Double)]) -> [Rewrite] {
      texts.filter { $0.0 != site.text }.map { Rewrite(.constant, $0.1, node.bytes, $0.0) }
    }
    switch node.kind {
    case .number:
      guard let number = Int(site.text) else {
        return made([("0", 0.3), ("1", 0.3), ("-" + site.text, 0.2)])
      }
      let near = [number + 1, number - 1].map {
        Rewrite(.offByOne, 1, node.bytes, site.replaced(by: String($0), binds: $0 < 0 ? 5 : 9).text)
      }
      let none = site.dialect.isIndented ? [("None", 0.1)] : []
      let tenfold =
        site.dialect.isIndented ? [] : [(String(number * 10), 0.3), (String(number / 10), 0.2)]
      return near
        + made(
          [("0", 0.5), ("1", 0.5), ("2", 0.2), ("-1", 0.2)] + none + (number == 0 ? [] : tenfold))
        + made(firsts(site).map { ($0, 0.5) })
    case .constant:
      let (yes, no) = (site.dialect.yes, site.dialect.no)
      let truths = [(yes, site.text == no ? 1 : 0.2), (no, site.text == yes ? 1 : 0.2)]
      guard site.dialect.hasTruthiness else {
        return made([yes, no].contains(site.text) ? truths : [])
      }
      return made(
        truths + [
          (site.dialect.none ?? no, 0.3), ("0", 0.2), ("1", 0.1), ("[]", 0.2),
          (site.dialect.emptyText, 0.1),
        ])
    case .string:
      let others = site.model.words(at: site.index).strings
      return made(others.map { ($0, 0.4) } + [(site.dialect.emptyText, 0.2)])
    case .list where node.children.isEmpty && site.dialect.hasTruthiness:
      return made(
        [("[[]]", 0.6), (site.dialect.none ?? "", 0.3)] + site.values.map { ("[\($0)]", 0.6) })
    default:
      return []
    }
  }

  /// `least = 0` → `least = values[0]`: what the least or most is looked for among begins with its first.
  private static func firsts(_ site: Site) -> [String] {
    guard !site.dialect.isIndented, site.statement.kind == .assignment, site.ancestors.isEmpty
    else { return [] }
    let indexed = site.model.words(at: site.index).indexed
    return site.values.filter(indexed.contains).prefix(3).map { "\($0)[0]" }
  }

  // MARK: operands

  /// Whether by-one changes make sense here: counts and places, not texts and lists.
  private static func isCountLike(_ site: Site) -> Double {
    if site.expression.kind == .name, site.dialect.hasPlainIndexes,
      site.model.words(at: site.index).indexed.contains(site.text)
    {
      return 0
    }
    switch site.expression.kind {
    case .name, .attribute, .element, .parenthesised: break
    case .call: if site.isCallee { return 0 }
    case .binary:
      guard ["+", "-", "*", "//"].contains(site.model.text(site.expression.marks[0])) else {
        return 0
      }
    default: return 0
    }
    guard !site.isBase, let parent = site.parent else { return site.isBase ? 0 : 0.4 }
    switch parent.kind {
    case .element, .slice: return 1
    case .call: return 0.9
    case .comparison: return 0.7
    case .binary: return 0.6
    case .tuple: return 0.6
    case .range: return 1
    case .parenthesised, .keywordArgument, .conditional, .choice, .cast, .list: return 0.4
    default: return 0
    }
  }

  /// `e` → `e + 1`, `e - 1`.
  private static func shifted(_ site: Site) -> [Rewrite] {
    let fit = isCountLike(site)
    guard fit > 0 else { return [] }
    return ["+", "-"].map { word in
      let own = site.expression.strength >= 6 ? site.text : site.operand
      let new = site.replaced(by: "\(own) \(word) 1", binds: 5)
      return Rewrite(.offByOne, fit, new.bytes, new.text)
    }
  }

  /// `e` → `e + v`, `e - v`, `e * v`, `v + e` for the variables in scope.
  private static func extended(_ site: Site) -> [Rewrite] {
    let isConcatenation = [.list, .comprehension].contains(site.expression.kind)
    let fit = isConcatenation ? 0.5 : isCountLike(site)
    guard fit > 0 else { return [] }
    var found: [Rewrite] = []
    let kept = site.values.filter {
      site.dialect.isIndented || site.scope.type($0).mayBeNumber
    }
    if !site.dialect.isIndented, isConcatenation { return [] }
    for name in kept {
      let isOwn = name == site.text
      var words: [(String, Double)] = [
        ("\(site.operand) - \(name)", isOwn ? 0 : 1), ("\(site.operand) + \(name)", 0.7),
        ("\(site.operand) * \(name)", isOwn ? 1 : 0.4),
      ]
      if isConcatenation {
        words = [("\(name) + \(site.text)", 1), ("\(site.text) + \(name)", 1)]
      }
      for (text, fitness) in words where fitness > 0 {
        let new = site.replaced(by: text, binds: 5)
        found.append(Rewrite(.operandAdded, fit * fitness, new.bytes, new.text))
      }
    }
    return found
  }

  /// `e` → `e - o.f`, `e + o.f` for the fields that the file reads of what is in scope, and for what the
  /// function indexes.
  private static func fields(_ site: Site) -> [Rewrite] {
    let fit = isCountLike(site)
    guard fit > 0, !site.dialect.isIndented else { return [] }
    let known = Set(site.scope.locals + site.scope.outer + ["self", "this"])
    let own = site.text
    let fields = site.model.fields.filter { $0.names.allSatisfy(known.contains) }.prefix(12)
      .map { ($0.text, 0.5) }
    let elements = site.model.words(at: site.index).places
      .filter { $0.hasSuffix("]") && !$0.contains(":") }.prefix(4).map { ($0, 0.3) }
    let numbers = (fields + elements).filter {
      $0.0 != own && site.scope.type($0.0).mayBeNumber
    }
    return numbers.flatMap { other, fitness in
      ["-", "+"].map { word in
        let new = site.replaced(by: "\(site.operand) \(word) \(other)", binds: 5)
        return Rewrite(.operandAdded, fit * fitness, new.bytes, new.text)
      }
    }
  }

  /// `a / b` → `(a + b - 1) / b`: whole division that rounds up.
  private static func roundedUp(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.kind == .binary, site.model.text(node.marks[0]) == "/", !site.dialect.isIndented,
      site.dialect.language != .javaScript, site.dialect.language != .typeScript
    else { return [] }
    let (over, under) = (node.children[0], node.children[1])
    let less = Int(site.text(under)).map { String($0 - 1) } ?? site.operand(under) + " - 1"
    let bare = over.kind == .parenthesised ? over.children[0] : over
    return [Rewrite(.offByOne, 0.5, over.bytes, "(\(site.text(bare)) + \(less))")]
  }

  // MARK: wrapping

  /// The whole → one of its parts.
  private static func unwrapped(_ site: Site) -> [Rewrite] {
    let node = site.expression
    let parts: [(Expression, Double)]
    switch node.kind {
    case .binary: parts = node.children.map { ($0, 1) }
    case .call:
      guard !site.isCallee else { return [] }
      let fit = site.callsOwnFunction ? 0.3 : 0.9
      var kept = node.children.dropFirst().filter { $0.kind != .keywordArgument }.map { ($0, fit) }
      if node.children[0].kind == .attribute { kept.append((node.children[0].children[0], 0.6)) }
      parts = kept
    case .element: parts = [(node.children[0], node.children[1].kind == .slice ? 0.9 : 0.4)]
    case .conditional: parts = [(node.children[0], 0.6), (node.children[2], 0.6)]
    case .choice: parts = [(node.children[1], 0.6), (node.children[2], 0.6)]
    case .attribute: parts = site.isCallee ? [] : [(node.children[0], 0.3)]
    default: parts = []
    }
    return parts.filter { $0.0.kind != .starred && $0.0.kind != .comprehension }.map {
      let new = site.replaced(by: site.text($0.0), binds: $0.0.strength)
      return Rewrite(.unwrapping, $0.1, new.bytes, new.text)
    }
  }

  /// `e` → `max(v, e)` into an accumulator, `f(e)`, `[e]`.
  private static func wrapped(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard !site.isBase, !site.isCallee, ![.slice, .starred, .keywordArgument].contains(node.kind)
    else { return [] }
    var found: [Rewrite] = []
    if site.ancestors.isEmpty, site.statement.kind == .assignment,
      let target = site.statement.targets.first, node.kind != .call
    {
      for word in ["max", "min"] {
        let text = site.dialect.extremum(word, site.text(target), site.text)
        if let text { found.append(Rewrite(.wrapping, 1, node.bytes, text)) }
      }
    }
    let isValue = [.name, .attribute, .element, .call, .binary].contains(node.kind)
    guard isValue, node.kind != .tuple else { return found }
    found += site.dialect.wrappers.map {
      Rewrite(.wrapping, $0.fitness, node.bytes, $0.before + site.text + $0.after)
    }
    guard site.dialect.hasListLiterals else { return found }
    found.append(Rewrite(.wrapping, 0.3, node.bytes, "[" + site.text + "]"))
    if site.statement.kind != .condition, site.dialect.hasTruthiness {
      for (text, fitness) in [("[]", 0.3), ("0", 0.2), (site.dialect.emptyText, 0.2)] {
        let new = site.replaced(by: "\(site.operand) \(site.dialect.or) \(text)", binds: 2)
        found.append(Rewrite(.wrapping, fitness, new.bytes, new.text))
      }
    }
    return found
  }

  // MARK: slices

  /// `e` → `e[1:]`, `e[v:]`, a bound of a slice added or dropped.
  private static func sliced(_ site: Site) -> [Rewrite] {
    let node = site.expression
    if node.kind == .slice {
      let dropped = node.children.map { Rewrite(.slice, 0.8, $0.bytes, "") }
      guard site.dialect.language == .go, node.children.count == 1 else { return dropped }
      // The other end.
      return dropped
        + (site.values + node.children.map(site.text)).flatMap { bound in
          ["\(bound):", ":\(bound)"].map { Rewrite(.slice, 0.5, node.bytes, $0) }
        }
    }
    guard [.name, .attribute].contains(node.kind), !site.isBase, !site.isCallee else { return [] }
    let fit =
      switch site.parent?.kind {
      case .call, .binary, .comprehension, .keywordArgument: 1.0
      case nil: site.statement.kind == .forLoop || site.statement.kind == .result ? 1 : 0.5
      default: 0.3
      }
    return site.dialect.slices(site.values.filter { $0 != site.text }).map {
      Rewrite(.slice, fit * $0.1, node.bytes, site.text + $0.0)
    }
  }
}
