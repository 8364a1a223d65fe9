/// Which symbols that a judge names are made up.
///
/// A symbol stands where every name in it does: in the report, or in the base. What stands there is
/// asked of the caller; nothing is read here.
package enum SymbolClaims {
  /// The names a symbol is made of: `Shop`, `total` of `Shop::total(prices)`; none where it is no
  /// symbol at all.
  package static func names(in symbol: String) -> [String] {
    let head = symbol.prefix { $0 != "(" && $0 != "<" && $0 != " " }
    return head.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }

  /// Returns the symbols that stand neither in the report nor in the base, in their order.
  ///
  /// - Parameter stands: whether the base holds a name.
  package static func madeUp(
    among symbols: [String], report: String, stands: (String) -> Bool
  ) -> [String] {
    symbols.filter { symbol in
      guard !report.contains(symbol) else { return false }
      let names = names(in: symbol)
      return names.isEmpty || !names.allSatisfy { report.contains($0) || stands($0) }
    }
  }
}
