package import TandemCore

/// One ranked file for people: its strength, its best definitions, and what spoke for it.
package enum RankingText {
  /// The file's lines; `place` is 1-based.
  package static func lines(_ file: RankedFile, place: Int) -> String {
    var lines = ["\(place). \(OneLine.of(file.path, 300))  \(percent(file.score))"]
    let regions = file.regions.prefix(3).map { region in
      region.name.hasPrefix("lines ")
        ? region.name
        : "\(OneLine.of(region.name, 80)) (\(region.firstLine)-\(region.lastLine))"
    }
    if !regions.isEmpty { lines.append("     look at  \(regions.joined(separator: ", "))") }
    let whole = file.reasons.reduce(0) { $0 + max(0, $1.score) }
    for reason in file.reasons.prefix(5) where whole > 0 {
      let share = percent(reason.score / whole)
      let pad = String(repeating: " ", count: max(0, 7 - share.count))
      lines.append("    \(pad)\(share)  \(reason.signal): \(OneLine.of(reason.detail, 90))")
    }
    return lines.joined(separator: "\n")
  }

  private static func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded())) %"
  }
}
