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
        guard node.kind == .binary, ancestors.last?.kind != .binary, node.bytes.count <= longest
        else { return }
        var operands: [CodeModel.Phrase] = []
        var steps = 0
        collect(node, text, &operands, &steps)
        let whole = CodeModel.Phrase(
          text: text(node.bytes), names: operands.reduce(into: []) { $0.formUnion($1.names) })
        if steps > 1, seen.insert(whole.text).inserted {
          found.append(Sum(whole: whole, operands: operands))
        }
      }
    }
    return found
  }

  private static func collect(
    _ node: Expression, _ text: (Range<Int>) -> String, _ operands: inout [CodeModel.Phrase],
    _ steps: inout Int
  ) {
    switch node.kind {
    case .binary, .parenthesised:
      if node.kind == .binary { steps += 1 }
      for child in node.children { collect(child, text, &operands, &steps) }
    case .name: operands.append(CodeModel.Phrase(text: text(node.bytes), names: [text(node.bytes)]))
    case .attribute where node.children[0].kind == .name:
      operands.append(
        CodeModel.Phrase(text: text(node.bytes), names: [text(node.children[0].bytes)]))
    case .number: break
    default: steps = .min / 2  // A call or an element is about one thing alone.
    }
  }
}
