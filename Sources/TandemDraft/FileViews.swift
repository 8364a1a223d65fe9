/// What the `read` and `search` tools show of files.
enum FileViews {
  static let mostLines = 400
  static let mostHits = 50
  static let mostBytes = 24_000

  /// Numbered lines `first...last` of `text`; the end says how many lines there are.
  static func lines(of text: String, path: String, first: Int?, last: Int?) -> String {
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
    let total = text.utf8.last == 10 ? lines.count - 1 : lines.count
    let from = max(1, first ?? 1)
    let through = min(total, last ?? total, from + mostLines - 1)
    guard from <= through else { return "\(path) has \(total) lines." }
    var shown = ""
    for number in from...through {
      shown += "\(number)\t\(String(decoding: lines[number - 1], as: UTF8.self))\n"
      if shown.utf8.count > mostBytes {
        return shown + "(cut at line \(number) of \(total); read on from \(number + 1))"
      }
    }
    return shown + "(lines \(from)-\(through) of \(total) of \(path))"
  }

  /// `path:line: text` for each line that contains `needle`.
  static func search(
    _ needle: String, in paths: [String], filter: String?, read: (String) -> String?
  ) -> String {
    let wanted = Array(needle.utf8)
    guard !wanted.isEmpty, !wanted.contains(10) else {
      return "`text` must be one non-empty line."
    }
    var hits: [String] = []
    var more = 0
    for path in paths where filter.map(path.contains) ?? true {
      guard let text = read(path) else { continue }
      var number = 0
      for line in text.utf8.split(separator: 10, omittingEmptySubsequences: false) {
        number += 1
        guard line.count >= wanted.count, line.firstRange(of: wanted) != nil else { continue }
        if hits.count == mostHits {
          more += 1
        } else {
          hits.append("\(path):\(number): \(String(decoding: line.prefix(200), as: UTF8.self))")
        }
      }
    }
    if hits.isEmpty { return "no match" }
    return hits.joined(separator: "\n") + (more > 0 ? "\n… and \(more) more" : "")
  }
}
