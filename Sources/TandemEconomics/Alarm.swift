/// One way in which routing goes wrong, with the number that shows it and what to change.
package struct Alarm: Encodable, Sendable, Hashable {
  /// Its name: `retry machine`.
  package var name: String
  /// What it means for the user, one sentence.
  package var meaning: String
  /// The formula in words.
  package var formula: String
  /// The number; nil where there are too few cases.
  package var value: Double?
  /// How the number is written.
  package var unit: Unit
  /// Cases behind it.
  package var count: Int
  /// What the cases are: `claims`.
  package var cases: String
  /// The number's interval, where it has one.
  package var interval: Interval?
  /// From where on it is raised.
  package var threshold: Double
  /// Whether the number itself raises it; else one of the figures does, or nothing.
  package var isOver: Bool
  /// Whether it is raised.
  package var state: State
  /// The line of the policy file that mends it.
  package var change: String
  /// Further numbers that explain it; those with a threshold raise it too.
  package var figures: [Figure]

  /// How a number is written.
  package enum Unit: String, Encodable, Sendable, Hashable {
    /// 0 to 1, written in percent.
    case share
    /// A plain number, written with two decimals.
    case ratio
    /// Dollars.
    case dollars
    /// A count.
    case count
  }

  /// Whether an alarm is raised.
  package enum State: Encodable, Sendable, Hashable {
    /// Nothing to worry about.
    case silent
    /// Something to change.
    case raised
    /// Nobody can say before there are so many cases.
    case tooFew(needs: Int)

    /// One word for JSON: `silent`, `raised`, `too few (needs 20)`.
    package var word: String {
      switch self {
      case .silent: "silent"
      case .raised: "raised"
      case .tooFew(let needs): "too few (needs \(needs))"
      }
    }

    /// Encodes the word.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(word)
    }
  }

  /// A further number with its name.
  package struct Figure: Encodable, Sendable, Hashable {
    /// What it is.
    package var name: String
    /// The number.
    package var value: Double
    /// How it is written.
    package var unit: Unit
    /// Cases behind it.
    package var count: Int
    /// From where on it raises the alarm; nil where it only explains.
    package var threshold: Double?

    init(
      _ name: String, _ value: Double, _ unit: Unit, _ count: Int, above threshold: Double? = nil
    ) {
      (self.name, self.value, self.unit, self.count) = (name, value, unit, count)
      self.threshold = threshold
    }

    /// Whether it raises the alarm.
    package var isOver: Bool { threshold.map { value > $0 } ?? false }
  }

  /// Makes an alarm; below `needs` cases it tells no number.
  ///
  /// - Parameter isRaised: what the number itself says.
  init(
    _ name: String, meaning: String, formula: String, value: Double, unit: Unit = .share,
    count: Int, cases: String, interval: Interval? = nil, threshold: Double, isRaised: Bool,
    needs: Int, change: String, figures: [Figure] = []
  ) {
    self.name = name
    self.meaning = meaning
    self.formula = formula
    self.unit = unit
    self.count = count
    self.cases = cases
    self.threshold = threshold
    self.change = change
    let isEnough = count >= needs
    self.value = isEnough ? value : nil
    self.interval = isEnough ? interval : nil
    // No figure is told of fewer cases than the number itself would need.
    let told = figures.filter { $0.count >= min(needs, AcceptedCost.minimum) }
    self.figures = isEnough ? told : []
    isOver = isEnough && isRaised
    let isAny = isRaised || told.contains(where: \.isOver)
    state = isEnough ? (isAny ? .raised : .silent) : .tooFew(needs: needs)
  }
}
