import TandemCode
import TandemIndex

/// Looks a query up in segments: one scan for each file, in the order of the files.
struct CorpusReader {
  let query: SearchQuery
  let set: SegmentSet

  /// The scans of those files that are text.
  func scans(_ files: [SegmentSet.File]) -> [FileScan] {
    var filesOfText: [[Int: [Int]]] = Array(repeating: [:], count: set.segments.count)
    for (index, file) in files.enumerated() {
      guard let place = set.place(of: file.key) else { continue }
      filesOfText[place.segment][place.text, default: []].append(index)
    }
    var scans = [FileScan?](repeating: nil, count: files.count)
    for (segment, filesOfText) in zip(set.segments, filesOfText) where !filesOfText.isEmpty {
      let hits = SegmentHits(query, in: segment, texts: filesOfText.keys)
      for (text, indices) in filesOfText {
        for index in indices {
          scans[index] = hits.scan(text, path: files[index].path, role: files[index].role)
        }
      }
    }
    return scans.compactMap { $0 }
  }
}

/// Where a query's words and names stand in some texts of one segment.
private struct SegmentHits {
  private let segment: Segment
  private let query: SearchQuery
  /// By piece and by text: the terms there, in their order.
  private let ofPieces: Grouped<(term: Int32, count: Int32)>
  private let ofTexts: Grouped<(term: Int32, count: Int32)>
  /// By text: the terms in the names of its pieces.
  private let ofNames: Grouped<(term: Int32, count: Int32)>
  private var definitions: [Int: [FileScan.Named]] = [:]

  init(_ query: SearchQuery, in segment: Segment, texts: some Sequence<Int>) {
    self.segment = segment
    self.query = query
    var isWanted = [Bool](repeating: false, count: segment.textCount)
    for text in texts { isWanted[text] = true }
    var pieces = Grouping<(term: Int32, count: Int32)>(groups: segment.pieceCount)
    var whole = Grouping<(term: Int32, count: Int32)>(groups: segment.textCount)
    var names = whole
    for (term, hash) in query.hashes.enumerated() {
      var sums = TextSums(segment, isWanted)
      segment.forEachPosting(of: hash) { piece, count in
        if sums.add(piece, count) { pieces.add((Int32(term), Int32(count)), to: piece) }
      }
      for (text, sum) in sums.sums { whole.add((Int32(term), Int32(sum)), to: text) }
      var nameSums = TextSums(segment, isWanted)
      segment.forEachPosting(of: SegmentBuilder.hash(ofNameWord: hash)) { nameSums.add($0, $1) }
      for (text, sum) in nameSums.sums { names.add((Int32(term), Int32(sum)), to: text) }
    }
    ofPieces = pieces.grouped()
    ofTexts = whole.grouped()
    ofNames = names.grouped()
    for name in query.names.sorted() {
      var found: [Int] = []
      segment.forEachPosting(of: SegmentBuilder.hash(ofDefinition: name.utf8)) { definition, _ in
        if definition < segment.definitionCount { found.append(definition) }
      }
      for definition in found {
        let place = segment.definition(definition)
        definitions[place.text, default: []].append(FileScan.Named(name: name, place: place))
      }
    }
  }

  /// The scan of a text that stands at `path`; nil for what is no text.
  func scan(_ text: Int, path: String, role: PathRole) -> FileScan? {
    let facts = FileReading.Facts(rawValue: segment.flags(of: text))
    guard facts.contains(.isText) else { return nil }
    let pieces = segment.pieces(of: text)
    var chunks: [FileScan.Chunk] = []
    let counts = ofTexts[text]
    if !counts.isEmpty {
      for piece in pieces {
        let counts = ofPieces[piece]
        guard !counts.isEmpty else { continue }
        let place = segment.piece(piece)
        chunks.append(
          FileScan.Chunk(words: WordCounts(total: place.words, counts: counts), place: place))
      }
    }
    let nameCounts = ofNames[text]
    return FileScan(
      path: path, role: role, isCode: facts.contains(.isCode),
      words: WordCounts(total: segment.wordCount(of: text), counts: counts),
      nameWords: WordCounts(total: segment.definitions(of: text).count, counts: nameCounts),
      pieceCount: pieces.count, chunks: chunks,
      named: (definitions[text] ?? []).sorted { $0.lines.lowerBound < $1.lines.lowerBound },
      source: FileScan.Source(segment: segment, text: text))
  }
}

/// A term's counts, summed by text; pieces come in order, and so a text's one after the other.
private struct TextSums {
  private let segment: Segment
  private let isWanted: [Bool]
  private(set) var sums: [(text: Int, sum: Int)] = []

  init(_ segment: Segment, _ isWanted: [Bool]) {
    self.segment = segment
    self.isWanted = isWanted
  }

  /// Adds what stands in a piece; false where its text is not asked about.
  @discardableResult mutating func add(_ piece: Int, _ count: Int) -> Bool {
    guard piece < segment.pieceCount else { return false }
    let text = segment.text(ofPiece: piece)
    guard isWanted[text] else { return false }
    if sums.last?.text == text {
      sums[sums.count - 1].sum += count
    } else {
      sums.append((text, count))
    }
    return true
  }
}
