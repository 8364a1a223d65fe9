import TandemCore
import Testing

@testable import TandemRouting

/// What a call costs, and what is said where nobody knows.
@Suite struct PriceBookTests {
  /// Noon of a day, in seconds since 1970.
  static func noon(_ text: String) throws -> Int64 {
    Int64(try #require(Day(text)).number) * 86_400 + 43_200
  }

  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-10-07", 20_733), ("1969-12-31", -1),
  ]) func daysAreCountedFrom1970(text: String, number: Int) throws {
    let day = try #require(Day(text))
    #expect(day.number == number)
    #expect(day.description == text)
    #expect(Day(secondsSince1970: Int64(number) * 86_400 + 5) == day)
  }

  @Test(arguments: ["2026-02-30", "2026-13-01", "2026-1-1", "", "now", "2025-02-29"])
  func whatIsNoDayIsRefused(text: String) { #expect(Day(text) == nil) }

  @Test func everyRowOfTheShippedBookIsReadAndSane() {
    #expect(PriceBook.shipped.rows.count == 40)
    #expect(PriceBook.shipped.lint() == [])
  }

  /// 2026-11-02 is a Monday; the peak is 01-04 and 06-10 UTC on weekdays.
  @Test(arguments: [
    ("2026-11-02", 0, 150_000), ("2026-11-02", 1, 300_000), ("2026-11-02", 3, 300_000),
    ("2026-11-02", 4, 150_000), ("2026-11-06", 9, 300_000), ("2026-11-07", 9, 150_000),
  ]) func aPriceMayHoldForSomeHours(day: String, hour: Int64, micros: Int64) throws {
    let at = try Self.noon(day) - 43_200 + hour * 3600
    let price = try #require(PriceBook.shipped.price(for: "deepseek/deepseek-flash", at: at))
    #expect(price.cost(of: TokenUsage(input: 1_000_000)).amount.value == micros)
  }

  @Test(arguments: [
    (#"{"rows": []}"#, "it is no price book: `schema` must be tandem.prices/1 and `rows` a list"),
    (row(#""input": -1"#), "row 1: `input` must be dollars for a million tokens"),
    (row(#""input": 1"#), "row 1: `input` and `output` must be given"),
    (
      row(#""input": 1, "output": 2, "from": "now""#), "row 1: `from` must be a day like 2026-10-07"
    ),
    (
      row(#""input": 1, "output": 2, "window": {"hours": ["4-1"]}"#),
      "row 1: `hours` must be spans of UTC like 01-04"
    ),
  ]) func aBookThatCannotBeReadSaysWhere(text: String, complaint: String) throws {
    let json = try #require(JSONValue(parsing: Array(text.utf8)))
    let error = #expect(throws: PriceBook.Unreadable.self) { try PriceBook(json) }
    #expect(error?.description == complaint)
  }

  /// A book of one row with these members.
  static func row(_ members: String) -> String {
    """
    {"schema": "tandem.prices/1", "rows": [{"provider": "p", "model": "m", "from": "2026-01-01",
      "source": "s", "verified": "2026-01-01", \(members)}]}
    """
  }

  @Test func anUnknownModelIsUnpricedAndNeverFree() throws {
    let now = try Self.noon("2026-11-01")
    #expect(PriceBook.shipped.price(for: "claude-opus-9", at: now) == nil)
    #expect(PriceBook.shipped.price(for: "", at: now) == nil)
    #expect(PriceBook.shipped.price(for: "claude-opus-9", at: now, isLoopback: true) == .local)
    #expect(PriceBook.hint(pricing: "m").contains("m has no price"))
  }

  @Test(arguments: [
    "claude-opus-5-5", "claude-opus-5-5-20260923", "claude-opus-5-5-2026-09-23",
    "anthropic/claude-opus-5.5",
  ]) func oneModelHasManySpellings(name: String) throws {
    let price = try #require(
      PriceBook.shipped.price(for: name, at: try Self.noon("2026-11-01")))
    let cost = price.cost(of: TokenUsage(input: 1_000_000, output: 1_000_000))
    #expect(cost.amount == MicroDollars(24_000_000))
    #expect(cost.row == "anthropic/claude-opus-5-5@2026-09-23")
  }

  @Test(arguments: [
    ("2026-09-22", nil), ("2026-10-06", 200_000), ("2026-10-07", 100_000), ("2027-10-07", 100_000),
  ]) func theRowOfTheDayIsUsed(day: String, cacheRead: Int64?) throws {
    let price = PriceBook.shipped.price(for: "claude-sonnet-5-5", at: try Self.noon(day))
    #expect(price?.cost(of: TokenUsage(cacheRead: 1_000_000)).amount.value == cacheRead)
  }

  @Test(arguments: [(100_000, 10_000), (100_001, 50_001), (1_000_000, 500_000)])
  func theWholePromptChoosesTheBandOfTheWholeRequest(tokens: Int, micros: Int64) throws {
    let price = try #require(
      PriceBook.shipped.price(for: "claude-haiku-5-5", at: try Self.noon("2026-11-01")))
    #expect(price.cost(of: TokenUsage(input: tokens)).amount == MicroDollars(micros))
    let usage = TokenUsage(input: 1, cacheRead: 100_000, output: 1_000_000)
    #expect(price.cost(of: usage).amount == MicroDollars(2_505_001))
  }

  @Test func theClassesAreSummedAndRoundedUpOnce() throws {
    let price = try #require(
      PriceBook.shipped.price(for: "gpt-6-luna", at: try Self.noon("2026-11-01")))
    // 3·0.10 + 7·0.01 + 5·0.125 + 2·0.50 micro-dollars = 1.995
    let usage = TokenUsage(input: 3, cacheRead: 7, cacheWrite: 5, output: 2)
    #expect(price.cost(of: usage).amount == MicroDollars(2))
  }

  /// Two real invoices, each of which a widely used price calculator once doubled or quadrupled.
  @Test func cachedTokensAreCountedOnce() throws {
    let day = try #require(Day("2025-01-01"))
    // gemini-2.5-pro: 262,960 prompt tokens, of which 257,955 cached; 1,744 out: $0.1849.
    let gemini = PriceRow(
      provider: "google", model: "gemini-2.5-pro", from: day, input: 1_250_000,
      output: 10_000_000, cacheRead: 625_000, source: "BerriAI/litellm 14849", verified: day)
    let read = TokenUsage(input: 262_960 - 257_955, cacheRead: 257_955, output: 1744)
    #expect(gemini.cost(of: read) == MicroDollars(184_919))
    // claude-3-7-sonnet: 3 in, 12,304 written to the cache, 550 out: $0.05439.
    let sonnet = PriceRow(
      provider: "anthropic", model: "claude-3-7-sonnet", from: day, input: 3_000_000,
      output: 15_000_000, cacheRead: 300_000, cacheWrite: 3_750_000,
      source: "BerriAI/litellm 9812", verified: day)
    let written = TokenUsage(input: 3, cacheWrite: 12_304, output: 550)
    #expect(sonnet.cost(of: written) == MicroDollars(54_399))
  }

  @Test func theWorstCaseIsNeverBelowTheBill() throws {
    let now = try Self.noon("2026-11-01")
    var random = SystemRandomNumberGenerator()
    for model in Set(PriceBook.shipped.rows.map(\.model)) {
      guard let price = PriceBook.shipped.price(for: model, at: now) else { continue }
      for _ in 0..<200 {
        let bytes = Int.random(in: 1...1_200_000, using: &random)
        let tokens = Int.random(in: 1...bytes, using: &random)
        let read = Int.random(in: 0...tokens, using: &random)
        let write = Int.random(in: 0...(tokens - read), using: &random)
        let output = Int.random(in: 0...8000, using: &random)
        let usage = TokenUsage(
          input: tokens - read - write, cacheRead: read, cacheWrite: write, output: output)
        let worst = price.worstCase(requestBytes: bytes, maxOutputTokens: 8000)
        #expect(price.cost(of: usage).amount <= worst, "\(model) \(bytes) \(usage)")
      }
    }
  }

  @Test func loopbackCostsNothing() {
    #expect(ModelPrice.local.cost(of: TokenUsage(input: 9)) == (.zero, "local"))
    #expect(ModelPrice.local.worstCase(requestBytes: 9, maxOutputTokens: 9) == .zero)
  }

  @Test func aWrongRowIsNamed() throws {
    let day = try #require(Day("2026-01-02"))
    let row = PriceRow(
      provider: "p", model: "m", from: day, to: Day("2026-01-01"), input: -1, output: 2,
      cacheRead: 900, cacheWrite: -2, source: "", verified: day)
    #expect(PriceBook(rows: [row]).lint().count == 5)
  }

  @Test func theUsersOwnPriceReplacesTheShippedOne() throws {
    let own = PriceRow(
      provider: "configured", model: "claude-haiku-5-5", from: Day(secondsSince1970: 0),
      input: 7_000_000, output: 0, source: "your configuration", verified: Day(secondsSince1970: 0))
    let book = PriceBook.shipped.overridden(by: [own])
    let now = try Self.noon("2026-11-01")
    let price = book.price(for: "claude-haiku-5-5-20261007", at: now)
    #expect(price == .listed([own]))
    #expect(book.price(for: "claude-opus-5-5", at: now) != nil)
  }
}
