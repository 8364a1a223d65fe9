import TandemConfig
import TandemCore
import TandemRouting

extension PriceBook {
  /// The shipped book, in which the user's own rows stand for a model's listed ones: first those of
  /// a book of theirs (`routing.prices`), then single prices (`prices:`).
  ///
  /// - Throws: `CommandError` (usage) where their book cannot be read.
  init(shippedWith config: ResolvedConfig, _ host: Host) throws(CommandError) {
    var book = PriceBook.shipped
    if let path = config.priceFile {
      book = book.overridden(by: try Self.read(path, host).rows)
    }
    let always = Day(secondsSince1970: 0)
    let rows = config.prices.map { model, price in
      PriceRow(
        provider: "configured", model: model, from: always, input: price.input.value,
        output: price.output.value, cacheRead: price.cacheRead?.value,
        cacheWrite: price.cacheWrite?.value, source: "your configuration", verified: always)
    }
    self = book.overridden(by: rows)
  }

  private static func read(_ path: String, _ host: Host) throws(CommandError) -> PriceBook {
    guard let json = JSONValue(parsing: try InputFile.read(path, limit: 1 << 20, host: host))
    else { throw .usage("\(path) is no JSON", "routing.prices names it") }
    do throws(PriceBook.Unreadable) {
      return try PriceBook(json)
    } catch {
      throw .usage("\(path): \(error.description)", "routing.prices names it")
    }
  }
}
