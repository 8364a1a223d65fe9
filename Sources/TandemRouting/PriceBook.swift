package import TandemCore

/// The dated price list: which rows price a model on a day.
///
/// An unknown model is unpriced, never $0.
package struct PriceBook: Codable, Sendable, Hashable {
  /// The rows, in any order; where two hold, the later `from` wins, then the later in the list.
  package var rows: [PriceRow]

  /// Makes a book from rows.
  package init(rows: [PriceRow]) { self.rows = rows }

  /// Returns the book in which `rows` price the models they name, and nothing else does.
  package func overridden(by own: [PriceRow]) -> PriceBook {
    PriceBook(rows: rows.filter { row in !own.contains { row.names($0.model) } } + own)
  }

  /// Returns the price of `model` at an instant, in seconds since 1970; nil where it is unpriced.
  ///
  /// Looked up are the id as it is and the id without a date at its end (`-20260923`,
  /// `-2026-09-23`), both also as a gateway spells them (`anthropic/claude-opus-5.5`). A model
  /// served on loopback is local: $0.
  package func price(
    for model: String, at seconds: Int64, isLoopback: Bool = false
  ) -> ModelPrice? {
    if isLoopback { return .local }
    let day = Day(secondsSince1970: seconds)
    for name in [model, Self.undated(model)] {
      let held = rows.filter { row in
        row.names(name) && row.from <= day && row.to.map { day <= $0 } ?? true
          && row.window?.holds(at: seconds) ?? true
      }
      guard let newest = held.map(\.from).max() else { continue }
      // A row for these very hours comes before one for all the others.
      let bands = Dictionary(
        held.filter { $0.from == newest }.map { ($0.promptOver, $0) },
        uniquingKeysWith: { $1.window == nil && $0.window != nil ? $0 : $1 })
      return .listed(bands.values.sorted { $0.promptOver < $1.promptOver })
    }
    return nil
  }

  /// Says which line of the user's file prices `model`.
  package static func hint(pricing model: String) -> String {
    "\(model) has no price: add it to `prices:` in ~/.config/tandem/config.yml "
      + "(model, input and output in dollars for a million tokens), or run without a money limit"
  }

  /// Returns the rows that cannot be right, one sentence each; an empty list is a clean book.
  package func lint() -> [String] {
    rows.flatMap { row in
      var faults: [String] = []
      if row.input < 0 || row.output < 0 { faults.append("\(row.id): a price is negative") }
      if let to = row.to, to < row.from { faults.append("\(row.id): ends before it begins") }
      if let read = row.cacheRead, read * 100 < row.input || read * 2 > row.input {
        faults.append("\(row.id): a cache read costs 1 % to 50 % of input elsewhere")
      }
      if let write = row.cacheWrite, write < row.input {
        faults.append("\(row.id): a cache write is cheaper than input")
      }
      if row.source.isEmpty { faults.append("\(row.id): has no source") }
      return faults
    }
  }

  /// `model` without a date at its end: providers answer with a dated form of what was asked.
  private static func undated(_ model: String) -> String {
    for length in [8, 10] {
      let tail = model.suffix(length)
      let rest = model.dropLast(length)
      let isDate =
        length == 8 ? tail.utf8.allSatisfy { (48...57).contains($0) } : Day(String(tail)) != nil
      if isDate, tail.utf8.count == length, rest.hasSuffix("-") { return String(rest.dropLast()) }
    }
    return model
  }
}

extension PriceRow {
  /// Whether `name` is the row's model, alone or behind its provider and a slash.
  fileprivate func names(_ name: String) -> Bool {
    if name == model { return true }
    let prefix = provider + "/"
    return name.hasPrefix(prefix)
      && Self.dashed(name.dropFirst(prefix.count)) == Self.dashed(model[...])
  }

  /// Gateways write `claude-opus-5.5` where the provider writes `claude-opus-5-5`.
  private static func dashed(_ name: Substring) -> String {
    String(name.map { $0 == "." ? "-" : $0 })
  }
}

/// What one model costs on one day.
package enum ModelPrice: Codable, Sendable, Hashable {
  /// Served on this machine: nothing is billed.
  case local
  /// The rows by prompt size, smallest band first; never empty.
  case listed([PriceRow])

  /// Returns what `usage` costs and the row that says so.
  ///
  /// The band is chosen by the whole prompt, cached or not, and prices the whole request.
  package func cost(of usage: TokenUsage) -> (amount: MicroDollars, row: String) {
    guard case .listed(let rows) = self else { return (.zero, "local") }
    let prompt = usage.input + usage.cacheRead + usage.cacheWrite
    let row = rows.last { $0.promptOver == 0 || prompt > $0.promptOver } ?? rows[0]
    return (row.cost(of: usage), row.id)
  }

  /// Returns the most that a request may cost: every byte a token of the dearest input class, the
  /// whole output limit, in the dearest band that so many tokens may reach.
  package func worstCase(requestBytes: Int, maxOutputTokens: Int) -> MicroDollars {
    guard case .listed(let rows) = self else { return .zero }
    let amounts = rows.filter { $0.promptOver == 0 || requestBytes > $0.promptOver }.map { row in
      let micros =
        Int64(requestBytes) * row.dearestInput + Int64(maxOutputTokens) * row.output + 999_999
      return MicroDollars(micros / 1_000_000)
    }
    return amounts.max() ?? .zero
  }
}
