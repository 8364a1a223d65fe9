/// The nearest known word to a mistyped one, by edit distance.
enum Nearest {
  /// The nearest candidate, or nil where none is near enough to be meant.
  static func of(_ word: String, in candidates: [String]) -> String? {
    candidates.map { ($0, distance(word, $0)) }
      .filter { $0.1 <= max(1, min(word.count, $0.0.count) / 2) }
      .min { $0.1 < $1.1 }?.0
  }

  /// Levenshtein distance over characters.
  static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let change = x == y ? diagonal : diagonal + 1
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
