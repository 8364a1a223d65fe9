/// The brackets of a text whose blocks are braces, and the definitions that the braces open.
///
/// Every `{` is asked what the tokens before it define (`BraceHead`); so a text that does not
/// balance loses at most the definitions near the fault.
package struct BraceOutline {
  /// The text.
  package let source: SourceTokens
  /// The tokens that count, as indices into the text's; a *place* is an index into this list.
  ///
  /// No comments, no directives, and of preprocessor alternatives only the first.
  package let code: [Int]
  /// For each bracket's place the place of its partner; -1 for other tokens and lone brackets.
  package let partner: [Int]
  /// The places of all `{` with a partner, in order.
  private let braces: [Int]

  /// Pairs the brackets of `source`.
  package init(_ source: SourceTokens) {
    self.source = source
    code = Self.significant(source)
    var partner = [Int](repeating: -1, count: code.count)
    var open: [(place: Int, closer: UInt8)] = []
    var opened: [Int] = []
    /// How many brackets wait for each closer, so that a lone closer costs no search.
    var waiting = [Int](repeating: 0, count: 128)
    func add(_ place: Int, _ closer: UInt8) {
      open.append((place, closer))
      waiting[Int(closer)] += 1
    }
    for (place, index) in code.enumerated() where source.tokens[index].kind == .op {
      let byte = source.bytes[source.tokens[index].range.lowerBound]
      switch byte {
      case UInt8(ascii: "("): add(place, UInt8(ascii: ")"))
      case UInt8(ascii: "["): add(place, UInt8(ascii: "]"))
      case UInt8(ascii: "{"):
        add(place, UInt8(ascii: "}"))
        opened.append(place)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard waiting[Int(byte)] > 0 else { continue }
        while let last = open.popLast() {
          waiting[Int(last.closer)] -= 1
          if last.closer == byte {
            partner[place] = last.place
            partner[last.place] = place
            break
          }
        }
      default: break
      }
    }
    self.partner = partner
    braces = opened.filter { partner[$0] >= 0 }
  }

  /// A brace that encloses what is read.
  private struct Scope {
    var end: Int
    var name: String
    var isType: Bool
    var holdsDefinitions: Bool
  }

  /// The definitions that its braces open, outermost first.
  package var definitions: [Definition] {
    var found: [Definition] = []
    var scopes: [Scope] = []
    for place in braces {
      let end = partner[place]
      while let last = scopes.last, last.end < place { scopes.removeLast() }
      let holds = scopes.last?.holdsDefinitions ?? true
      guard let head = BraceHead(self, brace: place, mayHoldMethods: holds) else {
        if source.language.callsLookLikeDefinitions {
          scopes.append(
            Scope(
              end: end, name: scopes.last?.name ?? "", isType: scopes.last?.isType ?? false,
              holdsDefinitions: holds && isLinkage(place)))
        }
        continue
      }
      let outer = scopes.last.map(\.name) ?? ""
      let own = head.owner.map { $0 + "." + head.name } ?? head.name
      let qualified = outer.isEmpty ? own : own.isEmpty ? outer : outer + "." + own
      let isType = head.kind == .type
      scopes.append(
        Scope(end: end, name: qualified, isType: isType, holdsDefinitions: isType))
      guard head.isListed else { continue }
      let isMethod = head.owner != nil || scopes.dropLast().last?.isType == true
      let first = source.tokens[code[head.start]]
      let last = source.tokens[code[end]]
      found.append(
        Definition(
          kind: isType ? .type : isMethod ? .method : .function, name: head.name,
          qualifiedName: qualified, firstLine: first.line,
          headLine: source.tokens[code[head.keyword]].line, lastLine: last.line,
          bytes: first.range.lowerBound..<last.range.upperBound,
          tokens: code[head.start]..<code[end] + 1))
    }
    return found
  }

  /// C++: `extern "C" {` encloses definitions like the file itself.
  private func isLinkage(_ brace: Int) -> Bool {
    brace >= 2 && source.tokens[code[brace - 1]].kind == .string && self.is(brace - 2, "extern")
  }

  // MARK: Asking about places

  /// The token at a place.
  package func token(_ place: Int) -> SourceToken { source.tokens[code[place]] }

  /// The text of the token at a place.
  package func text(_ place: Int) -> String { source.text(token(place)) }

  /// Whether a place is inside the text and its token reads `word`.
  package func `is`(_ place: Int, _ word: StaticString) -> Bool {
    code.indices.contains(place) && source.text(token(place), is: word)
  }

  /// Whether the token at a place is of a kind.
  func has(_ place: Int, _ kind: SourceToken.Kind) -> Bool {
    code.indices.contains(place) && token(place).kind == kind
  }

  /// The place before `place` at the same level, brackets passed over whole; nil where a statement
  /// begins.
  func previous(_ place: Int) -> Int? {
    let before = place - 1
    guard before >= 0 else { return nil }
    guard has(before, .op) else { return before }
    if self.is(before, ")") || self.is(before, "]") {
      return partner[before] >= 0 ? partner[before] : nil
    }
    if self.is(before, "}") {
      let isEmpty = source.language == .go && partner[before] == before - 1
      let isInitialiser =
        source.language == .cPlusPlus && (self.is(place, ",") || self.is(place, "{"))
      return (isEmpty || isInitialiser) && partner[before] >= 0 ? partner[before] : nil
    }
    let isBoundary =
      self.is(before, ";") || self.is(before, "{") || self.is(before, "(") || self.is(before, "[")
    return isBoundary ? nil : before
  }

  private static func significant(_ source: SourceTokens) -> [Int] {
    var kept: [Int] = []
    kept.reserveCapacity(source.tokens.count)
    var skippedDepth = 0
    for (index, token) in source.tokens.enumerated() {
      switch token.kind {
      case .comment, .newline, .indent, .dedent: break
      case .directive:
        if skippedDepth > 0 {
          if source.directive(token, begins: "if") { skippedDepth += 1 }
          if source.directive(token, begins: "endif") { skippedDepth -= 1 }
        } else if source.directive(token, begins: "el") {
          skippedDepth = 1
        }
      case .identifier, .keyword, .number, .string, .op:
        if skippedDepth == 0 { kept.append(index) }
      }
    }
    return kept
  }
}

extension Language {
  /// Whether a definition needs no word of its own, so that only its place tells it from a call.
  var callsLookLikeDefinitions: Bool { self == .c || self == .cPlusPlus || self == .java }
}
