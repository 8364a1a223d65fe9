import TandemCode

/// How one language writes what the templates have to say.
struct Dialect: Sendable, Hashable {
  /// The language.
  let language: Language

  /// Whether blocks are marked by indentation.
  var isIndented: Bool { language.isIndented }

  /// What stands before a field of one's own.
  var own: String {
    switch language {
    case .javaScript, .typeScript: "this."
    case .rust, .python: "self."
    case .java, .c, .cPlusPlus, .go, .swift: ""
    }
  }

  // MARK: conditions

  /// The word between two conditions that must both hold.
  var and: String { isIndented ? "and" : "&&" }
  /// The word between two conditions of which one must hold.
  var or: String { isIndented ? "or" : "||" }
  /// The operator of a negation, as it stands before its operand.
  var not: String { isIndented ? "not" : "!" }
  /// `not c`; the operand must hold together.
  func negated(_ operand: String) -> String { isIndented ? "not " + operand : "!" + operand }

  /// Whether conditions that must all hold may have commas between them.
  var listsConditions: Bool { language == .swift }

  var yes: String { isIndented ? "True" : "true" }
  var no: String { isIndented ? "False" : "false" }

  /// Nothing, as a value; nil where the language has none for every type.
  var none: String? {
    switch language {
    case .python: "None"
    case .java, .javaScript, .typeScript: "null"
    case .go, .swift: "nil"
    case .cPlusPlus: "nullptr"
    case .c: "NULL"
    case .rust: nil
    }
  }

  /// Whether any value can be a condition.
  var hasTruthiness: Bool {
    switch language {
    case .python, .javaScript, .typeScript, .c, .cPlusPlus: true
    case .java, .go, .rust, .swift: false
    }
  }

  /// Whether `name` is nothing, where its type can be.
  func isNone(_ name: String, _ type: ValueType) -> String? {
    if language == .python { return name + " is None" }
    guard let none, canBeNothing(type) else { return nil }
    return "\(name) == \(none)"
  }

  private func canBeNothing(_ type: ValueType) -> Bool {
    switch type {
    case .other, .unknown, .characters: true
    case .text: language == .java
    case .truth, .number: false
    }
  }

  /// Whether `name` is something, where its type can be nothing.
  func isSome(_ name: String, _ type: ValueType) -> String? {
    if language == .python { return name + " is not None" }
    guard let none, canBeNothing(type) else { return nil }
    return "\(name) != \(none)"
  }

  /// The value as a condition, where it can be one.
  func truth(_ name: String, _ type: ValueType) -> String? {
    hasTruthiness || type == .truth ? name : nil
  }

  /// Questions that a value of a type may be asked, likeliest first.
  func questions(_ name: String, _ type: ValueType) -> [String] {
    var found: [String] = []
    if let truth = truth(name, type), type != .number || language != .rust {
      found += [truth, negated(truth)]
    }
    if isIndented || type.mayBeNumber { found.append(name + " == 0") }
    if !isIndented, type.mayBeNumber {
      found += [name + " > 0", name + " < 0", name + " <= 0"]
    }
    if !isIndented { found += emptiness(name, type) }
    found += [isNone(name, type), isSome(name, type)].compactMap { $0 }
    return found
  }

  /// Whether a text or collection is empty, and whether it is not.
  private func emptiness(_ name: String, _ type: ValueType) -> [String] {
    switch type {
    case .truth, .number: []
    case .characters: ["*\(name) == '\\0'", "*\(name) != '\\0'"]
    case .text, .other, .unknown:
      switch language {
      case .go: ["len(\(name)) == 0", "len(\(name)) > 0"]
      case .javaScript, .typeScript: ["\(name).length === 0", "\(name).length > 0"]
      case .java, .rust, .swift, .cPlusPlus, .c, .python:
        empty(name).map { [$0, negated($0)] } ?? []
      }
    }
  }

  /// Whether a text or collection is empty.
  func empty(_ name: String) -> String? {
    switch language {
    case .java: "\(name).isEmpty()"
    case .javaScript, .typeScript: "\(name).length === 0"
    case .go: "len(\(name)) == 0"
    case .rust: "\(name).is_empty()"
    case .swift: "\(name).isEmpty"
    case .cPlusPlus: "\(name).empty()"
    case .c: nil
    case .python: "not " + name
    }
  }

  /// What a place that holds nothing is equal to, likeliest first.
  var nothings: [String] {
    switch language {
    case .go: ["\"\"", "nil", "0"]
    case .java: ["null"]
    case .javaScript, .typeScript: ["null", "''"]
    case .c: ["NULL", "0"]
    case .cPlusPlus: ["nullptr", "0"]
    case .swift: ["nil", "\"\""]
    case .rust, .python: []
    }
  }

  /// Whether what is indexed is never a number or a pointer that one may add to.
  var hasPlainIndexes: Bool {
    switch language {
    case .java, .javaScript, .typeScript, .go, .rust, .swift: true
    case .c, .cPlusPlus, .python: false
    }
  }

  /// Whether a variable can be counted up or down within an expression.
  var hasSteps: Bool {
    switch language {
    case .java, .javaScript, .typeScript, .c, .cPlusPlus: true
    case .go, .rust, .swift, .python: false
    }
  }

  /// Whether a value can be chosen by a condition within an expression.
  var hasChoice: Bool {
    switch language {
    case .python, .java, .javaScript, .typeScript, .c, .cPlusPlus: true
    case .go, .rust, .swift: false
    }
  }

  // MARK: statements

  /// What ends a statement.
  var terminator: String {
    switch language {
    case .python, .go, .swift: ""
    case .c, .cPlusPlus, .java, .javaScript, .typeScript, .rust: ";"
    }
  }

  /// What stands for no statement.
  var nothing: String { isIndented ? "pass" : "" }

  /// The lines of `if c: ending`, with what one level is indented by.
  func guardLines(_ condition: String, _ ending: String, indent: String) -> [String] {
    switch language {
    case .python: ["if \(condition):", "    " + ending]
    case .go, .rust, .swift: ["if \(condition) {", indent + ending + terminator, "}"]
    default: ["if (\(condition)) {", indent + ending + terminator, "}"]
    }
  }

  /// The lines that leave by `ending` where `condition` holds or, as Swift writes it, does not.
  func exitLines(_ condition: String, _ ending: String, indent: String) -> [String] {
    language == .swift
      ? ["guard \(condition) else { \(ending) }"]
      : guardLines(condition, ending, indent: indent)
  }

  /// Ways to leave a function that returns a type, as far as they follow from the type alone.
  func endings(_ result: String) -> [String] {
    if isIndented { return ["return None", "return False", "return []", "return 0"] }
    return switch ValueType(result) {
    case .truth: ["return \(no)", "return \(yes)"]
    case .number: ["return 0", "return -1", "return 1"]
    case .text: ["return \"\""]
    case .characters: none.map { ["return " + $0] } ?? []
    case .other:
      result == "void" || result == "()" || result == "static void"
        ? ["return"] : nothing(of: result).map { ["return " + $0] } ?? []
    case .unknown:
      language == .javaScript || language == .typeScript
        ? ["return null", "return false", "return 0", "return []", "return"] : ["return"]
    }
  }

  /// Nothing as a value of a type that is no number, text or truth.
  private func nothing(of type: String) -> String? {
    switch language {
    case .cPlusPlus:
      type.contains("*") ? "nullptr" : type.contains("optional") ? "std::nullopt" : "{}"
    case .java: type.hasPrefix("Optional") ? "Optional.empty()" : none
    case .rust: type.hasPrefix("Option") ? "None" : nil
    case .swift: type.hasSuffix("?") ? none : nil
    case .c, .go, .javaScript, .typeScript, .python: none
    }
  }

  /// What puts something into a collection that begins as `value`; nil for no collection.
  func adder(_ value: String) -> String? {
    switch language {
    case .python:
      value.hasPrefix("[") || value == "list()" ? "append" : value == "set()" ? "add" : nil
    case .javaScript, .typeScript: value == "[]" ? "push" : value == "new Set()" ? "add" : nil
    case .java:
      value.hasPrefix("new ") && (value.contains("List") || value.contains("Set")) ? "add" : nil
    case .rust:
      value.hasPrefix("Vec::") || value.hasPrefix("vec!")
        ? "push" : value.contains("Set::") ? "insert" : nil
    case .swift: value == "[]" ? "append" : nil
    case .c, .cPlusPlus, .go: nil
    }
  }

  /// What sets a collection in order, as it is called on it.
  var tidying: [String] {
    switch language {
    case .javaScript, .typeScript, .swift: ["sort()", "reverse()"]
    case .java: ["sort(null)"]
    case .rust: ["sort()", "dedup()", "reverse()"]
    case .c, .cPlusPlus, .go, .python: []
    }
  }

  // MARK: values

  /// A text of no letters.
  var emptyText: String { isIndented ? "''" : "\"\"" }

  /// The greater or lesser of two values: `max(a, b)`; nil without a common way.
  func extremum(_ word: String, _ first: String, _ second: String) -> String? {
    switch language {
    case .python, .swift: "\(word)(\(first), \(second))"
    case .java, .javaScript, .typeScript: "Math.\(word)(\(first), \(second))"
    case .cPlusPlus: "std::\(word)(\(first), \(second))"
    case .rust: "\(first).\(word)(\(second))"
    case .c, .go: nil
    }
  }

  /// What a value may be put into, by what stands before and after it.
  var wrappers: [(before: String, after: String, fitness: Double)] {
    switch language {
    case .python: Self.python
    case .javaScript, .typeScript:
      [
        ("Math.max(0, ", ")", 0.7), ("Math.abs(", ")", 0.5), ("Math.floor(", ")", 0.5),
        ("Math.trunc(", ")", 0.4), ("Math.round(", ")", 0.4), ("Number(", ")", 0.3),
        ("String(", ")", 0.3), ("Math.ceil(", ")", 0.3),
      ]
    case .java: [("Math.max(", ", 0)", 0.7), ("Math.abs(", ")", 0.5)]
    case .swift: [("max(0, ", ")", 0.7), ("abs(", ")", 0.5), ("Int(", ")", 0.3)]
    case .rust: [("(", ").max(0)", 0.4), ("(", ").abs()", 0.4)]
    case .c: [("abs(", ")", 0.3), ("fabs(", ")", 0.3)]
    case .cPlusPlus: [("std::max(0, ", ")", 0.5), ("std::abs(", ")", 0.4)]
    case .go: []
    }
  }

  private static let python: [(before: String, after: String, fitness: Double)] = [
    ("list(", ")", 0.5), ("len(", ")", 0.4), ("abs(", ")", 0.5), ("max(0, ", ")", 0.7),
    ("min(1, ", ")", 0.1), ("int(", ")", 0.4), ("str(", ")", 0.4), ("float(", ")", 0.3),
    ("sorted(", ")", 0.4), ("set(", ")", 0.3), ("round(", ")", 0.2), ("tuple(", ")", 0.2),
    ("reversed(", ")", 0.2),
  ]

  /// Whether `[e]` is a list of one and `[]` an empty one.
  var hasListLiterals: Bool {
    switch language {
    case .python, .javaScript, .typeScript, .swift: true
    default: false
    }
  }

  /// What takes a part of a text or list, put behind it; `names` are bounds it may have.
  func slices(_ names: [String]) -> [(String, Double)] {
    switch language {
    case .python:
      [("[1:]", 1.0), ("[:-1]", 0.8), ("[::-1]", 0.5), ("[0]", 0.4), ("[-1]", 0.4)]
        + names.flatMap { [("[\($0):]", 0.6), ("[:\($0)]", 0.6), ("[\($0)]", 0.3)] }
    case .javaScript, .typeScript:
      [(".slice(1)", 1), (".slice(0, -1)", 0.8), ("[0]", 0.3)]
        + names.flatMap { [(".slice(\($0))", 0.6), ("[\($0)]", 0.3)] }
    case .go: [("[1:]", 1)] + names.flatMap { [("[\($0):]", 0.6), ("[:\($0)]", 0.6)] }
    case .swift: [(".dropFirst()", 1), (".dropLast()", 0.8), (".reversed()", 0.4)]
    case .rust: [("[1..]", 0.5)]
    case .java: [(".substring(1)", 0.4)] + names.map { ("[\($0)]", 0.2) }
    case .c, .cPlusPlus: names.map { ("[\($0)]", 0.3) }
    }
  }
}
