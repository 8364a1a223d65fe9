/// Finds what somebody probably meant when a name is not known.
package enum NearestName {
  /// Returns ` (did you mean “x”?)` with the nearest known name, or nothing where none is near.
  static func question(_ name: String, among known: [String]) -> String {
    nearest(name, among: known).map { " (did you mean “\($0)”?)" } ?? ""
  }

  /// Returns the known name that needs the fewest edits, where it is near enough to be meant.
  package static func nearest(_ name: String, among known: [String]) -> String? {
    nearest(name, among: known, within: max(2, name.count / 3))
  }

  /// Returns the known name that needs the fewest edits, at most so many; the first of equals.
  static func nearest(_ name: String, among known: [String], within limit: Int) -> String? {
    let near = known.map { (name: $0, edits: edits(from: name, to: $0)) }
    return near.filter { $0.edits <= limit }.min { $0.edits < $1.edits }?.name
  }

  /// The edits (insert, delete, replace, swap neighbours) from one name to another: the optimal
  /// string alignment distance.
  private static func edits(from a: String, to b: String) -> Int {
    let (a, b) = (Array(a.utf8.prefix(80)), Array(b.utf8.prefix(80)))
    var rows = [Array(0...b.count)]
    for i in 0..<a.count {
      var row = [i + 1]
      for j in 0..<b.count {
        var best = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
