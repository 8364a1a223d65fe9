import TandemCode

/// The tokens of a text that count, with the partner of each bracket.
///
/// A *place* is an index into the list; comments, layout and preprocessor lines are left out.
struct CodePlaces {
  let source: SourceTokens
  let code: [SourceToken]
  /// For each bracket its partner's place; -1 for other tokens and lone brackets.
  let partner: [Int]

  init(_ source: SourceTokens, tokens: Range<Int>? = nil) {
    self.source = source
    let all = tokens.map { source.tokens[$0] } ?? source.tokens[...]
    code = all.filter { token in
      switch token.kind {
      case .comment, .newline, .indent, .dedent, .directive: false
      case .identifier, .keyword, .number, .string, .op: true
      }
    }
    var partner = [Int](repeating: -1, count: code.count)
    var open: [Int] = []
    for (place, token) in code.enumerated() where token.kind == .op {
      switch source.bytes[token.range.lowerBound] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open.append(place)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let last = open.popLast() else { continue }
        partner[place] = last
        partner[last] = place
      default: break
      }
    }
    self.partner = partner
  }

  /// The text of the token at a place; empty outside of the text.
  func text(_ place: Int) -> String {
    code.indices.contains(place) ? source.text(code[place]) : ""
  }

  /// Whether the token at a place reads `word`.
  func `is`(_ place: Int, _ word: StaticString) -> Bool {
    code.indices.contains(place) && source.text(code[place], is: word)
  }

  /// Whether the token at a place is a name.
  func isName(_ place: Int) -> Bool {
    code.indices.contains(place) && code[place].kind == .identifier
  }

  /// The end of a bracket that opens at a place; the next place where it is never closed.
  func end(of place: Int) -> Int { partner[place] > place ? partner[place] : place + 1 }

  /// The pieces of a range between commas that no bracket encloses; `<…>` encloses too where
  /// `anglesEnclose`.
  func pieces(_ range: Range<Int>, anglesEnclose: Bool) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    var place = start
    var angles = 0
    while place < range.upperBound {
      if partner[place] > place {
        place = partner[place]
      } else if anglesEnclose, code[place].kind == .op {
        let text = text(place)
        if text != "->", text != "=>" {
          angles = max(0, angles + text.count { $0 == "<" } - text.count { $0 == ">" })
        }
      }
      if angles == 0, self.is(place, ",") {
        pieces.append(start..<place)
        start = place + 1
      }
      place += 1
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    return pieces.filter { !$0.isEmpty }
  }

  /// The first place of a range that reads `word` and that no bracket of the range encloses.
  func first(_ word: String, in range: Range<Int>) -> Int? {
    var place = range.lowerBound
    while place < range.upperBound {
      if source.bytes[code[place].range].elementsEqual(word.utf8) { return place }
      place = partner[place] > place ? partner[place] + 1 : place + 1
    }
    return nil
  }
}
