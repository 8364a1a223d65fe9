import TandemCode

/// Changes of operators: comparison, arithmetic, boolean, negation, exchanged operands.
enum OperatorTemplates {
  /// What may stand for a comparison operator, likeliest first: the boundary, then the direction.
  static let comparisons: [String: [(String, Double)]] = [
    "<": [("<=", 1), (">", 0.8), (">=", 0.5), ("!=", 0.3), ("==", 0.2)],
    "<=": [("<", 1), (">=", 0.8), (">", 0.5), ("==", 0.3), ("!=", 0.2)],
    ">": [(">=", 1), ("<", 0.8), ("<=", 0.5), ("!=", 0.3), ("==", 0.2)],
    ">=": [(">", 1), ("<=", 0.8), ("<", 0.5), ("==", 0.3), ("!=", 0.2)],
    "==": [("!=", 0.8), ("<=", 0.6), (">=", 0.6), ("<", 0.3), (">", 0.3)],
    "!=": [("==", 0.8), ("<", 0.5), (">", 0.5), ("<=", 0.3), (">=", 0.3)],
    "in": [("not in", 0.8)], "not in": [("in", 0.8)],
    "is": [("is not", 0.8), ("==", 0.4)], "is not": [("is", 0.8), ("!=", 0.4)],
    "===": [("!==", 0.8), ("<=", 0.4), (">=", 0.4)], "!==": [("===", 0.8), ("<", 0.3), (">", 0.3)],
  ]

  /// What may stand for an operator between the bounds of a run of numbers.
  static let ranges: [String: [(String, Double)]] = [
    "..": [("..=", 1)], "..=": [("..", 1)], "..<": [("...", 1)], "...": [("..<", 1)],
  ]

  /// Arithmetic of languages that write whole division as `/` and powers as calls.
  static let braced: [String: [(String, Double)]] = [
    "+": [("-", 1), ("*", 0.4)], "-": [("+", 1), ("/", 0.2), ("*", 0.3)],
    "*": [("+", 0.6), ("/", 0.6), ("-", 0.3)], "/": [("*", 0.8), ("%", 0.8)],
    "%": [("/", 0.8)], "&": [("|", 1), ("^", 0.6)], "|": [("&", 1), ("^", 0.6)],
    "^": [("&", 1), ("|", 0.8)], "<<": [(">>", 1)], ">>": [("<<", 1), (">>>", 0.4)],
    ">>>": [(">>", 1)], "??": [("||", 0.5)],
  ]

  private static func arithmetic(_ word: String, _ dialect: Dialect) -> [(String, Double)] {
    let found = (dialect.isIndented ? arithmetic : braced)[word] ?? []
    return dialect.language == .java || dialect.language == .javaScript
      ? found : found.filter { $0.0 != ">>>" }
  }

  /// What may stand for an arithmetic or bit operator, also in an augmented assignment.
  static let arithmetic: [String: [(String, Double)]] = [
    "+": [("-", 1), ("*", 0.4)], "-": [("+", 1), ("//", 0.3), ("*", 0.3)],
    "*": [("+", 0.6), ("**", 0.6), ("/", 0.6), ("//", 0.4), ("-", 0.3)],
    "/": [("//", 1), ("*", 0.8)], "//": [("/", 0.9), ("%", 0.8), ("*", 0.4)],
    "%": [("//", 0.8), ("/", 0.4)], "**": [("*", 0.8)],
    "&": [("|", 1), ("^", 0.6)], "|": [("&", 1), ("^", 0.6)], "^": [("&", 1), ("|", 0.8)],
    "<<": [(">>", 1)], ">>": [("<<", 1)],
  ]

  /// The changes at an expression.
  static func rewrites(_ site: Site) -> [Rewrite] {
    let node = site.expression
    switch node.kind {
    case .comparison:
      let ordered = isOfKinds(site) ? 0.2 : 1.0
      return node.marks.flatMap { mark in
        (comparisons[site.model.text(mark)] ?? []).map {
          let isOrder = $0.0.hasPrefix("<") || $0.0.hasPrefix(">")
          return Rewrite(.comparisonOperator, isOrder ? $0.1 * ordered : $0.1, mark, $0.0)
        }
      } + withConstant(site)
    case .range:
      return (ranges[site.model.text(node.marks[0])] ?? []).map {
        Rewrite(.comparisonOperator, $0.1, node.marks[0], $0.0)
      }
    case .binary:
      let word = site.model.text(node.marks[0])
      var found = arithmetic(word, site.dialect).map {
        Rewrite(.arithmeticOperator, $0.1, node.marks[0], $0.0)
      }
      if !["*", "&", "|", "^"].contains(word) { found.append(exchanged(site)) }
      return found + numbersExchanged(site)
    case .boolean:
      let word = site.model.text(node.marks[0])
      return [
        Rewrite(
          .booleanOperator, 1,
          node.marks.map {
            Rewrite.Edit(
              bytes: $0, text: word == site.dialect.and ? site.dialect.or : site.dialect.and)
          })
      ]
    case .unary where ["-", site.dialect.not].contains(site.model.text(node.marks[0])):
      let new = site.replaced(by: site.text(node.children[0]), binds: node.children[0].strength)
      return [Rewrite(.negation, 0.8, new.bytes, new.text)]
    default:
      return []
    }
  }

  /// Whether something is compared for equality with a named constant: kinds have no order to speak of.
  private static func isOfKinds(_ site: Site) -> Bool {
    guard !site.dialect.isIndented, site.isEquality else { return false }
    let right = site.expression.children[1]
    return right.kind == .string || (right.kind == .name && !site.values.contains(site.text(right)))
  }

  /// The changes of an augmented assignment's operator.
  static func rewrites(_ model: CodeModel, _ statement: Statement) -> [Rewrite] {
    guard statement.kind == .update, let mark = statement.mark else { return [] }
    if statement.values.isEmpty {
      let other = model.text(mark) == "++" ? "--" : "++"
      return [Rewrite(.arithmeticOperator, 1, mark, other)]
    }
    let word = String(model.text(mark).dropLast())
    var found = arithmetic(word, model.dialect).map {
      Rewrite(.arithmeticOperator, $0.1, mark, $0.0 + "=")
    }
    found.append(Rewrite(.arithmeticOperator, 0.5, mark, "="))
    return found
  }

  /// `n == 0` → `n <= 1`: operator and number of a comparison together.
  private static func withConstant(_ site: Site) -> [Rewrite] {
    let node = site.expression
    guard node.children.count == 2, node.children[1].kind == .number,
      let number = Int(site.text(node.children[1]))
    else { return [] }
    let words = comparisons[site.model.text(node.marks[0])] ?? []
    return words.flatMap { word in
      [number + 1, number - 1].map { other in
        Rewrite(
          .comparisonOperator, word.1 * 0.15,
          [
            Rewrite.Edit(bytes: node.marks[0], text: word.0),
            Rewrite.Edit(bytes: node.children[1].bytes, text: String(other)),
          ])
      }
    }
  }

  /// `a * 2 / 3` → `a * 3 / 2`.
  private static func numbersExchanged(_ site: Site) -> [Rewrite] {
    var numbers: [Expression] = []
    site.expression.walk { node, _ in if node.kind == .number { numbers.append(node) } }
    let isWhole = site.parent.map { $0.kind != .binary } ?? true
    guard isWhole, numbers.count == 2, site.text(numbers[0]) != site.text(numbers[1]),
      !site.expression.children.allSatisfy({ $0.kind == .number })
    else { return [] }
    return [
      Rewrite(
        .swap, 0.4,
        [
          Rewrite.Edit(bytes: numbers[0].bytes, text: site.text(numbers[1])),
          Rewrite.Edit(bytes: numbers[1].bytes, text: site.text(numbers[0])),
        ])
    ]
  }

  /// `a - b` → `b - a`.
  private static func exchanged(_ site: Site) -> Rewrite {
    let parts = site.expression.children
    let texts = parts.map { part in
      part.strength > 6 ? site.text(part) : "(" + site.text(part) + ")"
    }
    return Rewrite(
      .swap, 0.5,
      [
        Rewrite.Edit(bytes: parts[0].bytes, text: texts[1]),
        Rewrite.Edit(bytes: parts[1].bytes, text: texts[0]),
      ])
  }
}
