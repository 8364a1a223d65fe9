package import TandemCore

/// The book as a file: `Prices/book.json`, which is compiled in, and a user's own in the same form.
extension PriceBook {
  /// The prices this version ships.
  ///
  /// A row of it that cannot be read is a mistake of ours, which a test finds.
  package static let shipped: PriceBook = {
    guard let json = JSONValue(parsing: PackageResources.book_json),
      let book = try? PriceBook(json)
    else { preconditionFailure("the shipped price book cannot be read") }
    return book
  }()

  /// Why a book cannot be read: which row, and what is wrong with it.
  package struct Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence.
    package var description: String
  }

  /// Reads a book.
  ///
  /// - Throws: `Unreadable` with the first row that cannot be read.
  package init(_ json: JSONValue) throws(Unreadable) {
    guard json["schema"]?.string == "tandem.prices/1", let list = json["rows"]?.array else {
      throw Unreadable(
        description: "it is no price book: `schema` must be tandem.prices/1 and `rows` a list")
    }
    let sources = json["sources"]?.object ?? [:]
    var rows: [PriceRow] = []
    for (index, item) in list.enumerated() {
      do throws(Unreadable) {
        var row = try PriceRow(item)
        row.source = sources[row.source]?.string ?? row.source
        rows.append(row)
      } catch {
        throw Unreadable(description: "row \(index + 1): \(error.description)")
      }
    }
    self.init(rows: rows)
  }
}

extension PriceRow {
  /// Reads a row; prices in dollars for a million tokens.
  fileprivate init(_ json: JSONValue) throws(PriceBook.Unreadable) {
    func text(_ key: String) throws(PriceBook.Unreadable) -> String {
      guard let text = json[key]?.string, !text.isEmpty else {
        throw PriceBook.Unreadable(description: "`\(key)` must be a text")
      }
      return text
    }
    func day(_ key: String) throws(PriceBook.Unreadable) -> Day {
      guard let day = Day(try text(key)) else {
        throw PriceBook.Unreadable(description: "`\(key)` must be a day like 2026-10-07")
      }
      return day
    }
    func price(_ key: String) throws(PriceBook.Unreadable) -> Int64? {
      guard let value = json[key] else { return nil }
      guard let dollars = value.double, dollars >= 0, dollars < 1_000_000 else {
        throw PriceBook.Unreadable(description: "`\(key)` must be dollars for a million tokens")
      }
      return (dollars * 1_000_000).nearest
    }
    guard let input = try price("input"), let output = try price("output") else {
      throw PriceBook.Unreadable(description: "`input` and `output` must be given")
    }
    self.init(
      provider: try text("provider"), model: try text("model"), from: try day("from"),
      to: json["to"] == nil ? nil : try day("to"),
      promptOver: json["prompt_over"]?.integer.map(Int.init) ?? 0,
      window: try json["window"].map { value throws(PriceBook.Unreadable) in
        try PriceWindow(value)
      }, input: input, output: output, cacheRead: try price("cache_read"),
      cacheWrite: try price("cache_write"), source: try text("source"),
      verified: try day("verified"))
  }
}

extension PriceWindow {
  /// Reads `{"hours": ["01-04"], "weekdays": true}`.
  fileprivate init(_ json: JSONValue) throws(PriceBook.Unreadable) {
    var hours: [HourSpan] = []
    for item in json["hours"]?.array ?? [] {
      let ends = item.string?.split(separator: "-").compactMap { Int($0) } ?? []
      guard ends.count == 2, (0...23).contains(ends[0]), (1...24).contains(ends[1]),
        ends[0] < ends[1]
      else {
        throw PriceBook.Unreadable(description: "`hours` must be spans of UTC like 01-04")
      }
      hours.append(HourSpan(from: ends[0], to: ends[1]))
    }
    guard !hours.isEmpty else {
      throw PriceBook.Unreadable(description: "`window` must name its `hours`")
    }
    self.init(hours: hours, isWeekdaysOnly: json["weekdays"]?.bool ?? false)
  }
}
