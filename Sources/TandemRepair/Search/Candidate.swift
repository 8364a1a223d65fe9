import TandemCode

/// One change of one file worth trying, with how likely it is before any test is run.
struct Candidate: Sendable, Hashable {
  /// The file, as the repository has it.
  var path: String
  /// The 1-based lines of the statement it changes.
  var lines: ClosedRange<Int>
  /// What is changed.
  var rewrite: Rewrite
  /// How many tokens go or come.
  var tokensChanged: Int
  /// Suspicion of the line × prior of the template × fitness at the place, less for large changes.
  ///
  /// The same number orders the search and, among what passes, the choice.
  var score: Double

  /// Rates a rewrite of the statement at `lines`, whose suspicion is given.
  init(_ model: CodeModel, lines: ClosedRange<Int>, rewrite: Rewrite, suspicion: Double) {
    path = model.path
    self.lines = lines
    self.rewrite = rewrite
    tokensChanged = Self.tokensChanged(by: rewrite, in: model.source)
    let size = 1 + 0.1 * Double(tokensChanged)
    score = suspicion * rewrite.template.prior * rewrite.fitness / size
  }

  /// Where it is, for people and as a key: the statement's first line.
  var place: String { "\(path):\(lines.lowerBound)" }

  /// Counts the tokens that a rewrite takes out and puts in.
  static func tokensChanged(by rewrite: Rewrite, in source: SourceTokens) -> Int {
    rewrite.edits.reduce(0) { sum, edit in
      sum
        + distance(
          words(Array(source.bytes[edit.bytes]), source.language),
          words(Array(edit.text.utf8), source.language))
    }
  }

  private static func words(_ bytes: [UInt8], _ language: Language) -> [String] {
    let source = SourceTokens(bytes, language: language)
    return source.tokens.filter { !$0.range.isEmpty && $0.kind != .newline }.map(source.text)
  }

  /// Tokens in one list but not in a longest common subsequence of both.
  private static func distance(_ a: [String], _ b: [String]) -> Int {
    var row = Array(repeating: 0, count: b.count + 1)
    for left in a {
      var diagonal = 0
      for (column, right) in b.enumerated() {
        let above = row[column + 1]
        row[column + 1] = left == right ? diagonal + 1 : max(above, row[column])
        diagonal = above
      }
    }
    return a.count + b.count - 2 * (row.last ?? 0)
  }
}
