import Testing

@testable import TandemRouting

/// Symbols of a judge, held against the report and what the base holds.
@Suite struct SymbolClaimsTests {
  @Test(
    arguments: [
      ("total", ["total"]), ("shop.total", ["shop", "total"]),
      ("Shop::total(prices)", ["Shop", "total"]), ("Vec<T>", ["Vec"]), ("a->b", ["a", "b"]),
      ("Widget#render", ["Widget", "render"]), ("_private_2", ["_private_2"]), ("()", []), ("", []),
    ] as [(String, [String])])
  func aSymbolIsMadeOfNames(symbol: String, names: [String]) {
    #expect(SymbolClaims.names(in: symbol) == names)
  }

  @Test(
    arguments: [
      ("total", false), ("shop.total", false), ("Basket.count", false), ("count()", false),
      ("grand_total_v2", true), ("Basket.grand_total_v2", true), ("Nowhere.count", true),
      ("baskets", true), ("sum", false), ("()", true),
    ] as [(String, Bool)])
  func whatStandsNowhereIsMadeUp(symbol: String, isMadeUp: Bool) {
    let base: Set = ["shop", "Basket", "count"]
    let madeUp = SymbolClaims.madeUp(
      among: [symbol], report: "`total([2, 3])` differs from sum([2, 3])", stands: base.contains)
    #expect(madeUp == (isMadeUp ? [symbol] : []))
  }
}
