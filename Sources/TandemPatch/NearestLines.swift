/// Says what in a text is nearest to lines that are not in it, for the model that quoted them.
enum NearestLines {
  /// The most lines shown.
  private static let limit = 12

  /// Returns a few sentences and the nearest lines with their numbers.
  static func help(old: String, new: String, in lines: TextLines) -> String {
    let wanted = TextLines(old)
    if lines.count == 0 { return "the file is empty; nothing can be replaced in it" }
    if !new.isEmpty, let place = LineMatcher(lines).matches(of: TextLines(new)).first {
      return "the old text is not in the file, but the new text already is, at line "
        + "\(place.lines.lowerBound + 1): was this change made before?"
    }
    guard let (start, equal) = nearest(wanted, in: lines) else {
      return "no line of the old text is in the file; read the file again"
    }
    let end = min(start + wanted.count, lines.count)
    let shown = (start..<end).prefix(limit).map { "\($0 + 1)| \(lines.text($0))" }
    let differing = (start..<end).first { line in
      lines[line].trimmedEnd != wanted[line - start].trimmedEnd
    }
    let where_ =
      differing.map { line in
        "; the first line that differs is \(line + 1), quoted as: \(wanted.text(line - start))"
      } ?? ""
    return "\(equal) of its \(wanted.count) lines are nearest at line \(start + 1)\(where_)\n"
      + shown.joined(separator: "\n") + (end - start > limit ? "\n…" : "")
  }

  /// The start of the window with the most lines equal but for white space around them, and how
  /// many; nil where no line is.
  private static func nearest(_ wanted: TextLines, in lines: TextLines) -> (Int, Int)? {
    // Each equal pair votes for the window that would bring it in line.
    var places: [ArraySlice<UInt8>: [Int]] = [:]
    for index in 0..<wanted.count {
      let line = bare(wanted[index])
      if !line.isEmpty { places[line, default: []].append(index) }
    }
    var votes: [Int: Int] = [:]
    for line in 0..<lines.count {
      for offset in places[bare(lines[line])] ?? [] where line >= offset {
        votes[line - offset, default: 0] += 1
      }
    }
    let best = votes.min { ($1.value, $0.key) < ($0.value, $1.key) }
    return best.map { ($0.key, $0.value) }
  }

  private static func bare(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.trimmedEnd.dropFirst(line.indentation.count)
  }
}
