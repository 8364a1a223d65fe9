import TandemCode

/// Where a statement ends that opens no block.
extension BraceReader {
  func simpleEnd(_ place: Int, _ end: Int) -> Int {
    var at = place
    while at < end {
      if isOn(at, ";") || (at > place && definitions[at] != nil && startsLine(at)) { return at }
      if at > place, grammar.endsWithLine, endsLine(before: at) { return at }
      if language == .rust, at > place, isOn(at - 1, "}"), startsLine(at), !continues(at) {
        return at
      }
      at = isOpening(at) ? after(at) : at + 1
    }
    return min(at, end)
  }

  func lineEnd(_ place: Int, _ end: Int) -> Int {
    var at = place
    while at < end {
      if at > place, endsLine(before: at) { return at }
      at = isOpening(at) ? after(at) : at + 1
    }
    return min(at, end)
  }

  /// Whether a statement ends before `place` because its line does.
  private func endsLine(before place: Int) -> Bool {
    startsLine(place) && !continues(place) && !isOpenEnded(place - 1)
  }

  /// Whether the token at `place` cannot begin a statement.
  private func continues(_ place: Int) -> Bool {
    let token = outline.token(place)
    guard token.kind == .op || token.kind == .keyword else { return false }
    let text = outline.text(place)
    if token.kind == .keyword { return ["else", "as", "is", "instanceof", "in"].contains(text) }
    switch text {
    case "(", "[", "{", "@", "#", "}", "-", "!", "*", "&", "++", "--", "~", "...":
      return language == .javaScript || language == .typeScript ? text == "(" || text == "[" : false
    default: return true
    }
  }

  /// Whether more must follow the token at `place`.
  private func isOpenEnded(_ place: Int) -> Bool {
    let token = outline.token(place)
    guard token.kind == .op else { return false }
    switch outline.text(place) {
    case ")", "]", "}", "++", "--", ";": return false
    case "?", "!": return language == .javaScript || language == .typeScript
    // Closes a type far more often than it compares with the next line.
    case ">": return false
    default: return true
    }
  }
}
