import TandemCode
import TandemCore
import TandemGit

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
        let pieces = ChunkScores.ranking(corpus)
        let chunks = ChunkScores(corpus, pieces, part: .whole)
        let prose = ChunkScores(corpus, pieces, part: .prose)
        let signals: [any Signal] = [
          ChunkSignal(corpus, chunks, .definition), ChunkSignal(corpus, prose, .proseDefinition),
          HistorySignal(corpus), NamedChangeSignal(corpus), SymbolSignal(corpus),
        ]
        return (RegionRanker(corpus, whole: chunks, prose: prose), signals)
      },
      {
        let whole = WordSignal.ranking(corpus)
        return [
          WordSignal(corpus, whole, .titleWords, in: .title),
          WordSignal(corpus, whole, .words, in: .prose),
          WordSignal(corpus, whole, .leadWords, in: .lead), PathWordSignal(corpus),
          DefinedWordSignal(corpus), FolderSignal(corpus), NameSignal.paths(corpus),
          NameSignal.dottedNames(corpus), NameSignal.frames(corpus),
        ] as [any Signal]
      })
    self.regions = regions
    signals = ofFiles + ofPieces
  }

  /// The `limit` best files, best first; the best one's score is 1.
  func rank(limit: Int) -> [RankedFile] {
    var scores = [Double](repeating: 0, count: corpus.files.count)
    var isSpokenFor = [Bool](repeating: false, count: corpus.files.count)
    let scales = signals.map { signal in
      signal.strengths.max { isWeaker($0, $1) }.map { $0.value > 0 ? 1 / $0.value : 0 } ?? 0
    }
    for (signal, scale) in zip(signals, scales) where scale > 0 {
      for (file, strength) in signal.strengths {
        scores[file] += signal.kind.weight * min(1, strength * scale)
        isSpokenFor[file] = true
      }
    }
    for (file, scan) in corpus.files.enumerated() {
      scores[file] -= PathPenalty.of(scan)?.value ?? 0
    }
    let order = corpus.files.indices.filter { isSpokenFor[$0] }.sorted {
      scores[$0] != scores[$1]
        ? scores[$0] > scores[$1] : corpus.files[$0].path < corpus.files[$1].path
    }
    let best = max(order.first.map { scores[$0] } ?? 1, 0.01)
    return order.prefix(limit).map { file in
      let parts = zip(signals.indices, scales).compactMap { signal, scale in
        scale > 0
          ? signals[signal].strengths[file].map {
            (signal: signal, value: signals[signal].kind.weight * min(1, $0 * scale))
          } : nil
      }
      return RankedFile(
        path: corpus.files[file].path, score: scores[file] / best,
        reasons: reasons(file, parts, scale: best), regions: regions.best(of: file))
    }
  }

  /// Orders by strength, source files before all others.
  private func isWeaker(_ a: (key: Int, value: Double), _ b: (key: Int, value: Double)) -> Bool {
    let isSource = (corpus.files[a.key].role == .source, corpus.files[b.key].role == .source)
    return isSource.0 == isSource.1 ? a.value < b.value : isSource.1
  }

  private func reasons(
    _ file: Int, _ parts: [(signal: Int, value: Double)], scale: Double
  ) -> [RankedFile.Reason] {
    var reasons = parts.map { part in
      RankedFile.Reason(
        signal: signals[part.signal].kind.rawValue, detail: signals[part.signal].detail(file),
        score: part.value / scale)
    }
    if let penalty = PathPenalty.of(corpus.files[file]) {
      reasons.append(
        RankedFile.Reason(
          signal: penalty.name, detail: corpus.files[file].path, score: -penalty.value / scale))
    }
    return reasons.sorted { abs($0.score) > abs($1.score) }
  }
}
