/// The best of many, the first ones first among equals; holds no more than are wanted.
struct Best {
  private let most: Int
  private(set) var entries: [(item: Int, score: Double)] = []

  init(_ most: Int) { self.most = most }

  /// Whether something of this score would be kept.
  @inline(__always) func takes(_ score: Double) -> Bool {
    entries.count < most || (entries.last.map { $0.score < score } ?? false)
  }

  /// Keeps an item if it is good enough.
  @inline(__always) mutating func offer(_ item: Int, _ score: Double) {
    guard takes(score) else { return }
    if entries.count == most { entries.removeLast() }
    let place = entries.lastIndex { $0.score >= score }.map { $0 + 1 } ?? 0
    entries.insert((item, score), at: place)
  }
}
