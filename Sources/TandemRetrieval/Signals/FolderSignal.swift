import TandemCode
import TandemIndex

/// Folders that are named like something the report names.
struct FolderSignal: Signal {
  let kind = SignalKind.folder
  private(set) var strengths: [Double]
  private let corpus: Corpus
  private let names: Set<String>

  init(_ corpus: Corpus) {
    self.corpus = corpus
    names = Set(corpus.query.names.map { $0.lowercased() })
    var strengths = [Double](repeating: 0, count: corpus.tree.count)
    for name in names {
      corpus.tree.forEachFile(of: TermHash.folder(name)) { file, _ in
        if corpus.isText[file] { strengths[file] += 1 }
      }
    }
    self.strengths = strengths
  }

  func details(_ files: [Int]) -> [String] {
    files.map { file in
      var found: [String] = []
      for part in corpus.tree.path(file).folder.split(separator: "/").dropFirst() {
        let part = part.lowercased()
        if names.contains(part), !found.contains(part) { found.append(part) }
      }
      return found.joined(separator: ", ")
    }
  }
}
