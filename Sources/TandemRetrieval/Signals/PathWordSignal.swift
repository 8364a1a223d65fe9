@preconcurrency import Glibc
import TandemCode

/// The report's words in a file's path; a rare one in the file's own name says most.
struct PathWordSignal: Signal {
  let kind = SignalKind.pathWords
  let strengths: [Int: Double]
  private let matched: [Int: [String]]

  init(_ corpus: Corpus) {
    var holding: [String: Double] = [:]
    var wordsOfFile: [[(word: String, isName: Bool)]] = []
    for file in corpus.files {
      let words = Self.words(file.path)
      for word in Set(words.map(\.word)) { holding[word, default: 0] += 1 }
      wordsOfFile.append(words)
    }
    let count = Double(corpus.files.count)
    var weights: [String: Double] = [:]
    for term in corpus.query.terms {
      weights[Self.stem(term.word), default: 0] = max(
        weights[Self.stem(term.word)] ?? 0, 0.4 * term.weight + term.titleWeight)
    }
    var strengths: [Int: Double] = [:]
    var matched: [Int: [String]] = [:]
    for (index, words) in wordsOfFile.enumerated() {
      var score = 0.0
      var seen: Set<String> = []
      for (word, isName) in words {
        guard let weight = weights[word], seen.insert(word).inserted else { continue }
        let rarity = log(1 + count / (holding[word] ?? 1))
        score += weight * rarity * (isName ? 1 : 0.5)
        matched[index, default: []].append(word)
      }
      if score > 0 { strengths[index] = score / (3 + Double(words.count)).squareRoot() }
    }
    self.strengths = strengths
    self.matched = matched
  }

  func detail(_ file: Int) -> String { (matched[file] ?? []).joined(separator: ", ") }

  /// The words of a path, the file's own name first, its ending left out.
  private static func words(_ path: String) -> [(word: String, isName: Bool)] {
    let name = PathIndex.name(path[...])
    let folders = path.dropLast(name.count)
    let stem = name.prefix { $0 != "." }
    return CodeWords.split(String(stem)).map { (Self.stem($0), true) }
      + CodeWords.split(String(folders)).map { (Self.stem($0), false) }
  }

  /// A word without its plural ending, so that `migrations` meets `migration`.
  private static func stem(_ word: String) -> String {
    word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss")
      ? String(word.dropLast()) : word
  }
}
