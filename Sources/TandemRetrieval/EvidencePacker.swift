import TandemCode
package import TandemCore

/// Lays out the best of a ranking as text for a prompt: paths, why, and numbered lines.
///
/// Regions are taken by what they are worth for their length until the budget is used up; shown by
/// file in the ranking's order, by line within a file. What did not fit is named in one line each.
package enum EvidencePacker {
  /// Bytes of code that make a token, on the low side of what tokenisers give.
  private static let bytesPerToken = 3
  /// Lines of a region beyond which only its head is shown.
  private static let mostLines = 160
  /// A file of at most so many lines is shown whole.
  private static let smallFile = 80

  /// Returns the evidence in at most about `tokenBudget` tokens.
  ///
  /// - Parameters:
  ///   - ranking: The ranked files with their regions.
  ///   - texts: The files' bytes by path; a file without is only named.
  package static func pack(
    _ ranking: [RankedFile], texts: [String: [UInt8]], tokenBudget: Int
  ) -> String {
    var left = tokenBudget * bytesPerToken
    let files = ranking.map { PackedFile($0, texts[$0.path], wholeBelow: smallFile) }
    for file in files { left -= file.heading.utf8.count }
    var chosen = [[ClosedRange<Int>]](repeating: [], count: files.count)
    let candidates = files.indices.flatMap { file in
      files[file].regions(mostLines: mostLines).map {
        (file: file, lines: $0.lines, worth: $0.worth)
      }
    }
    for candidate in candidates.sorted(by: { $0.worth > $1.worth }) {
      let new = files[candidate.file].cost(candidate.lines, without: chosen[candidate.file])
      guard new > 0, new <= left else { continue }
      left -= new
      chosen[candidate.file].append(candidate.lines)
    }
    return files.indices.map { files[$0].text(chosen[$0]) }.joined(separator: "\n")
  }
}

/// One ranked file, cut into numbered lines.
private struct PackedFile {
  let ranked: RankedFile
  private let lines: [Substring]
  private let isSmall: Bool

  init(_ ranked: RankedFile, _ bytes: [UInt8]?, wholeBelow limit: Int) {
    self.ranked = ranked
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map {
      Substring($0)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
    isSmall = lines.count <= limit
  }

  /// Path and reasons in one line.
  var heading: String {
    let reasons = ranked.reasons.prefix(3).filter { $0.score > 0 }
      .map { "\($0.signal): \($0.detail.prefix(80))" }.joined(separator: "; ")
    return "=== \(ranked.path)" + (reasons.isEmpty ? "" : " (\(reasons))") + "\n"
  }

  /// What can be shown, each with its worth for its length.
  func regions(mostLines: Int) -> [(lines: ClosedRange<Int>, worth: Double)] {
    guard !lines.isEmpty else { return [] }
    if isSmall { return [(1...lines.count, worth(1...lines.count, 1.5))] }
    return ranked.regions.compactMap { region in
      let last = min(region.lastLine, lines.count, region.firstLine + mostLines - 1)
      guard region.firstLine >= 1, region.firstLine <= last else { return nil }
      let range = region.firstLine...last
      return (range, worth(range, 0.2 + region.score))
    }
  }

  private func worth(_ range: ClosedRange<Int>, _ score: Double) -> Double {
    max(0.05, ranked.score) * score / Double(200 + cost(range, without: [])).squareRoot()
  }

  /// The bytes that showing `range` adds to what is chosen.
  func cost(_ range: ClosedRange<Int>, without chosen: [ClosedRange<Int>]) -> Int {
    range.reduce(0) { sum, line in
      chosen.contains { $0.contains(line) } ? sum : sum + numbered(line).utf8.count
    }
  }

  /// The heading and the chosen lines, gaps marked.
  func text(_ chosen: [ClosedRange<Int>]) -> String {
    var text = heading
    var next = 1
    for range in chosen.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard range.upperBound >= next else { continue }
      let first = max(range.lowerBound, next)
      if first > next { text += "      …\n" }
      for line in first...range.upperBound { text += numbered(line) }
      next = range.upperBound + 1
    }
    if next > 1, next <= lines.count { text += "      …\n" }
    return text
  }

  private func numbered(_ line: Int) -> String {
    let number = String(line)
    let padding = String(repeating: " ", count: max(0, 5 - number.count))
    var text = lines[line - 1]
    if text.utf8.last == 13 { text = text.dropLast() }
    let isLong = text.utf8.count > 400
    return padding + number + "  " + (isLong ? text.prefix(200) + " …" : text) + "\n"
  }
}
