import TandemCode
import TandemCore
import TandemGit
import TandemIndex

/// Fuses the signals into one ranking, each file with its reasons and its best pieces.
struct Ranker {
  private let corpus: Corpus
  private let signals: [any Signal]
  private let regions: RegionRanker

  init(_ corpus: Corpus) {
    self.corpus = corpus
    // Pieces take about as long as all the rest.
    let ((regions, ofPieces), ofFiles) = Threads.both(
      {
        let pieces = PieceScores(corpus)
        let signals: [any Signal] = [
          PieceSignal(corpus, pieces, .definition, pieces.whole),
          PieceSignal(corpus, pieces, .proseDefinition, pieces.prose),
        ]
        return (RegionRanker(corpus, pieces), signals)
      },
      {
        let words = WordSignal.words(corpus)
        return [
          WordSignal(corpus, words, .titleWords, in: .title),
          WordSignal(corpus, words, .words, in: .prose),
          WordSignal(corpus, words, .leadWords, in: .lead), PathWordSignal(corpus),
          WordSignal(corpus, WordSignal.definedWords(corpus), .definedWords, in: .whole),
          FolderSignal(corpus), NameSignal.paths(corpus), NameSignal.dottedNames(corpus),
          NameSignal.frames(corpus), HistorySignal(corpus), NamedChangeSignal(corpus),
          SymbolSignal(corpus),
        ] as [any Signal]
      })
    self.regions = regions
    signals = ofFiles + ofPieces
  }

  /// The `limit` best files, best first; the best one's score is 1.
  func rank(limit: Int) -> [RankedFile] {
    let scales = signals.map { scale(of: $0.strengths) }
    var scores = [Double](repeating: 0, count: corpus.tree.count)
    for (signal, scale) in zip(signals, scales) where scale > 0 {
      let (strengths, weight) = (signal.strengths, signal.kind.weight)
      for file in strengths.indices where strengths[file] > 0 {
        scores[file] += weight * min(1, strengths[file] * scale)
      }
    }
    var found = Best(limit)
    // What a file is only takes off its score.
    for file in scores.indices where scores[file] > 0 && found.takes(scores[file]) {
      found.offer(file, scores[file] - (PathPenalty.of(file, in: corpus)?.value ?? 0))
    }
    let files = found.entries.map(\.item)
    let best = max(found.entries.first?.score ?? 1, 0.01)
    let reasons = reasons(files, scales, best)
    let regions = regions.best(of: files)
    return found.entries.indices.map { place in
      RankedFile(
        path: corpus.tree.path(files[place]), score: found.entries[place].score / best,
        reasons: reasons[place], regions: regions[place])
    }
  }

  /// What makes a signal's best source file 1; its best file of any kind where it means no source.
  private func scale(of strengths: [Double]) -> Double {
    var best = (source: 0.0, any: 0.0)
    for file in strengths.indices where strengths[file] > best.source {
      if corpus.tree.role(file) == .source { best.source = strengths[file] }
      best.any = max(best.any, strengths[file])
    }
    let most = best.source > 0 ? best.source : best.any
    return most > 0 ? 1 / most : 0
  }

  /// Why each of some files was found, what weighs most first.
  private func reasons(
    _ files: [Int], _ scales: [Double], _ best: Double
  ) -> [[RankedFile.Reason]] {
    var reasons = files.map { _ in [RankedFile.Reason]() }
    for (signal, scale) in zip(signals, scales) {
      let strengths = signal.strengths
      let told = files.indices.filter { strengths[files[$0]] > 0 }
      for (place, detail) in zip(told, signal.details(told.map { files[$0] })) {
        let value = signal.kind.weight * min(1, strengths[files[place]] * scale)
        reasons[place].append(
          RankedFile.Reason(signal: signal.kind.rawValue, detail: detail, score: value / best))
      }
    }
    for (place, file) in files.enumerated() {
      if let penalty = PathPenalty.of(file, in: corpus) {
        reasons[place].append(
          RankedFile.Reason(
            signal: penalty.name, detail: corpus.tree.path(file), score: -penalty.value / best))
      }
      reasons[place].sort { abs($0.score) > abs($1.score) }
    }
    return reasons
  }
}
