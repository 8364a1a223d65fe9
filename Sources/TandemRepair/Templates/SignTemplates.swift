/// A sign that is to move from below a line to above it: `if (under < 0) common = -common;` put before
/// `over / common, under / common`.
enum SignTemplates {
  /// The changes at statement `index`.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard statement.startsLine, statement.function != nil,
      [.assignment, .result].contains(statement.kind)
    else { return [] }
    var divided: [(over: String, under: String)] = []
    for value in statement.values {
      value.walk { node, _ in
        guard node.kind == .binary, model.text(node.marks[0]) == "/" else { return }
        divided.append((model.text(node.children[0]), model.text(node.children[1])))
      }
    }
    let pairs = divided.flatMap {
      [($0.over, $0.under), ($0.under, $0.over), ($0.under, $0.under)]
    }
    let numbers = Set(scope.values.filter { scope.type($0) == .number })
    return pairs.filter { numbers.contains($0.0) && numbers.contains($0.1) }.map { asked, turned in
      StatementTemplates.before(
        model, statement, .statementInserted, 0.8,
        model.dialect.guardLines(
          "\(asked) < 0", "\(turned) = -\(turned)", indent: model.indentUnit))
    }
  }
}
