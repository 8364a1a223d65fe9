import TandemCode

/// The languages that the builtin tier repairs: those whose templates fix the planted bugs of a
/// fixture in `fixtures/repair/`.
package enum RepairedLanguages {
  private static let names: KeyValuePairs<Language, String> = [
    .python: "Python", .javaScript: "JavaScript", .typeScript: "TypeScript", .c: "C",
    .cPlusPlus: "C++", .java: "Java", .rust: "Rust", .go: "Go", .swift: "Swift",
  ]

  /// Their names for people, in one line.
  package static let shown = names.map(\.value).joined(separator: ", ")

  /// Whether the file at `path` is in one of them.
  package static func holds(_ path: String) -> Bool {
    Language(path: path).map { language in names.contains { $0.key == language } } ?? false
  }
}
