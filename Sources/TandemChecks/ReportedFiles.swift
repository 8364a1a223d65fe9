import TandemCore

/// The files of the base tree that a report names by path or by file name.
struct ReportedFiles {
  private let paths: [String]

  /// Looks for the words of `report` among `files`; a bare name counts where few files have it.
  init(in report: String, of files: [String]) {
    let words = Set(
      report.utf8.split { byte in
        !(byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
          || byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")))
      }.map { Self.trimmed(String(Substring($0))) })
    let byName = Dictionary(grouping: files) { path in
      path.split(separator: "/").last.map(String.init) ?? path
    }
    paths = words.flatMap { word -> [String] in
      guard word.contains("."), let found = byName[word], found.count <= 3 else { return [] }
      return found
    }.sorted()
  }

  /// How many of them are in a language that `adapter` runs, below its folder.
  func count(for adapter: any TestAdapter) -> Int { paths.count { adapter.speaksFor($0) } }

  /// One of them that speaks for a candidate.
  func example(for candidate: DetectedTests.Candidate) -> String? {
    paths.first { candidate.adapter.speaksFor($0) }
  }

  /// A file name without the full stop of the sentence that it ends.
  private static func trimmed(_ word: String) -> String {
    String(word.drop { $0 == "." }.reversed().drop { $0 == "." }.reversed())
  }
}
