/// One expression of a source text and where it stands: what the templates rewrite.
///
/// A plain tree of values over byte ranges. It resolves no names and knows no types.
struct Expression: Sendable, Hashable {
  /// What it is.
  var kind: Kind
  /// Its bytes in the text.
  var bytes: Range<Int>
  /// Its parts, in reading order.
  var children: [Expression] = []
  /// The bytes of its operators (between the children), of an attribute's or argument's name.
  var marks: [Range<Int>] = []

  /// What an expression is.
  enum Kind: Sendable, Hashable {
    /// A variable, function or type by its name.
    case name
    /// A number.
    case number
    /// One string literal, or several written side by side.
    case string
    /// `True`, `False`, `None`, `...`.
    case constant
    /// `a.b`: the child is `a`, the mark `b`.
    case attribute
    /// `f(x, y)`: the callee, then the arguments.
    case call
    /// `name=value` in a call: the child is the value, the mark the name.
    case keywordArgument
    /// `*a`, `**a`.
    case starred
    /// `a[i]`: the base, then the index, which may be a slice or a tuple.
    case element
    /// `i:j:k` in a subscript: the bounds that are there.
    case slice
    /// `-a`, `not a`, `await a`.
    case unary
    /// `a + b`, one operator.
    case binary
    /// `a < b <= c`, as many children as there are operands.
    case comparison
    /// `a and b and c` or `a or b`, one operator throughout.
    case boolean
    /// `a if c else b`: children in that order.
    case conditional
    /// `c ? a : b`: children in that order.
    case choice
    /// `a..b`, `a...b`: a run of numbers.
    case range
    /// `(T) a`, `a as T`, `try a`, `a?`: the child with what says how it is taken.
    case cast
    /// `lambda x: a`: the child is the body.
    case lambda
    /// `(a)`.
    case parenthesised
    /// `a, b`, with or without brackets.
    case tuple
    /// `[a, b]`.
    case list
    /// `{a, b}` or `{k: v}`.
    case braces
    /// `x for t in i if c` within any brackets: element, target, iterated, conditions.
    case comprehension
    /// `yield a`, `yield from a`.
    case yield
    /// `a := b`.
    case walrus
  }

  /// How tightly it holds together: an operand must bind tighter than its operator.
  var strength: Int {
    switch kind {
    case .tuple, .yield, .walrus, .slice, .keywordArgument, .starred: 0
    case .lambda, .conditional, .choice, .range, .comprehension: 1
    case .boolean: 2
    case .comparison: 4
    case .unary, .cast: 5
    case .binary: 6
    case .name, .number, .string, .constant, .attribute, .call, .element, .parenthesised, .list,
      .braces:
      9
    }
  }

  /// Whether it is what the innermost of `ancestors` calls.
  func isCalled(by ancestors: [Expression]) -> Bool {
    ancestors.last.map { $0.kind == .call && $0.children[0] == self } ?? false
  }

  /// Calls `visit` on the expression and all below it, outermost first, each with its ancestors.
  func walk(
    _ ancestors: [Expression] = [], _ visit: (_ node: Expression, _ ancestors: [Expression]) -> Void
  ) {
    visit(self, ancestors)
    for child in children { child.walk(ancestors + [self], visit) }
  }
}
