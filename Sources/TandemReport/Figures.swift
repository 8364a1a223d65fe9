/// Numbers and sentences in columns.
enum Figures {
  /// A number with so many decimals (0 to 6): `-0.65`, `12`.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "?" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let whole = Int64((abs(number) * scale).rounded())
    let sign = number < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A share as percent with so many decimals: `7.4 %`.
  static func percent(_ share: Double, _ decimals: Int = 1) -> String {
    fixed(share * 100, decimals) + " %"
  }

  /// An integer with its digits in groups of three: `100,000`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A row whose first cell is flush left and whose others are flush right, a space apart at least.
  static func row(_ cells: [String], widths: [Int]) -> String {
    zip(cells, widths).enumerated().map { place, column in
      let pad = String(repeating: " ", count: max(place == 0 ? 0 : 1, column.1 - column.0.count))
      return place == 0 ? column.0 + pad : pad + column.0
    }.joined()
  }

  /// A sentence in lines of at most `columns`, those after the first indented.
  static func wrapped(_ text: String, columns: Int = 100, indent: Int = 2) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
      } else {
        line += line.isEmpty ? String(word) : " " + word
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
