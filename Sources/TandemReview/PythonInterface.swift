import TandemCode

/// What a Python module offers: names without an underscore outside of functions, and what its
/// `__all__` lists.
enum PythonInterface {
  /// Returns what a text offers; nothing for a module whose own path is private.
  static func read(_ source: SourceTokens, path: String) -> PublicInterface {
    var interface = PublicInterface()
    let definitions = Definitions.find(in: source)
    let functions = Set(definitions.filter { $0.kind != .type }.map(\.qualifiedName))
    let outer = definitions.filter { !hasEnclosing($0.qualifiedName, in: functions) }
    for definition in outer where definition.kind == .method {
      interface.methods.insert(definition.name)
    }
    let types = outer.filter { $0.kind == .type }
    for type in types where derives(type, source) { interface.deriving.insert(type.qualifiedName) }
    readBindings(source, bodies: outer.filter { $0.kind != .type }, into: &interface)
    let listed = exports(source)
    guard !isPrivate(path) else { return interface }
    for definition in outer {
      let parts = definition.qualifiedName.split(separator: ".").map(String.init)
      let isListed = listed?.contains(parts[0])
      guard isListed ?? !isHidden(parts[0]), !parts.dropFirst().contains(where: isHidden),
        let parameters = parameters(of: definition, source)
      else { continue }
      interface.declarations.append(
        PublicDeclaration(
          name: definition.qualifiedName, line: definition.headLine,
          parameters: definition.kind == .type ? nil : parameters, isStated: isListed == true))
    }
    let defined = Set(interface.declarations.map(\.name))
    for name in (listed ?? []).sorted()
    where !defined.contains(name) && (interface.bound.contains(name) || interface.isOpen) {
      interface.declarations.append(PublicDeclaration(name: name, line: 0))
    }
    return interface
  }

  /// The names that a package's `__init__` imports or lists.
  static func exported(by initialiser: SourceTokens) -> Set<String> {
    if let listed = exports(initialiser) { return listed }
    var interface = PublicInterface()
    let definitions = Definitions.find(in: initialiser)
    readBindings(initialiser, bodies: definitions.filter { $0.kind != .type }, into: &interface)
    return interface.bound.filter { !isHidden($0) }
  }

  /// `_x`, but not `__init__`.
  private static func isHidden(_ name: String) -> Bool {
    name.hasPrefix("_") && !(name.hasPrefix("__") && name.hasSuffix("__"))
  }

  private static func isPrivate(_ path: String) -> Bool {
    path.split(separator: "/").contains { part in isHidden(String(part.prefix { $0 != "." })) }
  }

  private static func hasEnclosing(_ name: String, in functions: Set<String>) -> Bool {
    var rest = name[...]
    while let dot = rest.lastIndex(of: ".") {
      rest = rest[..<dot]
      if functions.contains(String(rest)) { return true }
    }
    return false
  }

  /// Whether a class has bases other than `object`.
  private static func derives(_ type: Definition, _ source: SourceTokens) -> Bool {
    let places = CodePlaces(source, tokens: headTokens(of: type))
    guard let open = head(of: type, places).map({ $0 + 1 }), places.is(open, "(") else {
      return false
    }
    let bases = (open + 1..<places.end(of: open)).map(places.text)
    return !(bases.isEmpty || bases == ["object"])
  }

  /// The tokens that hold a definition's head: types nest, and are not to be read once for each.
  private static func headTokens(of definition: Definition) -> Range<Int> {
    definition.kind == .type
      ? definition.tokens.clamped(
        to: 0..<definition.tokens.lowerBound + 2_000) : definition.tokens
  }

  /// The place of a definition's name.
  private static func head(of definition: Definition, _ places: CodePlaces) -> Int? {
    places.code.indices.first { place in
      places.code[place].line >= definition.headLine && places.isName(place)
        && (places.is(place - 1, "def") || places.is(place - 1, "class"))
    }
  }

  /// The names of `__all__`; nil where the module has none that can be read.
  private static func exports(_ source: SourceTokens) -> Set<String>? {
    let places = CodePlaces(source)
    var names: Set<String>?
    for place in places.code.indices.filter({ places.is($0, "__all__") }).prefix(20) {
      var open = place + 1
      while open < place + 4, !places.is(open, "["), !places.is(open, "(") { open += 1 }
      guard places.is(open, "[") || places.is(open, "(") else { continue }
      let strings = (open + 1..<max(open + 1, places.end(of: open))).filter {
        places.code.indices.contains($0) && places.code[$0].kind == .string
      }
      let found = strings.map { String(places.text($0).filter { $0 != "\"" && $0 != "'" }) }
      names = (names ?? []).union(found)
    }
    return names
  }

  private static func parameters(
    of definition: Definition, _ source: SourceTokens
  ) -> [PublicDeclaration.Parameter]? {
    let places = CodePlaces(source, tokens: headTokens(of: definition))
    guard let name = head(of: definition, places) else { return nil }
    if definition.kind == .type { return [] }
    let decorators = (0..<name).map(places.text)
    // The other halves of a property, and what only a type checker reads.
    if !Set(decorators).isDisjoint(with: ["setter", "getter", "deleter", "overload"]) {
      return nil
    }
    guard places.is(name + 1, "(") else { return nil }
    var parameters: [PublicDeclaration.Parameter] = []
    var isNamed = false
    for piece in places.pieces(name + 2..<places.end(of: name + 1), anglesEnclose: false) {
      let first = piece.lowerBound
      switch places.text(first) {
      case "/": for index in parameters.indices { parameters[index].kind = .placed }
      case "*" where piece.count == 1: isNamed = true
      case "*":
        parameters.append(.init(name: places.text(first + 1), isOptional: true, kind: .rest))
        isNamed = true
      case "**":
        parameters.append(.init(name: places.text(first + 1), isOptional: true, kind: .restNamed))
      case let text:
        parameters.append(
          .init(
            name: text, isOptional: places.first("=", in: piece) != nil,
            kind: isNamed ? .named : .ordinary))
      }
    }
    let takesItself = definition.kind == .method && !decorators.contains("staticmethod")
    if takesItself, let first = parameters.first, first.kind == .ordinary || first.kind == .placed {
      parameters.removeFirst()
    }
    return parameters
  }

  /// What is bound outside of functions.
  private static func readBindings(
    _ source: SourceTokens, bodies: [Definition], into interface: inout PublicInterface
  ) {
    var inside = bodies.map(\.tokens).sorted { $0.lowerBound < $1.lowerBound }[...]
    var before = ""
    for (index, token) in source.tokens.enumerated() {
      while let first = inside.first, first.upperBound <= index { inside.removeFirst() }
      if let first = inside.first, first.contains(index) { continue }
      switch token.kind {
      case .identifier, .keyword, .op:
        let text = source.text(token)
        if token.kind == .identifier, before != "." || text.hasPrefix("_") {
          interface.bound.insert(text)
        }
        if before == "import", text == "*" { interface.isOpen = true }
        before = text
      case .number, .string, .comment, .newline, .indent, .dedent, .directive: before = ""
      }
    }
    for body in bodies where body.kind == .function && !body.qualifiedName.contains(".") {
      if body.name == "__getattr__" { interface.isOpen = true }
    }
  }
}
