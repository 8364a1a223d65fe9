@preconcurrency import Glibc
import Synchronization

/// A read-only index of some texts: which words stand in which of their pieces, how often, and
/// which names they define.
///
/// A *text* is a position in the segment, as is a *piece* and a *definition*. `@unchecked Sendable`:
/// its memory never changes.
package final class Segment: @unchecked Sendable {
  let memory: SegmentMemory
  private let base: UnsafeRawPointer
  private let offsets: [Int]
  /// How many texts it holds.
  package let textCount: Int
  /// How many pieces they are cut into.
  package let pieceCount: Int
  /// How many definitions they have.
  package let definitionCount: Int
  /// How many files the tree has that it holds; 0 for none.
  let fileCount: Int
  let slotCount: Int
  private let termCount: Int
  private let stringBytes: Int
  private let postingBytes: Int
  /// 0 for not known yet.
  private let stringsState = Atomic<UInt8>(0)
  private let damage = Atomic<Bool>(false)

  /// Takes a segment's memory; nil where it is no segment of this version, or damaged.
  init?(_ memory: SegmentMemory) {
    typealias Layout = SegmentLayout
    let bytes = memory.bytes
    guard bytes.count >= Layout.headerBytes, let base = bytes.baseAddress else { return nil }
    func field(_ field: Layout.Field) -> UInt64 {
      base.load(fromByteOffset: field.rawValue * 8, as: UInt64.self)
    }
    func count(_ name: Layout.Field) -> Int? {
      let value = field(name)
      return value <= UInt64(bytes.count) ? Int(value) : nil
    }
    guard field(.magic) == Layout.magic, field(.version) == Layout.version,
      field(.length) == UInt64(bytes.count), let texts = count(.texts), let slots = count(.slots),
      let terms = count(.terms), let pieces = count(.pieces),
      let definitions = count(.definitions), let files = count(.files),
      let strings = count(.strings), let postings = count(.postings), slots > 0,
      slots & (slots - 1) == 0
    else { return nil }
    let sizes = [
      texts * MemoryLayout<Layout.Text>.stride, slots * 4, terms * 8,
      (terms + 1) * MemoryLayout<Layout.Range>.stride,
      pieces * MemoryLayout<Layout.Piece>.stride,
      definitions * MemoryLayout<Layout.Named>.stride,
      files * MemoryLayout<Layout.File>.stride, strings, postings,
    ]
    var offsets = [Layout.headerBytes]
    for size in sizes { offsets.append(offsets[offsets.count - 1] + Layout.padded(size)) }
    let tables = Layout.headerBytes..<offsets[Layout.Section.firstLazy.rawValue]
    guard offsets[sizes.count] == bytes.count,
      field(.checksum) == Checksum.of(UnsafeRawBufferPointer(rebasing: bytes[tables]))
    else { return nil }
    self.memory = memory
    self.base = base
    self.offsets = offsets
    (textCount, slotCount, termCount) = (texts, slots, terms)
    (pieceCount, definitionCount, fileCount) = (pieces, definitions, files)
    (stringBytes, postingBytes) = (strings, postings)
  }

  /// Whether something read so far was damaged: postings and names are checked when they are read.
  package var isDamaged: Bool { damage.load(ordering: .relaxed) }

  /// The bytes that it takes.
  package var byteCount: Int { memory.bytes.count }

  // MARK: Texts

  /// The text with a key; nil where it is not here.
  package func text(_ key: SegmentKey) -> Int? {
    let mask = slotCount - 1
    var slot = key.slotHash & mask
    for _ in 0..<slotCount {
      let text = Int(entry(slot, of: .slots, as: UInt32.self))
      guard text < textCount else { return nil }
      if record(text).key == key { return text }
      slot = (slot + 1) & mask
    }
    return nil
  }

  func record(_ text: Int) -> SegmentLayout.Text {
    entry(text, of: .texts, as: SegmentLayout.Text.self)
  }

  /// The key of a text.
  package func key(of text: Int) -> SegmentKey { record(text).key }

  /// The caller's facts of a text.
  package func flags(of text: Int) -> UInt8 { record(text).flags }

  /// How many words a text has.
  package func wordCount(of text: Int) -> Int { Int(record(text).words) }

  /// The pieces of a text.
  package func pieces(of text: Int) -> Range<Int> {
    let first = Int(record(text).firstPiece)
    let end = text + 1 < textCount ? Int(record(text + 1).firstPiece) : pieceCount
    return first..<max(first, min(end, pieceCount))
  }

  /// The definitions of a text.
  package func definitions(of text: Int) -> Range<Int> {
    let first = Int(record(text).firstDefinition)
    let end = text + 1 < textCount ? Int(record(text + 1).firstDefinition) : definitionCount
    return first..<max(first, min(end, definitionCount))
  }

  /// What the caller kept with a text.
  package func payload(of text: Int) -> UnsafeRawBufferPointer? { string(at: record(text).payload) }

  /// A file of the tree that it holds.
  @inline(__always) func file(_ file: Int) -> SegmentLayout.File {
    entry(file, of: .files, as: SegmentLayout.File.self)
  }

  // MARK: Pieces and definitions

  /// Where one piece or definition stands.
  package struct Place: Sendable, Hashable {
    /// The text it belongs to.
    package var text: Int
    /// Its 1-based lines.
    package var lines: ClosedRange<Int>
    /// How many words it has; 0 for a definition.
    package var words: Int
    /// Whether it is a definition rather than a stretch between some.
    package var isDefinition: Bool
    /// Whether it is a piece that is part of another.
    package var isNested: Bool
    fileprivate var name: UInt32
  }

  /// The text that a piece belongs to.
  package func text(ofPiece piece: Int) -> Int {
    min(textCount - 1, Int(entry(piece, of: .pieces, as: SegmentLayout.Piece.self).text))
  }

  /// Whether a piece is part of another.
  @inline(__always) package func isNested(_ piece: Int) -> Bool {
    entry(piece, of: .pieces, as: SegmentLayout.Piece.self).isNested
  }

  /// How many of a text's pieces are part of no other.
  package func outerPieceCount(of text: Int) -> Int {
    pieces(of: text).count - Int(record(text).nested)
  }

  /// How many words a piece has.
  @inline(__always) package func wordCount(ofPiece piece: Int) -> Int {
    entry(piece, of: .pieces, as: SegmentLayout.Piece.self).words
  }

  /// Where a piece stands.
  package func piece(_ piece: Int) -> Place {
    let record = entry(piece, of: .pieces, as: SegmentLayout.Piece.self)
    return Place(
      text: Int(record.text), lines: Self.lines(record.firstLine, record.lastLine),
      words: record.words, isDefinition: record.isDefinition, isNested: record.isNested,
      name: record.name)
  }

  /// Where a definition stands.
  package func definition(_ definition: Int) -> Place {
    let record = entry(definition, of: .definitions, as: SegmentLayout.Named.self)
    return Place(
      text: Int(record.text), lines: Self.lines(record.firstLine, record.lastLine), words: 0,
      isDefinition: true, isNested: false, name: record.name)
  }

  /// A place's qualified name: its own, or that of the type it stands in; nil where it has none.
  package func qualifiedName(of place: Place) -> String? {
    string(at: place.name).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A place's qualified name; its lines where it has none.
  package func name(of place: Place) -> String {
    qualifiedName(of: place)
      ?? "lines \(place.lines.lowerBound)-\(place.lines.upperBound)"
  }

  /// A string by where it begins: its length, then its bytes; nil where there is none.
  func string(at offset: UInt32) -> UnsafeRawBufferPointer? {
    guard offset != SegmentLayout.none, areStringsIntact else { return nil }
    var reader = ByteReader(strings, at: Int(offset))
    return reader.bytes()
  }

  private var strings: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start(of: .strings), count: stringBytes)
  }

  /// Whether the strings are what was written; checked once, when the first is asked for.
  var areStringsIntact: Bool {
    let known = stringsState.load(ordering: .relaxed)
    if known > 0 { return known == 1 }
    let sum = base.load(
      fromByteOffset: SegmentLayout.Field.stringsChecksum.rawValue * 8, as: UInt64.self)
    let isIntact = Checksum.of(strings) == sum
    stringsState.store(isIntact ? 1 : 2, ordering: .relaxed)
    if !isIntact { damage.store(true, ordering: .relaxed) }
    return isIntact
  }

  // MARK: Postings

  /// Calls `body` with each piece (or definition) that holds a term, in ascending order, and how
  /// often.
  ///
  /// Nothing for a term that is not here; false where the list is damaged, see `isDamaged`.
  @discardableResult
  package func forEachPosting(of hash: UInt64, _ body: (_ piece: Int, _ count: Int) -> Void)
    -> Bool
  {
    guard let term = term(hash) else { return true }
    return forEachPosting(ofTerm: term, body)
  }

  /// Calls `body` with every posting of every term, in the order of their hashes; false where one of
  /// the lists is damaged.
  func forEachPosting(_ body: (_ term: UInt64, _ piece: Int, _ count: Int) -> Void) -> Bool {
    (0..<termCount).allSatisfy { term in
      let hash = entry(term, of: .terms, as: UInt64.self)
      return forEachPosting(ofTerm: term) { body(hash, $0, $1) }
    }
  }

  @inline(__always) private func forEachPosting(
    ofTerm term: Int, _ body: (_ piece: Int, _ count: Int) -> Void
  ) -> Bool {
    let range = range(term)
    let end = Int(self.range(term + 1).start)
    let start = Int(range.start)
    let list = UnsafeRawBufferPointer(
      start: self.start(of: .postings) + start, count: max(0, min(end, postingBytes) - start))
    guard UInt32(truncatingIfNeeded: Checksum.of(list)) == range.checksum else {
      damage.store(true, ordering: .relaxed)
      return false
    }
    var reader = ByteReader(list)
    var piece = -1
    while let number = reader.number() {
      piece += number >> 1 + 1
      body(piece, number & 1 == 0 ? 1 : 2 + (reader.number() ?? 0))
    }
    return true
  }

  /// Calls `body` with each text that holds a term, in ascending order, and how often; what stands
  /// in a piece within another is counted once.
  package func forEachText(of hash: UInt64, _ body: (_ text: Int, _ count: Int) -> Void) {
    var last = (text: -1, count: 0)
    forEachPosting(of: hash) { piece, count in
      guard piece < pieceCount, !isNested(piece) else { return }
      let text = text(ofPiece: piece)
      if text != last.text {
        if last.count > 0 { body(last.text, last.count) }
        last = (text, 0)
      }
      last.count += count
    }
    if last.count > 0 { body(last.text, last.count) }
  }

  private func range(_ term: Int) -> SegmentLayout.Range {
    entry(term, of: .ranges, as: SegmentLayout.Range.self)
  }

  private func term(_ hash: UInt64) -> Int? {
    var low = 0
    var high = termCount
    while low < high {
      let middle = (low + high) / 2
      if entry(middle, of: .terms, as: UInt64.self) < hash {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < termCount && entry(low, of: .terms, as: UInt64.self) == hash ? low : nil
  }

  // MARK: Memory

  private func start(of section: SegmentLayout.Section) -> UnsafeRawPointer {
    base + offset(of: section)
  }

  /// Where a section begins.
  func offset(of section: SegmentLayout.Section) -> Int { offsets[section.rawValue] }

  @inline(__always) private func entry<T: BitwiseCopyable>(
    _ index: Int, of section: SegmentLayout.Section, as type: T.Type
  ) -> T {
    start(of: section).load(fromByteOffset: index * MemoryLayout<T>.stride, as: type)
  }

  private static func lines(_ first: UInt32, _ last: UInt32) -> ClosedRange<Int> {
    Int(first)...max(Int(first), Int(last))
  }
}
