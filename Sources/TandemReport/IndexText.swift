package import TandemCore

/// What `tandem index` shows.
package enum IndexText {
  /// One line on what the index holds now.
  package static func line(_ summary: IndexSummary, commit: String, folder: String) -> String {
    let read = summary.read == 0 ? "nothing new" : "\(grouped(summary.read)) read now"
    return "\(commit.prefix(10)): \(grouped(summary.files)) files, \(grouped(summary.commits)) "
      + "commits, \(read); \(megabytes(summary.bytes)) in \(folder)"
  }

  /// The counts, one a line.
  package static func stats(_ summary: IndexSummary) -> String {
    [
      ("files that can be searched", summary.files),
      ("definitions in them", summary.definitions),
      ("files that are no text, or above 1 MB", summary.unreadable),
      ("files whose contents are not in the repository: see `git fsck`", summary.missing),
      ("generated files and pictures, read only where a report names them", summary.unlikely),
      ("links, submodules and refused paths, never read", summary.passedOver),
      ("commits whose messages and paths are known", summary.commits),
      ("segments, other bases' included", summary.segments),
    ].map { "\(padded(grouped($0.1), 12))  \($0.0)" }.joined(separator: "\n")
  }

  /// A bar that fills up, in at most so many columns.
  package static func bar(_ what: String, _ done: Int, _ all: Int, columns: Int) -> String {
    let words = " \(what) \(grouped(done)) of \(grouped(all))"
    let width = min(30, columns - words.count - 2)
    guard width > 4 else { return String(words.dropFirst().prefix(columns)) }
    let full = all > 0 ? width * done / all : width
    return "[" + String(repeating: "#", count: full)
      + String(repeating: ".", count: width - full) + "]" + words
  }

  /// A number with its digits in groups of three.
  private static func grouped(_ number: Int) -> String {
    let digits = String(number)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func megabytes(_ bytes: Int) -> String {
    let tenths = (bytes + 50_000) / 100_000
    return "\(tenths / 10).\(tenths % 10) MB"
  }
}
