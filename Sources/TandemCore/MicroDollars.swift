/// An amount of money in millionths of a US dollar, the only unit in which Tandem counts costs.
///
/// Integers, so that sums over thousands of calls are exact.
package struct MicroDollars: Hashable, Sendable, Comparable, Codable {
  /// The amount in micro-dollars; 1,000,000 is one dollar.
  package var value: Int64

  /// Makes an amount of `value` micro-dollars.
  package init(_ value: Int64) { self.value = value }

  /// Decodes a bare integer.
  package init(from decoder: any Decoder) throws {
    value = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Encodes as a bare integer.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  /// Nothing.
  package static let zero = MicroDollars(0)

  /// Reads `2`, `2.5`, `$0.40` as dollars; nil where that is not a non-negative amount.
  package init?(dollars text: String) {
    let digits = text.hasPrefix("$") ? text.dropFirst() : text[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0].isEmpty ? "0" : parts[0]),
      whole >= 0, whole < 1_000_000_000, !digits.isEmpty, digits != "."
    else { return nil }
    var micros: Int64 = 0
    if parts.count == 2 {
      guard parts[1].count <= 6, parts[1].allSatisfy(\.isASCIIDigit) else { return nil }
      micros = Int64(parts[1] + String(repeating: "0", count: 6 - parts[1].count)) ?? 0
    }
    value = whole * 1_000_000 + micros
  }

  /// Orders by amount.
  package static func < (a: MicroDollars, b: MicroDollars) -> Bool { a.value < b.value }
  /// Adds two amounts.
  package static func + (a: MicroDollars, b: MicroDollars) -> MicroDollars {
    MicroDollars(a.value + b.value)
  }
  /// Subtracts `b` from `a`; the result may be negative.
  package static func - (a: MicroDollars, b: MicroDollars) -> MicroDollars {
    MicroDollars(a.value - b.value)
  }
  /// Adds in place.
  package static func += (a: inout MicroDollars, b: MicroDollars) { a = a + b }
}

extension MicroDollars: CustomStringConvertible {
  /// Dollars with at least two decimals and as many as are needed, at most four: `$0.00`, `$0.0312`.
  package var description: String {
    let sign = value < 0 ? "-" : ""
    // Half a hundredth of a cent rounds up, so that a cost is never shown as nothing.
    let tenThousandths = max((abs(value) + 50) / 100, value == 0 ? 0 : 1)
    var decimals = String(tenThousandths % 10_000)
    decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
    while decimals.count > 2, decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(sign)$\(tenThousandths / 10_000).\(decimals)"
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
