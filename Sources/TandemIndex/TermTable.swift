import TandemCode

/// The terms of a segment being built, by hash, and the log of where they stand.
///
/// Filling it is what building an index costs most, so its arrays are grown ahead and written where
/// they lie, and the words met last are found in a small table before the large one is asked.
struct TermTable: Sendable {
  /// The terms of every piece, in the order of pieces; the first `postingCount` count.
  ///
  /// A term may stand twice for one piece, where the small table forgot it.
  private var log = [TermPosting](repeating: TermPosting(), count: 1 << 12)
  /// How many postings there are.
  private(set) var postingCount = 0
  /// By hash: half of it, and one more than the term's number, 0 where the slot is free.
  private var slots = [Slot](repeating: Slot(), count: 1 << 12)
  /// Each term's hash; half as many as there are slots, of which the first `termCount` count.
  private var hashes = [UInt64](repeating: 0, count: 1 << 11)
  private var termCount = 0
  /// The words met last, by some bits of their hashes: small enough for the processor's first cache.
  private var recent = [Recent](repeating: Recent(), count: 1 << 10)
  /// Where in the log the piece begins that words are added to.
  private var start = 0

  private struct Slot {
    var half: UInt32 = 0
    var term: UInt32 = 0
  }

  private struct Recent {
    var hash: UInt64 = 0
    var term: UInt32 = 0
    /// Where in the log it was last put; more than there is where the entry is free.
    var place: UInt32 = .max
  }

  /// Adds the words of one piece.
  mutating func add(_ words: some Collection<UInt64>, piece: UInt32) {
    reserve(words.count)
    // Nothing that the log holds of other pieces is counted up.
    if postingCount == 0 || log[postingCount - 1].piece != piece { start = postingCount }
    write { tables in
      for word in words { tables.add(word, piece) }
    }
  }

  /// Adds a term to a place.
  mutating func add(_ hash: UInt64, piece: UInt32) {
    add(CollectionOfOne(hash), piece: piece)
  }

  /// The terms in the order of their hashes, where each one's postings begin, and the postings.
  func sorted() -> SortedTerms {
    SortedTerms(hashes[..<termCount], log[..<postingCount])
  }

  /// Begins anew with the memory that it has: taking it from the system again costs more.
  mutating func removeAll() {
    (postingCount, termCount, start) = (0, 0, 0)
    slots.withUnsafeMutableBufferPointer { $0.update(repeating: Slot()) }
    recent.withUnsafeMutableBufferPointer { $0.update(repeating: Recent()) }
  }

  /// Makes room for so many terms, and as many postings, more.
  private mutating func reserve(_ more: Int) {
    while postingCount + more > log.count {
      log.append(contentsOf: repeatElement(TermPosting(), count: log.count))
    }
    guard (termCount + more) * 2 > slots.count else { return }
    var size = slots.count
    while (termCount + more) * 2 > size { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    hashes.append(contentsOf: repeatElement(0, count: size / 2 - hashes.count))
    for (term, hash) in hashes[..<termCount].enumerated() {
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[at].term > 0 { at = (at + 1) & (size - 1) }
      slots[at] = Slot(half: UInt32(truncatingIfNeeded: hash >> 32), term: UInt32(term + 1))
    }
  }

  // MARK: writing where it lies

  /// The arrays where they lie, with room for what `reserve` was told.
  private struct Tables {
    let slots: UnsafeMutableBufferPointer<Slot>
    let hashes: UnsafeMutableBufferPointer<UInt64>
    let log: UnsafeMutableBufferPointer<TermPosting>
    let recent: UnsafeMutableBufferPointer<Recent>
    let start: Int
    var termCount: Int
    var postingCount: Int

    @inline(__always) mutating func add(_ hash: UInt64, _ piece: UInt32) {
      // Not the bits that the slots go by first: a term's neighbours there are others here.
      let entry = Int(truncatingIfNeeded: hash >> 40) & (recent.count - 1)
      let last = recent[entry]
      let isRecent = last.hash == hash && last.place != .max
      if isRecent, last.place >= start {
        log[Int(last.place)].count += 1
        return
      }
      let term = isRecent ? last.term : term(hash)
      recent[entry] = Recent(hash: hash, term: term, place: UInt32(postingCount))
      log[postingCount] = TermPosting(term: term, piece: piece, count: 1)
      postingCount += 1
    }

    /// The number of a term, a new one for a new hash.
    @inline(__always) private mutating func term(_ hash: UInt64) -> UInt32 {
      let mask = slots.count - 1
      let half = UInt32(truncatingIfNeeded: hash >> 32)
      var at = Int(truncatingIfNeeded: hash) & mask
      while slots[at].term > 0 {
        let term = slots[at].term - 1
        if slots[at].half == half, hashes[Int(term)] == hash { return term }
        at = (at + 1) & mask
      }
      hashes[termCount] = hash
      termCount += 1
      slots[at] = Slot(half: half, term: UInt32(termCount))
      return UInt32(termCount - 1)
    }
  }

  @inline(__always) private mutating func write(_ body: (inout Tables) -> Void) {
    let (start, termCount, postingCount) = (start, termCount, postingCount)
    (self.termCount, self.postingCount) = slots.withUnsafeMutableBufferPointer { slots in
      hashes.withUnsafeMutableBufferPointer { hashes in
        log.withUnsafeMutableBufferPointer { log in
          recent.withUnsafeMutableBufferPointer { recent in
            var tables = Tables(
              slots: slots, hashes: hashes, log: log, recent: recent, start: start,
              termCount: termCount, postingCount: postingCount)
            body(&tables)
            return (tables.termCount, tables.postingCount)
          }
        }
      }
    }
  }
}

/// One term in one piece (or definition).
struct TermPosting: Sendable {
  /// The term's number in the table.
  var term: UInt32 = 0
  /// The piece's position.
  var piece: UInt32 = 0
  /// How often it stands there.
  var count: UInt32 = 0
}
