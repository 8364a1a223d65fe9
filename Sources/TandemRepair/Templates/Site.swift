/// One expression as a place to rewrite: what surrounds it and which names it may use.
struct Site {
  /// The file.
  let model: CodeModel
  /// The statement it belongs to, as an index.
  let index: Int
  /// The names the statement may use.
  let scope: NameScope
  /// The expression.
  let expression: Expression
  /// What it is part of, outermost first.
  let ancestors: [Expression]
  /// Whether it is (part of) what the statement binds rather than what it computes.
  let isTarget: Bool

  /// The statement it belongs to.
  var statement: Statement { model.statements[index] }
  /// How the file's language writes things.
  var dialect: Dialect { model.dialect }
  /// What it is directly part of.
  var parent: Expression? { ancestors.last }
  /// Its text.
  var text: String { model.text(expression) }

  /// The text of any expression of the file.
  func text(_ expression: Expression) -> String { model.text(expression) }

  /// Its text, in parentheses where an operator beside it would tear it apart.
  var operand: String { operand(expression) }

  /// The text of `expression` as an operand.
  func operand(_ expression: Expression) -> String {
    expression.strength >= 9 ? text(expression) : "(" + text(expression) + ")"
  }

  /// Puts `new` in the place of the whole expression; parenthesised where it is an operand.
  func replaced(by new: String, binds strength: Int = 9) -> (bytes: Range<Int>, text: String) {
    let needs = (parent.map { Self.demand(of: $0, from: expression) } ?? 0) > strength
    return (expression.bytes, needs ? "(" + new + ")" : new)
  }

  /// Puts conditions that `word` joins in the place of the expression; parenthesised except beside others
  /// that the same word joins.
  func replaced(by new: String, joinedBy word: String) -> (bytes: Range<Int>, text: String) {
    let isBeside = parent?.kind == .boolean && parent?.marks.first.map(model.text) == word
    return isBeside ? (expression.bytes, new) : replaced(by: new, binds: 2)
  }

  /// How tightly a part of `parent` must hold together to stand there without parentheses.
  private static func demand(of parent: Expression, from child: Expression) -> Int {
    switch parent.kind {
    case .boolean, .comparison, .unary, .binary: parent.strength + 1
    case .attribute: 9
    case .call, .element: parent.children[0] == child ? 9 : 0
    case .cast, .range: parent.strength + 1
    case .conditional, .choice, .starred: 2
    default: 0
    }
  }

  /// Whether it is what is called in `f(x)` or `a.f(x)`.
  var isCallee: Bool { expression.isCalled(by: ancestors) }

  /// Whether it is the base of an attribute, call or subscript rather than a value of its own.
  var isBase: Bool {
    guard let parent else { return false }
    return switch parent.kind {
    case .attribute: true
    case .call, .element: parent.children[0] == expression
    default: false
    }
  }

  /// Whether it calls a function of the file: to drop such a call drops what the function does.
  var callsOwnFunction: Bool {
    expression.kind == .call && scope.callables.contains(text(expression.children[0]))
  }

  /// Whether two things are asked to be the same, or not to be.
  var isEquality: Bool {
    expression.kind == .comparison && expression.children.count == 2
      && ["==", "!=", "===", "!=="].contains(model.text(expression.marks[0]))
  }

  /// Whether it decides: the condition of a statement or of `c ? a : b`, or a part of one.
  var isCondition: Bool { decides { [.boolean, .parenthesised, .unary].contains($0.kind) } }

  /// Whether it is all of what decides.
  var isWholeCondition: Bool { decides { $0.kind == .parenthesised } }

  /// Whether it is one of several conditions with commas between them.
  var isListed: Bool {
    dialect.listsConditions && ancestors.isEmpty && isCondition && statement.values.count > 1
  }

  private func decides(within isPart: (Expression) -> Bool) -> Bool {
    guard !isTarget else { return false }
    var inner = expression
    for outer in ancestors.reversed() {
      if outer.kind == .choice { return outer.children[0] == inner }
      if outer.kind == .conditional { return outer.children[1] == inner }
      guard isPart(outer) else { return false }
      inner = outer
    }
    return switch statement.kind {
    case .condition, .whileLoop, .assertion: true
    default: false
    }
  }

  /// Names of values in scope, nearest first, with those that a comprehension around it binds.
  var values: [String] {
    var bound: [String] = []
    let binding = ancestors.filter { $0.kind == .comprehension || $0.kind == .lambda }
    guard !binding.isEmpty else { return scope.values }
    if !dialect.isIndented {
      for ancestor in binding { bound += ancestor.marks.map { model.text($0) } }
    }
    for ancestor in ancestors where ancestor.kind == .comprehension {
      for child in ancestor.children {
        child.walk { node, _ in if node.kind == .name { bound.append(text(node)) } }
      }
    }
    let known = Set(scope.locals + scope.outer)
    return CodeModel.unique(scope.values + bound.filter { !known.contains($0) })
  }
}
