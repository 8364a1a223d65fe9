import TandemCode

/// Cuts a text whose blocks are braces into statements and reads the expressions in them.
///
/// One walk over the places of the outline: heads open blocks, everything else ends with its `;` or,
/// where the language says so, with its line.
struct BraceReader {
  let outline: BraceOutline
  let grammar: BraceGrammar
  let language: Language
  var statements: [Statement] = []
  /// The definitions by the place they begin at.
  let definitions: [Int: Definition]

  init(_ source: SourceTokens) {
    let outline = BraceOutline(source)
    self.outline = outline
    language = source.language
    grammar = BraceGrammar(source.language)
    var places: [Int: Int] = [:]
    for (place, index) in outline.code.enumerated() { places[index] = place }
    var definitions: [Int: Definition] = [:]
    for definition in outline.definitions {
      if let place = places[definition.tokens.lowerBound], definitions[place] == nil {
        definitions[place] = definition
      }
    }
    self.definitions = definitions
    block(0..<outline.code.count, depth: 0)
    Statement.nest(&statements)
  }

  // MARK: tokens

  func word(_ place: Int) -> String {
    place < outline.code.count && outline.token(place).kind != .string ? outline.text(place) : ""
  }

  func isOn(_ place: Int, _ word: StaticString) -> Bool { outline.is(place, word) }

  /// The reserved word at a place; empty where none is.
  func keyword(_ place: Int) -> String {
    place < outline.code.count && outline.token(place).kind == .keyword ? outline.text(place) : ""
  }

  /// The place after the partner of the bracket at `place`; the next place where it has none.
  func after(_ place: Int) -> Int {
    let partner = outline.partner[place]
    return partner > place ? partner + 1 : place + 1
  }

  /// The first place that holds one of `words`, outside all brackets.
  func find(_ words: Set<String>, in places: Range<Int>) -> Int? {
    var place = places.lowerBound
    while place < places.upperBound {
      if words.contains(word(place)) { return place }
      place = isOpening(place) ? after(place) : place + 1
    }
    return nil
  }

  func isOpening(_ place: Int) -> Bool {
    isOn(place, "(") || isOn(place, "[") || isOn(place, "{")
  }

  /// Splits at a word outside all brackets.
  func split(_ places: Range<Int>, at separator: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = places.lowerBound
    while let place = find([separator], in: start..<places.upperBound) {
      found.append(start..<place)
      start = place + 1
    }
    return found + [start..<places.upperBound]
  }

  func value(_ places: Range<Int>, takesBraces: Bool = true) -> Expression? {
    places.isEmpty
      ? nil : BraceExpressions.read(outline, places, takesBraces: takesBraces)
  }

  // MARK: blocks

  /// Reads the statements between two places.
  mutating func block(_ places: Range<Int>, depth: Int) {
    var place = places.lowerBound
    while place < places.upperBound {
      place = max(place + 1, statement(place, places.upperBound, depth: depth, isBraced: true))
    }
  }

  /// Reads the statement at `place` and returns the place after it.
  mutating func statement(
    _ place: Int, _ end: Int, depth: Int, isBraced: Bool
  ) -> Int {
    if isOn(place, ";") || isOn(place, ",") || isOn(place, "}") { return place + 1 }
    if isOn(place, "{") { return braced(place, end, depth: depth) }
    if let definition = definitions[place], let next = defined(definition, place, end, depth) {
      return next
    }
    if isOn(place, "@") || (language == .rust && isOn(place, "#")) {
      var next = isOn(place + 1, "!") ? place + 2 : place + 1
      if isOn(place, "@") { next += 1 }
      return next < end && (isOn(next, "(") || isOn(next, "[")) ? after(next) : next
    }
    if isOn(place, "namespace") || (isOn(place, "extern") && isOn(place + 2, "{")) {
      // What it encloses stands as if it did not.
      if let brace = find(["{", ";"], in: place..<end), isOn(brace, "{") {
        return braced(brace, end, depth: depth)
      }
    }
    switch keyword(place) {
    case "if", "while", "switch", "match", "guard", "synchronized", "when":
      return head(place, end, depth: depth, isBraced: isBraced)
    case "for": return loop(place, end, depth: depth, isBraced: isBraced)
    case "else", "do", "try", "finally", "loop", "repeat", "defer", "unsafe", "catch":
      if let next = branch(place, end, depth: depth, isBraced: isBraced) { return next }
    case "case", "default":
      if let colon = find([":", "->"], in: place..<end) {
        var statement = made(.context, place..<colon, depth: depth, startsLine: false)
        statement.values = value(place + 1..<colon).map { [$0] } ?? []
        add(statement)
        return colon + 1
      }
    default:
      if isOn(place + 1, ":"), language != .swift, outline.token(place).kind == .identifier {
        return place + 2
      }
    }
    return simple(place, end, depth: depth, isBraced: isBraced)
  }

  mutating func braced(_ place: Int, _ end: Int, depth: Int) -> Int {
    let next = after(place)
    if next <= end + 1 { block(place + 1..<max(place + 1, next - 1), depth: depth) }
    return next
  }

  /// Reads a block or, without braces, one statement; returns the place after it.
  mutating func body(_ place: Int, _ end: Int, depth: Int) -> Int {
    guard place < end else { return end }
    if isOn(place, "{") { return braced(place, end, depth: depth) }
    return statement(place, end, depth: depth, isBraced: false)
  }

  // MARK: definitions

  mutating func defined(
    _ definition: Definition, _ place: Int, _ end: Int, _ depth: Int
  ) -> Int? {
    let last = place + definition.tokens.count
    var close = min(last, end) - 1
    // Tokens that do not count lie between.
    while close > place, outline.token(close).range.upperBound > definition.bytes.upperBound {
      close -= 1
    }
    guard isOn(close, "}"), outline.partner[close] > place else { return nil }
    let brace = outline.partner[close]
    var statement = made(
      definition.kind == .type ? .type : .function, place..<brace, depth: depth,
      startsLine: startsLine(place))
    statement.end = outline.token(close).range.upperBound
    let name = (place..<brace).first { word($0) == definition.name }
    statement.mark = name.map { outline.token($0).range }
    if definition.kind != .type, let name { parameters(name, brace, &statement) }
    add(statement)
    // Rust's tests stand beside what they test.
    let isTest = language == .rust && (place..<brace).contains { word($0) == "test" }
    // Fields and cases are no statements, also where they stand within a function.
    let hasFields =
      [.rust, .c].contains(language)
      && (place..<brace).contains { ["enum", "struct", "union"].contains(word($0)) }
      && definition.kind == .type
    if !isTest, !hasFields { block(brace + 1..<close, depth: depth + 1) }
    return close + 1
  }

  // MARK: made

  mutating func add(_ statement: Statement) { statements.append(statement) }

  func startsLine(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = outline.token(place - 1)
    let breaks = outline.source.bytes[before.range].count { $0 == 10 }
    return before.line + breaks < outline.token(place).line
  }

  func made(
    _ kind: Statement.Kind, _ places: Range<Int>, depth: Int, startsLine: Bool
  ) -> Statement {
    let first = outline.token(places.lowerBound)
    let last = outline.token(max(places.lowerBound, places.upperBound - 1))
    let breaks = outline.source.bytes[last.range].count { $0 == 10 }
    return Statement(
      kind: kind, bytes: first.range.lowerBound..<last.range.upperBound,
      lines: first.line...max(first.line, last.line + breaks), depth: depth,
      startsLine: startsLine, end: last.range.upperBound)
  }
}
