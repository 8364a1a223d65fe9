import TandemCode

/// What a report names, in the order it names it: symbols, paths, error messages, tests.
struct ReportNames {
  private(set) var paths: [String] = []
  private(set) var symbols: [String] = []
  private(set) var errors: [String] = []
  private(set) var testNames: [String] = []
  private var seen: Set<String> = []
  /// The most of each kind that is kept.
  private static let limit = 80

  init(_ text: ReportText) {
    readErrors(text)
    for span in text.spans { readWords(span, isCode: true, isSpan: true) }
    readWords(text.prose, isCode: false)
    for heading in text.headings { readWords(heading, isCode: false) }
    for block in text.code {
      for line in block.text.split(separator: "\n") where !Self.isOutput(line) {
        readWords(String(line), isCode: true)
      }
    }
  }

  // MARK: Words

  /// Reads the words of a text; in a code span a plain word is a symbol too.
  private mutating func readWords(_ text: String, isCode: Bool, isSpan: Bool = false) {
    let words = text.split { " \t\n\"'`,;()[]{}<>|=".contains($0) }
    for (index, raw) in words.enumerated() {
      var word = raw
      while let last = word.last, ".:!?*_".contains(last), !word.hasSuffix("__") {
        word = word.dropLast()
      }
      while let first = word.first, "*@&".contains(first) { word = word.dropFirst() }
      guard word.utf8.count > 1, word.utf8.count < 300 else { continue }
      if let path = Self.path(word) {
        add(path, to: \.paths)
        if word.contains("::") { add(String(word), to: \.testNames) }
        continue
      }
      if word.contains("://") { continue }
      if Self.isTestName(word) { add(String(word), to: \.testNames) }
      let isCalled = text[word.endIndex...].hasPrefix("(")
      let isImported =
        isCode && index > 0 && ["import", "from", "use", "require"].contains(words[index - 1])
      if Self.isSymbol(word, isCode: isCode, isCalled: isCalled, isPlain: isSpan || isImported) {
        add(String(word), to: \.symbols)
      }
    }
  }

  /// The path a word is, without line numbers; a link into a forge's tree gives the path in it.
  static func path(_ word: Substring) -> String? {
    var word = word
    if let scheme = word.utf8.firstIndex(of: UInt8(ascii: ":")), word[scheme...].hasPrefix("://") {
      let parts = word.split(separator: "/")
      guard let kind = parts.firstIndex(where: { $0 == "blob" || $0 == "tree" || $0 == "blame" }),
        kind + 2 < parts.count
      else { return nil }
      word = word[parts[kind + 2].startIndex...]
    }
    if let mark = word.firstIndex(where: { $0 == "#" || $0 == ":" || $0 == "?" }) {
      word = word[..<mark]
    }
    while word.hasPrefix("./") { word = word.dropFirst(2) }
    guard let dot = word.lastIndex(of: "."), dot > word.startIndex else { return nil }
    let ending = word[word.index(after: dot)...]
    let stem = word[..<dot]
    let isPlain = stem.utf8.allSatisfy { $0 > 32 && $0 != UInt8(ascii: "$") }
    guard isPlain, !stem.hasSuffix("."), !stem.hasSuffix("/"), endings.contains(ending.lowercased())
    else { return nil }
    return String(word)
  }

  /// The endings of files that a fix may touch or that lead to one.
  private static let endings: Set<String> = [
    "py", "pyx", "pyi", "js", "jsx", "mjs", "cjs", "ts", "tsx", "c", "h", "cc", "cpp", "cxx", "hpp",
    "hh", "java", "rs", "swift", "go", "rb", "php", "cs", "kt", "scala", "sh", "toml", "yml",
    "yaml",
    "json", "cfg", "ini", "html", "css", "scss", "vue", "tpl", "sql", "proto", "xml", "po", "rst",
    "md", "txt", "mod", "cue", "tmpl", "svelte",
  ]

  static func isTestName(_ word: Substring) -> Bool {
    let last = word.split { $0 == "." || $0 == ":" }.last ?? word
    return (last.hasPrefix("test_") && last.count > 5)
      || (last.hasPrefix("Test") && last.dropFirst(4).first?.isUppercase == true
        && last.utf8.allSatisfy { $0 != UInt8(ascii: "/") })
  }

  /// Whether a word is written like a name of code rather than of prose.
  private static func isSymbol(
    _ word: Substring, isCode: Bool, isCalled: Bool, isPlain: Bool
  ) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    let names = parts.flatMap { $0.split(separator: ":", omittingEmptySubsequences: true) }
    guard !names.isEmpty, names.allSatisfy(isName), word.utf8.count < 120 else { return false }
    if parts.contains("") { return false }
    if names.count > 1 { return isCode || !isAbbreviation(names) }
    let hasUnderscore = word.dropFirst().dropLast().contains("_") || word.hasPrefix("_")
    let bytes = Array(word.utf8)
    let hasHump = zip(bytes, bytes.dropFirst()).contains { a, b in
      (97...122).contains(a) && (65...90).contains(b)
    }
    return hasUnderscore || hasHump || isCalled || isPlain
  }

  private static func isName(_ word: Substring) -> Bool {
    guard let first = word.utf8.first, !(48...57).contains(first) else { return false }
    return word.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || byte == UInt8(ascii: "_") || byte >= 0x80
    }
  }

  /// `e.g`, `i.e`, `example.com`: dots of prose.
  private static func isAbbreviation(_ names: [Substring]) -> Bool {
    names.allSatisfy { $0.count == 1 }
      || ["com", "org", "net", "io", "dev"].contains(names.last ?? "")
  }

  // MARK: Errors

  private mutating func readErrors(_ text: ReportText) {
    for line in (text.prose + "\n" + text.code.map(\.text).joined(separator: "\n"))
      .split(separator: "\n")
    {
      let line = ReportReader.trim(String(line.prefix(500)))
      if let error = Self.error(line) { add(error, to: \.errors) }
    }
  }

  /// The error message that a line is, with its class where it names one.
  private static func error(_ line: String) -> String? {
    var line = line.hasPrefix("E   ") ? line.dropFirst(4) : line[...]
    while let first = line.first, "|>*-• ".contains(first) { line = line.dropFirst() }
    let head = line.prefix { $0 != ":" && $0 != " " && $0 != "(" && $0 != "[" }
    let name = head.split(separator: ".").last ?? head
    let isClass =
      isErrorName(name) && (line[head.endIndex...].isEmpty || line[head.endIndex...].first == ":")
    let lower = line.prefix(30).lowercased()
    let isMessage =
      lower.hasPrefix("error:") || lower.hasPrefix("error[") || lower.hasPrefix("panic:")
      || lower.hasPrefix("fatal error:") || lower.hasPrefix("fatal:")
      || lower.hasPrefix("thread '") || lower.hasPrefix("segmentation fault")
      || lower.hasPrefix("assertion failed") || lower.hasPrefix("uncaught ")
    return isClass || isMessage ? String(line.prefix(300)) : nil
  }

  /// `ValueError`, `IOException`, `DeprecationWarning`.
  static func isErrorName(_ word: Substring) -> Bool {
    word.first?.isUppercase == true && word.count > 5 && word.utf8.allSatisfy { $0 < 0x80 }
      && (word.hasSuffix("Error") || word.hasSuffix("Exception") || word.hasSuffix("Warning"))
  }

  /// Whether a line of a code block is a trace or a program's output rather than code.
  private static func isOutput(_ line: Substring) -> Bool {
    let bare = line.drop { $0 == " " || $0 == "\t" }
    return bare.hasPrefix("File \"") || bare.hasPrefix("at ") || bare.hasPrefix("Traceback (most")
  }

  private mutating func add(_ name: String, to list: WritableKeyPath<Self, [String]>) {
    guard self[keyPath: list].count < Self.limit, seen.insert("\(list.hashValue) \(name)").inserted
    else { return }
    self[keyPath: list].append(name)
  }
}
