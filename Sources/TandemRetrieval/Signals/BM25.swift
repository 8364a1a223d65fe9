@preconcurrency import Glibc

/// Okapi BM25: how well numbered documents answer weighted words (Robertson and Zaragoza, "The
/// Probabilistic Relevance Framework: BM25 and Beyond", 2009); told term by term where each stands.
struct BM25 {
  private let count: Double
  private let averageLength: Double
  private var hits: [Hit] = []
  private var terms: [Term] = []
  /// How many documents of the collection hold the term that is being told.
  private var holding = 0

  /// A document that holds a term, and how far the term is there; 0 to `k1 + 1`.
  private struct Hit {
    var document: Int32
    var presence: Float
  }

  /// Where a term's hits end, and how rare it is.
  private struct Term {
    var end: Int
    var rarity: Double
  }

  /// How soon a word that comes again adds nothing, and how far long texts are held back.
  private static let k1 = 1.2
  private static let b = 0.75

  /// - Parameters:
  ///   - count: How many documents the collection has.
  ///   - length: How many words they have together.
  init(count: Int, length: Int) {
    self.count = Double(count)
    averageLength = max(1, Double(length) / max(1, Double(count)))
  }

  /// Adds a document of `length` words that holds the term so many times.
  ///
  /// - Parameter copies: How often the collection has it; 0 for what is only compared with it.
  @inline(__always) mutating func add(
    _ document: Int, times: Int, length: Int, copies: Int = 1
  ) {
    let norm = Self.k1 * (1 - Self.b + Self.b * Double(length) / averageLength)
    let presence = Double(times) * (Self.k1 + 1) / (Double(times) + norm)
    hits.append(Hit(document: Int32(document), presence: Float(presence)))
    holding += copies
  }

  /// Goes on to the next term.
  mutating func endTerm() {
    let rarity = log(1 + (count - Double(holding) + 0.5) / (Double(holding) + 0.5))
    terms.append(Term(end: hits.count, rarity: rarity))
    holding = 0
  }

  private func hits(of term: Int) -> Range<Int> {
    (term == 0 ? 0 : terms[term - 1].end)..<terms[term].end
  }

  /// The scores of documents below `end` for terms of these weights.
  func scores(below end: Int, weights: [Double]) -> [Double] {
    var scores = [Double](repeating: 0, count: end)
    for term in terms.indices where weights[term] > 0 {
      let weight = weights[term] * terms[term].rarity
      for hit in hits[hits(of: term)] {
        scores[Int(hit.document)] += weight * Double(hit.presence)
      }
    }
    return scores
  }

  /// For each of some documents the terms that weigh most in it, best first.
  func best(of documents: [Int], _ most: Int, weights: [Double]) -> [[Int]] {
    var best = documents.map { _ in Best(most) }
    let places = Dictionary(zip(documents.map(Int32.init), documents.indices)) { first, _ in first }
    // Most hits are of other documents: an array tells them faster than a dictionary.
    var isAsked = [Bool](repeating: false, count: (documents.max() ?? -1) + 1)
    for document in documents { isAsked[document] = true }
    for term in terms.indices where weights[term] > 0 {
      for hit in hits[hits(of: term)] {
        guard hit.document < isAsked.count, isAsked[Int(hit.document)],
          let place = places[hit.document]
        else { continue }
        best[place].offer(term, weights[term] * terms[term].rarity)
      }
    }
    return best.map { $0.entries.map(\.item) }
  }
}
