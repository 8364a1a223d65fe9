@preconcurrency import Glibc

/// How close test files' names are to a source file's: `pkg/a.py` to `tests/pkg/test_a.py`.
///
/// Words that few test files share weigh more (their inverse document frequency).
struct PathNearness {
  private let tests: [(path: String, stem: String, words: Set<String>)]
  private let frequency: [String: Int]

  /// Learns the words of every test file's path.
  init(tests: [String]) {
    self.tests = tests.map { ($0, Self.stem($0), Self.words($0)) }
    var frequency: [String: Int] = [:]
    for test in self.tests {
      for word in test.words { frequency[word, default: 0] += 1 }
    }
    self.frequency = frequency
  }

  /// Returns test files whose names share something with `source`, with a strength up to 1.
  func scores(of source: String) -> [(path: String, score: Double)] {
    let words = Self.words(source)
    let own = weight(words)
    let stem = Self.stem(source)
    guard own > 0 else { return [] }
    return tests.compactMap { test in
      let shared = weight(words.intersection(test.words))
      guard shared > 0 else { return nil }
      let cosine = shared / (own * weight(test.words)).squareRoot()
      return (test.path, stem == test.stem && !stem.isEmpty ? 0.5 + cosine / 2 : cosine / 2)
    }
  }

  private func weight(_ words: Set<String>) -> Double {
    words.reduce(0) { sum, word in
      sum + log(1 + Double(tests.count) / Double(frequency[word] ?? 1))
    }
  }

  /// What a test is about by its file's name: `test_a.py` is about `a`, `a/tests.py` too.
  private static func stem(_ path: String) -> String {
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return "" }
    var name = file.prefix { $0 != "." }
    if name == "__init__" || generic.contains(String(name)) { name = parts.dropLast().last ?? "" }
    if name.hasPrefix("test_") { name = name.dropFirst(5) }
    if name.hasSuffix("_test") { name = name.dropLast(5) }
    if name.hasSuffix("_tests") { name = name.dropLast(6) }
    return String(name)
  }

  /// The words of a path, in one number and case, without those that every test has.
  private static func words(_ path: String) -> Set<String> {
    var words: Set<String> = []
    let parts = path.utf8.split { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-")
    }
    for part in parts {
      var word = String(Substring(part)).lowercased()
      if word.utf8.count > 3, word.hasSuffix("s") { word.removeLast() }
      if !generic.contains(word) { words.insert(word) }
    }
    return words
  }

  private static let generic: Set<String> = [
    "test", "tests", "unit", "unittest", "integration", "functional", "regression", "py", "src",
    "lib", "init", "suite",
  ]
}
