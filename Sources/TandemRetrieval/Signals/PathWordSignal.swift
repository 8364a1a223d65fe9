@preconcurrency import Glibc
import TandemCode
import TandemCore

/// The report's words in a file's path; a rare one in the file's own name says most.
struct PathWordSignal: Signal {
  let kind = SignalKind.pathWords
  let strengths: [Int: Double]
  private let matched: [Int: [String]]

  init(_ corpus: Corpus) {
    var holding: [UInt64: Double] = [:]
    var folders = LastFolder { PathWords.stems(Array($0.utf8)) }
    let words = corpus.files.map { PathWords($0.path, folder: folders.value(for: $0.path)) }
    for words in words { for word in Set(words.all) { holding[word, default: 0] += 1 } }
    let count = Double(corpus.files.count)
    var weights: [UInt64: (weight: Double, word: String)] = [:]
    for term in corpus.query.terms {
      let stem = PathWords.stem(Array(term.word.utf8)[...])
      let weight = 0.4 * term.weight + term.titleWeight
      if weights[stem].map({ $0.weight < weight }) ?? true { weights[stem] = (weight, term.word) }
    }
    var strengths: [Int: Double] = [:]
    var matched: [Int: [String]] = [:]
    for (file, words) in words.enumerated() {
      var score = 0.0
      var seen: [UInt64] = []
      for (place, word) in words.all.enumerated() {
        guard let (weight, text) = weights[word], !seen.contains(word) else { continue }
        seen.append(word)
        let rarity = log(1 + count / (holding[word] ?? 1))
        score += weight * rarity * (place < words.ofName ? 1 : 0.5)
        matched[file, default: []].append(text)
      }
      if score > 0 { strengths[file] = score / (3 + Double(words.all.count)).squareRoot() }
    }
    self.strengths = strengths
    self.matched = matched
  }

  func detail(_ file: Int) -> String { (matched[file] ?? []).joined(separator: ", ") }
}

/// The words of a path as hashes of their stems, the file's own name first, its ending left out.
private struct PathWords {
  var all: [UInt64] = []
  /// How many of them are the name's.
  var ofName = 0

  init(_ path: String, folder: [UInt64]) {
    let name = PathIndex.name(path[...]).utf8
    all = Self.stems(Array(name.prefix { $0 != UInt8(ascii: ".") }))
    ofName = all.count
    all += folder
  }

  /// The stems of the words of a part of a path.
  static func stems(_ part: [UInt8]) -> [UInt64] {
    CodeWords.words(in: part).map { stem(part[$0.range]) }
  }

  /// A word without its plural ending, so that `migrations` meets `migration`.
  static func stem(_ word: ArraySlice<UInt8>) -> UInt64 {
    let isPlural =
      word.count > 3 && word.last.map { $0 | 0x20 } == 115
      && word.dropLast().last.map { $0 | 0x20 } != 115
    return (isPlural ? word.dropLast() : word).reduce(StableHash.start) { hash, byte in
      StableHash.next(hash, byte &- 65 < 26 ? byte | 0x20 : byte)
    }
  }
}
