/// A sign that is to move or to go: `if (under < 0) common = -common;` put before a statement.
enum SignTemplates {
  /// The most numbers whose sign is asked or turned.
  private static let most = 6

  /// The changes at statement `index`.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard statement.startsLine, statement.function != nil,
      [.assignment, .result].contains(statement.kind)
    else { return [] }
    let used = model.names(in: statement.values)
    let numbers = scope.values.filter { scope.type($0) == .number }
    let turned = numbers.filter(used.contains).prefix(most)
    return numbers.prefix(most).flatMap { asked in
      turned.map { number in
        StatementTemplates.before(
          model, statement, .statementInserted, asked == number ? 0.3 : 0.4,
          model.dialect.guardLines(
            "\(asked) < 0", "\(number) = -\(number)", indent: model.indentUnit))
      }
    }
  }
}
