/// A calculation of more than one step, and the operands that it starts from: `(first + count) % size`.
struct Sum: Sendable, Hashable {
  /// The whole.
  var whole: CodeModel.Phrase
  /// The names and fields in it.
  var operands: [CodeModel.Phrase]

  /// The most bytes of one that is kept.
  private static let longest = 60

  /// The calculations of a file, each once.
  static func gather(_ statements: [Statement], _ text: (Range<Int>) -> String) -> [Sum] {
    var found: [Sum] = []
    var seen: Set<String> = []
    for root in statements.flatMap(\.values) {
      root.walk { node, ancestors in
        guard node.kind == .binary, ancestors.last?.kind != .binary, node.bytes.count <= longest,
          hasSteps(node), let operands = operands(node, text)
        else { return }
        let whole = CodeModel.Phrase(
          text: text(node.bytes), names: operands.reduce(into: []) { $0.formUnion($1.names) })
        if seen.insert(whole.text).inserted {
          found.append(Sum(whole: whole, operands: operands))
        }
      }
    }
    return found
  }

  /// Whether an operation has another in it.
  private static func hasSteps(_ node: Expression) -> Bool {
    var steps = 0
    node.walk { inner, _ in if inner.kind == .binary { steps += 1 } }
    return steps > 1
  }

  /// The names and fields that operations start from; nil where there is more in them: a call or an element
  /// is about one thing alone.
  private static func operands(
    _ node: Expression, _ text: (Range<Int>) -> String
  ) -> [CodeModel.Phrase]? {
    switch node.kind {
    case .binary, .parenthesised:
      let parts = node.children.map { operands($0, text) }
      return parts.contains(nil) ? nil : parts.flatMap { $0 ?? [] }
    case .name: return [CodeModel.Phrase(text: text(node.bytes), names: [text(node.bytes)])]
    case .attribute where node.children[0].kind == .name:
      return [
        CodeModel.Phrase(text: text(node.bytes), names: [text(node.children[0].bytes)])
      ]
    case .number: return []
    default: return nil
    }
  }
}
