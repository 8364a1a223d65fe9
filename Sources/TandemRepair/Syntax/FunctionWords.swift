/// What one function (or the module outside all functions) says, gathered once for the templates.
struct FunctionWords: Sendable {
  /// Short attributes and elements, that can be assigned to or read.
  private(set) var places: [String] = []
  /// Short attributes, elements, calls and sums.
  private(set) var values: [String] = []
  /// Comparisons in its conditions.
  private(set) var comparisons: [String] = []
  /// String literals.
  private(set) var strings: [String] = []
  /// Its `return` and `raise` statements.
  private(set) var endings: [String] = []
  /// What it calls with one argument for its effect: `seen.add`.
  private(set) var effects: [String] = []
  /// The methods that it calls for their effect: `add`.
  private(set) var methods: [String] = []
  /// The names whose methods it calls.
  private(set) var receivers: [String] = []
  /// Constants that it assigns, as statements: `found = false`, and with the other truth.
  private(set) var resets: [String] = []
  /// The names that it indexes or asks the length of: they are no numbers.
  private(set) var indexed: Set<String> = []
  /// The variables that it counts up or down.
  private(set) var counters: Set<String> = []
  /// The variables that it assigns to.
  private(set) var assigned: [String] = []

  /// The most entries of a kind that are kept.
  private static let most = 40
  /// The most bytes of an expression that is borrowed.
  private static let longest = 40

  /// A truth and the other one.
  private static let truths = [
    "true": "false", "false": "true", "True": "False", "False": "True",
  ]

  /// Gathers the words of each function of a file, by the index of its definition; those outside
  /// all functions by -1.
  static func gather(
    _ statements: [Statement], text: (Range<Int>) -> String
  ) -> [Int: FunctionWords] {
    var found: [Int: FunctionWords] = [:]
    for statement in statements where statement.kind != .function && statement.kind != .type {
      found[statement.function ?? -1, default: FunctionWords()].add(statement, text)
    }
    return found.mapValues { $0.unique() }
  }

  private mutating func add(_ statement: Statement, _ text: (Range<Int>) -> String) {
    for root in statement.values + statement.targets {
      root.walk { node, ancestors in
        let base = node.children.first
        let isMany =
          node.kind == .element || (node.kind == .attribute && text(node.marks[0]) == "length")
        if isMany, let base, base.kind == .name { indexed.insert(text(base.bytes)) }
        if node.kind == .call, node.children[0].kind == .attribute,
          let receiver = node.children[0].children.first, receiver.kind == .name
        {
          receivers.append(text(receiver.bytes))
        }
        switch node.kind {
        case .attribute, .element, .call, .binary:
          guard node.bytes.count <= Self.longest else { return }
          values.append(text(node.bytes))
          // What is called is no place.
          let isPlace = node.kind == .attribute || node.kind == .element
          if isPlace, !node.isCalled(by: ancestors) { places.append(text(node.bytes)) }
        case .comparison:
          if statement.kind == .condition || statement.kind == .whileLoop {
            comparisons.append(text(node.bytes))
          }
        case .string: strings.append(text(node.bytes))
        default: break
        }
      }
    }
    switch statement.kind {
    case .update:
      if let target = statement.targets.first, target.kind == .name {
        counters.insert(text(target.bytes))
      }
    case .result, .raising: endings.append(text(statement.bytes))
    case .expression:
      if let call = statement.values.first, call.kind == .call {
        if call.children.count == 2 { effects.append(text(call.children[0].bytes)) }
        if call.children[0].kind == .attribute { methods.append(text(call.children[0].marks[0])) }
      }
    case .assignment:
      if let target = statement.targets.first, target.kind == .name {
        assigned.append(text(target.bytes))
        if let value = statement.values.first, statement.targets.count == 1,
          [.constant, .number, .string].contains(value.kind) || text(value.bytes) == "[]"
        {
          let (name, constant) = (text(target.bytes), text(value.bytes))
          resets.append("\(name) = \(constant)")
          if let other = Self.truths[constant] { resets.append("\(name) = \(other)") }
        }
      }
    default: break
    }
  }

  private func unique() -> FunctionWords {
    var words = self
    func kept(_ list: [String], _ count: Int = Self.most) -> [String] {
      Array(CodeModel.unique(list).prefix(count))
    }
    words.places = kept(places)
    words.values = kept(values)
    words.comparisons = kept(comparisons, 6)
    words.strings = kept(strings, 8)
    words.endings = kept(endings, 6)
    words.effects = kept(effects, 8)
    words.assigned = kept(assigned)
    words.methods = kept(methods, 8)
    words.receivers = kept(receivers, 8)
    words.resets = kept(resets, 12)
    return words
  }
}
