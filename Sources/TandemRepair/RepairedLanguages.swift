package import TandemCode

/// The languages that the builtin tier repairs: those whose templates fix the planted bugs of a
/// fixture in `fixtures/repair/`.
package enum RepairedLanguages {
  /// The languages.
  package static let all: Set<Language> = [
    .python, .javaScript, .typeScript, .c, .cPlusPlus, .java, .rust, .go, .swift,
  ]

  /// Their names for people, in one line.
  package static let shown = "Python, JavaScript, TypeScript, C, C++, Java, Rust, Go, Swift"

  /// Whether the file at `path` is in one of them.
  package static func holds(_ path: String) -> Bool {
    Language(path: path).map(all.contains) ?? false
  }
}
