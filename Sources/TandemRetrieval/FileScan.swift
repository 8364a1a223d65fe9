import TandemCode
import TandemIndex

/// What of one file matters to one query; a class, since a large tree's are handed about a lot.
final class FileScan: Sendable {
  /// Its path in the tree.
  let path: String
  /// What it is for.
  let role: PathRole
  /// Whether it is code in a language with definitions.
  let isCode: Bool
  /// The query's words in the whole file.
  let words: WordCounts
  /// The query's words in the names of its definitions; as long as there are definitions.
  let nameWords: WordCounts
  /// How many pieces it is cut into.
  let pieceCount: Int
  /// Its pieces that hold a word of the query, in order: functions, and what stands between them.
  let chunks: [Chunk]
  /// The definitions whose names the query knows.
  let named: [Named]
  /// Where the index holds it.
  let source: Source

  init(
    path: String, role: PathRole, isCode: Bool, words: WordCounts, nameWords: WordCounts,
    pieceCount: Int, chunks: [Chunk], named: [Named], source: Source
  ) {
    self.path = path
    self.role = role
    self.isCode = isCode
    self.words = words
    self.nameWords = nameWords
    self.pieceCount = pieceCount
    self.chunks = chunks
    self.named = named
    self.source = source
  }

  /// A run of lines: one function, or a stretch between functions.
  struct Chunk: Sendable {
    var words: WordCounts
    var place: Segment.Place
    var lines: ClosedRange<Int> { place.lines }
    /// Whether it is a definition rather than a stretch between some.
    var isDefinition: Bool { place.isDefinition }
  }

  /// A definition that answers to a name of the query.
  struct Named: Sendable {
    var name: String
    var place: Segment.Place
    var lines: ClosedRange<Int> { place.lines }
  }

  /// A text of a segment.
  struct Source: Sendable {
    var segment: Segment
    var text: Int
  }

  /// The qualified name of one of its chunks or definitions.
  func name(of place: Segment.Place) -> String { source.segment.name(of: place) }

  /// The modules that it imports, as they are written in it.
  var imports: [String] { FileReading.imports(of: source.text, in: source.segment) }
}

/// How often each of a query's words stands in a text, and how many words of any kind.
struct WordCounts: Sendable {
  /// All the words of the text.
  var total = 0
  /// Term and count, for the terms that are there, in the order of terms.
  var counts: ArraySlice<(term: Int32, count: Int32)> = []
}
