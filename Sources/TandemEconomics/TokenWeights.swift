package import TandemCore

/// What a token of each class costs relative to plain input.
///
/// The ledger keeps one amount a call; this divides it. The weights are those of most price lists
/// of 2026 (output five times the input, a cache read a twentieth to a tenth, a cache write a
/// quarter more), so the parts are apportioned, not billed.
enum TokenWeights {
  static let input = 1.0
  static let cacheRead = 0.1
  static let cacheWrite = 1.25
  static let output = 5.0

  /// The usage in tokens of plain input.
  static func weight(_ usage: TokenUsage) -> Double {
    Double(usage.input) * input + Double(usage.cacheRead) * cacheRead
      + Double(usage.cacheWrite) * cacheWrite + Double(usage.output) * output
  }
}

/// Money by class of token, apportioned; the parts add up to the calls' cost exactly.
package struct ClassCost: Encodable, Sendable, Hashable {
  /// Plain input.
  package var input = MicroDollars.zero
  /// Input read from the provider's cache.
  package var cacheRead = MicroDollars.zero
  /// Input written to it.
  package var cacheWrite = MicroDollars.zero
  /// Output; also what rounding leaves, and calls without any tokens.
  package var output = MicroDollars.zero

  /// Nothing.
  package init() {}

  /// Adds a call's cost.
  mutating func add(_ call: CallFact) {
    let weight = TokenWeights.weight(call.usage)
    let each = weight > 0 ? Double(call.cost.value) / weight : 0
    let plain = Int64(Double(call.usage.input) * TokenWeights.input * each)
    let read = Int64(Double(call.usage.cacheRead) * TokenWeights.cacheRead * each)
    let written = Int64(Double(call.usage.cacheWrite) * TokenWeights.cacheWrite * each)
    input += MicroDollars(plain)
    cacheRead += MicroDollars(read)
    cacheWrite += MicroDollars(written)
    output += MicroDollars(call.cost.value - plain - read - written)
  }

  static func += (a: inout ClassCost, b: ClassCost) {
    a.input += b.input
    a.cacheRead += b.cacheRead
    a.cacheWrite += b.cacheWrite
    a.output += b.output
  }
}
