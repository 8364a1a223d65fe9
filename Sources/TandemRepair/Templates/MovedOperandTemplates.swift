/// Changes of where an operation stands: `f(a * b)` → `f(a) * b`, a parenthesis closed too late.
enum MovedOperandTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.kind == .binary, !site.isTarget, let mark = node.marks.first else { return [] }
    let (left, right) = (node.children[0], node.children[1])
    var inner = node
    var found: [Rewrite] = []
    // Only calls whose last argument ends with the operation can be closed before it.
    for outer in site.ancestors.reversed() {
      guard outer.kind == .call, outer.children.last == inner, outer.children.count > 1 else {
        break
      }
      let rest = " " + site.model.text(mark) + " " + site.text(right)
      let end = outer.bytes.upperBound
      found.append(
        Rewrite(
          .operandMoved, found.isEmpty ? 1 : 0.8,
          [
            Rewrite.Edit(bytes: left.bytes.upperBound..<node.bytes.upperBound, text: ""),
            Rewrite.Edit(bytes: end..<end, text: rest),
          ]))
      inner = outer
    }
    return found
  }
}
