package import TandemRouting

/// What `tandem prices` shows.
package enum PricesText {
  /// The rows as a table, dollars for a million tokens.
  package static func table(_ rows: [PriceRow]) -> String {
    let head = [
      "model", "input", "output", "cache read", "cache write", "prompts over", "from", "verified",
    ]
    let cells = rows.map { row in
      [
        "\(row.provider)/\(row.model)", dollars(row.input), dollars(row.output),
        row.cacheRead.map(dollars) ?? "-", row.cacheWrite.map(dollars) ?? "-",
        row.promptOver > 0 ? String(row.promptOver) : "-",
        row.from.number == 0 ? "always" : row.from.description,
        row.from.number == 0 ? "-" : row.verified.description,
      ]
    }
    let widths = head.indices.map { column in
      ([head] + cells).map { $0[column].count }.max() ?? 0
    }
    var lines = ([head] + cells).map { line in
      zip(line, widths).enumerated().map { column, cell in
        let space = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + space : space + cell.0
      }.joined(separator: "  ")
    }
    for (index, row) in rows.enumerated() {
      if let window = row.window { lines[index + 1] += "  \(window.description)" }
    }
    return lines.joined(separator: "\n")
  }

  /// Micro-dollars for a million tokens as dollars: `0.125`, `25`.
  private static func dollars(_ micros: Int64) -> String {
    var text = String(micros % 1_000_000 + 1_000_000).dropFirst()
    while text.hasSuffix("0") { text = text.dropLast() }
    return "\(micros / 1_000_000)" + (text.isEmpty ? "" : ".\(text)")
  }
}
