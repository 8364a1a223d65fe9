import TandemCode

/// What of one file matters to one query.
struct FileScan: Sendable {
  /// Its path in the tree.
  var path: String
  /// What it is for.
  var role: PathRole
  /// Whether it is code in a language with definitions.
  var isCode: Bool
  /// The query's words in the whole file.
  var words: WordCounts
  /// Its pieces in order: functions, and what stands between them.
  var chunks: [Chunk]
  /// The definitions whose names the query knows.
  var named: [Named]

  /// A run of lines: one function, or a stretch between functions.
  struct Chunk: Sendable {
    var name: String
    var lines: ClosedRange<Int>
    var words: WordCounts
    /// Whether it is a definition rather than a stretch between some.
    var isDefinition: Bool
  }

  /// A definition that answers to a name of the query.
  struct Named: Sendable {
    var name: String
    var qualifiedName: String
    var lines: ClosedRange<Int>
  }
}

/// How often each of a query's words stands in a text, and how many words of any kind.
struct WordCounts: Sendable {
  /// All the words of the text.
  var total = 0
  /// Term and count, for the terms that are there.
  var counts: [(term: Int32, count: Int32)] = []
}
