import TandemCode

/// How each language writes what it declares.
extension BraceInterface {
  private typealias Parameter = PublicDeclaration.Parameter

  // MARK: Swift and Rust: with a word

  private static let swiftWords: Set<String> = [
    "func", "init", "subscript", "var", "let", "struct", "class", "enum", "protocol", "actor",
    "typealias", "case",
  ]
  private static let rustWords: Set<String> = [
    "fn", "struct", "enum", "trait", "mod", "const", "static", "type", "union",
  ]

  mutating func declareWorded(_ statement: Range<Int>, _ scope: Scope) {
    let words = words(in: statement)
    if language == .rust, words.contains(where: { places.is($0, "use") }) {
      return bindUse(statement)
    }
    let known = language == .swift ? Self.swiftWords : Self.rustWords
    guard
      let word = words.last(where: { place in
        known.contains(places.text(place))
          && (places.isName(place + 1) || places.is(place, "init") || places.is(place, "subscript")
            || places.code.indices.contains(place + 1) && places.code[place + 1].kind == .op
              && places.is(place, "func"))
          && !words.contains { $0 < place && (places.is($0, "=") || places.is($0, ":")) }
      })
    else { return }
    let kind = places.text(word)
    let isNamed = kind != "init" && kind != "subscript"
    let name = isNamed ? places.text(word + 1) : kind
    if kind == "func" || kind == "fn", scope.isType { method(name) }
    if kind == "typealias" || kind == "type" { bind(name) }
    // An operator may be made by the compiler, and Swift's `_name` is for nobody.
    let isForOthers = name.first.map { $0.isLetter || $0 == "_" && language == .rust } ?? false
    // Rust: what was only hidden from the documentation is still there.
    if language == .rust, statement.contains(where: { places.is($0, "hidden") }) { bind(name) }
    guard scope.isPublic, isForOthers, isStated(statement, scope) else { return }
    let isCalled = ["func", "init", "subscript", "fn"].contains(kind)
    guard isCalled else { return add(name, scope, at: word) }
    var open = isNamed ? word + 2 : word + 1
    while open < statement.upperBound, !places.is(open, "(") { open += 1 }
    guard open < statement.upperBound else { return }
    let pieces = places.pieces(open + 1..<places.end(of: open), anglesEnclose: true)
    add(
      name, scope, at: word,
      pieces.compactMap { language == .swift ? swiftParameter($0, kind) : rustParameter($0) })
  }

  private func swiftParameter(_ piece: Range<Int>, _ kind: String) -> Parameter {
    var first = piece.lowerBound
    while places.text(first).hasPrefix("@"), first < piece.upperBound { first += 2 }
    let end = max(first, piece.upperBound)
    let equals = places.first("=", in: first..<end) ?? end
    let colon = places.first(":", in: first..<equals) ?? equals
    // A subscript's parameters have no label unless two names are written.
    let label = kind == "subscript" && colon - first == 1 ? "_" : places.text(first)
    return Parameter(
      name: label, isOptional: equals < end,
      kind: places.is(piece.upperBound - 1, "...") ? .rest : .ordinary, type: text(colon..<equals))
  }

  private func rustParameter(_ piece: Range<Int>) -> Parameter? {
    guard let colon = places.first(":", in: piece) else { return nil }
    return places.is(colon - 1, "self") ? nil : Parameter(name: places.text(colon - 1))
  }

  private mutating func bindUse(_ statement: Range<Int>) {
    guard places.first("pub", in: statement) != nil else { return }
    for place in statement where places.isName(place) { bind(places.text(place)) }
    if statement.contains(where: { places.is($0, "*") }) { open() }
  }

  // MARK: Go: by its first letter

  mutating func declareGo(_ statement: Range<Int>, _ scope: Scope) {
    let first = statement.lowerBound
    switch places.text(first) {
    case "func":
      var name = first + 1
      var owner = ""
      if places.is(name, "(") {
        let close = places.end(of: name)
        let names = (name..<close).filter { places.isName($0) }
        let generic = names.first { places.is($0 + 1, "[") }
        owner = (generic ?? names.last).map(places.text) ?? ""
        guard isCapital(owner) else { return }
        name = close + 1
      }
      guard isCapital(places.text(name)) else { return }
      var open = name + 1
      if places.is(open, "[") { open = places.end(of: open) + 1 }
      guard places.is(open, "(") else { return }
      let called = owner.isEmpty ? places.text(name) : owner + "." + places.text(name)
      add(called, scope, at: name, goParameters(open))
    case "type", "const", "var":
      guard places.is(first + 1, "(") else {
        if isCapital(places.text(first + 1)) { add(places.text(first + 1), scope, at: first + 1) }
        return
      }
      var line = 0
      for place in words(in: first + 2..<places.end(of: first + 1))
      where places.code[place].line > line {
        line = places.code[place].line
        if places.isName(place), isCapital(places.text(place)) {
          add(places.text(place), scope, at: place)
        }
        let last = places.partner[place] > place ? places.partner[place] : place
        line = max(line, places.code[min(last, places.code.count - 1)].line)
      }
    default: return
    }
  }

  private func isCapital(_ name: String) -> Bool { name.first?.isUppercase ?? false }

  private func goParameters(_ open: Int) -> [Parameter] {
    let pieces = places.pieces(open + 1..<places.end(of: open), anglesEnclose: false)
    // Names stand before types, or nowhere.
    let areNamed = pieces.contains {
      $0.count > 1 && places.isName($0.lowerBound)
        && !places.is($0.lowerBound + 1, ".") && !places.is($0.lowerBound + 1, "[")
        || $0.count > 2 && places.isName($0.lowerBound) && places.is($0.lowerBound + 1, "[")
    }
    return pieces.map { piece in
      Parameter(
        name: areNamed ? places.text(piece.lowerBound) : "",
        kind: places.first("...", in: piece) != nil ? .rest : .ordinary)
    }
  }

  // MARK: JavaScript and TypeScript: by `export`

  mutating func declareScript(_ statement: Range<Int>, _ scope: Scope) {
    if scope.isType { return declareMember(statement, scope) }
    var first = statement.lowerBound
    guard places.is(first, "export") else { return }
    first += 1
    if places.is(first, "*") { return open() }
    while ["default", "declare", "abstract", "async", "type"].contains(places.text(first)),
      !(places.is(first, "type") && places.isName(first + 1))
    {
      if places.is(first, "default") { bind("default") }
      first += 1
    }
    if places.is(first, "{") {
      for piece in places.pieces(first + 1..<places.end(of: first), anglesEnclose: false) {
        add(places.text(piece.upperBound - 1), scope, at: piece.upperBound - 1)
      }
      return
    }
    switch places.text(first) {
    case "function":
      var name = first + 1
      if places.is(name, "*") { name += 1 }
      let isDefault = places.is(statement.lowerBound + 1, "default")
      guard let open = places.first("(", in: name..<max(name, statement.upperBound)) else { return }
      add(isDefault ? "default" : places.text(name), scope, at: first, scriptParameters(open))
    case "const", "let", "var":
      guard places.isName(first + 1) else { return }
      add(places.text(first + 1), scope, at: first + 1, assigned(first + 1, statement))
    case "class", "interface", "type", "enum", "namespace":
      add(places.text(first + 1), scope, at: first + 1)
      if places.first("extends", in: statement) != nil { derive(places.text(first + 1)) }
    default: if places.is(statement.lowerBound + 1, "default") { add("default", scope, at: first) }
    }
  }

  /// The parameters of a function that is assigned to a name.
  private func assigned(_ name: Int, _ statement: Range<Int>) -> [Parameter]? {
    guard let equals = places.first("=", in: name..<max(name, statement.upperBound)) else {
      return nil
    }
    var open = equals + 1
    if places.is(open, "async") { open += 1 }
    if places.is(open, "function") { open += places.isName(open + 1) ? 2 : 1 }
    guard places.is(open, "(") else { return nil }
    let after = places.end(of: open) + 1
    let isFunction =
      places.is(after, "=>") || places.is(after, "{") || places.is(after, ":")
    return isFunction ? scriptParameters(open) : nil
  }

  private mutating func declareMember(_ statement: Range<Int>, _ scope: Scope) {
    let words = words(in: statement)
    guard let open = words.first(where: { places.is($0, "(") }), open > statement.lowerBound,
      places.isName(open - 1) || places.is(open - 1, ">"),
      !words.contains(where: { $0 < open && places.is($0, "=") })
    else { return }
    method(places.text(open - 1))
    let isHidden = words.contains { places.is($0, "private") || places.is($0, "protected") }
    let name = places.text(open - 1)
    guard scope.isPublic, !isHidden, !name.hasPrefix("_"), !name.hasPrefix("#"),
      !places.is(open - 2, "#")
    else { return }
    add(name, scope, at: open - 1, scriptParameters(open))
  }

  private func scriptParameters(_ open: Int) -> [Parameter] {
    places.pieces(open + 1..<places.end(of: open), anglesEnclose: language == .typeScript).map {
      piece in
      let name = piece.first { places.isName($0) } ?? piece.lowerBound
      let isOptional =
        language == .javaScript || places.is(name + 1, "?") || places.first("=", in: piece) != nil
      return Parameter(
        name: places.is(piece.lowerBound, "{") ? "" : places.text(name), isOptional: isOptional,
        kind: places.is(piece.lowerBound, "...") ? .rest : .ordinary)
    }
  }

  // MARK: Java, C and C++: by a type before the name

  private static let typeWords: Set<String> = [
    "class", "interface", "enum", "record", "struct", "union", "namespace",
  ]

  mutating func declareTyped(_ statement: Range<Int>, _ scope: Scope) {
    let words = words(in: statement)
    let isStated = scope.isPublic && isStated(statement, scope)
    // An annotation and a macro take parentheses too.
    let open = words.first { place in
      places.is(place, "(") && place > statement.lowerBound && places.isName(place - 1)
        && !places.is(place - 2, "@") && !isMacro(places.text(place - 1))
    }
    let isTypedef = places.is(statement.lowerBound, "typedef")
    if let word = words.first(where: { Self.typeWords.contains(places.text($0)) }), !isTypedef,
      open == nil || language == .java && places.is(word, "record")
    {
      let name = typeName(after: word, places.text(word), in: statement)
      guard !name.isEmpty, !isMacro(name), !places.is(word, "namespace") else { return }
      if isStated { add(name, scope, at: word + 1) }
      if words.contains(where: { places.is($0, "extends") || places.is($0, ":") }) { derive(name) }
      return
    }
    guard !words.contains(where: { places.is($0, "using") || places.is($0, "friend") }) else {
      return
    }
    let equals = words.first { places.is($0, "=") } ?? Int.max
    guard let open, open < equals, !places.text(open - 1).hasPrefix("__") else {
      guard isStated, isTypedef || language == .java,
        let name = words.last(where: {
          $0 < equals && places.isName($0) && $0 > statement.lowerBound
        })
      else { return }
      return add(places.text(name), scope, at: name)
    }
    // A call, or a macro, has no type before its name; a constructor has its scope's name.
    let name = places.text(open - 1)
    if scope.isType { method(name) }
    let isConstructor = scope.name.split(separator: ".").last.map { $0 == name } ?? false
    guard isStated, open - 1 > statement.lowerBound || isConstructor, !places.is(open - 2, "~"),
      !words.contains(where: { $0 < open && places.is($0, "::") && language.isC })
        || scope.name.isEmpty
    else { return }
    let pieces = places.pieces(open + 1..<places.end(of: open), anglesEnclose: true)
    let given = pieces.count == 1 && text(pieces[0]) == "void" ? [] : pieces
    add(name, scope, at: open - 1, given.map(typedParameter))
  }

  /// C and C++: `FMT_API`; a function is hardly ever called so.
  private func isMacro(_ name: String) -> Bool {
    language.isC && name.utf8.count > 2 && !name.contains(where: \.isLowercase)
  }

  private func typedParameter(_ piece: Range<Int>) -> Parameter {
    let equals = places.first("=", in: piece) ?? piece.upperBound
    let names = (piece.lowerBound..<equals).filter { places.isName($0) }
    let hasName =
      equals - piece.lowerBound > 1 && (names.last.map { $0 > piece.lowerBound } ?? false)
    let isRest = (piece.lowerBound..<equals).contains { places.is($0, "...") }
    return Parameter(
      name: hasName ? names.last.map(places.text) ?? "" : "", isOptional: equals < piece.upperBound,
      kind: isRest ? .rest : .ordinary,
      type: text(piece.lowerBound..<(hasName ? names.last ?? equals : equals)))
  }

  /// The tokens of a range, one space between them.
  private func text(_ range: Range<Int>) -> String {
    range.map(places.text).joined(separator: " ")
  }
}
