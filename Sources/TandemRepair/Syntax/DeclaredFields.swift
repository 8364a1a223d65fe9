import TandemCode

/// The fields that a file's own types declare, with the types written for them: what may be read of a
/// value of such a type though the file reads it nowhere.
///
/// Read from tokens alone. A member that has parentheses (a method, a computed default) is no field, except
/// what a Java class answers without being told anything: `lastDay()`.
struct DeclaredFields: Sendable {
  /// A field.
  struct Field: Sendable, Hashable {
    /// Its name.
    var name: String
    /// Its type as it is written, without spaces; empty where none is.
    var type: String
    /// Whether only its own type may read it.
    var isPrivate = false
  }

  /// The fields by the name of their type.
  private(set) var byType: [String: [Field]] = [:]

  private static let heads: Set<String> = [
    "struct", "class", "interface", "type", "record", "enum", "union", "actor",
  ]
  private static let modifiers: Set<String> = [
    "public", "private", "protected", "internal", "package", "fileprivate", "open", "static",
    "final", "readonly", "const", "let", "var", "pub", "mut", "volatile", "mutable", "unsigned",
    "inline", "declare",
  ]

  /// Whether types of a language are read: where blocks have braces and fields have types.
  static func reads(_ language: Language) -> Bool {
    !language.isIndented && language != .javaScript
  }

  /// Reads a file's declarations.
  init(_ source: SourceTokens) {
    guard Self.reads(source.language) else { return }
    let tokens = source.tokens
    let words = tokens.map { source.text($0) }
    for place in words.indices.dropLast() where Self.heads.contains(words[place]) {
      guard tokens[place + 1].kind == .identifier else { continue }
      let name = words[place + 1]
      if words[place] == "record" {
        byType[name, default: []] += Self.components(after: place + 2, words)
      }
      let isAlias = source.language == .typeScript && words[place] == "type"
      let found = Self.members(after: place + 2, tokens, words, isAlias: isAlias)
        .compactMap { Self.field(Array(words[$0]), source.language) }
      if !found.isEmpty { byType[name, default: []] += found }
    }
  }

  /// Takes the types of another file; those of this one come first.
  mutating func add(_ other: DeclaredFields) {
    byType.merge(other.byType.mapValues { $0.filter { !$0.isPrivate } }) { own, _ in own }
  }

  /// The components of a record, as they are read from outside: `lastDay()`.
  private static func components(after start: Int, _ words: [String]) -> [Field] {
    guard start < words.count, words[start] == "(" else { return [] }
    let inside = words[(start + 1)...].prefix { $0 != ")" }
    return inside.split(separator: ",").compactMap { part in
      guard part.count > 1, let name = part.last else { return nil }
      return Field(name: name + "()", type: part.dropLast().joined())
    }
  }

  /// The fields of the types that a written type names: of `Coupon` in `const Coupon *`; none of a
  /// collection's.
  func fields(of written: String) -> [Field] {
    guard !written.contains(where: { "[<(".contains($0) }) else { return [] }
    let words = written.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    return words.lazy.compactMap { byType[String($0)] }.first ?? []
  }

  /// The members of the blocks that follow a type's name: one block, or as many as an alias has before
  /// its `;`.
  private static func members(
    after start: Int, _ tokens: [SourceToken], _ words: [String], isAlias: Bool
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var depth = 0
    var angles = 0
    var member = start {
      didSet { angles = 0 }
    }
    for place in start..<words.count {
      switch words[place] {
      case "{", "(", "[":
        // `struct fraction make(…) {` returns such a type and declares none.
        if depth == 0, words[place] == "(", place > start { return found }
        if depth == 0, words[place] == "{" { member = place + 1 }
        depth += 1
      case "}", ")", "]":
        depth -= 1
        guard depth > 0 else {
          if words[place] == "}" { found.append(member..<place) }
          if depth < 0 || words[place] == "}" && !isAlias { return found }
          continue
        }
        // A body has been left: what follows is another member.
        if depth == 1, words[place] == "}" {
          found.append(member..<place)
          member = place + 1
        }
      case ";", ",":
        if depth == 0, words[place] == ";" { return found }
        if depth == 1, angles <= 0 {
          found.append(member..<place)
          member = place + 1
        }
      case "<" where depth == 1: angles += 1
      case ">" where depth == 1, ">>" where depth == 1: angles -= words[place].count
      default:
        if depth == 0, place > start, heads.contains(words[place]) { return found }
        if depth == 1, place > member, tokens[place].line > tokens[place - 1].line {
          found.append(member..<place)
          member = place
        }
      }
    }
    return found
  }

  /// Reads one member; nil where it is no field.
  private static func field(_ words: [String], _ language: Language) -> Field? {
    let isPrivate = ["private", "fileprivate"].contains(words.first)
    let words = Array(words.prefix { !["=", "{"].contains($0) }.drop { modifiers.contains($0) })
    if language == .java, words.count > 3, words.suffix(2) == ["(", ")"] {
      let name = words[words.count - 3] + "()"
      return Field(name: name, type: words.dropLast(3).joined(), isPrivate: isPrivate)
    }
    guard !words.contains("("), let first = words.first, isName(first) else { return nil }
    switch language {
    case .typeScript, .swift, .rust, .javaScript, .python:
      let rest = words.dropFirst()
      guard let mark = rest.first, [":", "?"].contains(mark) else { return nil }
      let type = rest.drop { [":", "?"].contains($0) }.joined()
      return Field(name: first, type: type, isPrivate: isPrivate)
    case .go:
      return words.count > 1 ? Field(name: first, type: words.dropFirst().joined()) : nil
    case .java, .c, .cPlusPlus:
      let plain = words.prefix { $0 != "[" || words.first == $0 }
      guard plain.count > 1, let name = plain.last, isName(name) else { return nil }
      let isMany = plain.count < words.count
      return Field(
        name: name, type: plain.dropLast().joined() + (isMany ? "[]" : ""), isPrivate: isPrivate)
    }
  }

  private static func isName(_ word: String) -> Bool {
    word.first.map { $0.isLetter || $0 == "_" } ?? false
  }
}
