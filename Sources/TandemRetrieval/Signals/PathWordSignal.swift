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
    let words = corpus.files.map { PathWords($0.path) }
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

  init(_ path: String) {
    let bytes = Array(path.utf8)
    let start = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    let end = bytes[start...].firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    add(bytes[start..<end])
    ofName = all.count
    add(bytes[..<start])
  }

  private mutating func add(_ part: ArraySlice<UInt8>) {
    let bytes = Array(part)
    for word in CodeWords.words(in: bytes) { all.append(Self.stem(bytes[word.range])) }
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
