import TandemCode
import TandemCore

/// Gathers texts in memory until they make a segment.
///
/// Words arrive piece by piece; a word that comes again in the same piece only counts. So the log of
/// postings is in the order of pieces, and one counting sort puts it in the order of terms.
package struct SegmentBuilder: Sendable {
  private var texts: [SegmentLayout.Text] = []
  private var pieces: [SegmentLayout.Piece] = []
  private var definitions: [SegmentLayout.Named] = []
  var files: [SegmentLayout.File] = []
  private var strings = ByteWriter()
  var terms = TermTable()
  /// Begins with nothing.
  package init() {}

  /// Whether no text was added.
  package var isEmpty: Bool { texts.isEmpty }

  /// Whether it is time to make a segment of what is here, to bound memory.
  package var isFull: Bool {
    terms.postingCount >= Self.mostPostings || strings.bytes.count >= Self.mostStringBytes
  }

  /// So many that what is looked up all the time stays in the processor's cache: more would make
  /// fewer segments, but slower (Linux: 8 Mi took 15 % longer than 1 Mi).
  private static let mostPostings = 2 << 20
  private static let mostStringBytes = 128 << 20

  /// Adds a text.
  ///
  /// - Parameters:
  ///   - pieces: Runs of lines in order, without gaps; some within others.
  ///   - words: Its words in order.
  ///   - marks: Further terms, that stand once in its first piece.
  ///   - payload: What the caller keeps with it; nothing where empty.
  mutating func add(
    _ key: SegmentKey, flags: UInt8, pieces: [FilePieces.Piece], definitions: [Definition],
    words: [CodeWords.Word], marks: [UInt64] = [], payload: [UInt8] = []
  ) {
    let text = UInt32(texts.count)
    var record = SegmentLayout.Text(
      key: key, flags: flags, firstPiece: UInt32(self.pieces.count),
      firstDefinition: UInt32(self.definitions.count), words: UInt32(words.count))
    let firstDefinition = self.definitions.count
    for definition in definitions {
      terms.add(
        TermHash.definition(definition.name.utf8), piece: UInt32(self.definitions.count))
      self.definitions.append(
        SegmentLayout.Named(
          text: text, name: string(definition.qualifiedName),
          firstLine: UInt32(definition.lines.lowerBound),
          lastLine: UInt32(definition.lines.upperBound)))
    }
    for mark in marks where !pieces.isEmpty {
      terms.add(mark, piece: UInt32(self.pieces.count))
    }
    for piece in pieces {
      let own = words.range(in: piece.bytes)
      terms.add(words[own].lazy.map(\.hash), piece: UInt32(self.pieces.count))
      if let name = piece.definition.map({ definitions[$0].qualifiedName }) ?? piece.name {
        terms.add(
          CodeWords.words(in: Array(name.utf8)).map { TermHash.nameWord($0.hash) },
          piece: UInt32(self.pieces.count))
      }
      let name =
        piece.definition.map { self.definitions[firstDefinition + $0].name }
        ?? piece.name.map { string($0) } ?? SegmentLayout.none
      self.pieces.append(
        SegmentLayout.Piece(
          text: text, lines: piece.lines, name: name, words: own.count,
          isDefinition: piece.definition != nil, isNested: piece.isNested))
      if piece.isNested { record.nested += 1 }
    }
    if !payload.isEmpty {
      record.payload = UInt32(strings.bytes.count)
      strings.add(payload)
    }
    texts.append(record)
  }

  mutating func string(_ text: String) -> UInt32 { string(text.utf8) }

  mutating func string(_ bytes: some Collection<UInt8>) -> UInt32 {
    let offset = UInt32(strings.bytes.count)
    strings.add(bytes)
    return offset
  }

  /// Begins anew with the memory that it has.
  package mutating func removeAll() {
    texts.removeAll(keepingCapacity: true)
    pieces.removeAll(keepingCapacity: true)
    definitions.removeAll(keepingCapacity: true)
    files.removeAll(keepingCapacity: true)
    strings.removeAll()
    terms.removeAll()
  }

  /// Makes the segment, to be read where it is.
  package func segment() -> Segment {
    guard let segment = Segment(finish()) else {
      preconditionFailure("a segment that was just made is whole")
    }
    return segment
  }

  /// Makes the segment's memory.
  package func finish() -> SegmentMemory {
    let sorted = terms.sorted()
    var slots = [UInt32](repeating: .max, count: Self.slotCount(texts.count))
    for (text, record) in texts.enumerated() {
      var slot = record.key.slotHash & (slots.count - 1)
      while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(text)
    }
    var sections = SegmentSections()
    sections.add(texts)
    sections.add(slots)
    sections.add(sorted.hashes)
    sections.add(sorted.ranges)
    sections.add(pieces)
    sections.add(definitions)
    sections.add(files)
    sections.add(strings.bytes)
    sections.add(sorted.postings)
    return sections.memory(counts: [
      .texts: texts.count, .slots: slots.count, .terms: sorted.hashes.count, .pieces: pieces.count,
      .definitions: definitions.count, .files: files.count, .strings: strings.bytes.count,
      .postings: sorted.postings.count,
    ])
  }

  private static func slotCount(_ texts: Int) -> Int {
    var count = 16
    while count < texts * 2 { count *= 2 }
    return count
  }
}

extension [CodeWords.Word] {
  /// Those that begin within some bytes.
  fileprivate func range(in bytes: Range<Int>) -> Range<Int> {
    func first(from offset: Int) -> Int {
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if self[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let start = first(from: bytes.lowerBound)
    return start..<Swift.max(start, first(from: bytes.upperBound))
  }
}

/// Lays sections one after the other behind a header, added in the order of `SegmentLayout.Section`.
private struct SegmentSections {
  private var parts: [(count: Int, copy: (UnsafeMutableRawPointer) -> Void)] = []

  mutating func add<T>(_ values: [T]) {
    let count = values.count * MemoryLayout<T>.stride
    parts.append(
      (
        count,
        { target in
          values.withUnsafeBytes {
            if let source = $0.baseAddress { target.copyMemory(from: source, byteCount: count) }
          }
        }
      ))
  }

  func memory(counts: [SegmentLayout.Field: Int]) -> SegmentMemory {
    typealias Layout = SegmentLayout
    let total = parts.reduce(Layout.headerBytes) { $0 + Layout.padded($1.count) }
    return SegmentMemory(count: total) { memory in
      guard let base = memory.baseAddress else { return }
      var offsets = [Layout.headerBytes]
      for part in parts {
        let offset = offsets[offsets.count - 1]
        let end = offset + Layout.padded(part.count)
        (base + max(offset, end - 8)).initializeMemory(
          as: UInt8.self, repeating: 0, count: min(8, end - offset))
        if part.count > 0 { part.copy(base + offset) }
        offsets.append(end)
      }
      base.initializeMemory(as: UInt64.self, repeating: 0, count: Layout.headerBytes / 8)
      func set(_ field: Layout.Field, _ value: UInt64) {
        base.storeBytes(of: value, toByteOffset: field.rawValue * 8, as: UInt64.self)
      }
      for (field, count) in counts { set(field, UInt64(count)) }
      set(.magic, Layout.magic)
      set(.version, Layout.version)
      set(.length, UInt64(total))
      let bytes = UnsafeRawBufferPointer(memory)
      let strings = Layout.Section.strings.rawValue
      Layout.seal(
        memory, tables: Layout.headerBytes..<offsets[Layout.Section.firstLazy.rawValue])
      set(
        .stringsChecksum,
        Checksum.of(
          .init(rebasing: bytes[offsets[strings]..<offsets[strings] + parts[strings].count])))
    }
  }
}
