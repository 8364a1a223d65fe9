import Glibc
import TandemCode
import TandemCore

/// How much of a report's wording test files share: BM25 over code-aware words.
///
/// Okapi BM25 with the usual k1 = 1.2 and b = 0.75 (Robertson and Zaragoza 2009).
struct ReportWords {
  /// By hash: no string is made for each word of each file.
  private let words: [UInt64: Int]
  private var counts: [[Int: Int]] = []
  private var lengths: [Int] = []

  /// Takes the report's words.
  init(_ report: String) {
    var words: [UInt64: Int] = [:]
    for word in CodeWords.words(in: Array(report.utf8)) {
      let next = words.count
      words[word.hash, default: next] += 0
    }
    self.words = words
  }

  /// Adds the text of the next test file.
  mutating func add(_ text: String) {
    var count: [Int: Int] = [:]
    var length = 0
    for found in CodeWords.words(in: Array(text.utf8)) {
      length += 1
      if let word = words[found.hash] { count[word, default: 0] += 1 }
    }
    counts.append(count)
    lengths.append(length)
  }

  /// Returns the score of each added file, in order; the best has 1.
  func scores() -> [Double] {
    let total = Double(counts.count)
    let average = max(1, Double(lengths.reduce(0, +)) / max(1, total))
    var frequency: [Int: Int] = [:]
    for count in counts { for word in count.keys { frequency[word, default: 0] += 1 } }
    let scores = zip(counts, lengths).map { count, length in
      count.reduce(0.0) { sum, entry in
        let files = Double(frequency[entry.key] ?? 0)
        let rarity = log(1 + (total - files + 0.5) / (files + 0.5))
        let times = Double(entry.value)
        let norm = 1.2 * (0.25 + 0.75 * Double(length) / average)
        return sum + rarity * times * 2.2 / (times + norm)
      }
    }
    let best = scores.max() ?? 0
    return best > 0 ? scores.map { $0 / best } : scores
  }
}
