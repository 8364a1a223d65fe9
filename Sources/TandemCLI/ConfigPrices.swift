import TandemConfig
import TandemCore
import TandemRouting

extension PriceBook {
  /// The shipped book, in which the user's own prices stand for a model's listed ones.
  init(shippedWith config: ResolvedConfig) {
    let always = Day(secondsSince1970: 0)
    let rows = config.prices.map { model, price in
      PriceRow(
        provider: "configured", model: model, from: always, input: price.input.value,
        output: price.output.value, cacheRead: price.cacheRead?.value,
        cacheWrite: price.cacheWrite?.value, source: "your configuration", verified: always)
    }
    self = PriceBook.shipped.overridden(by: rows)
  }
}
