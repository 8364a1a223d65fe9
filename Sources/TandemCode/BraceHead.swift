/// What the tokens before a `{` define, if anything.
///
/// Three ways of writing a definition: with a word (`fn`, `func`, `class`), as a call-like head (C,
/// Java), and as a value with a name beside it (JavaScript, in `BraceHead+script.swift`).
struct BraceHead {
  var kind: Definition.Kind
  var name: String
  /// The type it belongs to, where that is written in the head itself (`func (s *Server) Run`).
  var owner: String?
  /// The place where it begins, attributes included.
  var start: Int
  /// The place of its defining word, or of its name.
  var keyword: Int
  /// Whether it is a definition of its own and not only a prefix of names (a namespace).
  var isListed = true

  init(
    kind: Definition.Kind, name: String, owner: String? = nil, start: Int, keyword: Int,
    isListed: Bool = true
  ) {
    self.kind = kind
    self.name = name
    self.owner = owner
    self.start = start
    self.keyword = keyword
    self.isListed = isListed
  }

  init?(_ outline: BraceOutline, brace: Int, mayHoldMethods: Bool) {
    let language = outline.source.language
    let head: BraceHead? =
      switch language {
      case .javaScript, .typeScript:
        Self.worded(outline, brace) ?? Self.script(outline, brace)
      case .c, .cPlusPlus, .java:
        mayHoldMethods ? Self.callLike(outline, brace) ?? Self.worded(outline, brace) : nil
      case .rust, .swift, .go, .python: Self.worded(outline, brace)
      }
    guard let head else { return nil }
    self = head
  }

  // MARK: With a word

  private static func worded(_ outline: BraceOutline, _ brace: Int) -> BraceHead? {
    var place = brace
    while let before = outline.previous(place) {
      place = before
      guard outline.has(place, .keyword), isDefining(outline, place),
        let start = statementStart(outline, place)
      else { continue }
      return named(outline, place, brace: brace, start: start)
    }
    return nil
  }

  private static func isDefining(_ outline: BraceOutline, _ place: Int) -> Bool {
    let bytes = outline.source.bytes
    let range = outline.token(place).range
    return outline.source.language == .go
      ? goWords.contains(bytes, range) : definingWords.contains(bytes, range)
  }

  private static let goWords = WordTable("func type")
  private static let definingWords = WordTable(
    "class struct enum union interface trait protocol extension actor namespace impl mod fn func "
      + "init deinit subscript")

  private static func named(
    _ outline: BraceOutline, _ keyword: Int, brace: Int, start: Int
  ) -> BraceHead? {
    let next = keyword + 1
    func head(_ kind: Definition.Kind, _ name: String, _ owner: String? = nil) -> BraceHead {
      BraceHead(kind: kind, name: name, owner: owner, start: start, keyword: keyword)
    }
    switch outline.text(keyword) {
    case "impl": return head(.type, implemented(outline, keyword, brace))
    case "init", "deinit", "subscript": return head(.function, outline.text(keyword))
    case "fn": return outline.has(next, .identifier) ? head(.function, outline.text(next)) : nil
    case "func":
      if outline.is(brace - 1, "struct") || outline.is(brace - 1, "interface") { return nil }
      if outline.source.language == .go, outline.is(next, "("), outline.partner[next] >= 0 {
        let name = outline.partner[next] + 1
        guard outline.has(name, .identifier), outline.is(name + 1, "(") || outline.is(name + 1, "[")
        else { return nil }
        return head(.function, outline.text(name), receiver(outline, next))
      }
      if outline.has(next, .identifier) || (outline.has(next, .op) && !outline.is(next, "(")) {
        return head(.function, outline.text(next))
      }
      return nil
    case "namespace":
      var place = next
      while place < brace, !outline.is(place, "{") { place += 1 }
      let parts = (next..<place).filter { outline.has($0, .identifier) }.map(outline.text)
      var head = head(.type, parts.joined(separator: "."))
      head.isListed = false
      return head
    case "extension":
      var name = ""
      var place = next
      while place < brace, outline.has(place, .identifier) || outline.is(place, ".") {
        name += outline.text(place)
        place += 1
      }
      return name.isEmpty ? nil : head(.type, name)
    default:
      return typeName(outline, next, brace).map { head(.type, $0) }
    }
  }

  /// The last name before what a type derives from: `class EXPORT Name final : Base`.
  private static func typeName(_ outline: BraceOutline, _ from: Int, _ brace: Int) -> String? {
    var name: String?
    var place = from
    while place < brace {
      if outline.has(place, .identifier) {
        let isFinal = outline.is(place, "final") || outline.is(place, "record")
        if !isFinal { name = outline.text(place) }
        if !(outline.source.language == .c || outline.source.language == .cPlusPlus) { break }
      } else if outline.is(place, ":") || outline.is(place, "<") || outline.is(place, "=") {
        break
      } else if !outline.is(place, "class"), !outline.is(place, "::") {
        return name
      }
      place += 1
    }
    return name
  }

  /// Rust: the type of `impl Trait for Type<'a> where …`, as written.
  private static func implemented(_ outline: BraceOutline, _ keyword: Int, _ brace: Int) -> String {
    var first = keyword + 1
    if outline.is(first, "<") {
      var depth = 0
      while first < brace {
        for byte in outline.source.bytes[outline.token(first).range] {
          if byte == UInt8(ascii: "<") { depth += 1 }
          if byte == UInt8(ascii: ">") { depth -= 1 }
        }
        if outline.is(first, "->") { depth += 1 }
        first += 1
        if depth == 0 { break }
      }
    }
    var end = first
    while end < brace, !outline.is(end, "where") {
      if outline.is(end, "for"), !outline.is(end + 1, "<") { first = end + 1 }
      end += 1
    }
    guard first < end else { return "" }
    let range =
      outline.token(first).range.lowerBound..<outline.token(end - 1).range.upperBound
    return String(decoding: outline.source.bytes[range], as: UTF8.self)
  }

  /// Go: `Server` of `(s *Server)`.
  private static func receiver(_ outline: BraceOutline, _ open: Int) -> String? {
    let names = (open..<outline.partner[open]).filter { outline.has($0, .identifier) }
    let depth = names.firstIndex { outline.is($0 + 1, "[") }
    return (depth.map { names[$0] } ?? names.last).map(outline.text)
  }

  // MARK: Like a call

  private static func callLike(_ outline: BraceOutline, _ brace: Int) -> BraceHead? {
    let after = outline.partner[brace] + 1
    if outline.source.language == .cPlusPlus, outline.is(after, ",") || outline.is(after, "{") {
      return nil
    }
    var name: Int?
    var place = brace
    while let before = outline.previous(place) {
      place = before
      if outline.is(place, "=") { return nil }
      if outline.is(place, ":"), isAccessLabel(outline, place - 1) {
        place += 1
        break
      }
      let isNamed =
        outline.has(place - 1, .identifier) && !outline.text(place - 1).hasPrefix("__")
        && !outline.is(place - 2, "@")
      let isOperator = outline.has(place - 1, .op) && outline.is(place - 2, "operator")
      if outline.is(place, "("), isNamed || isOperator { name = place - 1 }
    }
    guard let name, !outline.is(place, "new"), !outline.is(place, "return") else { return nil }
    if outline.source.language == .java, outline.is(name - 1, "record") {
      return BraceHead(kind: .type, name: outline.text(name), start: place, keyword: name)
    }
    var first = name
    if outline.is(first - 1, "operator") || outline.is(first - 1, "~") { first -= 1 }
    let isQualified = outline.is(first - 1, "::") && outline.has(first - 2, .identifier)
    return BraceHead(
      kind: .function, name: (first...name).map(outline.text).joined() + testName(outline, name),
      owner: isQualified ? outline.text(first - 2) : nil, start: place, keyword: name)
  }

  /// C++: ` Suite Name` of `TEST(Suite, Name)` and its like, or nothing.
  private static func testName(_ outline: BraceOutline, _ macro: Int) -> String {
    guard outline.text(macro).hasPrefix("TEST"), outline.partner[macro + 1] > macro else {
      return ""
    }
    return (macro + 2..<outline.partner[macro + 1]).filter { outline.has($0, .identifier) }
      .map { " " + outline.text($0) }.joined()
  }

  private static func isAccessLabel(_ outline: BraceOutline, _ place: Int) -> Bool {
    outline.is(place, "public") || outline.is(place, "private") || outline.is(place, "protected")
  }

  // MARK: Where a definition begins

  /// The place where the statement of a defining word begins, modifiers and attributes included;
  /// nil where the word stands inside something else (`-> impl Trait`).
  static func statementStart(_ outline: BraceOutline, _ keyword: Int) -> Int? {
    var start = keyword
    while start > 0 {
      let before = start - 1
      let isNewLine = outline.token(before).line < outline.token(start).line
      if outline.is(before, ";") || outline.is(before, "{") || outline.is(before, "}") { break }
      if outline.is(before, ":"), isAccessLabel(outline, before - 1) { break }
      if let attribute = attributeStart(outline, before) {
        start = attribute
      } else if outline.source.language.endsStatementsWithLines, isNewLine {
        break
      } else if outline.has(before, .keyword) || outline.has(before, .string)
        || outline.is(before, "(") && outline.source.language == .go
        || modifiers.contains(outline.source.bytes, outline.token(before).range)
      {
        start = before
      } else if outline.is(before, ")"), outline.is(outline.partner[before] - 1, "pub") {
        start = outline.partner[before] - 1
      } else if outline.is(before, ">"), let template = templateStart(outline, before) {
        start = template
      } else {
        return nil
      }
    }
    return start
  }

  private static let modifiers = WordTable(
    "unsafe default sealed open override indirect final convenience required mutating nonmutating "
      + "nonisolated package typedef auto record extern strictfp distributed isolated async")

  /// The start of an attribute (`#[…]`, `@Name`, `@Name(…)`) that ends at a place.
  private static func attributeStart(_ outline: BraceOutline, _ place: Int) -> Int? {
    if outline.is(place, "]"), outline.partner[place] > 0 {
      let open = outline.partner[place]
      if outline.is(open - 1, "#") { return open - 1 }
      if outline.is(open - 1, "!"), outline.is(open - 2, "#") { return nil }
    }
    var name = place
    if outline.is(place, ")"), outline.partner[place] > 0 { name = outline.partner[place] - 1 }
    while outline.has(name, .identifier) {
      if outline.is(name - 1, "@") { return name - 1 }
      guard outline.is(name - 1, ".") else { return nil }
      name -= 2
    }
    return nil
  }

  /// C++: the place of `template` before the `<…>` that ends at a place.
  private static func templateStart(_ outline: BraceOutline, _ place: Int) -> Int? {
    var before = place
    while before > 0, !outline.is(before, ";"), !outline.is(before, "}"), !outline.is(before, "{") {
      if outline.is(before, "template") { return before }
      before -= 1
    }
    return nil
  }
}

extension Language {
  /// Whether a new line ends a statement where it can.
  var endsStatementsWithLines: Bool {
    self == .go || self == .swift || self == .javaScript || self == .typeScript
  }
}
