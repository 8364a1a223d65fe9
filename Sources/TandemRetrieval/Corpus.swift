import TandemCore

/// All that the signals look at: the query, what triage found, and every file's scan.
struct Corpus: Sendable {
  let query: SearchQuery
  let triage: Triage
  let files: [FileScan]
  let index: PathIndex
  /// Earlier changes that resemble the report.
  let past: [PastChange]

  init(query: SearchQuery, triage: Triage, files: [FileScan], past: [PastChange] = []) {
    self.past = past
    self.query = query
    self.triage = triage
    self.files = files
    index = PathIndex(files.map(\.path))
  }

  /// All the words of all files.
  var wordCount: Int { files.reduce(0) { $0 + $1.words.total } }

  /// What of the report a signal weighs.
  enum Part {
    case whole
    case prose
    case lead
    case title
  }

  /// A term's weight in a part of the report.
  func weight(_ part: Part) -> (Int) -> Double {
    let terms = query.terms
    return switch part {
    case .whole: { terms[$0].weight }
    case .prose: { terms[$0].proseWeight }
    case .lead: { terms[$0].leadWeight }
    case .title: { terms[$0].titleWeight }
    }
  }
}
