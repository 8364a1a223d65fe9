import Glibc
import TandemCode

/// How close test files' names are to a source file's, or to a report's words:
/// `pkg/a.py` to `tests/pkg/test_a.py`.
///
/// Words that few test files share weigh more (their inverse document frequency).
struct PathNearness {
  private let tests: [(path: String, stem: String, words: Set<String>)]
  private let frequency: [String: Int]
  private let stems: [String: Int]

  /// Learns the words of every test file's path.
  init(tests: [String]) {
    self.tests = tests.map { ($0, Self.stem($0), Self.words(ofPath: $0)) }
    var frequency: [String: Int] = [:]
    var stems: [String: Int] = [:]
    for test in self.tests {
      for word in test.words { frequency[word, default: 0] += 1 }
      stems[test.stem, default: 0] += 1
    }
    self.frequency = frequency
    self.stems = stems
  }

  /// Returns the strength, 0 to 1.5, of each test file's likeness to the name of `source`.
  ///
  /// Half a point is for the same stem, shared among all files that have it: many are `base`.
  func scores(of source: String) -> [Double] {
    let words = Self.words(ofPath: source)
    let stem = Self.stem(source)
    let own = weight(words)
    return tests.map { test in
      let shared = own > 0 ? weight(words.intersection(test.words)) : 0
      let cosine = shared > 0 ? shared / (own * weight(test.words)).squareRoot() : 0
      guard stem == test.stem, !stem.isEmpty else { return cosine }
      return cosine + 0.5 / Double(stems[stem] ?? 1).squareRoot()
    }
  }

  /// Returns the share, 0 to 1, of each test file's name that the words of `text` make up.
  func scores(ofText text: String) -> [Double] {
    let words = Set(CodeWords.split(text).map(Self.singular))
    return tests.map { test in
      let whole = weight(test.words)
      return whole > 0 ? weight(words.intersection(test.words)) / whole : 0
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

  /// The words of a path, without those that every test has.
  private static func words(ofPath path: String) -> Set<String> {
    let parts = path.utf8.split { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "-")
    }
    return Set(parts.map { singular(String(Substring($0)).lowercased()) }).subtracting(generic)
  }

  /// A word without its plural `s`.
  private static func singular(_ word: String) -> String {
    word.utf8.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  private static let generic: Set<String> = [
    "test", "tests", "unit", "unittest", "integration", "functional", "regression", "py", "src",
    "lib", "init", "suite",
  ]
}
