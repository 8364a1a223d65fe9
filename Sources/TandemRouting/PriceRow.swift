package import TandemCore

/// One line of the price book: what a model's tokens cost from one day to another.
package struct PriceRow: Codable, Sendable, Hashable {
  /// Whose list it is, such as `anthropic`.
  package var provider: String
  /// The model's id as the provider takes it.
  package var model: String
  /// The first day the row holds.
  package var from: Day
  /// The last day; nil while it holds.
  package var to: Day?
  /// The row holds for prompts of more than so many tokens, and then for the whole request.
  package var promptOver: Int
  /// The hours in which the row holds; nil for all that no other row of the model claims.
  package var window: PriceWindow?
  /// Micro-dollars for a million tokens of input.
  package var input: Int64
  /// Micro-dollars for a million tokens of output, reasoning included.
  package var output: Int64
  /// Micro-dollars for a million tokens read from the cache; nil where the list does not say.
  package var cacheRead: Int64?
  /// Micro-dollars for a million tokens written to the cache; nil where the list does not say.
  package var cacheWrite: Int64?
  /// Where the price was read.
  package var source: String
  /// When it was read there.
  package var verified: Day

  /// Makes a row from its parts; prices in micro-dollars for a million tokens.
  package init(
    provider: String, model: String, from: Day, to: Day? = nil,
    promptOver: Int = 0, window: PriceWindow? = nil, input: Int64, output: Int64,
    cacheRead: Int64? = nil,
    cacheWrite: Int64? = nil, source: String, verified: Day
  ) {
    self.provider = provider
    self.model = model
    self.from = from
    self.to = to
    self.promptOver = promptOver
    self.window = window
    self.input = input
    self.output = output
    self.cacheRead = cacheRead
    self.cacheWrite = cacheWrite
    self.source = source
    self.verified = verified
  }

  /// The row's name in the ledger: `anthropic/claude-haiku-5-5@2026-10-07>100000`, with `!peak`
  /// at its end where it holds for some hours only.
  package var id: String {
    "\(provider)/\(model)@\(from)" + (promptOver > 0 ? ">\(promptOver)" : "")
      + (window == nil ? "" : "!peak")
  }

  /// Returns what `usage` costs: class by class, summed, then rounded up to a micro-dollar.
  ///
  /// A cache class the list does not price is charged as input: never less than the invoice
  /// (a read is never dearer than input; a write may be, so it is charged a quarter more).
  package func cost(of usage: TokenUsage) -> MicroDollars {
    let parts =
      Int64(usage.input) * input + Int64(usage.output) * output
      + Int64(usage.cacheRead) * (cacheRead ?? input)
      + Int64(usage.cacheWrite) * (cacheWrite ?? unlistedWrite)
    return MicroDollars((parts + 999_999) / 1_000_000)
  }

  /// The dearest class of input, in micro-dollars for a million tokens.
  package var dearestInput: Int64 { max(input, cacheRead ?? 0, cacheWrite ?? unlistedWrite) }

  /// The usual factor of a cache write where one is charged for at all.
  private var unlistedWrite: Int64 { input + input / 4 }
}
