/// Two calls in the other order: `f(a).m(b)` ↔ `f(a.m(b))`, `f(g(a))` → `g(f(a))`.
enum CallOrderTemplates {
  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.kind == .call, !site.isTarget else { return [] }
    return inwards(site) + outwards(site) + exchanged(site)
  }

  /// `f(a).m(b)` → `f(a.m(b))`: the method is called on what goes in.
  private static func inwards(_ site: Site) -> [Rewrite] {
    let method = site.expression.children[0]
    guard method.kind == .attribute, let inner = method.children.first, inner.kind == .call else {
      return []
    }
    let tail = inner.bytes.upperBound..<site.expression.bytes.upperBound
    return inner.children.dropFirst().filter(takesMethod).map { argument in
      Rewrite(
        .callOrder, 1,
        [
          Rewrite.Edit(
            bytes: argument.bytes.upperBound..<argument.bytes.upperBound,
            text: site.model.text(tail)),
          Rewrite.Edit(bytes: tail, text: ""),
        ])
    }
  }

  /// `f(a.m(b))` → `f(a).m(b)`: the method is called on what comes out.
  private static func outwards(_ site: Site) -> [Rewrite] {
    let node = site.expression
    return node.children.dropFirst().compactMap { argument in
      guard argument.kind == .call, let method = argument.children.first, method.kind == .attribute
      else { return nil }
      let tail = method.children[0].bytes.upperBound..<argument.bytes.upperBound
      let end = node.bytes.upperBound
      return Rewrite(
        .callOrder, 1,
        [
          Rewrite.Edit(bytes: tail, text: ""),
          Rewrite.Edit(bytes: end..<end, text: site.model.text(tail)),
        ])
    }
  }

  /// `f(g(a))` → `g(f(a))`.
  private static func exchanged(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.children.count == 2, node.children[1].kind == .call,
      node.children[1].children.count == 2
    else { return [] }
    let (outer, inner) = (node.children[0], node.children[1].children[0])
    guard site.text(outer) != site.text(inner) else { return [] }
    return [
      Rewrite(
        .callOrder, 0.8,
        [
          Rewrite.Edit(bytes: outer.bytes, text: site.text(inner)),
          Rewrite.Edit(bytes: inner.bytes, text: site.text(outer)),
        ])
    ]
  }

  private static func takesMethod(_ argument: Expression) -> Bool {
    [.name, .attribute, .call, .element, .string].contains(argument.kind)
  }
}
