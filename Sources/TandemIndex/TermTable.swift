import TandemCode

/// The terms of a segment being built, by hash, and the log of where they stand.
struct TermTable: Sendable {
  /// Every term of every piece once, in the order of pieces.
  private var log: [Posting] = []
  /// By hash: half of it, and one more than the term's number, 0 where the slot is free.
  ///
  /// Small, so that most of the table is in the processor's cache: looking up is what building costs most.
  private var slots = [Slot](repeating: Slot(), count: 1 << 12)
  private var terms: [Term] = []
  /// Where in the log the piece begins that words are added to.
  private var start = 0

  /// One term in one piece (or definition).
  private struct Posting {
    var term: UInt32
    var piece: UInt32
    var count: UInt32
  }

  private struct Slot {
    var half: UInt32 = 0
    var term: UInt32 = 0
  }

  private struct Term {
    var hash: UInt64
    /// How many postings it has.
    var count: UInt32 = 0
    /// Where in the log it was last put.
    var place: UInt32 = .max
  }

  /// How many postings there are.
  var postingCount: Int { log.count }

  /// Adds the words of one piece.
  mutating func add(_ words: some Collection<UInt64>, piece: UInt32) {
    reserve(words.count)
    begin(piece)
    for word in words {
      let term = term(word)
      let place = Int(terms[term].place)
      if place >= start, place < log.count {
        log[place].count += 1
      } else {
        put(term, piece)
      }
    }
  }

  /// Remembers where in the log a piece begins, so that nothing before it is looked at.
  private mutating func begin(_ piece: UInt32) {
    if log.last?.piece != piece { start = log.count }
  }

  /// Adds a term that stands once in a place of its own.
  mutating func add(_ hash: UInt64, piece: UInt32) {
    reserve(1)
    begin(piece)
    put(term(hash), piece)
  }

  @inline(__always) private mutating func put(_ term: Int, _ piece: UInt32) {
    terms[term].count += 1
    terms[term].place = UInt32(log.count)
    log.append(Posting(term: UInt32(term), piece: piece, count: 1))
  }

  /// The number of a term, a new one for a new hash.
  @inline(__always) private mutating func term(_ hash: UInt64) -> Int {
    let mask = slots.count - 1
    let half = UInt32(truncatingIfNeeded: hash >> 32)
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at].term > 0 {
      let term = Int(slots[at].term) - 1
      if slots[at].half == half, terms[term].hash == hash { return term }
      at = (at + 1) & mask
    }
    terms.append(Term(hash: hash))
    slots[at] = Slot(half: half, term: UInt32(terms.count))
    return terms.count - 1
  }

  private mutating func reserve(_ more: Int) {
    guard (terms.count + more) * 2 > slots.count else { return }
    var size = slots.count
    while (terms.count + more) * 2 > size { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    for (term, entry) in terms.enumerated() {
      var at = Int(truncatingIfNeeded: entry.hash) & (size - 1)
      while slots[at].term > 0 { at = (at + 1) & (size - 1) }
      slots[at] = Slot(half: UInt32(truncatingIfNeeded: entry.hash >> 32), term: UInt32(term + 1))
    }
  }

  /// The terms in the order of their hashes, where each one's postings begin, and the postings.
  func sorted() -> (hashes: [UInt64], ranges: [SegmentLayout.Range], postings: [UInt8]) {
    let order = terms.indices.map { (hash: terms[$0].hash, term: $0) }.sorted { $0.hash < $1.hash }
    var next = [UInt32](repeating: 0, count: terms.count)
    var total: UInt32 = 0
    for (_, term) in order {
      next[term] = total
      total += terms[term].count
    }
    var sorted = [(piece: UInt32, count: UInt32)](repeating: (0, 0), count: log.count)
    for posting in log {
      sorted[Int(next[Int(posting.term)])] = (posting.piece, posting.count)
      next[Int(posting.term)] += 1
    }
    var ranges: [SegmentLayout.Range] = []
    ranges.reserveCapacity(order.count + 1)
    var writer = ByteWriter()
    writer.reserve(log.count * 3)
    for (_, term) in order {
      let start = writer.bytes.count
      var last = -1
      let end = Int(next[term])
      for index in end - Int(terms[term].count)..<end {
        let (piece, count) = sorted[index]
        writer.add((Int(piece) - last - 1) << 1 | (count > 1 ? 1 : 0))
        if count > 1 { writer.add(Int(count) - 2) }
        last = Int(piece)
      }
      ranges.append(
        SegmentLayout.Range(
          start: UInt32(start), checksum: UInt32(truncatingIfNeeded: writer.checksum(from: start))))
    }
    ranges.append(SegmentLayout.Range(start: UInt32(writer.bytes.count), checksum: 0))
    return (order.map(\.hash), ranges, writer.bytes)
  }
}

extension ByteWriter {
  /// The checksum of what was written since `start`.
  fileprivate func checksum(from start: Int) -> UInt64 {
    bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }
}
