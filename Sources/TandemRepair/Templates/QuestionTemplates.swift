/// Changes of a condition by another question: one more alternative, a place that may be empty, what the
/// file asks elsewhere.
enum QuestionTemplates {
  /// The most constants that are proposed as one more alternative.
  private static let mostAlternatives = 10
  /// The most questions of the file that are proposed in the place of a condition.
  private static let mostQuestions = 12

  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    guard !site.isTarget, !site.isCallee else { return [] }
    switch site.expression.kind {
    case .comparison: return alternatives(site) + (site.isCondition ? asked(site) : [])
    case .boolean: return turned(site)
    case .call: return site.isCondition ? asked(site) : []
    default: return []
    }
  }

  /// `x != A` → `x != A && x != B`, `x == A` → `x == A || x == B`, for constants like `A`.
  private static func alternatives(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard site.isEquality else { return [] }
    let mark = site.model.text(node.marks[0])
    let constant = node.children[1]
    let own = site.text(constant)
    let others: [String]
    switch constant.kind {
    case .string: others = site.model.words(at: site.index).strings
    case .name where !site.values.contains(own):
      others = site.scope.outer.filter { !site.scope.callables.contains($0) }
    case .attribute: others = site.model.fields.map(\.text).filter { Self.isBeside($0, own) }
    default: return []
    }
    let subject = site.text(node.children[0])
    let isEqual = mark.hasPrefix("=")
    let joint = isEqual ? site.dialect.or : site.dialect.and
    // Alternatives that are in the condition already tell nothing new.
    let whole = site.statement.values.map(site.text).joined(separator: " ")
    return others.filter { $0 != own && !whole.contains("\(subject) \(mark) \($0)") }
      .map { (text: $0, likeness: NameTemplates.likeness(own, $0)) }
      .sorted { $0.likeness > $1.likeness }.prefix(mostAlternatives)
      .map { other in
        let text = "\(site.text) \(joint) \(subject) \(mark) \(other.text)"
        let new = site.replaced(by: text, joinedBy: joint)
        return Rewrite(.alternative, 0.15 + 0.6 * other.likeness, new.bytes, new.text)
      }
  }

  /// Whether two members are of one thing: `Kind.a` and `Kind.b`.
  private static func isBeside(_ text: String, _ own: String) -> Bool {
    text.prefix { $0 != "." } == own.prefix { $0 != "." } && text != own
  }

  /// `!a && b` → `a || b` and the other way round: operator and negation together.
  private static func turned(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.children.count == 2, let mark = node.marks.first else { return [] }
    let first = node.children[0]
    let isAnd = site.model.text(mark) == site.dialect.and
    let word = Rewrite.Edit(bytes: mark, text: isAnd ? site.dialect.or : site.dialect.and)
    if first.kind == .unary, site.model.text(first.marks[0]) == site.dialect.not {
      let bare = Rewrite.Edit(bytes: first.bytes, text: site.text(first.children[0]))
      return [Rewrite(.booleanOperator, 0.4, [bare, word])]
    }
    guard first.strength >= 9, first.kind != .constant else { return [] }
    let negated = Rewrite.Edit(bytes: first.bytes, text: site.dialect.negated(site.text(first)))
    return [Rewrite(.booleanOperator, 0.25, [negated, word])]
  }

  /// A condition → another that the file asks of one of its names.
  private static func asked(_ site: Site) -> [Rewrite] {
    let used = names(site)
    return questions(site, about: used).prefix(mostQuestions).map { question in
      let new = site.replaced(by: question, binds: 4)
      let fitness = 0.1 + 0.4 * NameTemplates.likeness(site.text, question)
      return Rewrite(.expressionReplacement, fitness, new.bytes, new.text)
    }
  }

  /// The names of values in an expression.
  static func names(_ site: Site) -> Set<String> {
    site.model.names(in: [site.expression]).intersection(site.values)
  }

  /// What the file asks elsewhere about one of some names, also the other way round; all of its names are
  /// known here.
  static func questions(_ site: Site, about names: Set<String>) -> [String] {
    let asked = site.scope.questions(of: site.model)
      .filter { $0.text != site.text && !$0.names.isDisjoint(with: names) }.map(\.text)
    return CodeModel.unique(asked + asked.compactMap(opposite)).filter { $0 != site.text }
  }

  /// `a == b` → `a != b`, where there is one such operator.
  private static func opposite(_ question: String) -> String? {
    for (word, other) in [(" === ", " !== "), (" == ", " != ")] {
      if question.contains(word) { return question.replacing(word, with: other) }
      if question.contains(other) { return question.replacing(other, with: word) }
    }
    return nil
  }

  /// Whether a place that the condition reads is empty or nothing, and whether it is not.
  static func emptiness(_ site: Site) -> [(isEmpty: String, isSome: String)] {
    var places: [String] = []
    site.expression.walk { node, ancestors in
      guard [.attribute, .element].contains(node.kind), node.bytes.count <= 40 else { return }
      if !node.isCalled(by: ancestors) { places.append(site.text(node)) }
    }
    return CodeModel.unique(places).prefix(4).flatMap { place in
      site.dialect.nothings.map { ("\(place) == \($0)", "\(place) != \($0)") }
    }
  }
}
