import TandemCore

/// Lines and tables for a terminal of a hundred columns.
enum TextLayout {
  /// The most columns a line takes.
  static let columns = 100

  /// Breaks a sentence into lines of at most `columns`, the first after `lead`, all further ones
  /// under it.
  static func wrapped(_ text: String, lead: String = "") -> [String] {
    let indent = String(repeating: " ", count: lead.count)
    var lines: [String] = []
    var line = lead
    var isEmpty = true
    for word in words(text) {
      if !isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        (line, isEmpty) = (indent, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// The words of a text; a percent sign and its number are one.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for word in text.split(separator: " ") {
      if word.hasPrefix("%"), let last = words.last {
        words[words.count - 1] = last + " " + word
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// Sets rows in columns; columns that `right` names are set to the right, the last one of a row
  /// has no trailing spaces.
  static func table(_ rows: [[String]], right: Set<Int> = []) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = " "
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += " " + (right.contains(column) ? space + cell : cell + space) + " "
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// A number with its digits in groups of three.
  static func grouped(_ number: Int) -> String {
    let digits = String(number)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A number with two decimals: `1.34`, `-0.05`.
  static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    return "\(hundredths < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Dollars with two decimals: `$1.34`, `-$0.05`.
  static func dollars(_ value: Double) -> String {
    let text = decimal(value)
    return text.hasPrefix("-") ? "-$" + text.dropFirst() : "$" + text
  }

  /// An amount: to the cent from a dollar on, below it as exact as it is told elsewhere.
  static func money(_ amount: MicroDollars) -> String {
    guard abs(amount.value) >= 1_000_000 else { return amount.description }
    let cents = (abs(amount.value) + 5_000) / 10_000
    let rest = cents % 100
    return (amount.value < 0 ? "-$" : "$") + grouped(Int(cents / 100))
      + ".\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A share in percent, with one decimal below ten: `3.4 %`, `71 %`.
  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    guard abs(tenths) < 100, tenths % 10 != 0 else { return "\(Int((share * 100).rounded())) %" }
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10) %"
  }
}
