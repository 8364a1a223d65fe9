@preconcurrency import Glibc
import TandemIndex

/// The report's words in a file's path; a rare one in the file's own name says most.
struct PathWordSignal: Signal {
  let kind = SignalKind.pathWords
  private(set) var strengths: [Double]
  private let query: SearchQuery
  private let tree: TreeFiles
  /// The stems of the query's words, in their order, each with the term that weighs most.
  private let stems: [(stem: UInt64, term: Int)]

  init(_ corpus: Corpus) {
    query = corpus.query
    tree = corpus.tree
    let weights = query.terms.map { 0.4 * $0.weight + $0.titleWeight }
    var places: [UInt64: Int] = [:]
    var stems: [(stem: UInt64, term: Int)] = []
    for (term, weight) in weights.enumerated() {
      let stem = PathWords.stem(Array(query.terms[term].word.utf8)[...])
      if let place = places[stem] {
        if weights[stems[place].term] < weight { stems[place].term = term }
      } else {
        places[stem] = stems.count
        stems.append((stem, term))
      }
    }
    self.stems = stems
    var strengths = [Double](repeating: 0, count: tree.count)
    for (stem, term) in stems {
      var holding: [(file: Int, isInName: Bool)] = []
      tree.forEachFile(of: TermHash.pathWord(stem)) { file, count in
        if corpus.isText[file] { holding.append((file, count > 1)) }
      }
      let rarity = log(1 + Double(corpus.totals.files) / Double(max(1, holding.count)))
      for (file, isInName) in holding {
        strengths[file] += weights[term] * rarity * (isInName ? 1 : 0.5)
      }
    }
    for file in strengths.indices where strengths[file] > 0 {
      strengths[file] /= (3 + Double(tree.wordCount(file))).squareRoot()
    }
    self.strengths = strengths
  }

  func details(_ files: [Int]) -> [String] {
    var words = files.map { _ in [String]() }
    let places = Dictionary(zip(files, files.indices)) { first, _ in first }
    for (stem, term) in stems {
      tree.forEachFile(of: TermHash.pathWord(stem)) { file, _ in
        if let place = places[file] { words[place].append(query.terms[term].word) }
      }
    }
    return words.map { $0.joined(separator: ", ") }
  }
}
