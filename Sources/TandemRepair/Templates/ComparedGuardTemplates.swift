/// What is left out where two numbers stand in an order: `if a.x > b.x { return r }` put before the first
/// statement of a function, loop or case.
enum ComparedGuardTemplates {
  /// The most fields and numbers that are compared with one another.
  private static let mostThings = 8
  /// The most fields of which two things are compared by the same.
  private static let mostFields = 6
  /// The most ways to leave.
  private static let mostEndings = 4

  /// Something that may be a number, and the name it begins with.
  private struct Thing: Hashable {
    var text: String
    var base: String
  }

  /// The changes at statement `index`.
  static func rewrites(_ model: CodeModel, _ index: Int, _ scope: NameScope) -> [Rewrite] {
    let statement = model.statements[index]
    guard !model.dialect.isIndented, statement.startsLine, statement.function != nil,
      opensBlock(model, index)
    else { return [] }
    let used = model.names(in: statement.values + statement.targets)
    let isLoop = model.loops.contains { $0.contains(index) }
    let endings = isLoop ? ["continue", "break"] : StatementTemplates.endings(model, index)
    return pairs(model, scope).filter { used.contains($0.base) || used.contains($1.base) }
      .flatMap { first, second in
        [">=", ">", "<", "<="].flatMap { word in
          endings.prefix(mostEndings).map { ending in
            StatementTemplates.before(
              model, statement, .guardInserted, 1,
              model.dialect.exitLines(
                "\(first.text) \(word) \(second.text)", ending, indent: model.indentUnit))
          }
        }
      }
  }

  /// Whether the statement is the first that a function, loop or case does.
  private static func opensBlock(_ model: CodeModel, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = model.statements[index - 1]
    switch before.kind {
    case .function, .forLoop, .context: return true
    case .whileLoop: return before.depth < model.statements[index].depth
    default: return !before.startsLine && before.kind != .branch && before.kind != .condition
    }
  }

  /// What may be compared: the same field of two things, and numbers and fields that the file reads; what
  /// was bound last comes first.
  private static func pairs(_ model: CodeModel, _ scope: NameScope) -> [(Thing, Thing)] {
    let names = Array(scope.values.reversed())
    let read = model.fields.filter { $0.names.isSubset(of: names) }
    let alike = model.attributes.filter { !$0.isCalled }.prefix(mostFields).flatMap { field in
      let things = names.filter { name in
        scope.type(name) == .other || read.contains { $0.text == "\(name).\(field.name)" }
      }
      return pairs(of: things.map { Thing(text: "\($0).\(field.name)", base: $0) })
    }
    let things = names.flatMap { name -> [Thing] in
      let declared = scope.fields.filter { $0.base == name && ValueType($0.type) == .number }
      let fields = CodeModel.unique(
        read.filter { $0.names == [name] }.map(\.text) + declared.map(\.text)
      ).filter { scope.type($0).mayBeNumber }
      let isNumber = fields.isEmpty && scope.type(name).mayBeNumber
      return (isNumber ? [name] : fields).map { Thing(text: $0, base: name) }
    }
    return alike + pairs(of: Array(things.prefix(mostThings))).filter { $0.base != $1.base }
  }

  private static func pairs(of things: [Thing]) -> [(Thing, Thing)] {
    things.enumerated().flatMap { place, first in things[(place + 1)...].map { (first, $0) } }
  }
}
