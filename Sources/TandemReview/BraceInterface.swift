import TandemCode

/// What a text of a language with braces offers: the statements outside of function bodies, each
/// asked by its language's rule (`BraceInterface+languages.swift`).
struct BraceInterface {
  let places: CodePlaces
  let language: Language
  private(set) var interface = PublicInterface()

  /// Returns what a text offers; nothing where its path says that it is for nobody else.
  static func read(_ source: SourceTokens, path: String) -> PublicInterface {
    guard isOffered(path, source) else { return PublicInterface() }
    var reader = BraceInterface(source)
    reader.scan()
    return reader.interface
  }

  private init(_ source: SourceTokens) {
    places = CodePlaces(source)
    language = source.language
  }

  /// Something whose braces hold declarations.
  struct Scope {
    /// Its name with those around it; empty for the file and what has none.
    var name = ""
    /// Whether what is in it can be public at all.
    var isPublic = true
    /// Whether its members are public without a word.
    var isPublicByDefault = false
    /// Whether it is a type, whose functions are members.
    var isType = false
    var end = Int.max
  }

  /// Types that are looked into, one in the other.
  private static let mostScopes = 40

  private mutating func scan() {
    var scopes = [Scope()]
    var start = 0
    // Where a statement begins whose braces are its own: it is asked once, however many it has.
    var held = -1
    var place = 0
    while place < places.code.count {
      while scopes.count > 1, let last = scopes.last, last.end < place { scopes.removeLast() }
      let scope = scopes[scopes.count - 1]
      if place == scope.end || places.is(place, ";") || endsLine(start, place) {
        declare(start..<place, scope, isBody: false)
        start = places.is(place, ";") || place == scope.end ? place + 1 : place
        if start > place {
          place += 1
          continue
        }
      }
      if language.hasAccessLabels, places.is(place, ":"), let label = accessLabel(place, start) {
        scopes[scopes.count - 1].isPublicByDefault = label
        start = place + 1
      } else if places.is(place, "{") {
        let end = places.end(of: place)
        if held == start {
          place = end
        } else if scopes.count < Self.mostScopes, var inner = container(start..<place, scope) {
          declare(start..<place, scope, isBody: true)
          inner.end = end
          scopes.append(inner)
          start = place + 1
        } else if holdsBraces(start..<place) {
          held = start
          place = end
        } else {
          declare(start..<place, scope, isBody: true)
          place = end
          start = end + 1
        }
      } else if places.partner[place] > place {
        place = places.partner[place]
      }
      place += 1
    }
    let end = places.code.count
    declare(min(start, end)..<end, scopes[scopes.count - 1], isBody: false)
  }

  /// Whether a statement that begins at `start` has ended with the line before `place`.
  private func endsLine(_ start: Int, _ place: Int) -> Bool {
    guard language.endsWithLines, place > start else { return false }
    let last = places.code[place - 1]
    guard places.code[place].line > last.line else { return false }
    let goesOn =
      last.kind == .op && ![")", "]", "}", ">", "?", "!"].contains(places.text(place - 1))
    let next = places.text(place)
    return !goesOn
      && ![".", "{", "->", "=>", "where", ":", "=", "?", "&&", "||", "throws", "async"]
        .contains(next)
      && !(places.text(place - 1).hasPrefix("@"))
  }

  /// C++: whether `public:`, `private:` or `protected:` ends at a place, and which.
  private func accessLabel(_ colon: Int, _ start: Int) -> Bool? {
    guard colon - start <= 2 else { return nil }
    switch places.text(start) {
    case "public", "protected": return true
    case "private": return false
    default: return nil
    }
  }

  /// Whether a brace after these tokens belongs to the statement rather than ending it.
  private func holdsBraces(_ statement: Range<Int>) -> Bool {
    if language == .rust {
      return places.first("fn", in: statement) == nil
        && ["use", "const", "static", "type"].contains {
          places.first($0, in: statement) != nil
        }
    }
    if places.first("=", in: statement) != nil { return language != .swift }
    switch language {
    case .rust: return false
    case .javaScript, .typeScript:
      return statement.count == 1 && places.is(statement.lowerBound, "export")
        || places.first("import", in: statement) != nil
        || statement.count == 2 && places.is(statement.lowerBound + 1, "type")
    case .go:
      return places.is(statement.upperBound - 1, "interface")
        || places.is(statement.upperBound - 1, "struct")
        || places.is(statement.lowerBound, "type")
    case .c, .cPlusPlus: return places.is(statement.lowerBound, "typedef")
    case .java, .swift, .python: return false
    }
  }

  // MARK: What was found

  mutating func add(
    _ name: String, _ scope: Scope, at place: Int,
    _ parameters: [PublicDeclaration.Parameter]? = nil
  ) {
    guard !name.isEmpty, places.code.indices.contains(place) else { return }
    interface.declarations.append(
      PublicDeclaration(
        name: scope.name.isEmpty ? name : scope.name + "." + name, line: places.code[place].line,
        parameters: parameters))
  }

  mutating func bind(_ name: String) { interface.bound.insert(name) }
  mutating func open() { interface.isOpen = true }
  mutating func derive(_ name: String) { interface.deriving.insert(name) }
  mutating func method(_ name: String) { interface.methods.insert(name) }
}

extension Language {
  /// Whether a new line ends a statement where it can.
  fileprivate var endsWithLines: Bool {
    self == .go || self == .swift || self == .javaScript || self == .typeScript
  }

  /// Whether `public:` stands above what it speaks of.
  fileprivate var hasAccessLabels: Bool { self == .c || self == .cPlusPlus }
}
