extension RetryRule {
  /// N*: the most cheap attempts at one step that pay, in closed form.
  ///
  /// With p* from `odds`, trying pays while a / (a + b + k) > p*, so N* = max(0, ⌈a/p* − a − b⌉). No
  /// attempt pays where p* is 1 or more or no chance is enough; every attempt pays where p* is 0 or
  /// less, and then only the policy's cap stops them. Holds where a wrong patch passes no more often
  /// than a right one.
  ///
  /// - Parameter cap: the most that is returned, 0 or more.
  package func mostCheapAttempts(cheap: BetaBelief, premium: BetaBelief, cap: Int) -> Int {
    guard let threshold = odds(cheap: cheap, failures: 0, premium: premium).threshold else {
      return 0
    }
    guard threshold > 0 else { return cap }
    let attempts = cheap.successes / threshold - cheap.successes - cheap.failures
    if attempts >= Double(cap) { return cap }
    guard attempts > 0 else { return 0 }
    let whole = Int(attempts)
    // Rounded up by hand: a pure room does not link libm.
    return Double(whole) < attempts ? whole + 1 : whole
  }
}
