import TandemCode

/// The terms of a segment in the order of their hashes, with their postings one after the other.
struct SortedTerms {
  /// The hashes, rising.
  let hashes: [UInt64]
  /// Where each term's postings begin, and one more for the end.
  private(set) var ranges: [SegmentLayout.Range] = []
  /// Each term's pieces as gaps, and its counts where they are more than one.
  let postings: [UInt8]

  /// Sorts a log that is in the order of pieces by its terms: one counting sort.
  ///
  /// What stands several times for one term and piece becomes one.
  init(_ terms: ArraySlice<UInt64>, _ log: ArraySlice<TermPosting>) {
    let order = Self.order(terms)
    var counts = [UInt32](repeating: 0, count: terms.count)
    for posting in log { counts[Int(posting.term)] += 1 }
    var next = [UInt32](repeating: 0, count: terms.count)
    var total: UInt32 = 0
    for (_, term) in order {
      next[Int(term)] = total
      total += counts[Int(term)]
    }
    var sorted = [Place](repeating: Place(), count: log.count)
    sorted.withUnsafeMutableBufferPointer { sorted in
      next.withUnsafeMutableBufferPointer { next in
        for posting in log {
          let term = Int(posting.term)
          sorted[Int(next[term])] = Place(piece: posting.piece, count: posting.count)
          next[term] += 1
        }
      }
    }
    hashes = order.map(\.hash)
    ranges.reserveCapacity(order.count + 1)
    var writer = ByteWriter()
    writer.reserve(log.count * 3)
    var at = 0
    for (_, term) in order {
      let start = writer.bytes.count
      let end = at + Int(counts[Int(term)])
      var last = -1
      while at < end {
        var place = sorted[at]
        at += 1
        while at < end, sorted[at].piece == place.piece {
          place.count += sorted[at].count
          at += 1
        }
        writer.add((Int(place.piece) - last - 1) << 1 | (place.count > 1 ? 1 : 0))
        if place.count > 1 { writer.add(Int(place.count) - 2) }
        last = Int(place.piece)
      }
      ranges.append(
        SegmentLayout.Range(
          start: UInt32(start), checksum: UInt32(truncatingIfNeeded: writer.checksum(from: start))))
    }
    ranges.append(SegmentLayout.Range(start: UInt32(writer.bytes.count), checksum: 0))
    postings = writer.bytes
  }

  /// Where a term stands, and how often.
  private struct Place {
    var piece: UInt32 = 0
    var count: UInt32 = 0
  }

  /// The hashes in their order, each with its position before.
  ///
  /// Hashes are spread evenly: laid out by their upper bits, few are left to sort among themselves.
  private static func order(_ hashes: ArraySlice<UInt64>) -> [(hash: UInt64, term: UInt32)] {
    let bits = max(1, Int.bitWidth - hashes.count.leadingZeroBitCount)
    let shift = UInt64(64 - bits)
    var ends = [Int](repeating: 0, count: 1 << bits + 1)
    for hash in hashes { ends[Int(hash >> shift) + 1] += 1 }
    for bucket in 1..<ends.count { ends[bucket] += ends[bucket - 1] }
    var order = [(hash: UInt64, term: UInt32)](repeating: (0, 0), count: hashes.count)
    for (term, hash) in hashes.enumerated() {
      let bucket = Int(hash >> shift)
      order[ends[bucket]] = (hash, UInt32(term))
      ends[bucket] += 1
    }
    order.withUnsafeMutableBufferPointer { order in
      var start = 0
      for end in ends.dropLast() {
        if end - start > 1 { order[start..<end].sort { $0.hash < $1.hash } }
        start = end
      }
    }
    return order
  }
}

extension ByteWriter {
  /// The checksum of what was written since `start`.
  fileprivate func checksum(from start: Int) -> UInt64 {
    bytes.withUnsafeBytes { Checksum.of(UnsafeRawBufferPointer(rebasing: $0[start...])) }
  }
}
