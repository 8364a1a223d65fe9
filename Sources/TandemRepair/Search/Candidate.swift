import TandemCode

/// One change of one file worth trying, with how likely it is before any test is run.
struct Candidate: Sendable, Hashable {
  /// The file, as the repository has it.
  var path: String
  /// The 1-based line of the statement it changes.
  var line: Int
  /// What is changed.
  var rewrite: Rewrite
  /// How many tokens go or come.
  var tokensChanged: Int
  /// Suspicion of the line × prior of the template × fitness at the place, less for large changes.
  ///
  /// The same number orders the search and, among what passes, the choice.
  var score: Double

  /// Rates a rewrite of the statement at `line`, whose suspicion is given.
  init(_ model: CodeModel, line: Int, rewrite: Rewrite, suspicion: Double) {
    path = model.path
    self.line = line
    self.rewrite = rewrite
    tokensChanged = Self.tokensChanged(by: rewrite, in: model.source.bytes)
    let size = 1 + 0.1 * Double(tokensChanged)
    score = suspicion * rewrite.template.prior * rewrite.fitness / size
  }

  /// Counts the tokens that a rewrite takes out and puts in, in the lines it touches.
  static func tokensChanged(by rewrite: Rewrite, in bytes: [UInt8]) -> Int {
    guard let first = rewrite.edits.first, let last = rewrite.edits.last else { return 0 }
    var start = first.bytes.lowerBound
    var end = last.bytes.upperBound
    while start > 0, bytes[start - 1] != 10 { start -= 1 }
    while end < bytes.count, bytes[end] != 10 { end += 1 }
    let shifted = rewrite.edits.map {
      Rewrite.Edit(
        bytes: $0.bytes.lowerBound - start..<$0.bytes.upperBound - start, text: $0.text)
    }
    let before = Array(bytes[start..<end])
    let after = Rewrite(rewrite.template, rewrite.fitness, shifted).applied(to: before)
    return distance(words(before), words(after))
  }

  private static func words(_ bytes: [UInt8]) -> [String] {
    let source = SourceTokens(bytes, language: .python)
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
