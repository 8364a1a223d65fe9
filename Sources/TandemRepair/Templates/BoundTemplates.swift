/// Changes of a comparison with one end of something, the other end of which is not asked for:
/// `r.low <= n` → `r.low <= n && n < r.high`.
enum BoundTemplates {
  /// The most fields that are tried as the other end.
  private static let mostFields = 8

  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.kind == .comparison, node.children.count == 2, !site.isTarget,
      !site.dialect.isIndented, let word = site.model.text(node.marks[0]).first,
      word == "<" || word == ">"
    else { return [] }
    let (left, right) = (node.children[0], node.children[1])
    // What is above one end must be below the other.
    let opposite: Character = word == "<" ? ">" : "<"
    return bounded(site, right, by: left, word) + bounded(site, left, by: right, opposite)
  }

  private static func bounded(
    _ site: Site, _ subject: Expression, by end: Expression, _ word: Character
  ) -> [Rewrite] {
    let isConstant = subject.kind == .name && !site.values.contains(site.text(subject))
    guard end.kind == .attribute, subject.strength >= 9, !isConstant, subject.kind != .number
    else { return [] }
    let base = site.text(end.children[0])
    let own = site.model.text(end.marks[0])
    let and = site.isListed ? "," : " " + site.dialect.and
    let others = site.model.attributes.filter { !$0.isCalled && $0.name != own }
    return others.prefix(mostFields).flatMap { other in
      ["", "="].map { equal in
        let bound = "\(site.text(subject)) \(word)\(equal) \(base).\(other.name)"
        let new = site.replaced(by: "\(site.text)\(and) \(bound)", joinedBy: site.dialect.and)
        return Rewrite(.strengthening, 0.4, new.bytes, new.text)
      }
    }
  }
}
