package import TandemCore

/// What runs cost, part by part, in integers: never only the tokens.
package struct CostTally: Codable, Sendable, Hashable {
  /// Model calls of steps made for the first time.
  package var tokens = MicroDollars.zero
  /// Model calls of steps that had been made before.
  package var retries = MicroDollars.zero
  /// The machine's time for tests.
  package var tests = MicroDollars.zero
  /// The price of waiting for the run.
  package var waiting = MicroDollars.zero
  /// A person's minutes with the change, measured or estimated.
  package var review = MicroDollars.zero
  /// D for every change that was reworked or taken back.
  package var defects = MicroDollars.zero

  /// Nothing.
  package init() {}

  /// What was paid to providers.
  package var models: MicroDollars { tokens + retries }
  /// What the run itself cost: models, tests and waiting, before any person looks at the change.
  package var machine: MicroDollars { models + tests + waiting }
  /// Everything.
  package var total: MicroDollars { machine + review + defects }

  /// Adds part by part.
  package static func += (a: inout CostTally, b: CostTally) {
    a.tokens += b.tokens
    a.retries += b.retries
    a.tests += b.tests
    a.waiting += b.waiting
    a.review += b.review
    a.defects += b.defects
  }
}

/// Amounts as they appear in estimates; bills are summed in integers and never come here.
extension MicroDollars {
  /// This amount over `whole`, 0 of nothing.
  func share(of whole: MicroDollars) -> Double {
    whole.value == 0 ? 0 : Double(value) / Double(whole.value)
  }

  /// The mean of so many, to the nearest micro-dollar; nothing of nothing.
  func divided(by count: Int) -> MicroDollars {
    count == 0 ? .zero : MicroDollars(nearestDollars: dollars / Double(count))
  }
}
