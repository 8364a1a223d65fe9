/// One file that retrieval thinks the change may need, with its reasons.
package struct RankedFile: Codable, Sendable, Hashable {
  /// Path in the base tree.
  package var path: String
  /// Relative strength; 1 is the best file of this report.
  package var score: Double
  /// What spoke for it, strongest first.
  package var reasons: [Reason]
  /// Definitions inside it worth showing, best first.
  package var regions: [RankedRegion]

  /// Makes a ranked file from its parts.
  package init(path: String, score: Double, reasons: [Reason], regions: [RankedRegion] = []) {
    self.path = path
    self.score = score
    self.reasons = reasons
    self.regions = regions
  }

  /// One signal's part in a score.
  package struct Reason: Codable, Sendable, Hashable {
    /// The signal's name: `words`, `path named`, `title's symbol`, `stack frame`, `failing test`.
    package var signal: String
    /// What it saw, for people: the words, the path, the symbol.
    package var detail: String
    /// Its part of the file's score.
    package var score: Double

    /// Makes a reason from its parts.
    package init(signal: String, detail: String, score: Double) {
      self.signal = signal
      self.detail = detail
      self.score = score
    }
  }
}

/// A run of lines inside a ranked file, usually one definition.
package struct RankedRegion: Codable, Sendable, Hashable {
  /// The definition's name, or `lines 10-30`.
  package var name: String
  /// 1-based first and last line.
  package var firstLine: Int
  /// 1-based last line, inclusive.
  package var lastLine: Int
  /// Relative strength within the report.
  package var score: Double

  /// Makes a region from its parts.
  package init(name: String, firstLine: Int, lastLine: Int, score: Double) {
    self.name = name
    self.firstLine = firstLine
    self.lastLine = lastLine
    self.score = score
  }
}
