import TandemCode
import TandemCore

/// Reads one file for one query: counts its words, whole and piece by piece, and notes which of
/// the query's names it defines.
struct FileScanner: Sendable {
  let query: SearchQuery

  /// The largest file that is read, in bytes.
  static let limit = 1 << 20

  /// Scans a file; nil for what is no text (a NUL byte near its head) or too large.
  func scan(path: String, bytes: [UInt8]) -> FileScan? {
    guard bytes.count <= Self.limit, !bytes.prefix(8000).contains(0) else { return nil }
    let language = Language(path: path, bytes: bytes)
    let definitions = language.map { Definitions.find(in: SourceTokens(bytes, language: $0)) } ?? []
    let pieces = FilePieces(bytes, definitions: definitions).pieces
    var counter = PieceCounter(query, pieceCount: pieces.count)
    var piece = 0
    CodeWords.forEach(in: bytes) { buffer, range in
      while piece + 1 < pieces.count, pieces[piece].bytes.upperBound <= range.lowerBound {
        piece += 1
      }
      counter.add(StableHash.number(buffer[range]), to: piece)
    }
    let (whole, each) = counter.finish()
    return FileScan(
      path: path, role: PathRole(path: path), isCode: language != nil, words: whole,
      chunks: zip(pieces, each).compactMap { piece, words in
        words.counts.isEmpty
          ? nil
          : FileScan.Chunk(
            name: piece.name, lines: piece.lines, words: words, isDefinition: piece.isDefinition)
      },
      named: definitions.compactMap { definition in
        query.names.contains(definition.name)
          ? FileScan.Named(
            name: definition.name, qualifiedName: definition.qualifiedName, lines: definition.lines)
          : nil
      })
  }
}

/// Counts words by piece, with one set of counters for the file and one for the open piece.
private struct PieceCounter {
  private let query: SearchQuery
  private var whole: [Int32]
  private var open: [Int32]
  private var touched: [Int32] = []
  private var openPiece = 0
  private var openTotal = 0
  private var pieces: [WordCounts]
  private var total = 0

  init(_ query: SearchQuery, pieceCount: Int) {
    self.query = query
    whole = [Int32](repeating: 0, count: query.terms.count)
    open = whole
    pieces = [WordCounts](repeating: WordCounts(), count: pieceCount)
  }

  mutating func add(_ hash: UInt64, to piece: Int) {
    if piece != openPiece { close(next: piece) }
    total += 1
    openTotal += 1
    let term = query.termOfHash.position(of: hash)
    guard term >= 0 else { return }
    if open[term] == 0 { touched.append(Int32(term)) }
    open[term] += 1
  }

  mutating func finish() -> (whole: WordCounts, pieces: [WordCounts]) {
    close(next: 0)
    var counts = WordCounts(total: total)
    for term in whole.indices where whole[term] > 0 {
      counts.counts.append((Int32(term), whole[term]))
    }
    return (counts, pieces)
  }

  private mutating func close(next: Int) {
    if !pieces.isEmpty {
      var counts = WordCounts(total: openTotal)
      counts.counts.reserveCapacity(touched.count)
      for term in touched { counts.counts.append((term, open[Int(term)])) }
      pieces[openPiece] = counts
    }
    for term in touched {
      whole[Int(term)] += open[Int(term)]
      open[Int(term)] = 0
    }
    touched.removeAll(keepingCapacity: true)
    openTotal = 0
    openPiece = next
  }
}
