import TandemCore

/// All that the signals look at: the query, what triage found, and every file's scan.
struct Corpus {
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

  /// A term's weight in the whole report, or in the title alone.
  func weight(titleOnly: Bool) -> (Int) -> Double {
    let terms = query.terms
    return titleOnly ? { terms[$0].titleWeight } : { terms[$0].weight }
  }
}
