import TandemCode

/// What is public by the rules of each language, statement by statement.
extension BraceInterface {
  /// Whether a file can offer anything to others at all.
  static func isOffered(_ path: String, _ source: SourceTokens) -> Bool {
    let folders = path.split(separator: "/").dropLast()
    switch source.language {
    case .go:
      let places = CodePlaces(source)
      return !folders.contains("internal") && !folders.contains("cmd")
        && !(places.is(0, "package") && places.is(1, "main"))
    case .c, .cPlusPlus:
      return ["h", "hh", "hpp", "hxx"].contains(path.split(separator: ".").last.map(String.init))
    case .rust: return path.split(separator: "/").last != "main.rs" && !folders.contains("bin")
    case .java: return !folders.contains("internal") && !folders.contains("impl")
    case .swift, .javaScript, .typeScript, .python: return true
    }
  }

  /// The scope that a brace after these tokens opens; nil for a body and a value.
  func container(_ statement: Range<Int>, _ scope: Scope) -> Scope? {
    let words = words(in: statement)
    let isCalled = words.contains { place in
      Self.callWords.contains(places.text(place)) || language.isC && places.is(place, "(")
    }
    let known = isCalled ? [] : words.filter { isContainer(places.text($0)) }
    // C++: the words of a template stand before the type's own.
    guard let word = language.isC ? known.last : known.first else {
      return statement.isEmpty || places.code[statement.upperBound - 1].kind != .string
        ? nil : places.first("extern", in: statement).map { _ in scope }
    }
    if places.first("=", in: statement) != nil || places.is(statement.lowerBound, "typedef") {
      return nil
    }
    let kind = places.text(word)
    var name = typeName(after: word, kind, in: statement)
    if kind == "namespace", name.isEmpty || Self.innerNamespaces.contains(name) {
      return Scope(isPublic: false)
    }
    if kind == "extern" { return scope }
    if !scope.name.isEmpty { name = scope.name + "." + name }
    let isPublic = scope.isPublic && isStated(statement, scope)
    var inner = Scope(name: name, isPublic: isPublic, isType: kind != "namespace" && kind != "mod")
    switch language {
    case .rust:
      if kind == "impl" {
        inner.isPublic = places.first("for", in: statement) == nil
      } else if kind != "mod", kind != "trait" {
        return nil
      }
      inner.isPublicByDefault = kind == "trait"
    case .swift:
      if kind == "extension" {
        inner.isPublic = true
        inner.isPublicByDefault = isPublic
      }
      inner.isPublicByDefault = inner.isPublicByDefault || kind == "protocol"
    case .java: inner.isPublicByDefault = kind == "interface" || kind == "@"
    case .c, .cPlusPlus: inner.isPublicByDefault = kind != "class"
    case .javaScript, .typeScript: inner.isPublicByDefault = true
    case .go, .python: return nil
    }
    return inner
  }

  /// How C++ calls what is nobody else's.
  private static let innerNamespaces: Set<String> = [
    "detail", "details", "internal", "impl", "priv", "_",
  ]

  private static let callWords: Set<String> = [
    "fn", "func", "init", "deinit", "subscript", "var", "let", "function",
  ]

  /// Takes in what a statement offers.
  mutating func declare(_ statement: Range<Int>, _ scope: Scope, isBody: Bool) {
    guard !statement.isEmpty else { return }
    switch language {
    case .swift, .rust: declareWorded(statement, scope)
    case .go: declareGo(statement, scope)
    case .javaScript, .typeScript: declareScript(statement, scope)
    case .java, .c, .cPlusPlus: declareTyped(statement, scope)
    case .python: break
    }
  }

  // MARK: What stands before a name

  /// The places of a statement outside of brackets.
  func words(in statement: Range<Int>) -> [Int] {
    var found: [Int] = []
    var place = statement.lowerBound
    while place < statement.upperBound {
      found.append(place)
      place = places.partner[place] > place ? places.partner[place] + 1 : place + 1
    }
    return found
  }

  private func isContainer(_ word: String) -> Bool {
    switch language {
    case .swift: ["class", "struct", "enum", "protocol", "extension", "actor"].contains(word)
    case .rust: ["mod", "impl", "trait"].contains(word)
    case .java: ["class", "interface", "enum", "record"].contains(word)
    case .c, .cPlusPlus: ["class", "struct", "namespace", "union"].contains(word)
    case .javaScript, .typeScript: ["class", "interface", "namespace"].contains(word)
    case .go, .python: false
    }
  }

  /// Whether a word of the language, or the scope, makes a statement public.
  func isStated(_ statement: Range<Int>, _ scope: Scope) -> Bool {
    let words = words(in: statement)
    func has(_ word: StaticString) -> Bool { words.contains { places.is($0, word) } }
    // Rust: `#[doc(hidden)]`.
    if language == .rust, statement.contains(where: { places.is($0, "hidden") }) { return false }
    switch language {
    case .swift:
      let isHidden = has("private") || has("fileprivate") || has("internal") || has("package")
      return has("public") || has("open") || scope.isPublicByDefault && !isHidden
    case .rust:
      guard let pub = words.first(where: { places.is($0, "pub") }) else {
        return scope.isPublicByDefault
      }
      return !places.is(pub + 1, "(")
    case .java:
      return has("public") || has("protected") || scope.isPublicByDefault && !has("private")
    case .javaScript, .typeScript:
      return places.is(statement.lowerBound, "export") || scope.isPublicByDefault
    case .c, .cPlusPlus: return scope.name.isEmpty || !scope.isType || scope.isPublicByDefault
    case .go, .python: return true
    }
  }

  func typeName(after word: Int, _ kind: String, in statement: Range<Int>) -> String {
    var first = word + 1
    if kind == "impl", places.text(first).hasPrefix("<") {
      var angles = 0
      while first < statement.upperBound {
        let text = places.text(first)
        if text != "->" {
          angles += text.count { $0 == "<" } - text.count { $0 == ">" }
        }
        first += 1
        if angles <= 0 { break }
      }
    }
    var name = ""
    while first < statement.upperBound {
      if places.isName(first) {
        name =
          name.isEmpty || !places.is(first - 1, ".") && !places.is(first - 1, "::")
          ? places.text(first) : name + "." + places.text(first)
        let goesOn =
          places.is(first + 1, ".") || places.is(first + 1, "::")
          || (language.isC && places.isName(first + 1) && !places.is(first + 1, "final"))
        if !goesOn { break }
      } else if !places.is(first, "."), !places.is(first, "::"), !places.is(first, "class") {
        break
      }
      first += 1
    }
    return name
  }
}

extension Language {
  /// Whether it is C or C++.
  var isC: Bool { self == .c || self == .cPlusPlus }
}
