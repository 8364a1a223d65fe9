import TandemCode

/// Statements that open a block: conditions, loops, branches, the arms of a `match`.
extension BraceReader {
  mutating func head(_ place: Int, _ end: Int, depth: Int, isBraced: Bool) -> Int {
    let keyword = word(place)
    var open = place + 1
    if isOn(open, "constexpr") { open += 1 }
    let condition: Range<Int>
    let body: Int
    if grammar.hasParentheses {
      guard isOn(open, "(") else {
        return simple(place, end, depth: depth, isBraced: isBraced)
      }
      body = after(open)
      condition = open + 1..<max(open + 1, body - 1)
    } else {
      guard let brace = find(["{"], in: open..<end) else { return end }
      body = brace
      condition = open..<brace
    }
    let parts = split(condition, at: ";")
    for part in parts.dropLast() where !part.isEmpty {
      add(plain(part, depth: depth, startsLine: false))
    }
    let kind: Statement.Kind =
      switch keyword {
      case "while": .whileLoop
      case "if", "guard": .condition
      default: .context
      }
    var statement = made(
      kind, place..<body, depth: depth, startsLine: isBraced && startsLine(place))
    for clause in split(parts.last ?? condition, at: ",") { read(clause: clause, &statement) }
    let index = statements.count
    add(statement)
    let next: Int
    if keyword == "match" {
      next = after(body)
      arms(body + 1..<max(body + 1, next - 1), depth: depth + 1)
    } else {
      next = self.body(body, end, depth: depth + 1)
    }
    statements[index].end = outline.token(next - 1).range.upperBound
    return next
  }

  /// `c`, `let x = v`, `let .some(x) = v`.
  private func read(clause: Range<Int>, _ statement: inout Statement) {
    var clause = clause
    if clause.count > 1, isOn(clause.upperBound - 1, "else") { clause.removeLast() }
    guard !clause.isEmpty else { return }
    let binds = ["let", "var", "case"].contains(word(clause.lowerBound))
    if binds, let equals = find(["="], in: clause) {
      if let value = value(equals + 1..<clause.upperBound, takesBraces: false) {
        statement.values.append(value)
      }
      if outline.token(equals - 1).kind == .identifier {
        statement.targets.append(
          Expression(kind: .name, bytes: outline.token(equals - 1).range))
      }
    } else if let value = value(clause, takesBraces: false) {
      statement.values.append(value)
    }
  }

  mutating func loop(_ place: Int, _ end: Int, depth: Int, isBraced: Bool) -> Int {
    let inside: Range<Int>
    let body: Int
    if grammar.hasParentheses {
      let open = isOn(place + 1, "await") ? place + 2 : place + 1
      guard isOn(open, "(") else { return simple(place, end, depth: depth, isBraced: isBraced) }
      body = after(open)
      inside = open + 1..<max(open + 1, body - 1)
    } else {
      guard let brace = find(["{"], in: place + 1..<end) else { return end }
      body = brace
      inside = place + 1..<brace
    }
    var statement = made(
      .forLoop, place..<body, depth: depth, startsLine: isBraced && startsLine(place))
    let parts = split(inside, at: ";")
    let index = statements.count
    if parts.count > 1 {
      add(statement)
      for (number, part) in parts.enumerated() where !part.isEmpty {
        if number == 1, let value = value(part) {
          var condition = made(.whileLoop, part, depth: depth + 1, startsLine: false)
          condition.values = [value]
          add(condition)
        } else {
          add(plain(part, depth: depth + 1, startsLine: false))
        }
      }
    } else {
      let marks: Set<String> = language == .go ? ["range"] : ["in", "of", ":"]
      if let mark = find(marks, in: inside) {
        let filter = find(["where"], in: mark..<inside.upperBound) ?? inside.upperBound
        statement.values = value(mark + 1..<filter, takesBraces: false).map { [$0] } ?? []
        for name in inside.lowerBound..<mark
        where outline.token(name).kind == .identifier
          && (name + 1 == mark || [",", ")", "]", ":="].contains(word(name + 1)))
        {
          statement.targets.append(Expression(kind: .name, bytes: outline.token(name).range))
        }
        add(statement)
      } else {
        // Go: `for c {`, `for {`.
        statement.kind = .whileLoop
        statement.values = value(inside, takesBraces: false).map { [$0] } ?? []
        add(statement)
      }
    }
    let next = self.body(body, end, depth: depth + 1)
    statements[index].end = outline.token(next - 1).range.upperBound
    return next
  }

  /// `else`, `do … while (c)`, `try`, `catch (e)`, `loop`: nil where it is none after all.
  mutating func branch(_ place: Int, _ end: Int, depth: Int, isBraced: Bool) -> Int? {
    let keyword = word(place)
    if keyword == "else", isOn(place + 1, "if") {
      // One head, before which nothing can be put.
      let index = statements.count
      let next = head(place + 1, end, depth: depth, isBraced: false)
      if index < statements.count { statements[index].startsLine = false }
      return next
    }
    var brace = place + 1
    if isOn(brace, "(") { brace = after(brace) }
    if keyword == "catch", let found = find(["{"], in: brace..<end) { brace = found }
    guard brace < end, isOn(brace, "{") || keyword == "else" || keyword == "do" else { return nil }
    let index = statements.count
    add(made(.branch, place..<brace, depth: depth, startsLine: false))
    var next = body(brace, end, depth: depth + 1)
    if keyword == "do" || keyword == "repeat", isOn(next, "while") {
      let stop =
        isOn(next + 1, "(") && grammar.hasParentheses ? after(next + 1) : lineEnd(next + 1, end)
      var condition = made(.whileLoop, next..<stop, depth: depth, startsLine: false)
      condition.values = value(next + 1..<stop).map { [$0] } ?? []
      add(condition)
      next = stop
    }
    statements[index].end = outline.token(next - 1).range.upperBound
    return next
  }

  /// `pattern if c => value,` and `pattern => {…}`.
  mutating func arms(_ places: Range<Int>, depth: Int) {
    var place = places.lowerBound
    while place < places.upperBound {
      guard let arrow = find(["=>"], in: place..<places.upperBound) else { return }
      if let condition = find(["if"], in: place..<arrow), let value = value(condition + 1..<arrow) {
        var statement = made(.condition, condition..<arrow, depth: depth, startsLine: false)
        statement.values = [value]
        add(statement)
      }
      let from = arrow + 1
      if isOn(from, "{") {
        place = braced(from, places.upperBound, depth: depth + 1)
      } else {
        let stop = find([","], in: from..<places.upperBound) ?? places.upperBound
        if ["if", "match", "return"].contains(word(from)) {
          place = statement(from, stop, depth: depth + 1, isBraced: false)
        } else if from < stop {
          add(plain(from..<stop, depth: depth + 1, startsLine: false))
        }
        place = max(place, stop)
      }
      if isOn(place, ",") { place += 1 }
    }
  }
}
