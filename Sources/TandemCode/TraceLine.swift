import TandemCore

/// One line of a text, asked whether it is a stack frame and of which runtime's form.
struct TraceLine {
  private let text: Substring

  /// A frame and the order in which its runtime prints a trace.
  struct Found {
    var frame: StackFrame
    var innermostFirst: Bool
  }

  /// Takes a line; quote and exception-group marks at its head are passed over.
  init(_ line: String) {
    var rest = line[...]
    while let first = rest.first, first.isWhitespace || first == "|" || first == ">" {
      rest = rest.dropFirst()
    }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    text = rest
  }

  /// Whether a new trace begins here.
  var beginsTrace: Bool {
    text.hasPrefix("Traceback (most recent call last)") || text.hasPrefix("Caused by:")
      || text.hasPrefix("goroutine ") || text.hasPrefix("panic:")
      || text.hasPrefix("stack backtrace:")
  }

  /// The function that this line names for a location on the next one (Go, Rust).
  var functionHeading: String? {
    if let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isNumber),
      colon > text.startIndex
    {
      var name = text[text.index(after: colon)...].drop { $0 == " " }
      if name.hasPrefix("0x"), let dash = name.range(" - ") { name = name[dash.upperBound...] }
      return name.contains("::") ? String(name) : nil
    }
    var name = text
    if name.hasPrefix("created by ") {
      name = name.dropFirst(11)
      if let routine = name.range(" in goroutine") { name = name[..<routine.lowerBound] }
      return String(name)
    }
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), !name.contains(" at ") else {
      return nil
    }
    name = name[..<open]
    return name.contains(".") && !name.contains(" ") ? String(name) : nil
  }

  /// The frame of this line; `heading` is the function that the line before named.
  func frame(under heading: String?) -> Found? {
    if let frame = python ?? pytest { return Found(frame: frame, innermostFirst: false) }
    if let frame = at(heading) ?? numbered ?? go(heading) ?? panicked {
      return Found(frame: frame, innermostFirst: true)
    }
    return nil
  }

  /// Python: `File "a.py", line 3, in f`.
  private var python: StackFrame? {
    guard text.hasPrefix("File \""), let close = text.range("\", line ") else { return nil }
    let path = text[text.index(text.startIndex, offsetBy: 6)..<close.lowerBound]
    let rest = text[close.upperBound...]
    let function = rest.range(", in ").map { String(rest[$0.upperBound...]) }
    return Int(rest.prefix(while: \.isNumber)).map {
      StackFrame(path: String(path), line: $0, function: function)
    }
  }

  /// pytest `a.py:3: in f`, `a.py:3: AssertionError`, `a.py:3:`; Swift `a.swift:3: Fatal error: …`.
  ///
  /// Compilers' `a.c:3:5: error: …` has the same form.
  private var pytest: StackFrame? {
    let path = text.prefix { $0 != ":" && $0 != " " }
    guard path.count < text.count, isSourcePath(path), text[path.endIndex] == ":" else {
      return nil
    }
    var rest = text[text.index(after: path.endIndex)...]
    guard let line = Int(rest.prefix(while: \.isNumber)) else { return nil }
    rest = rest.drop(while: \.isNumber)
    guard rest.first == ":" else { return nil }
    rest = rest.dropFirst().drop { $0.isNumber || $0 == ":" || $0 == " " }
    let word = rest.prefix { $0 != " " && $0 != ":" }
    let speaks =
      rest.isEmpty || rest.hasPrefix("in ") || rest.hasPrefix("Fatal error")
      || rest.hasPrefix("error") || rest.hasPrefix("fatal error") || word.hasSuffix("Error")
      || word.hasSuffix("Exception") || word == "Failed" || word.hasSuffix("Warning")
    guard speaks else { return nil }
    let function = rest.hasPrefix("in ") ? String(rest.dropFirst(3)) : nil
    return StackFrame(path: String(path), line: line, function: function)
  }

  /// V8 `at f (a.js:3:5)`, Java `at p.C.m(C.java:3)`, Rust's second line `at ./a.rs:3:5`.
  private func at(_ heading: String?) -> StackFrame? {
    guard text.hasPrefix("at ") else { return nil }
    let rest = text.dropFirst(3)
    if let open = rest.lastIndex(of: "("), rest.hasSuffix(")") {
      let inside = rest[rest.index(after: open)...].dropLast()
      guard let place = location(inside) else { return nil }
      let isJava = open > rest.startIndex && rest[rest.index(before: open)] != " "
      var function = rest[..<open]
      if isJava {
        if let module = function.lastIndex(of: "/") { function = function[module...].dropFirst() }
        let folders = function.split(separator: ".").dropLast(2)
        let path = (folders + [place.path]).joined(separator: "/")
        return StackFrame(path: path, line: place.line, function: String(function))
      }
      for word in ["async ", "new "] where function.hasPrefix(word) {
        function = function.dropFirst(word.count)
      }
      if let alias = function.range(" [as ") { function = function[..<alias.lowerBound] }
      while function.last == " " { function = function.dropLast() }
      return StackFrame(path: String(place.path), line: place.line, function: String(function))
    }
    let bare = rest.hasPrefix("async ") ? rest.dropFirst(6) : rest
    return location(bare).map {
      StackFrame(path: String($0.path), line: $0.line, function: heading)
    }
  }

  /// gdb `#1 0x… in f (x=1) at a.c:3`, sanitizers `#0 0x… in f a.c:3:5`, Swift, lldb.
  ///
  /// Swift writes `0 f() in app at a.swift:3:5`, lldb ``frame #0: 0x… app`f(x) at A.swift:3:5``.
  private var numbered: StackFrame? {
    var rest = text
    if rest.hasPrefix("*") { rest = rest.dropFirst().drop { $0 == " " } }
    if rest.hasPrefix("frame ") { rest = rest.dropFirst(6) }
    let isHash = rest.first == "#"
    if isHash { rest = rest.dropFirst() }
    guard rest.first?.isNumber == true else { return nil }
    rest = rest.drop(while: \.isNumber).drop { $0 == ":" || $0 == " " }
    let tail: Substring
    if let at = rest.range(" at ", last: true) {
      tail = rest[at.upperBound...]
      rest = rest[..<at.lowerBound]
    } else if isHash, let space = rest.lastIndex(of: " ") {
      tail = rest[space...].dropFirst()
      rest = rest[..<space]
    } else {
      return nil
    }
    guard let place = location(tail) else { return nil }
    if let mark = rest.range(" in "), rest.hasPrefix("0x") {
      rest = rest[mark.upperBound...]
    } else if let tick = rest.lastIndex(of: "`") {
      rest = rest[tick...].dropFirst()
    } else if let mark = rest.range(" in ") {
      rest = rest[..<mark.lowerBound]
      while let space = rest.firstIndex(of: " "), rest.first == "[" || rest.hasPrefix("0x") {
        rest = rest[space...].dropFirst()
      }
      if let plus = rest.range(" + ") { rest = rest[..<plus.lowerBound] }
    }
    let name = rest.prefix { $0 != "(" && $0 != " " }
    return StackFrame(path: String(place.path), line: place.line, function: String(name))
  }

  /// Go's second line: `/a/b.go:3 +0x1d`.
  private func go(_ heading: String?) -> StackFrame? {
    guard let heading else { return nil }
    let place = text.range(" +0x").map { text[..<$0.lowerBound] } ?? text
    guard let found = location(place), found.path.hasSuffix(".go") else { return nil }
    return StackFrame(path: String(found.path), line: found.line, function: heading)
  }

  /// Rust: `thread 'main' panicked at src/a.rs:3:5:` and the older form with the message before.
  private var panicked: StackFrame? {
    guard text.hasPrefix("thread '"), let mark = text.range("panicked at ") else { return nil }
    var rest = text[mark.upperBound...]
    if rest.hasPrefix("'"), let comma = rest.range("', ", last: true) {
      rest = rest[comma.upperBound...]
    }
    if rest.last == ":" { rest = rest.dropLast() }
    return location(rest).map { StackFrame(path: String($0.path), line: $0.line) }
  }

  /// Splits `path:line` or `path:line:column`.
  private func location(_ text: Substring) -> (path: Substring, line: Int)? {
    var path = text
    var numbers: [Int] = []
    while numbers.count < 2, let colon = path.lastIndex(of: ":"),
      let number = Int(path[path.index(after: colon)...])
    {
      numbers.append(number)
      path = path[..<colon]
    }
    for scheme in ["file://", "webpack://", "webpack-internal:///"] where path.hasPrefix(scheme) {
      path = path.dropFirst(scheme.count)
    }
    guard let line = numbers.last, isSourcePath(path) else { return nil }
    return (path, line)
  }

  /// Whether a path has an extension and no blanks in its last part.
  private func isSourcePath(_ path: Substring) -> Bool {
    guard let dot = path.lastIndex(of: "."), dot > path.startIndex else { return false }
    let ending = path[path.index(after: dot)...]
    return (1...5).contains(ending.count)
      && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "+") }
  }
}

extension Substring {
  /// The first (or last) place of `part`.
  fileprivate func range(_ part: String, last: Bool = false) -> Range<Index>? {
    guard utf8.count >= part.utf8.count else { return nil }
    let wanted = Array(part.utf8)
    var found: Range<Index>?
    var index = startIndex
    while index < endIndex {
      if utf8[index...].starts(with: wanted) {
        found = index..<utf8.index(index, offsetBy: wanted.count)
        if !last { return found }
      }
      index = utf8.index(after: index)
    }
    return found
  }
}
