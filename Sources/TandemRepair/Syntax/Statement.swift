/// One statement of a source text: a simple one, or the head of a compound one.
struct Statement: Sendable, Hashable {
  /// What it is.
  var kind: Kind
  /// Its bytes from the first to the last token; a head ends with its colon.
  var bytes: Range<Int>
  /// Its 1-based lines.
  var lines: ClosedRange<Int>
  /// How many blocks enclose it.
  var depth: Int
  /// Whether it starts its line, so that lines can be put before it.
  var startsLine: Bool
  /// The byte after all of it: its `;`, or the block that it opens where braces do.
  var end: Int
  /// What is assigned to, bound or deleted.
  var targets: [Expression] = []
  /// The types that are written for the targets, in their order; empty where none is.
  var types: [String] = []
  /// The type that a function is written to return.
  var result = ""
  /// What is computed, in reading order.
  var values: [Expression] = []
  /// The operator of an augmented assignment, or the name a definition gives.
  var mark: Range<Int>?
  /// The statements of the block it opens, as indices; empty for a simple statement.
  var block: Range<Int> = 0..<0
  /// The index of the function definition that holds it.
  var function: Int?
  /// The index of the class definition that holds it.
  var type: Int?

  /// What a statement is.
  enum Kind: Sendable, Hashable {
    /// `if`, `elif`: the value is the condition.
    case condition
    /// `while`: the value is the condition.
    case whileLoop
    /// `for t in v`.
    case forLoop
    /// `else`, `try`, `finally`.
    case branch
    /// `with`, `except`, `match`, `case`.
    case context
    /// `return v`.
    case result
    /// `t = v`, `t: T = v`.
    case assignment
    /// `t += v`.
    case update
    /// An expression on its own, usually a call.
    case expression
    /// `raise v`.
    case raising
    /// `assert v`.
    case assertion
    /// `pass`, `break`, `continue`.
    case jump
    /// `def`: the targets are the parameters, the values their defaults.
    case function
    /// `class`.
    case type
    /// `import`, `from`: the targets are the names bound.
    case imports
    /// Anything else, or what could not be read: left alone.
    case other
  }

  /// Finds each head's block, and each statement's function and class, from the depths.
  static func nest(_ statements: inout [Statement]) {
    var open: [Int] = []
    for index in statements.indices {
      while let last = open.last, statements[last].depth >= statements[index].depth {
        statements[last].block = last + 1..<index
        open.removeLast()
      }
      statements[index].function = open.last { statements[$0].kind == .function }
      statements[index].type = open.last { statements[$0].kind == .type }
      open.append(index)
    }
    for last in open { statements[last].block = last + 1..<statements.count }
  }
}
