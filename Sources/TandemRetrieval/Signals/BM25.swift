@preconcurrency import Glibc

/// Okapi BM25: how well texts answer weighted words (Robertson and Zaragoza, "The Probabilistic
/// Relevance Framework: BM25 and Beyond", 2009).
struct BM25 {
  private let idf: [Double]
  private let averageLength: Double
  /// How soon a word that comes again adds nothing, and how far long texts are held back.
  private static let k1 = 1.2
  private static let b = 0.75

  /// Learns from a collection how rare each of `termCount` words is.
  ///
  /// - Parameters:
  ///   - texts: Those of the collection that hold a word.
  ///   - count: How many texts the collection has.
  ///   - length: How many words they have together.
  init(_ texts: some Sequence<WordCounts>, termCount: Int, count: Int, length: Int) {
    var holding = [Double](repeating: 0, count: termCount)
    for text in texts {
      for (term, _) in text.counts { holding[Int(term)] += 1 }
    }
    let count = Double(count)
    averageLength = max(1, Double(length) / max(1, count))
    idf = holding.map { log(1 + (count - $0 + 0.5) / ($0 + 0.5)) }
  }

  /// The score of a text for words weighted by `weight`.
  func score(_ text: WordCounts, weight: (Int) -> Double) -> Double {
    let norm = Self.k1 * (1 - Self.b + Self.b * Double(text.total) / averageLength)
    var score = 0.0
    for (term, count) in text.counts {
      let weight = weight(Int(term))
      guard weight > 0 else { continue }
      let count = Double(count)
      score += weight * idf[Int(term)] * count * (Self.k1 + 1) / (count + norm)
    }
    return score
  }

  /// The words of a text that give it most of its score, best first.
  func best(_ text: WordCounts, _ most: Int, weight: (Int) -> Double) -> [Int] {
    text.counts.map { (term: Int($0.term), value: weight(Int($0.term)) * idf[Int($0.term)]) }
      .filter { $0.value > 0 }
      .sorted { ($0.value, $1.term) > ($1.value, $0.term) }
      .prefix(most).map(\.term)
  }
}
