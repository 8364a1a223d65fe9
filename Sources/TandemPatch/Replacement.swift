/// Replaces one piece of a text by another, as leniently as is safe and never ambiguously.
///
/// The ladder: byte for byte; whole lines but for white space at their ends; whole lines but for
/// one indentation shift, which the new lines then get too. A rung is tried only where no stricter
/// one matched, and must match once. Line ends, a BOM and a missing last line feed are kept.
package enum Replacement {
  /// Replaces `old` by `new`.
  ///
  /// - Parameter nearLine: 1-based; where `old` stands in several places, the one at this line, or
  ///   the only one within three lines of it, is meant.
  package static func apply(
    old: String, new: String, in text: String, nearLine: Int? = nil
  ) -> ReplacementResult {
    let lines = TextLines(text)
    guard !old.isEmpty else {
      return text.isEmpty
        ? .replaced(text: new, line: 1, leniency: .exact)
        : .missing(help: "the old text is empty; quote the lines to replace")
    }
    let returns = lines.usesReturns
    let wanted = Array((returns ? Self.withReturns(old) : old).utf8)
    let substitute = Array((returns ? Self.withReturns(new) : new).utf8)
    let starts = occurrences(of: wanted, in: lines.bytes)
    if let start = choose(starts, near: nearLine, line: { lines.line(at: $0) + 1 }) {
      var bytes = lines.bytes
      bytes.replaceSubrange(start..<(start + wanted.count), with: substitute)
      return .replaced(
        text: String(decoding: bytes, as: UTF8.self), line: lines.line(at: start) + 1,
        leniency: .exact)
    }
    if !starts.isEmpty { return .ambiguous(lines: starts.map { lines.line(at: $0) + 1 }) }
    switch find(TextLines(old), in: lines, nearLine: nearLine) {
    case .one(let match): return substituting(new, for: match, in: lines)
    case .several(let found): return .ambiguous(lines: found)
    case .none: return .missing(help: NearestLines.help(old: old, new: new, in: lines))
    }
  }

  /// Where a run of whole lines stands.
  enum Place {
    case none
    case one(LineMatcher.Match)
    case several([Int])
  }

  /// Finds the one place where `wanted` stands as whole lines.
  static func find(_ wanted: TextLines, in lines: TextLines, nearLine: Int?) -> Place {
    let matches = LineMatcher(lines).matches(of: wanted)
    if let match = choose(matches, near: nearLine, line: { $0.lines.lowerBound + 1 }) {
      return .one(match)
    }
    return matches.isEmpty ? .none : .several(matches.map { $0.lines.lowerBound + 1 })
  }

  /// The bytes of `new` as lines that fit at `match`: its indentation, the text's line ends, and
  /// no last line feed where the text had none there.
  ///
  /// Nil where an indentation cannot be taken off.
  static func fitted(
    _ new: TextLines, to match: LineMatcher.Match, in lines: TextLines
  ) -> [UInt8]? {
    let feed = Array((lines.usesReturns ? "\r\n" : "\n").utf8)
    var out: [UInt8] = []
    for index in 0..<new.count {
      let line = new[index]
      switch match.shift {
      case .none: out += line
      case .add(let prefix): out += line.isBlank ? line : prefix + line
      case .remove(let prefix):
        guard line.isBlank || line.starts(with: prefix) else { return nil }
        out += line.isBlank ? line : line.dropFirst(prefix.count)
      }
      out += feed
    }
    let last = match.lines.upperBound - 1
    let endsInFeed = lines.spans[last].upperBound > lines.contents[last].upperBound
    if !endsInFeed, !out.isEmpty { out.removeLast(feed.count) }
    return out
  }

  private static func substituting(
    _ new: String, for match: LineMatcher.Match, in lines: TextLines
  ) -> ReplacementResult {
    let first = match.lines.lowerBound
    guard let fitted = fitted(TextLines(new), to: match, in: lines) else {
      return .missing(
        help: "the lines stand at line \(first + 1) with less indentation than quoted, "
          + "and the new lines have less than that; quote them as they are")
    }
    var bytes = lines.bytes
    bytes.replaceSubrange(
      lines.contents[first].lowerBound..<lines.spans[match.lines.upperBound - 1].upperBound,
      with: fitted)
    return .replaced(
      text: String(decoding: bytes, as: UTF8.self), line: first + 1, leniency: match.leniency)
  }

  /// The only one; or with a hint the one at that line, or the only one within three lines of it.
  private static func choose<Match>(
    _ matches: [Match], near hint: Int?, line: (Match) -> Int
  ) -> Match? {
    if matches.count < 2 { return matches.first }
    guard let hint else { return nil }
    for reach in [0, 3] {
      let close = matches.filter { abs(line($0) - hint) <= reach }
      if !close.isEmpty { return close.count == 1 ? close[0] : nil }
    }
    return nil
  }

  /// Every start of `wanted`, overlapping ones included.
  ///
  /// A start inside an indentation is none: there the quoted indentation differs, and the new
  /// lines must be shifted too.
  private static func occurrences(of wanted: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard wanted.count <= bytes.count else { return [] }
    let beginsBlank = [UInt8(ascii: " "), UInt8(ascii: "\t")].contains(wanted[0])
    return (0...(bytes.count - wanted.count)).filter { start in
      guard bytes[start] == wanted[0],
        (1..<wanted.count).allSatisfy({ bytes[start + $0] == wanted[$0] })
      else { return false }
      return !beginsBlank || start == 0 || bytes[start - 1] != wanted[0]
    }
  }

  /// The text with `\r\n` at every line end.
  private static func withReturns(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n"), out.last != UInt8(ascii: "\r") {
        out.append(UInt8(ascii: "\r"))
      }
      out.append(byte)
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// What became of one replacement.
package enum ReplacementResult: Sendable, Hashable {
  /// It was made: the whole new text, the 1-based line where it begins, how leniently.
  case replaced(text: String, line: Int, leniency: Leniency)
  /// The old text stands at each of these 1-based lines.
  case ambiguous(lines: [Int])
  /// It stands nowhere; the help says what is nearest, for the model to read.
  case missing(help: String)
}
