/// Finds the path that belongs to a SEARCH/REPLACE block: models write it in many ways above it.
enum EditBlockPath {
  /// Returns the path written in the three lines above line `start`, or nil.
  ///
  /// Read are a line of its own, plain or as `**path**`, `` `path` ``, `# path`, `File: path`,
  /// and the rest of a fence's first line. A path that exists is taken before one that only looks
  /// like one.
  static func find(
    above start: Int, in lines: [Substring], exists: (String) -> Bool
  ) -> String? {
    var candidates: [String] = []
    for index in stride(from: start - 1, through: max(0, start - 3), by: -1) {
      let line = lines[index].trimmed
      if line.isEmpty { continue }
      if line.hasPrefix("```") || line.hasPrefix("~~~") {
        // ```python path/to/file.py, or ```path/to/file.py
        for word in line.drop(while: { $0 == "`" || $0 == "~" }).split(separator: " ").reversed() {
          candidates.append(plain(word))
        }
        continue
      }
      if EditBlocks.marker(line, ">", "REPLACE") { break }
      candidates.append(plain(line))
      // A line of prose above the fence ends the search.
      break
    }
    return candidates.first(where: exists) ?? candidates.first(where: looksLikePath)
  }

  /// Takes off what models write around a path.
  private static func plain(_ line: Substring) -> String {
    var line = line
    for label in ["File:", "file:", "Path:", "path:", "filename:", "Filename:"] {
      if line.hasPrefix(label) { line = line.dropFirst(label.count) }
    }
    let around: (Character) -> Bool = { "#*`:\"' \t".contains($0) }
    line = line.drop(while: around)
    while let last = line.last, around(last) { line.removeLast() }
    if line.hasPrefix("./") { line = line.dropFirst(2) }
    return String(line)
  }

  private static func looksLikePath(_ text: String) -> Bool {
    !text.isEmpty && !text.contains(" ") && (text.contains(".") || text.contains("/"))
  }
}
