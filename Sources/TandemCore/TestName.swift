/// Whether two spellings name the same test: runners and lexers write ids differently.
package enum TestName {
  /// Compares part by part from the end, as far as the shorter name goes: `a.py::B::c`, `a.B.c`,
  /// `c (a.B)` and `B::c` are the same test, `b.py::B::c` is another.
  package static func same(_ a: String, _ b: String) -> Bool {
    let (a, b) = (parts(a), parts(b))
    let depth = min(a.count, b.count)
    return depth > 0 && a.suffix(depth).elementsEqual(b.suffix(depth))
  }

  private static func parts(_ name: String) -> [Substring] {
    // A parameter list `[…]` is not part of the definition's name.
    let words = name.prefix { $0 != "[" }.split(separator: " ", maxSplits: 1)
    // Django and unittest write `name (module.Class)`, later Pythons `name (module.Class.name)`.
    if words.count == 2, words[1].hasPrefix("("), words[1].hasSuffix(")") {
      let holder = split(words[1].dropFirst().dropLast())
      return holder.last == words[0] ? holder : holder + [words[0]]
    }
    return split(name.prefix { $0 != "[" })
  }

  private static func split(_ name: Substring) -> [Substring] {
    let isSeparator: (Character) -> Bool = { $0 == ":" || $0 == "." || $0 == "/" }
    guard let colon = name.firstIndex(of: ":") else {
      return name.split(whereSeparator: isSeparator)
    }
    // Before `::` stands a path; its extension is no part of the name.
    let path = name[..<colon]
    let stem = path.lastIndex(of: ".").map { path[..<$0] } ?? path
    return stem.split(whereSeparator: isSeparator)
      + name[colon...].split(whereSeparator: isSeparator)
  }
}
