/// The kinds of one-edit change that the builtin tier tries: the one table of templates.
///
/// A prior is how likely a bug is of this kind before anything about the line is known, relative to
/// the commonest. The first values follow the counts of programs fixed per template in a prototype
/// on QuixBugs; they order the search and rank what passes, and decide nothing else.
package enum Template: String, Codable, Sendable, Hashable, CaseIterable {
  /// `<` → `<=`, `==` → `!=`, `in` → `not in`.
  case comparisonOperator = "comparison operator"
  /// `+` → `-`, `&` → `|`, `+=` → `-=`.
  case arithmeticOperator = "arithmetic operator"
  /// `and` → `or`.
  case booleanOperator = "boolean operator"
  /// `e` → `e + 1`, `e - 1`; a number by one.
  case offByOne = "off by one"
  /// `c` → `not c`, `not c` → `c`.
  case negation = "negation"
  /// `c` → `c and d`, `c or d`.
  case strengthening = "condition strengthened"
  /// `x != A` → `x != A && x != B`, `c` → `c || p == ""`: one more of the same sort.
  case alternative = "alternative added"
  /// One operand of `and`, `or` dropped.
  case weakening = "condition weakened"
  /// A name → another name in scope.
  case nameReplacement = "name"
  /// `.a` → `.b`.
  case attributeReplacement = "attribute"
  /// An expression → a name, or another expression of the function.
  case expressionReplacement = "expression"
  /// Two arguments, operands or items exchanged.
  case swap = "swap"
  /// An argument added or dropped.
  case argumentCount = "argument added or dropped"
  /// `any` → `all`, a function → its neighbour.
  case sibling = "sibling call"
  /// A constant → another of its kind.
  case constant = "constant"
  /// `a + b` → `a`, `f(a)` → `a`, `a[i:]` → `a`.
  case unwrapping = "unwrapped"
  /// `e` → `f(e)`, `[e]`.
  case wrapping = "wrapped"
  /// `e` → `e[1:]`, a bound of a slice.
  case slice = "slice"
  /// `e` → `e - n`.
  case operandAdded = "operand added"
  /// `if c: return r` put before a statement.
  case guardInserted = "guard"
  /// `s` → `if c { s }`.
  case statementGuarded = "statement made conditional"
  /// `f(a * b)` → `f(a) * b`.
  case operandMoved = "operand moved out of a call"
  /// `f(a).m()` → `f(a.m())`: two calls in the other order.
  case callOrder = "order of two calls"
  /// A statement of the function's own words put in.
  case statementInserted = "statement inserted"
  /// A statement taken out.
  case statementDeleted = "statement deleted"
  /// A statement moved by one place.
  case statementMoved = "statement moved"
  /// `break` → `continue`.
  case jump = "break or continue"
  /// `f(x)` → `return f(x)`, `if` → `while`.
  case statementKind = "kind of statement"

  /// How likely a bug is of this kind, relative to the commonest.
  package var prior: Double {
    switch self {
    case .comparisonOperator: 1.0
    case .offByOne, .nameReplacement: 0.8
    case .arithmeticOperator, .booleanOperator, .sibling: 0.7
    case .swap, .constant: 0.6
    case .alternative, .attributeReplacement, .unwrapping, .jump: 0.5
    case .negation, .expressionReplacement, .slice: 0.4
    case .strengthening, .wrapping: 0.3
    case .callOrder, .weakening, .operandAdded, .operandMoved, .statementInserted: 0.25
    case .argumentCount, .statementGuarded, .statementKind: 0.2
    case .guardInserted, .statementMoved: 0.15
    case .statementDeleted: 0.1
    }
  }
}
