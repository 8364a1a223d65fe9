package import TandemCore

/// How a judge's labels relate to what the tasks turned out to be: counts by truth and label.
package struct ConfusionMatrix: Codable, Sendable, Hashable {
  /// Labels of tasks that were easy.
  package var easy: Row
  /// Labels of tasks that were of ordinary difficulty.
  package var medium: Row
  /// Labels of tasks that were hard.
  package var hard: Row
  /// Laplace's prior: what is added to every count, above 0 unless every row holds counts.
  package var prior: Double

  /// Makes a matrix from its rows.
  package init(
    easy: Row = Row(), medium: Row = Row(), hard: Row = Row(), prior: Double = 1
  ) {
    self.easy = easy
    self.medium = medium
    self.hard = hard
    self.prior = prior
  }

  /// How often each label was given to tasks of one true difficulty.
  package struct Row: Codable, Sendable, Hashable {
    /// Labelled easy.
    package var easy: Double
    /// Labelled medium.
    package var medium: Double
    /// Labelled hard.
    package var hard: Double

    /// Makes a row from its counts.
    package init(_ easy: Double = 0, _ medium: Double = 0, _ hard: Double = 0) {
      self.easy = easy
      self.medium = medium
      self.hard = hard
    }

    /// The count of a label.
    package subscript(_ label: Difficulty) -> Double {
      get {
        switch label {
        case .easy: easy
        case .medium: medium
        case .hard: hard
        }
      }
      set {
        switch label {
        case .easy: easy = newValue
        case .medium: medium = newValue
        case .hard: hard = newValue
        }
      }
    }

    /// All labels of the row.
    package var sum: Double { easy + medium + hard }
  }

  /// The labels of tasks of one true difficulty.
  package subscript(_ truth: Difficulty) -> Row {
    get {
      switch truth {
      case .easy: easy
      case .medium: medium
      case .hard: hard
      }
    }
    set {
      switch truth {
      case .easy: easy = newValue
      case .medium: medium = newValue
      case .hard: hard = newValue
      }
    }
  }

  /// Counts one task whose difficulty became known.
  package mutating func count(_ label: Difficulty, truth: Difficulty) { self[truth][label] += 1 }

  /// P(label | truth): (count + prior) / (row + 3 · prior).
  package func chance(of label: Difficulty, given truth: Difficulty) -> Double {
    (self[truth][label] + prior) / (self[truth].sum + 3 * prior)
  }

  /// The shipped matrix of a judge: an assumption, nobody measured it here.
  ///
  /// Twenty tasks of each difficulty, of which a cheap model labels 13 right and rules 10 (the priors
  /// of judging, 0.65 and 0.5), and which it mostly takes for a neighbouring difficulty otherwise.
  /// Sixty labels whose truth is known outweigh it.
  package static func shipped(_ judge: Tier) -> ConfusionMatrix {
    switch judge {
    case .builtin:
      ConfusionMatrix(easy: Row(10, 8, 2), medium: Row(5, 10, 5), hard: Row(2, 8, 10))
    case .cheap, .premium, .human:
      ConfusionMatrix(easy: Row(13, 6, 1), medium: Row(4, 13, 3), hard: Row(1, 6, 13))
    }
  }

  /// A judge that is right with chance `accuracy` (0 to 1) and otherwise names either other label
  /// alike; a third knows nothing.
  package static func accurate(_ accuracy: Double) -> ConfusionMatrix {
    let miss = (1 - accuracy) / 2
    return ConfusionMatrix(
      easy: Row(accuracy, miss, miss), medium: Row(miss, accuracy, miss),
      hard: Row(miss, miss, accuracy), prior: 0)
  }
}
