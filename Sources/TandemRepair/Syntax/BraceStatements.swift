import TandemCode

/// What one statement of a language with braces says: assignments, declarations, parameters.
extension BraceReader {
  /// Words before a declared name that say nothing of its type.
  private static let declaring: Set<String> = ["let", "const", "var", "mut", "auto", "val"]
  private static let modifiers: Set<String> = [
    "static", "final", "public", "private", "protected", "internal", "fileprivate", "export", "pub",
    "readonly", "volatile", "extern", "inline", "lazy", "weak", "override", "async", "constexpr",
    "ref", "transient", "open", "default",
  ]

  /// Reads a statement that opens no block.
  func plain(_ places: Range<Int>, depth: Int, startsLine: Bool) -> Statement {
    var statement = made(.other, places, depth: depth, startsLine: startsLine)
    var rest = places
    switch word(places.lowerBound) {
    case "return":
      statement.kind = .result
      statement.values = value(places.dropFirst()).map { [$0] } ?? []
      return statement
    case "throw":
      statement.kind = .raising
      statement.values = value(places.dropFirst()).map { [$0] } ?? []
      return statement
    case "break", "continue", "fallthrough", "goto":
      statement.kind = .jump
      return statement
    case "import", "package", "using", "use", "typedef", "typealias", "mod", "struct", "enum",
      "class", "union", "template", "type", "extern", "interface", "namespace":
      if word(places.lowerBound) == "struct", find(["="], in: places) != nil { break }
      statement.kind = word(places.lowerBound) == "import" ? .imports : .other
      return statement
    default: break
    }
    var declares = false
    while let first = rest.first, rest.count > 1 {
      let text = word(first)
      guard Self.declaring.contains(text) || Self.modifiers.contains(text),
        outline.token(first + 1).kind != .op || isOn(first + 1, "(") || isOn(first + 1, "[")
          || isOn(first + 1, "{") || isOn(first + 1, "*")
      else { break }
      if Self.declaring.contains(text) { declares = true }
      rest.removeFirst()
    }
    if let place = rest.first(where: { grammar.updates.contains(word($0)) }),
      find([word(place)], in: rest) == place
    {
      if let target = value(rest.lowerBound..<place), let value = value(place + 1..<rest.upperBound)
      {
        statement.kind = .update
        statement.targets = [target]
        statement.values = [value]
        statement.mark = outline.token(place).range
      }
      return statement
    }
    for step in [rest.lowerBound, rest.upperBound - 1] where isOn(step, "++") || isOn(step, "--") {
      let target = step == rest.lowerBound ? rest.dropFirst() : rest.dropLast()
      guard let target = value(target) else { continue }
      statement.kind = .update
      statement.targets = [target]
      statement.mark = outline.token(step).range
      return statement
    }
    if let equals = find(["=", ":="], in: rest) {
      assignment(equals, rest, declares: declares || isOn(equals, ":="), &statement)
      return statement
    }
    if let found = value(rest), !declares {
      statement.kind = .expression
      statement.values = [found]
    }
    return statement
  }

  private func assignment(
    _ equals: Int, _ places: Range<Int>, declares: Bool, _ statement: inout Statement
  ) {
    let left = places.lowerBound..<equals
    guard !left.isEmpty, let value = value(equals + 1..<places.upperBound) else { return }
    statement.kind = .assignment
    statement.values = [value]
    if let colon = find([":"], in: left), colon > left.lowerBound {
      // `name: Type = value`.
      statement.targets = [Expression(kind: .name, bytes: outline.token(colon - 1).range)]
      statement.types = [text(colon + 1..<equals)]
      return
    }
    if let target = self.value(left), !declares || left.count == 1 || language == .go {
      let targets = target.kind == .tuple ? target.children : [target]
      // `List<T> name` reads as a comparison.
      if !targets.contains(where: { $0.kind == .comparison }) {
        statement.targets = targets
        return
      }
    }
    // `Type name = value`, `Type name[n] = value`.
    let isArray = language == .c || language == .cPlusPlus
    let stop = (isArray ? find(["["], in: left) : nil) ?? equals
    guard let name = (left.lowerBound..<stop).last(where: { outline.token($0).kind == .identifier })
    else { return }
    statement.targets = [Expression(kind: .name, bytes: outline.token(name).range)]
    guard name > left.lowerBound else { return }
    statement.types = [text(left.lowerBound..<name)]
    // `int a = 1, b`: the rest declares others.
    if value.kind == .tuple { statement.values = [value.children[0]] }
  }

  /// The parameters of a function whose name stands at `name`, as targets with their types.
  func parameters(_ name: Int, _ brace: Int, _ statement: inout Statement) {
    var open = name + 1
    while open < brace, !isOn(open, "(") {
      if isOn(open, "=>") { break }
      open += 1
    }
    guard isOn(open, "("), outline.partner[open] > open else { return }
    let close = outline.partner[open]
    if language == .go {
      // The receiver.
      if name > 0, isOn(name - 1, ")"), outline.partner[name - 1] >= 0 {
        add(parameter: outline.partner[name - 1] + 1..<name - 1, &statement)
      }
      statement.result = text(close + 1..<brace)
    } else if let arrow = find(["->", ":"], in: close + 1..<brace) {
      statement.result = text(arrow + 1..<brace)
    } else if name > 0, [.c, .cPlusPlus, .java].contains(language) {
      let first = outline.source.tokens.firstIndex {
        $0.range.lowerBound >= statement.bytes.lowerBound
      }
      if let first, let from = outline.code.firstIndex(where: { $0 >= first }), from < name {
        let words = (from..<name).map { outline.text($0) }
        statement.result = words.filter { !Self.modifiers.contains($0) }.joined(separator: " ")
      }
    }
    var begin = open + 1
    for part in split(open + 1..<close, at: ",") where !part.isEmpty {
      // A comma between types is none between parameters.
      let whole = begin..<part.upperBound
      let depth = whole.reduce(0) { $0 + Self.angles[word($1), default: 0] }
      if depth > 0, part.upperBound < close { continue }
      add(parameter: whole, &statement)
      begin = part.upperBound + 1
    }
    if language == .go {
      // `a, b int`: the type stands with the last.
      for index in statement.types.indices.dropLast().reversed()
      where statement.types[index].isEmpty {
        statement.types[index] = statement.types[index + 1]
      }
    }
  }

  private static let angles = ["<": 1, ">": -1, ">>": -2, ">>>": -3]

  private func add(parameter places: Range<Int>, _ statement: inout Statement) {
    let equals = find(["="], in: places) ?? places.upperBound
    let part = places.lowerBound..<equals
    if equals < places.upperBound, let value = value(equals + 1..<places.upperBound) {
      statement.values.append(value)
    }
    let name: Int?
    var type = ""
    if let colon = find([":"], in: part) {
      name = (part.lowerBound..<colon).last { outline.token($0).kind == .identifier }
      type = text(colon + 1..<equals)
    } else if language == .go || language == .javaScript || language == .typeScript {
      name = part.first { outline.token($0).kind == .identifier }
      if language == .go { type = text(part.dropFirst()) }
    } else if language == .rust {
      // `self`, `&mut self`.
      name = nil
    } else {
      let stop = (language == .java ? nil : find(["["], in: part)) ?? equals
      name = (part.lowerBound..<stop).last { outline.token($0).kind == .identifier }
      if let name { type = text(part.lowerBound..<name) + text(name + 1..<equals) }
    }
    guard let name else { return }
    statement.targets.append(Expression(kind: .name, bytes: outline.token(name).range))
    statement.types.append(type)
  }

  /// The tokens of some places, without the space between them.
  private func text(_ places: Range<Int>) -> String {
    places.map { outline.text($0) }.joined(separator: " ")
  }
}
