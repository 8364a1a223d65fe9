import TandemCode
import TandemCore
import TandemIndex

/// Orders the pieces of ranked files by how well they answer a report, on one scale for all files.
struct RegionRanker: Sendable {
  private let corpus: Corpus
  private let pieces: PieceScores
  /// The query's words, and whether the title holds them.
  private let words: [UInt64: Bool]

  /// What a piece is worth, all told between 0 and 2.
  private enum Weight {
    /// Answering the whole report like the best piece of all ranked files.
    static let whole = 0.5
    /// Answering it like the best piece of its file.
    static let inFile = 0.33
    /// Answering the report's prose like the best piece of all ranked files.
    static let prose = 0.22
    /// Being a definition rather than what stands between some.
    static let definition = 0.26
    /// Being named by the report.
    static let named = 0.13
    /// Holding a line of a stack trace.
    static let frame = 0.21
    /// A name all of whose words the report holds.
    static let nameInReport = 0.18
    /// A name, with what encloses it, all of whose words the title holds.
    static let nameInTitle = 0.4
  }

  /// The most pieces of a file that are told.
  private static let most = 8

  init(_ corpus: Corpus, _ pieces: PieceScores) {
    self.corpus = corpus
    self.pieces = pieces
    words = Dictionary(
      zip(corpus.query.hashes, corpus.query.terms.map { $0.titleWeight > 0 }),
      uniquingKeysWith: { $0 || $1 })
  }

  /// For each of some files its pieces worth showing, best first.
  func best(of files: [Int]) -> [[RankedRegion]] {
    let all = files.map { pieces.pieces(of: $0) }
    let most = (
      whole: max(all.joined().map { pieces.whole[$0.number] }.max() ?? 0, 1e-9),
      prose: max(all.joined().map { pieces.prose[$0.number] }.max() ?? 0, 1e-9)
    )
    return zip(files, all).map { file, found in
      guard let (segment, _) = corpus.text(file) else { return [] }
      let named = Set((corpus.named[file] ?? []).map(\.place.lines))
      let frames = corpus.triage.frames.compactMap { frame in
        corpus.paths.files(named: frame.path) == [file] ? frame.line : nil
      }
      let mostHere = max(found.map { pieces.whole[$0.number] }.max() ?? 0, 1e-9)
      var best = Best(Self.most)
      for (index, piece) in found.enumerated() {
        let (whole, prose) = (pieces.whole[piece.number], pieces.prose[piece.number])
        guard whole > 0 || prose > 0 else { continue }
        let place = piece.place
        var score = Weight.whole * whole / most.whole + Weight.inFile * whole / mostHere
        score += Weight.prose * prose / most.prose
        if place.isDefinition { score += Weight.definition }
        if named.contains(place.lines) { score += Weight.named }
        if frames.contains(where: place.lines.contains) { score += Weight.frame }
        score += worth(ofName: segment.qualifiedName(of: place) ?? "")
        best.offer(index, score)
      }
      return best.entries.map { index, score in
        let place = found[index].place
        return RankedRegion(
          name: segment.name(of: place), firstLine: place.lines.lowerBound,
          lastLine: place.lines.upperBound, score: score)
      }
    }
  }

  /// How far the report speaks of what a piece is called.
  private func worth(ofName name: String) -> Double {
    let own = name[(name.lastIndex(of: ".") ?? name.startIndex)...]
    return Weight.nameInReport * share(of: own) { words[$0] != nil }
      + Weight.nameInTitle * share(of: name[...]) { words[$0] == true }
  }

  /// The share of a name's words that satisfy a test.
  private func share(of name: Substring, _ test: (UInt64) -> Bool) -> Double {
    let words = CodeWords.words(in: Array(name.utf8))
    return words.isEmpty ? 0 : Double(words.count { test($0.hash) }) / Double(words.count)
  }
}
