/// Finds where a run of lines stands in a text, from the strictest to the most lenient reading.
struct LineMatcher {
  /// Where a run of lines stands and how its indentation differs.
  struct Match: Equatable {
    /// The lines matched, 0-based.
    var lines: Range<Int>
    /// How it matched.
    var leniency: Leniency
    /// What must be done to a new line to fit.
    var shift: Shift
  }

  /// One indentation that separates a model's lines from the file's.
  enum Shift: Equatable {
    /// None.
    case none
    /// The file has this much more.
    case add([UInt8])
    /// The file has this much less.
    case remove([UInt8])
  }

  let text: TextLines
  private let trimmed: [ArraySlice<UInt8>]

  init(_ text: TextLines) {
    self.text = text
    trimmed = (0..<text.count).map { text[$0].trimmedEnd }
  }

  /// Returns every match of `wanted` at the strictest rung that has one; none for no lines.
  func matches(of wanted: TextLines) -> [Match] {
    guard wanted.count > 0, wanted.count <= text.count else { return [] }
    let ends = (0..<wanted.count).map { wanted[$0].trimmedEnd }
    for leniency in Leniency.allCases {
      let found = (0...(text.count - wanted.count)).compactMap { start in
        match(wanted, ends, at: start, leniency)
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  private func match(
    _ wanted: TextLines, _ ends: [ArraySlice<UInt8>], at start: Int, _ leniency: Leniency
  ) -> Match? {
    let lines = start..<(start + wanted.count)
    switch leniency {
    case .exact:
      guard lines.allSatisfy({ text[$0] == wanted[$0 - start] }) else { return nil }
      return Match(lines: lines, leniency: leniency, shift: .none)
    case .trailingSpace:
      guard lines.allSatisfy({ trimmed[$0] == ends[$0 - start] }) else { return nil }
      return Match(lines: lines, leniency: leniency, shift: .none)
    case .indentation:
      guard let shift = shift(ends, at: start) else { return nil }
      return Match(lines: lines, leniency: leniency, shift: shift)
    }
  }

  /// The one shift that every line that is not blank has, or nil.
  private func shift(_ wanted: [ArraySlice<UInt8>], at start: Int) -> Shift? {
    var common: Shift?
    for (offset, line) in wanted.enumerated() {
      let here = trimmed[start + offset]
      if line.isEmpty, here.isEmpty { continue }
      guard !line.isEmpty, let shift = Self.shift(from: line, to: here) else { return nil }
      if let common, common != shift { return nil }
      common = shift
    }
    return common
  }

  private static func shift(from line: ArraySlice<UInt8>, to here: ArraySlice<UInt8>) -> Shift? {
    let (a, b) = (line.indentation, here.indentation)
    guard line.dropFirst(a.count).elementsEqual(here.dropFirst(b.count)) else { return nil }
    if b.count >= a.count, b.suffix(a.count).elementsEqual(a) {
      return .add(Array(b.dropLast(a.count)))
    }
    if a.suffix(b.count).elementsEqual(b) { return .remove(Array(a.dropLast(b.count))) }
    return nil
  }
}

/// How leniently a replacement was matched, strictest first.
package enum Leniency: String, Codable, Sendable, Hashable, CaseIterable {
  /// Byte for byte.
  case exact
  /// But for white space at line ends.
  case trailingSpace
  /// But for one indentation that every line has more or less.
  case indentation
}
