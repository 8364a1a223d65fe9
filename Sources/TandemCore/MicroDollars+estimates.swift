/// Amounts as they appear in estimates; bills are summed in integers and never come here.
extension MicroDollars {
  /// The amount of so many dollars, to the nearest micro-dollar.
  package init(nearestDollars dollars: Double) { self.init((dollars * 1_000_000).nearest) }

  /// The amount in dollars.
  package var dollars: Double { Double(value) / 1_000_000 }

  /// The amount times `factor`, to the nearest micro-dollar.
  package func scaled(by factor: Double) -> MicroDollars {
    MicroDollars((Double(value) * factor).nearest)
  }
}

extension Double {
  /// The nearest integer, halves away from zero; without libm, which a pure room does not link.
  package var nearest: Int64 { Int64(self < 0 ? self - 0.5 : self + 0.5) }
}
