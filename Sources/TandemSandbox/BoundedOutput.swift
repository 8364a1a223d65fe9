/// Output of any length in bounded memory: its head and its tail, and what was dropped between.
struct BoundedOutput {
  private let headLimit: Int
  private let tailLimit: Int
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var total = 0

  /// Keeps at most `limit` bytes.
  init(limit: Int) {
    headLimit = max(limit, 0) / 2
    tailLimit = max(limit, 0) - headLimit
  }

  /// Takes in what was read next.
  mutating func append(_ bytes: [UInt8]) {
    total += bytes.count
    let room = min(headLimit - head.count, bytes.count)
    if room > 0 { head += bytes[..<room] }
    tail += bytes[max(room, 0)...]
    // Twice the limit before it is cut: each byte is moved once on average.
    if tail.count > 2 * tailLimit { tail.removeFirst(tail.count - tailLimit) }
  }

  /// How many bytes are not in `text`.
  var droppedBytes: Int { total - head.count - min(tail.count, tailLimit) }

  /// What was kept, decoded leniently, with a line that says where bytes are missing.
  var text: String {
    let end = tail.suffix(tailLimit)
    if droppedBytes == 0 { return String(decoding: head + end, as: UTF8.self) }
    return String(decoding: head, as: UTF8.self)
      + "\n[... \(droppedBytes) bytes left out ...]\n"
      + String(decoding: end, as: UTF8.self)
  }
}
