import TandemCode

/// Statements that end with their `;` or line, and the blocks of the closures in them.
extension BraceReader {
  mutating func simple(_ place: Int, _ end: Int, depth: Int, isBraced: Bool) -> Int {
    let stop = simpleEnd(place, end)
    guard stop > place else { return place + 1 }
    add(plain(place..<stop, depth: depth, startsLine: isBraced && startsLine(place)))
    if isOn(stop, ";"), let last = statements.indices.last {
      statements[last].end = outline.token(stop).range.upperBound
    }
    var at = place
    while at < stop {
      guard isOn(at, "{"), isCode(at), after(at) <= stop + 1 else {
        at += 1
        continue
      }
      closure(place..<at, at, depth: depth)
      // Closures within it are read with its block.
      at = after(at)
    }
    return stop
  }

  /// Reads the block of a closure, `match` or computed property within a statement.
  private mutating func closure(_ before: Range<Int>, _ brace: Int, depth: Int) {
    let inside = brace + 1..<max(brace + 1, after(brace) - 1)
    if matched(brace, from: before.lowerBound) {
      arms(inside, depth: depth + 1)
    } else if let name = property(before), let last = statements.indices.last {
      statements[last].kind = .function
      statements[last].mark = outline.token(name).range
      block(inside, depth: depth + 1)
    } else {
      // Its parameters are bound as a head binds names.
      let parameters = parameters(before, brace)
      var head = made(.context, brace..<brace + 1, depth: depth, startsLine: false)
      head.targets = parameters.names.map {
        Expression(kind: .name, bytes: outline.token($0).range)
      }
      add(head)
      block(max(inside.lowerBound, parameters.end)..<inside.upperBound, depth: depth + 1)
    }
  }

  /// Swift: the name of a computed property whose block follows.
  private func property(_ before: Range<Int>) -> Int? {
    guard language == .swift, find(["="], in: before) == nil else { return nil }
    return before.dropFirst().first { isOn($0 - 1, "var") }
  }

  /// The parameters of a closure whose block opens at `brace`, and where they end if within it.
  private func parameters(_ before: Range<Int>, _ brace: Int) -> (names: [Int], end: Int) {
    func names(_ places: Range<Int>) -> [Int] {
      places.filter { place in
        guard outline.token(place).kind == .identifier, !isOn(place - 1, ":"),
          !isOn(place - 1, ".")
        else { return false }
        // Go writes the type behind a name, C++ and Java before it.
        switch language {
        case .go: return outline.token(place - 1).kind != .identifier && !isOn(place - 1, "]")
        case .cPlusPlus, .java: return isOn(place + 1, ",") || place + 1 == places.upperBound
        default: return true
        }
      }
    }
    if language == .swift {
      let mark = find(["in"], in: brace + 1..<after(brace))
      guard let mark, outline.token(mark).line == outline.token(brace).line else {
        return ([], brace)
      }
      return (names(brace..<mark), mark + 1)
    }
    if language == .go, let word = before.last(where: { isOn($0, "func") }) {
      return (names(word + 1..<after(word + 1)), brace)
    }
    let last = isOn(brace - 1, "=>") || isOn(brace - 1, "->") ? brace - 2 : brace - 1
    guard last > before.lowerBound else { return ([], brace) }
    if isOn(last, ")"), outline.partner[last] >= 0 {
      return (names(outline.partner[last]..<last), brace)
    }
    if isOn(last, "|"), let open = (before.lowerBound..<last).last(where: { isOn($0, "|") }) {
      return (names(open..<last), brace)
    }
    return (names(last..<last + 1), brace)
  }

  /// Rust: whether the brace opens the arms of a `match`.
  private func matched(_ brace: Int, from start: Int) -> Bool {
    guard language == .rust else { return false }
    var place = brace - 1
    while place >= start {
      if isOn(place, "match") { return true }
      if isOn(place, "{") || isOn(place, "}") || isOn(place, ";") || isOn(place, "=") {
        return false
      }
      place -= 1
    }
    return false
  }

  /// Whether a brace within a statement opens a closure's block rather than a value.
  private func isCode(_ brace: Int) -> Bool {
    switch language {
    case .swift: return true
    case .javaScript, .typeScript, .cPlusPlus:
      return isOn(brace - 1, "=>") || isOn(brace - 1, ")")
    case .java: return isOn(brace - 1, "->") || isOn(brace - 1, ")")
    case .go: return isOn(brace - 1, ")") || (brace > 1 && isOn(brace - 2, ")"))
    case .rust:
      let last = outline.token(brace - 1).range.lowerBound
      let first = outline.source.bytes[last]
      let isType = outline.token(brace - 1).kind == .identifier && first >= 65 && first <= 90
      return !isType
    case .c, .python: return false
    }
  }
}
