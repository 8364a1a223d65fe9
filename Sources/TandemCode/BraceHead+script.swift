/// Definitions of JavaScript and TypeScript that are values: functions assigned, methods of objects
/// and classes, and the callbacks that test frameworks take.
extension BraceHead {
  static func script(_ outline: BraceOutline, _ brace: Int) -> BraceHead? {
    guard let parameters = parameters(outline, before: brace) else { return nil }
    var before = parameters - 1
    if outline.is(brace - 1, "=>") { return value(outline, before) }
    if outline.is(before, ">") {
      while before > 0, !outline.is(before, "<"), !outline.is(before, "}") { before -= 1 }
      before -= 1
    }
    if outline.is(before, "function") || outline.is(before, "*") {
      if outline.is(before, "*") { before -= 1 }
      return outline.is(before, "function") ? value(outline, before - 1) : nil
    }
    guard outline.has(before, .identifier) || outline.has(before, .string) else { return nil }
    let name = before
    before -= 1
    if outline.is(before, "*") { before -= 1 }
    if outline.is(before, "function") {
      if let assigned = value(outline, before - 1), !assigned.name.hasPrefix("test ") {
        return assigned
      }
      return head(outline, .function, outline.text(name), at: name)
    }
    while isMethodWord(outline, before) { before -= 1 }
    let isMember =
      before < 0 || outline.is(before, "{") || outline.is(before, "}") || outline.is(before, ",")
      || outline.is(before, ";") || outline.is(before, ")")
    return isMember ? head(outline, .function, outline.text(name), at: name) : nil
  }

  /// The place where the parameters of the function whose body opens at `brace` begin.
  private static func parameters(_ outline: BraceOutline, before brace: Int) -> Int? {
    var end = brace - 1
    if outline.is(end, "=>") {
      end -= 1
      if outline.has(end, .identifier) { return end }
    }
    if outline.source.language == .typeScript, !outline.is(end, ")") {
      var place = end
      while place > 0, outline.token(place).kind != .string, !outline.is(place, ";"),
        !outline.is(place, "{")
      {
        if outline.is(place, ":"), outline.is(place - 1, ")") {
          end = place - 1
          break
        }
        place -= 1
      }
    }
    guard outline.is(end, ")"), outline.partner[end] >= 0 else { return nil }
    return outline.partner[end]
  }

  private static func isMethodWord(_ outline: BraceOutline, _ place: Int) -> Bool {
    outline.is(place, "async") || outline.is(place, "static") || outline.is(place, "get")
      || outline.is(place, "set") || outline.is(place, "public") || outline.is(place, "private")
      || outline.is(place, "protected") || outline.is(place, "readonly")
      || outline.is(place, "override")
  }

  /// What the function value that begins after `place` is named by.
  private static func value(_ outline: BraceOutline, _ place: Int) -> BraceHead? {
    let place = outline.is(place, "async") ? place - 1 : place
    if outline.is(place, "=") {
      return chain(outline, endingAt: place - 1).map {
        head(outline, .function, $0.text, at: $0.start)
      }
    }
    if outline.is(place, ":"), outline.has(place - 1, .identifier) {
      return head(outline, .function, outline.text(place - 1), at: place - 1)
    }
    return outline.is(place, ",") || outline.is(place, "(") ? testCall(outline, place) : nil
  }

  /// The dotted name that ends at a place.
  private static func chain(
    _ outline: BraceOutline, endingAt place: Int
  ) -> (text: String, start: Int)? {
    guard outline.has(place, .identifier) || outline.has(place, .keyword) else { return nil }
    var start = place
    while outline.is(start - 1, "."),
      outline.has(start - 2, .identifier) || outline.has(start - 2, .keyword)
    {
      start -= 2
    }
    return ((start...place).map(outline.text).joined(), start)
  }

  /// `describe('name', …)`, `it('name', …)`, `beforeEach(…)` around the argument at a place.
  private static func testCall(_ outline: BraceOutline, _ place: Int) -> BraceHead? {
    var open = place
    var steps = 0
    while !outline.is(open, "(") {
      steps += 1
      guard open > 0, steps < 500 else { return nil }
      open =
        outline.partner[open - 1] >= 0 && outline.partner[open - 1] < open
        ? outline.partner[open - 1] : open - 1
      if outline.is(open, ";") || outline.is(open, "{") { return nil }
    }
    guard let callee = chain(outline, endingAt: open - 1) else { return nil }
    let title = outline.has(open + 1, .string) ? outline.text(open + 1).dropFirst().dropLast() : ""
    switch String(callee.text.prefix { $0 != "." }) {
    case "describe", "context", "suite":
      return head(outline, .type, "describe " + title, at: callee.start)
    case "it", "test", "specify":
      return head(outline, .function, "test " + title, at: callee.start)
    case "before", "beforeAll", "beforeEach", "after", "afterAll", "afterEach", "setup", "teardown":
      return head(outline, .function, callee.text, at: callee.start)
    default: return nil
    }
  }

  /// A head that begins where its line's statement does.
  private static func head(
    _ outline: BraceOutline, _ kind: Definition.Kind, _ name: String, at place: Int
  ) -> BraceHead {
    var start = place
    while start > 0, outline.token(start - 1).line == outline.token(start).line,
      outline.has(start - 1, .keyword) || outline.is(start - 1, "async")
        || outline.is(start - 1, "get") || outline.is(start - 1, "set")
    {
      start -= 1
    }
    return BraceHead(kind: kind, name: name, start: start, keyword: place)
  }
}
