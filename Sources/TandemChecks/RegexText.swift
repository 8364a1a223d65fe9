/// Text as a regular expression that means just this text.
enum RegexText {
  /// Escapes what has a meaning in the expressions of JavaScript, Go, Swift and CMake.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if "\\^$.|?*+()[]{}".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
  }
}
